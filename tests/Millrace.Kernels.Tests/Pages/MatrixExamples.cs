using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>The examples of docs/kernels: each between the name of its page and <c>end</c>; <see cref="KernelPagesTests"/> holds both
/// together.</summary>
internal static class MatrixExamples
{
    /// <summary>By page; what a launch takes beside.</summary>
    internal static IReadOnlyDictionary<string, (Func<Network> Example, Dictionary<string, long> Launch)> All { get; } =
        new Dictionary<string, (Func<Network>, Dictionary<string, long>)>
        {
            ["attention"] = (AttentionOfSharedKeys, KernelRun.Arguments(("rows", 1), ("start", 40))),
            ["bidirectional-attention"] = (Encoder, KernelRun.Arguments(("rows", 12), ("length", 9))),
            ["collector"] = (Workers, []),
            ["distributor"] = (TwoMatrices, []),
            ["gemv"] = (Decode, []),
            ["join"] = (Halves, []),
            ["key-value-cache"] = (Cache, KernelRun.Arguments(("rows", 1), ("start", 7))),
            ["linear"] = (NarrowWeights, KernelRun.Arguments(("rows", 6))),
            ["linear-resident"] = (OnChip, KernelRun.Arguments(("rows", 6))),
            ["linear-streamed"] = (TwoLayers, KernelRun.Arguments(("rows", 6))),
            ["matmul"] = (Scores, []),
            ["merge"] = (ClassToken, []),
            ["reorder"] = (RowsAgain, KernelRun.Arguments(("rows", 6))),
            ["systolic"] = (Projection, KernelRun.Arguments(("rows", 6))),
            ["transpose"] = (Columns, []),
            ["weight-reader"] = (Reader, KernelRun.Arguments(("rows", 6))),
        };

    private static LinearShape Shape { get; } = new()
    {
        Inputs = 48,
        Outputs = 32,
        InputOrder = BlockOrder.RowMajor(48, 4),
        InputLanes = 8,
        OutputLanes = 8,
        Tiling = new(1, new Argument("rows", minimum: 1), 4),
        Output = Int(8),
        Shift = 20,
    };

    private static Network AttentionOfSharedKeys()
    {
        // attention
        var shape = new AttentionShape
        {
            Heads = 2,
            QueriesPerKey = 4,
            HeadSize = 16,
            GroupColumns = 16,
            Lanes = 8,
            Context = 64,
            Tiling = new(1, new Argument("rows", 64, 1), 1),
            Start = new Argument("start", 63),
            ScoreShift = 20,
            ValueShift = 30,
        };
        OffChipMemory Cache(string name) => new(name, shape.CacheWord, shape.PassWords, new());
        return Attention.Define(shape, Cache("keys"), Cache("values"));
        // end
    }

    private static Network Encoder()
    {
        // bidirectional-attention
        var tiling = new RowTiling(1, new Argument("rows", 16, 1), 4);
        var shape = new AttentionShape
        {
            Heads = 2,
            HeadSize = 16,
            GroupColumns = 16,
            Lanes = 8,
            Context = 16,
            Tiling = tiling,
            Start = 0,
            Length = new Argument("length", 16, 1),
            ScoreShift = 20,
            ValueShift = 30,
        };
        return Network.Define("encoder", n =>
        {
            var mixed = n.Add(
                BidirectionalAttention.Define(shape), n.In("qkv", shape.Word), n.In("score_multiplier", UInt(17)),
                n.In("value_multiplier", UInt(17)));
            n.Out("y", n.Add(Reorder.ToRows(Int(8), shape.OutputOrder, tiling), mixed));
        });
        // end
    }

    private static Network Workers()
    {
        // collector
        return Network.Define("workers", n =>
        {
            var dealt = n.Add(Distributor.Define(Vec(Int(8), 8), streams: 2, words: 3, rounds: 10), n.In("x", Vec(Int(8), 8)));
            var first = n.Add("first", WidthConverter.Define(Int(8), 8, 4, 30), dealt[0]);
            var second = n.Add("second", WidthConverter.Define(Int(8), 8, 4, 30), dealt[1].WithRoom(3));
            n.Out("y", n.Add(Collector.Define(Vec(Int(8), 4), streams: 2, words: 6, rounds: 10), first, second));
        });
        // end
    }

