using System.Globalization;

namespace Millrace.Analysis;

/// <summary>Checks a request and turns it into the symbols of the equations; its engines are set later.</summary>
internal static class PaperRequestChecks
{
    private const int MostLayers = 1 << 16;
    private const int UsualGeneratedTokens = 128;
    private const int MostBits = 16;
    private const long MostMacs = 1 << 24;
    private const int MostPacked = 1 << 10;
    private const int MostLinkDepth = 1 << 24;

    public static PaperPoint ToPoint(PaperRequest r)
    {
        var (shape, layers, scheme) = (r.Shape, r.Layers ?? r.Shape.Layers, r.Parallelism);
        var generated = CheckTokens(r);
        Require(layers is >= 1 and <= MostLayers, $"the number of layers is {layers}, but it must be from 1 to {MostLayers}");
        Require(r.LayersOnChip >= 1, $"layers on chip are {r.LayersOnChip}, but at least 1 is needed");
        CheckRow(r.LayersOnChip, scheme.Pipeline, layers);
        CheckSharing(shape, scheme.Tensor);
        Require(r.WeightBits is >= 1 and <= MostBits, $"weights have {r.WeightBits} bits, but they must have from 1 to {MostBits}");
        Require(r.ActivationBits is >= 1 and <= MostBits, $"activations have {r.ActivationBits} bits, but they must have from 1 to {MostBits}");
        var clock = r.ClockMegahertz ?? r.Device.DefaultClockMegahertz;
        Require(clock is >= 1 and <= 2000, Invariant($"the clock is {clock} MHz, but it must be from 1 to 2000 MHz"));
        Require(r.LinkEfficiency is > 0 and <= 1, Invariant($"the link efficiency is {r.LinkEfficiency}, but it must be above 0 and at most 1"));
        CheckMacs(r);
        CheckMemory(r, layers);
        return new PaperPoint
        {
            Shape = shape,
            Layers = layers,
            LayersOnChip = r.LayersOnChip,
            PromptTokens = r.PromptTokens,
            LongestTokens = r.PromptTokens + generated,
            WeightBits = r.WeightBits,
            ActivationBits = r.ActivationBits,
            ClockMegahertz = clock,
            MacsPerCycle = PerOperator.All(1),
            WeightReuse = r.WeightReuse ?? PerOperator.All(1),
            PackedWeights = r.PackedWeights ?? 1,
            LinkDepth = r.LinkDepth,
            WeightsOnChip = r.WeightsOnChip,
            TensorParallel = scheme.Tensor,
            PipelineParallel = scheme.Pipeline,
            LinkBitsPerSecond = LinkBitsPerSecond(r),
            LinkEfficiency = r.LinkEfficiency,
        };
    }

    private static int CheckTokens(PaperRequest r)
    {
        var (shape, prompt) = (r.Shape, r.PromptTokens);
        Require(prompt >= 1, $"the prompt has {prompt} tokens, but at least 1 is needed");
        Require(r.GeneratedTokens is not < 0, $"{r.GeneratedTokens} tokens are to be generated, but it must be at least 0");
        Require(prompt <= shape.ContextLength, $"the prompt has {prompt} tokens, but the context of {shape.Name} holds at most {shape.ContextLength}");
        Require(!shape.IsEncoder || r.GeneratedTokens is null or 0, $"{shape.Name} is an encoder and generates no tokens, but {r.GeneratedTokens} are asked for");
        var generated = r.GeneratedTokens ?? (shape.IsEncoder ? 0 : Math.Min(UsualGeneratedTokens, shape.ContextLength - prompt));
        Require(
            (long)prompt + generated <= shape.ContextLength,
            $"{prompt} tokens of prompt and {generated} generated ones make {(long)prompt + generated}, but the context of {shape.Name} holds at most {shape.ContextLength}");
        return generated;
    }

