using System.Globalization;
using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Exploration;

/// <summary>A checked request: the model, the board, the tokens.</summary>
internal sealed record Workload
{
    internal const int LeastBits = 2;

    private const int UsualGeneratedTokens = 128;
    private const int MostBits = 16;

    internal required string Name { get; init; }

    internal required ModelShape Model { get; init; }

    internal required FpgaDevice Device { get; init; }

    internal required int Prompt { get; init; }

    /// <summary>Sequences in flight.</summary>
    internal required int Sequences { get; init; }

    /// <summary>Tokens generated, the first of them with the prompt; 0 if none.</summary>
    internal required int Generated { get; init; }

    /// <summary>Whether any token is decoded.</summary>
    internal bool Decodes => DecodeSteps.Any(Generated);

    /// <summary>Decode steps.</summary>
    internal int Steps => DecodeSteps.Count(Generated);

    /// <summary>Tiles of the prompt, or of all sequences.</summary>
    internal int PromptTiles(int tileRows) => Sequences * ((Prompt + tileRows - 1) / tileRows);

    /// <summary>Position of the first decode step.</summary>
    internal int FirstPosition => DecodeSteps.FirstPosition(Prompt);

    /// <summary>Position of the last decode step, if there is any.</summary>
    internal int LastPosition => DecodeSteps.LastPosition(Prompt, Generated);

    /// <summary>Tokens whose sequence the memories hold.</summary>
    internal int Context => Model.ContextLength;

    internal required int WeightBits { get; init; }

    internal required int ActivationBits { get; init; }

    internal required double ClockMegahertz { get; init; }

    internal required Parallelism Parallelism { get; init; }

    /// <summary>The same with memories for another context.</summary>
    internal Workload WithContext(int tokens) => this with { Model = Model with { ContextLength = tokens } };

    /// <summary>Of the only choice of precision and boards.</summary>
    /// <exception cref="AnalysisException">What was asked cannot be.</exception>
    internal static Workload Of(ExplorationRequest r) => Of(r, r.Combinations.Single());

    /// <exception cref="AnalysisException">What was asked cannot be.</exception>
    internal static Workload Of(ExplorationRequest r, in Combination c)
    {
        var (shape, prompt, context) = (r.Shape, r.PromptTokens, r.Shape.ContextLength);
        Require(prompt >= 1, $"the prompt has {prompt} tokens, but at least 1 is needed");
        Require(
            prompt <= shape.ContextLength,
            $"the prompt has {prompt} tokens, but the context of {shape.Name} holds at most {shape.ContextLength}");
        Require(r.Sequences is >= 1 and <= 64, $"{r.Sequences} sequences are to be in flight, but it must be from 1 to 64");
        Require(r.Sequences == 1 || shape.IsEncoder, $"{r.Sequences} sequences are to be in flight, but {shape.Name} is a decoder and takes one");
        Require(r.GeneratedTokens is not < 0, $"{r.GeneratedTokens} tokens are to be generated, but it must be at least 0");
        Require(
            !shape.IsEncoder || r.GeneratedTokens is null or 0,
            $"{shape.Name} is an encoder and generates no tokens, but {r.GeneratedTokens} are asked for");
        var generated = r.GeneratedTokens ?? (shape.IsEncoder ? 0 : Math.Min(UsualGeneratedTokens, shape.ContextLength - prompt));
        var sum = prompt + (long)generated;
        Require(
            sum <= shape.ContextLength,
            $"{prompt} tokens of the prompt and {generated} generated are {sum}, but the context of {shape.Name} holds at most {context}");
        var room = r.ContextTokens ?? (shape.Family is TransformerFamily.Gpt2 ? shape.ContextLength : (int)sum);
        Require(
            room >= sum,
            $"the context has {room} tokens, but {prompt} of the prompt and {generated} generated need {sum}");
        Require(
            room <= shape.ContextLength,
            $"the context has {room} tokens, but that of {shape.Name} holds at most {shape.ContextLength}");
        Require(
            !shape.IsEncoder || r.Objective is not ExplorationObjective.Decode,
            $"{shape.Name} is an encoder and decodes nothing: use --objective prefill");
        Require(
            DecodeSteps.Any(generated) || r.Objective is not ExplorationObjective.Decode,
            $"of {generated} generated tokens none is decoded (the prompt gives the first), so no decode is explored: use --objective prefill");
        Require(
            c.WeightBits is >= LeastBits and <= MostBits,
            $"weights have {c.WeightBits} bits, but they must have from {LeastBits} to {MostBits}");
        Require(
            c.ActivationBits is >= LeastBits and <= MostBits,
            $"activations have {c.ActivationBits} bits, but they must have from {LeastBits} to {MostBits}");
        var clock = r.ClockMegahertz ?? r.Device.DefaultClockMegahertz;
        Require(clock is >= 1 and <= 2000, $"the clock is {clock} MHz, but it must be from 1 to 2000 MHz");
        var (tensor, pipeline) = (c.Parallelism.Tensor, c.Parallelism.Pipeline);
        Require(
            shape.KeyValueHeads % tensor == 0,
            $"tensor parallelism is {tensor}, but it must divide the {shape.KeyValueHeads} heads of keys and values of {shape.Name}");
        Require(
            shape.Layers % pipeline == 0,
            $"pipeline parallelism is {pipeline}, but it must divide the {shape.Layers} layers of {shape.Name}");
        Require(
            c.Parallelism.Devices == 1 || r.Device.Links.Count > 0,
            $"{c.Parallelism.Devices} FPGAs are asked for, but {r.Device.Name} has no links to others");
        return new Workload
        {
            Name = shape.Name,
            Model = ModelShape.Of(shape) with { ContextLength = room },
            Device = r.Device,
            Prompt = prompt,
            Sequences = r.Sequences,
            Generated = generated,
            WeightBits = c.WeightBits,
            ActivationBits = c.ActivationBits,
            ClockMegahertz = clock,
            Parallelism = c.Parallelism,
        };
    }

    private static void Require(bool holds, FormattableString sentence)
    {
        if (!holds) throw new AnalysisException(sentence.ToString(CultureInfo.InvariantCulture) + ".");
    }
}