    private static Network TwoMatrices()
    {
        // distributor
        return Network.Define("two_matrices", n =>
        {
            // Two matrices of 4 x 6 come in one stream; each is turned by itself.
            var dealt = n.Add(Distributor.Define(Vec(Int(8), 2), streams: 2, words: 12, rounds: 5), n.In("x", Vec(Int(8), 2)));
            n.Out("first", n.Add("turn_first", Transpose.Define(Int(8), 4, 6, 2, blocks: 5), dealt[0]));
            n.Out("second", n.Add("turn_second", Transpose.Define(Int(8), 4, 6, 2, blocks: 5), dealt[1]));
        });
        // end
    }

    private static Network Decode()
    {
        // gemv
        var shape = new GemvShape(
            Channel: new LinearShape
            {
                Inputs = 64,
                Outputs = 32,
                InputOrder = BlockOrder.RowMajor(64, 8),
                InputLanes = 16,
                OutputLanes = 8,
                Tiling = new(Passes: 1, Rows: 1, TileRows: 1),
                Weight = Int(4),
                Output = Int(8),
                Shift = 20,
            },
            Channels: 4);
        var memories = Enumerable.Range(0, 4)
            .Select(c => new OffChipMemory($"weights_{c}", shape.Channel.MemoryWord, shape.Channel.PassWords, new())).ToArray();
        return Gemv.Define(shape, memories);
        // end
    }

    private static Network Halves()
    {
        // join
        return Network.Define("halves", n =>
        {
            // Two sources of 4 lanes feed an adder of 8.
            var both = n.Add(Join.Define(Int(24), 4, 4, words: 32), n.In("left", Vec(Int(24), 4)), n.In("right", Vec(Int(24), 4)));
            n.Out("y", n.Add(ResidualAdd.Define(Int(24), 8, 32), n.In("x", Vec(Int(24), 8)), both));
        });
        // end
    }

    private static Network Cache()
    {
        // key-value-cache
        var shape = new AttentionShape
        {
            Heads = 2,
            HeadSize = 16,
            GroupColumns = 16,
            Lanes = 8,
            Context = 64,
            Tiling = new(1, new Argument("rows", 64, 1), 1),
            Start = new Argument("start", 63),
            ScoreShift = 0,
            ValueShift = 0,
        };
        return KeyValueCache.Define(shape, new OffChipMemory("keys", shape.CacheWord, shape.PassWords, new(ReadLatency: 120)));
        // end
    }

    private static Network NarrowWeights()
    {
        // linear
        var shape = new LinearShape
        {
            Inputs = 48,
            Outputs = 32,
            InputOrder = BlockOrder.RowMajor(48, 4),
            InputLanes = 16,
            OutputLanes = 8,
            Tiling = new(1, new Argument("rows", minimum: 1), 4),
            Input = Int(8),
            Weight = Int(4),
            Output = Int(8),
            Shift = 20,
        };
        return Network.Define("projection", n =>
        {
            var y = n.Add(
                Linear.Define(shape), n.In("x", shape.InputWord), n.In("weights", shape.WeightWord), n.In("scales", shape.ScaleWord));
            n.Out("y", n.Add(Reorder.ToRows(shape.Output, shape.OutputOrder, shape.Tiling), y));
        });
        // end
    }

    private static Network OnChip()
    {
        var shape = Shape;
        // linear-resident
        var words = new byte[shape.PassWords * shape.MemoryWord.Lanes];
        WeightPacking.Pack(shape, (input, output) => (sbyte)(input - output), output => (Bias: output, Multiplier: 1 << 12), words);
        return Linear.Resident(shape, Array.ConvertAll(words, b => (sbyte)b));
        // end
    }

    private static Network TwoLayers()
    {
        // linear-streamed
        var tiling = new RowTiling(1, new Argument("rows", minimum: 1), 4);
        var up = new LinearShape
        {
            Inputs = 48,
            Outputs = 96,
            InputOrder = BlockOrder.RowMajor(48, 4),
            InputLanes = 8,
            OutputLanes = 8,
            Tiling = tiling,
            Output = Int(8),
            Shift = 20,
        };
        var down = up with { Inputs = 96, Outputs = 48, InputOrder = up.OutputOrder };
        return Network.Define("two_layers", n =>
        {
            OffChipMemory Weights(string name, LinearShape s) => new(name, s.MemoryWord, s.PassWords, new());
            var hidden = n.Add("up", Linear.Streamed(up, Weights("up", up)), n.In("x", up.InputWord));
            n.Out("y", n.Add("down", Linear.Streamed(down, Weights("down", down), prefetchWords: 32), hidden));
        });
        // end
    }

