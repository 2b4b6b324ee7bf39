using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Hls;
using Millrace.Models;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;

namespace Millrace.Accelerators;

/// <summary>
/// BERT on a dataflow accelerator: an encoder whose layers are simulated kernels, equal to the integer reference in every bit, with the
/// exact cycles of every launch. The host embeds tokens and computes pooler and heads. Not for several threads at once.
/// </summary>
public sealed class BertAccelerator : IBertModel
{
    private readonly Simulator simulator;
    private readonly IntegerBertModel reference;
    private readonly BertShapes shapes;
    private readonly FpgaDevice device;
    private readonly List<LaunchReport> launches = [];

    private BertAccelerator(QuantizedBert model, FpgaDevice device, BertShapes shapes, IReadOnlyList<LayerMemories> memories)
    {
        (this.shapes, this.device, reference) = (shapes, device, new IntegerBertModel(model));
        simulator = new Simulator(LayerDesign.Of(BertNetwork.Define(shapes, memories), shapes.Point, device));
        BertMemoryMap.Fill(model, shapes, memories, m => simulator.Data[m]);
    }

    /// <inheritdoc/>
    public BertConfig Config => reference.Config;

    /// <summary>What was built.</summary>
    public DesignPoint Point => shapes.Point;

    /// <summary>The processes and channels.</summary>
    public Design Design => simulator.Design;

    /// <summary>What each launch took, in order.</summary>
    public IReadOnlyList<LaunchReport> Launches => launches;

    /// <summary>The run face, with the contents of off-chip memories.</summary>
    internal RunSimulation Data => simulator.Data;

    /// <summary>Builds the network a design point describes and fills its memories.</summary>
    /// <param name="model">The quantized model.</param>
    /// <param name="point">What to build.</param>
    /// <param name="device">The device, for its off-chip memory.</param>
    /// <exception cref="DesignPointException">The point does not fit itself, the model or the device.</exception>
    public static BertAccelerator Build(QuantizedBert model, DesignPoint point, FpgaDevice device)
    {
        point.Validate(device).RequireKernels(TransformerFamily.Bert).RequireModel(model.Config, model.WeightBits);
        var shapes = new BertShapes(point, BertArithmetic.Of(model));
        return new BertAccelerator(model, device, shapes, LayerMemories.Of(shapes, new DeviceMemories(device, point.ClockMegahertz)));
    }

    /// <inheritdoc/>
    public BertOutput Encode(BertInput input) => reference.Real(EncodeInteger([input])[0]);

    /// <summary>Sequences that are in flight together, in one launch.</summary>
    /// <param name="inputs">Sequences of the same length and padding, at most <see cref="DesignPoint.Sequences"/>.</param>
    /// <returns>The numbers as the hardware and the host give them, one for each sequence.</returns>
    /// <exception cref="ModelException">A sequence does not suit the model or the design, or they differ in length.</exception>
    public IReadOnlyList<BertIntegers> EncodeInteger(IReadOnlyList<BertInput> inputs)
    {
        ArgumentOutOfRangeException.ThrowIfZero(inputs.Count);
        var (rows, length) = (inputs[0].Tokens.Length, Seen(inputs[0]));
        Require(
            inputs.Count <= Point.Sequences,
            $"{inputs.Count} sequences were given, but the design has room for {Point.Sequences} at a time.");
        foreach (var input in inputs)
        {
            input.Require(Config);
            Require(
                rows <= Point.Model.ContextLength,
                $"{rows} tokens were given, but the design has room for {Point.Model.ContextLength}.");
            Require(
                input.Tokens.Length == rows && Seen(input) == length,
                "sequences of one launch must have the same number of tokens and of padding.");
        }

        var result = simulator.Launch(
            BertLaunch.Arguments(inputs.Count, rows, length), new Dictionary<string, long[]> { ["embeddings"] = Embed(inputs) });
        launches.Add(BertLaunch.Report(inputs.Count, rows, result.Timing));
        var hidden = result.Outputs["hidden"];
        return [.. inputs.Select((_, i) => IntegerBertHead.Apply(reference.Quantized, Rows(hidden, i * rows, rows)))];
    }

    /// <summary>The cycles of a launch without computing it.</summary>
    /// <param name="sequences">Sequences, at most <see cref="DesignPoint.Sequences"/>.</param>
    /// <param name="tokens">Tokens of each.</param>
    public LaunchReport Time(int sequences, int tokens) =>
        BertLaunch.Report(sequences, tokens, simulator.Time(BertLaunch.Arguments(sequences, tokens, tokens)));

    /// <summary>The cycles of a launch through one layer alone: the engines of one, passed once.</summary>
    /// <param name="sequences">Sequences, at most <see cref="DesignPoint.Sequences"/>.</param>
    /// <param name="tokens">Tokens of each.</param>
    public LaunchReport TimeOfLayer(int sequences, int tokens) =>
        BertTiming.Build(Point.OneLayer(), device).Time(sequences, tokens);

    /// <summary>The rows that the host sends, padding included.</summary>
    internal long[] Embed(IReadOnlyList<BertInput> inputs)
    {
        var (at, rows) = (0, new long[inputs.Sum(i => i.Tokens.Length) * shapes.Width]);
        foreach (var input in inputs)
        {
            foreach (var value in reference.EmbedInteger(input).Chunk(Config.Width))
            {
                Array.ConvertAll(value, v => (long)v).CopyTo(rows, at);
                at += shapes.Width;
            }
        }

        return rows;
    }

    private static void Require(bool holds, string sentence)
    {
        if (!holds)
            throw new ModelException(sentence);
    }

    /// <summary>Tokens before the padding.</summary>
    private static int Seen(BertInput input)
    {
        var seen = Enumerable.Range(0, input.Tokens.Length).TakeWhile(input.Sees).Count();
        Require(
            !Enumerable.Range(seen, input.Tokens.Length - seen).Any(input.Sees),
            "the network takes padding behind the tokens only, but the attention mask hides tokens before others.");
        return seen;
    }

    private int[] Rows(long[] words, int first, int count)
    {
        var rows = new int[count * Config.Width];
        for (var r = 0; r < count; r++)
        {
            for (var i = 0; i < Config.Width; i++)
                rows[(r * Config.Width) + i] = (int)words[((first + r) * shapes.Width) + i];
        }

        return rows;
    }
}
