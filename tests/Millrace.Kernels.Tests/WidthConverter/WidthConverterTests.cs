using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>A converter passes lanes on in their order: seen lane by lane nothing changes.</summary>
public sealed record WidthConverterParameters(ScalarType Element, int InputLanes, int OutputLanes, params int[] WideWords) : IKernelParameters<WidthConverterParameters>
{
    public static IReadOnlyDictionary<string, WidthConverterParameters> Sets { get; } = new Dictionary<string, WidthConverterParameters>
    {
        ["four to twelve"] = new(Int(8), 4, 12, 1, 7),
        ["twelve to four"] = new(Int(8), 12, 4, 1, 7),
        ["one to eleven"] = new(Int(24), 1, 11, 3, 2),
        ["eleven to one"] = new(Int(24), 11, 1, 3, 2),
        ["as many"] = new(UInt(5), 5, 5, 6),
        ["one to one"] = new(Int(40), 1, 1, 4),
        ["twice, wide elements"] = new(Int(40), 3, 6, 4),
        ["half, wide elements"] = new(UInt(63), 6, 3, 4),
    };

    public Network Define() => Network.Of(WidthConverter.Define(Element, InputLanes, OutputLanes, new Argument("words")));

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Define(),
        Launches = [.. WideWords.Select(words =>
        {
            var x = Integers.Draw(random, Element.MinValue, Math.Min(Element.MaxValue, long.MaxValue - 1), words * Math.Max(InputLanes, OutputLanes));
            return new KernelLaunch(KernelRun.Arguments(("words", words)), KernelRun.Elements(("x", x)), KernelRun.Elements(("y", x)));
        })],
        FullRate = KernelRun.Arguments(("words", 9)),
    };
}

public sealed class WidthConverterTests : KernelTests<WidthConverterParameters>
{
    [Theory]
    [InlineData(4, 12, 3)]
    [InlineData(12, 4, 3)]
    [InlineData(1, 8, 8)]
    [InlineData(5, 5, 1)]
    public void A_wide_word_more_costs_its_narrow_ones(int inputLanes, int outputLanes, int cycles)
    {
        var design = Design.Of(new WidthConverterParameters(Int(8), inputLanes, outputLanes).Define());
        Assert.Equal(cycles, KernelRun.Cycles(design, ("words", 500)) - KernelRun.Cycles(design, ("words", 499)));
    }

    [Theory]
    [InlineData("kernel 'width_converter': 'input_lanes' is 0; at least 1 is needed", 0, 4)]
    [InlineData("kernel 'width_converter': 'output_lanes' is 0; a divisor or a positive multiple of the 4 input lanes is needed", 4, 0)]
    [InlineData("kernel 'width_converter': 'output_lanes' is -4; a divisor or a positive multiple of the 4 input lanes is needed", 4, -4)]
    [InlineData("kernel 'width_converter': 'output_lanes' is 6; a divisor or a positive multiple of the 4 input lanes is needed", 4, 6)]
    [InlineData("kernel 'width_converter': 'output_lanes' is 4; a divisor or a positive multiple of the 6 input lanes is needed", 6, 4)]
    public void Widths_that_do_not_divide_are_refused(string message, int inputLanes, int outputLanes) =>
        Assert.Equal(message, Refusal.Of(() => WidthConverter.Define(Int(8), inputLanes, outputLanes, 1)));
}