    private static Network Scores()
    {
        // matmul
        var scores = new MatmulShape
        {
            Inner = 16,
            Columns = 24,
            Transposed = true,
            Lanes = 4,
            InnerLanes = 4,
            ColumnLanes = 4,
            Tiling = new(Passes: 2, Rows: 24, TileRows: 4),
            Output = Int(16),
            Shift = 10,
        };
        return Network.Define("scores", n =>
        {
            var tiles = n.Add(
                Matmul.Define(scores), n.In("queries", Vec(Int(8), 4)), n.In("keys", Vec(Int(8), 4)), n.In("multiplier", UInt(17)));
            n.Out("y", n.Add(Reorder.ToRows(Int(16), scores.OutputOrder, scores.Tiling), tiles));
        });
        // end
    }

    private static Network ClassToken()
    {
        // merge
        return Network.Define("class_token", n =>
        {
            // A row of 6 words of a class token before the 48 words of each image's 8 patches.
            var both = n.Add(
                Merge.Define(Vec(Int(8), 4), firstWords: 6, secondWords: 48, rows: 3),
                n.In("token", Vec(Int(8), 4)), n.In("patches", Vec(Int(8), 4)));
            n.Out("y", n.Add(WidthConverter.Define(Int(8), 4, 8, 3 * 54 / 2), both));
        });
        // end
    }

    private static Network RowsAgain()
    {
        var shape = Shape;
        // reorder
        return Network.Define("rows_again", n =>
        {
            var y = n.Add(
                Linear.Define(shape), n.In("x", shape.InputWord), n.In("weights", shape.WeightWord), n.In("scales", shape.ScaleWord));
            n.Out("y", n.Add(Reorder.ToRows(shape.Output, shape.OutputOrder, shape.Tiling), y));
        });
        // end
    }

    private static Network Projection()
    {
        // systolic
        var shape = new SystolicShape(
            new LinearShape
            {
                Inputs = 48,
                Outputs = 32,
                InputOrder = BlockOrder.RowMajor(48, 2),
                InputLanes = 2,
                OutputLanes = 8,
                Tiling = new(1, new Argument("rows", minimum: 1), 4),
                Output = Int(8),
                Shift = 20,
            },
            ElementOutputs: 2);
        return Network.Define("projection", n =>
        {
            var s = shape.Linear;
            var y = n.Add(Systolic.Define(shape), n.In("x", s.InputWord), n.In("weights", s.WeightWord), n.In("scales", s.ScaleWord));
            n.Out("y", n.Add(Reorder.ToRows(s.Output, s.OutputOrder, s.Tiling), y));
        });
        // end
    }

    private static Network Columns()
    {
        // transpose
        return Network.Define("columns", n =>
        {
            // Values of two heads, row after row, become columns for a product that wants them so.
            var turned = n.Add(Transpose.Define(Int(8), rows: 24, columns: 16, lanes: 4, blocks: 2), n.In("values", Vec(Int(8), 4)));
            var shape = new MatmulShape
            {
                Inner = 24,
                Columns = 16,
                Transposed = true,
                Lanes = 4,
                InnerLanes = 4,
                ColumnLanes = 4,
                Tiling = new(Passes: 2, Rows: 24, TileRows: 4),
                Left = UInt(16),
                Shift = 16,
            };
            n.Out("y", n.Add(Matmul.Define(shape), n.In("probabilities", Vec(UInt(16), 4)), turned, n.In("multiplier", UInt(17))));
        });
        // end
    }

    private static Network Reader()
    {
        var shape = Shape;
        // weight-reader
        return Network.Define("projection", n =>
        {
            var memory = new OffChipMemory("weights", shape.MemoryWord, shape.PassWords, new(CyclesNumerator: 3, CyclesDenominator: 2));
            var (weights, scales) = n.Add(WeightReader.Define(shape), memory);
            n.Out("y", n.Add(Linear.Define(shape), n.In("x", shape.InputWord), weights.WithRoom(16), scales));
        });
        // end
    }
}
