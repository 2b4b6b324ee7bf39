using Millrace.Hardware;
using Millrace.Hls;

namespace Millrace.Analysis;

/// <summary>The sizes of a design point that its resources depend on, padded as the accelerators are.</summary>
internal readonly struct ResourceShape
{
    /// <summary>Bits of an element of the residual stream, and of a logit.</summary>
    internal const int Stream = 24;

    /// <summary>Bits of an accumulator.</summary>
    internal const int Sum = 32;

    /// <summary>Bits of a word that goes into the activation function.</summary>
    internal const int Inner = 12;

    /// <summary>Bits of a multiplier of requantization.</summary>
    internal const int Scale = 17;

    internal ResourceShape(DesignPoint point, FpgaDevice device)
    {
        var (model, tensor) = (point.Model, point.TensorParallel);
        Point = point;
        Lanes = point.Lanes;
        TileRows = point.TileRows;
        ActivationBits = point.ActivationBits;
        WeightBits = point.WeightBits;
        Passes = model.Layers / (point.LayersOnChip * point.PipelineParallel);
        Width = RoundUp(model.Width, LeastCommonMultiple(point.AttentionOutput.OutputLanes, point.MlpOutput.OutputLanes));
        HeadSize = RoundUp(model.HeadSize, point.AttentionInput.OutputLanes);
        InnerWidth = RoundUp(model.InnerWidth, point.MlpInput.OutputLanes * tensor) / tensor;
        HeadRows = point.BandRows * (model.Heads / model.KeyValueHeads);
        Bands = point.TileRows / point.BandRows;
        HeadsWidth = model.Heads / tensor * HeadSize;
        RowWords = Width / Lanes;
        ReadLatency = Cycles(device.OffChip.ReadLatencyNanoseconds);
        WriteLatency = Cycles(device.OffChip.WriteLatencyNanoseconds);
        NoUltraRam = device.Total.Uram == 0;
        Rates = device.DspKind?.Rates;

        int Cycles(double nanoseconds) => Math.Max(1, (int)Math.Ceiling(nanoseconds * point.ClockMegahertz * 1e-3));
    }

    internal DesignPoint Point { get; }

    /// <summary>Bits of an element that a LayerNorm gives: an encoder's are the residual stream.</summary>
    internal int NormBits => Point.Model.IsEncoder ? Stream : ActivationBits;

    internal int Lanes { get; }

    internal int TileRows { get; }

    internal int ActivationBits { get; }

    internal int WeightBits { get; }

    /// <summary>Layers that pass through each copy of the engines.</summary>
    internal int Passes { get; }

    /// <summary>Elements of the residual stream.</summary>
    internal int Width { get; }

    internal int HeadSize { get; }

    /// <summary>Elements inside the feed-forward network, of one device.</summary>
    internal int InnerWidth { get; }

    /// <summary>Rows that a key meets at a time: those of a band, of each head of queries that shares the key.</summary>
    internal int HeadRows { get; }

    /// <summary>Bands of a tile.</summary>
    internal int Bands { get; }

    /// <summary>Elements of all heads of one device.</summary>
    internal int HeadsWidth { get; }

    internal int RowWords { get; }

    /// <summary>Cycles from a load to its word.</summary>
    internal int ReadLatency { get; }

    /// <summary>Cycles from a store to its acknowledgement.</summary>
    internal int WriteLatency { get; }

    internal bool NoUltraRam { get; }

    /// <summary>What a DSP slice of the device packs; null if nobody knows.</summary>
    internal MacRates? Rates { get; }

    /// <summary>Bits of a score: holds every sum of a head's products.</summary>
    internal int Score => LogicRules.Bits(((long)HeadSize) << ((2 * ActivationBits) - 2)) + 1;

    /// <summary>Dot products; the slices as the device packs them, which is as the rule says for those of a DSP48E2.</summary>
    internal ResourceVector Dots(int rows, int columns, int depth, int a, int b)
    {
        var dots = MultiplierRules.Dots(rows, columns, depth, a, b, a + b, 1);
        var packed = Rates?.MacsPerCycle(a, b) ?? 0;
        return packed > 0 && dots.Dsp > 0 && rows * columns > 1
            ? dots with { Dsp = depth * LogicRules.Ceiling((long)rows * columns, packed) } : dots;
    }

    /// <summary>Products as they are scheduled: in three cycles, in five if operands are cut.</summary>
    internal static ResourceVector Products(long count, int a, int b, int unused = 0) =>
        MultiplierRules.Products(count, a, b, a + b, MultiplierRules.Slices(a, b) > 1 ? 5 : 3, unused);

    /// <summary>A channel with its counters.</summary>
    internal ResourceVector Channel(int width, int depth) =>
        MemoryRules.Fifo(width, depth, NoUltraRam) + ControlRules.Credits(depth) + ControlRules.Fifo(depth) + ControlRules.Output(width);

    /// <summary>A ping-pong buffer with its counters: two blocks of words that are written in parts.</summary>
    internal ResourceVector Buffer(int partBits, int parts, int words) =>
        (parts * MemoryRules.WithRead(partBits, 2 * words, NoUltraRam)) + (2 * (ControlRules.Credits(2) + ControlRules.Tokens(2)))
            + ControlRules.BufferOutput(partBits, parts, 2 * words) + (2 * ControlRules.Output(0));

    internal static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    internal static int LeastCommonMultiple(int a, int b)
    {
        var (divisor, rest) = (a, b);
        while (rest > 0)
            (divisor, rest) = (rest, divisor % rest);
        return a / divisor * b;
    }
}
