using Millrace.Hls;
using Millrace.Models;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;

namespace Millrace.Kernels.Tests;

/// <summary>An activation function of a model, or a table of any numbers if <paramref name="Function"/> is empty.</summary>
public sealed record ActivationParameters(string Function, int Shift, int Lanes, int Passes, params int[] Words) : IKernelParameters<ActivationParameters>
{
    public const double InputScale = 6.0 / 2047;

    public static IReadOnlyDictionary<string, ActivationParameters> Sets { get; } = new Dictionary<string, ActivationParameters>
    {
        ["gelu, one lane, one word"] = new("gelu_new", 20, 1, 1, 1),
        ["gelu, eight lanes, three passes"] = new("gelu", 23, 8, 3, 5, 1, 20),
        ["relu, eleven lanes"] = new("relu", 17, 11, 1, 7, 2),
        ["any table, no shift"] = new("", 0, 3, 2, 9),
        ["any table, largest shift"] = new("", 46, 4, 1, 30),
    };

    public Network Define(short[] table) => Network.Of(Activation.Define(
        new ActivationShape { Shift = Shift, Lanes = Lanes, Passes = Passes, Words = new Argument("words") }, table));

    /// <summary>The table and the scale of its numbers.</summary>
    public static (short[] Table, double Scale) TableOf(string name)
    {
        var function = ActivationFunction.Parse(name);
        var scale = ActivationTable.Largest(function, InputScale) / 32767;
        return (ActivationTable.Build(function, InputScale, scale), scale);
    }

    public KernelUnderTest Make(Random random)
    {
        var table = Function.Length > 0 ? TableOf(Function).Table : [.. Integers.Draw(random, -32768, 32767, 4096).Select(v => (short)v)];
        return new()
        {
            Network = Define(table),
            Launches = [.. Words.Select(words => Launch(random, table, words))],
            FullRate = KernelRun.Arguments(("words", 20)),
        };
    }

    private KernelLaunch Launch(Random random, short[] table, int words)
    {
        var multipliers = Enumerable.Range(0, Passes).Select(_ => Integers.Multiplier(random)).ToArray();
        var (x, y) = (new List<long>(), new List<long>());
        foreach (var multiplier in multipliers)
        {
            var values = Integers.Words(random, -2048, 2047, words * Lanes);
            var results = new sbyte[values.Length];
            IntegerActivation.Apply(new QuantizedActivation(table, multiplier, Shift), values, results);
            x.AddRange(values.Select(v => (long)v));
            y.AddRange(Integers.Longs(results));
        }

        return new(
            KernelRun.Arguments(("words", words)), KernelRun.Elements(("x", [.. x]), ("multiplier", [.. multipliers.Select(m => (long)m)])), KernelRun.Elements(("y", [.. y])));
    }
}