    private static void CheckRow(int layersOnChip, int pipeline, int layers)
    {
        var inRow = (long)layersOnChip * pipeline;
        var what = pipeline == 1 ? $"layers on chip are {layersOnChip}" : $"{pipeline} FPGAs in a row of {layersOnChip} layers each hold {inRow}";
        Require(inRow <= layers, $"{what}, but the model has {layers}");
        Require(layers % inRow == 0, $"{what}, but it must divide the model's {layers}");
    }

    private static void CheckSharing(TransformerShape shape, int tensor)
    {
        Require(shape.Heads % tensor == 0, $"tensor parallelism is {tensor}, but it must divide the {shape.Heads} heads of {shape.Name}");
        Require(
            shape.KeyValueHeads % tensor == 0,
            $"tensor parallelism is {tensor}, but it must divide the heads of keys and values, of which {shape.Name} has {shape.KeyValueHeads}");
        Require(
            shape.InnerWidth % tensor == 0,
            $"tensor parallelism is {tensor}, but it must divide the {shape.InnerWidth} elements of the feed-forward network of {shape.Name}");
    }

    private static void CheckMacs(PaperRequest r)
    {
        Require(r.MacsPerCycle is null || r.BalancedMacsPerCycle is null, "multipliers of each operator and a balanced number were both given, but only one can be");
        if (r.BalancedMacsPerCycle is { } balanced)
            Require(balanced is >= 1 and <= MostMacs, $"the balanced number of multipliers is {balanced}, but it must be from 1 to {MostMacs}");
        if (r.MacsPerCycle is not { } macs) return;
        for (var i = 0; i < PerOperator.Names.Count; i++)
            Require(
                macs[i] is >= 1 and <= MostMacs && Math.Floor(macs[i]) == macs[i],
                Invariant($"operator {PerOperator.Names[i]} has {macs[i]} multipliers, but it must have a whole number from 1 to {MostMacs}"));
    }

    private static void CheckMemory(PaperRequest r, int layers)
    {
        var (packed, depth, held) = (r.PackedWeights ?? 1, r.LinkDepth, r.LayersOnChip * r.Parallelism.Pipeline);
        Require(packed is >= 1 and <= MostPacked, $"a word packs {packed} weights, but it must be from 1 to {MostPacked}");
        var blocks = r.Device.BlockMemories[0].Kind;
        Require(
            packed * r.WeightBits <= blocks.PortWidthsBits[^1],
            $"a word of {packed} weights has {packed * r.WeightBits} bits, but the widest port of {blocks.Name} has {blocks.PortWidthsBits[^1]}");
        Require(depth is >= 1 and <= MostLinkDepth, $"links hold {depth} elements, but they must hold from 1 to {MostLinkDepth}");
        Require(
            !r.WeightsOnChip || held == layers,
            $"weights are to stay on chip, but engines are there for {held} of the {layers} layers");
        if (r.WeightReuse is not { } reuse) return;
        for (var i = 0; i < PerOperator.Names.Count; i++)
        {
            var (name, share, most) = (PerOperator.Names[i], reuse[i], r.MacsPerCycle?[i] ?? MostMacs);
            Require(
                share is >= 1 && share <= most && Math.Floor(share) == share,
                Invariant($"operator {name} shares a weight among {share} multipliers, but it must be a whole number from 1 to {most}"));
        }
    }

    private static double LinkBitsPerSecond(PaperRequest r)
    {
        if (r.LinkGigabitsPerSecond is { } given)
        {
            Require(given > 0 && double.IsFinite(given), Invariant($"a link carries {given} Gbit/s, but it must be a number above 0"));
            return 1e9 * given;
        }

        if (r.Parallelism.Tensor == 1) return double.PositiveInfinity;
        Require(r.Device.Links.Count > 0, $"{r.Device.Name} has no network link that is known, but {r.Parallelism.Tensor} FPGAs that share layers need one: give its bandwidth");
        return 1e9 * r.Device.Links.Max(l => l.GigabitsPerSecond);
    }

    private static void Require(bool holds, string sentence)
    {
        if (!holds) throw new AnalysisException(sentence + ".");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
