using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed record LastRowsParameters(HardwareType Word, int RowWords, params (int Rows, int Kept)[] Launches) : IKernelParameters<LastRowsParameters>
{
    public static IReadOnlyDictionary<string, LastRowsParameters> Sets { get; } = new Dictionary<string, LastRowsParameters>
    {
        ["one word a row"] = new(Vec(Int(24), 4), 1, (5, 1), (5, 5), (1, 1)),
        ["forty-eight words a row"] = new(Int(24), 48, (3, 2), (11, 1)),
        ["none kept"] = new(Vec(Int(8), 3), 2, (4, 0)),
        ["more kept than there are"] = new(Vec(UInt(9), 1), 3, (2, 7)),
    };

    public Network Define() => Network.Of(LastRows.Define(Word, RowWords, new Argument("rows"), new Argument("kept")));

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Define(),
        Launches = [.. Launches.Select(l =>
        {
            var x = Integers.Draw(random, Word.Element, l.Rows * RowWords * Word.Lanes);
            var y = x.TakeLast(l.Kept * RowWords * Word.Lanes).ToArray();
            return new KernelLaunch(KernelRun.Arguments(("rows", l.Rows), ("kept", l.Kept)), KernelRun.Elements(("x", x)), KernelRun.Elements(("y", y)));
        })],
        FullRate = KernelRun.Arguments(("rows", 9), ("kept", 4)),
    };
}

public sealed class LastRowsTests : KernelTests<LastRowsParameters>
{
    [Fact]
    public void A_row_more_costs_its_words_kept_or_not()
    {
        var design = Design.Of(new LastRowsParameters(Int(8), 7).Define());
        Assert.Equal(7, KernelRun.Cycles(design, ("rows", 100), ("kept", 1)) - KernelRun.Cycles(design, ("rows", 99), ("kept", 1)));
        Assert.Equal(KernelRun.Cycles(design, ("rows", 100), ("kept", 100)), KernelRun.Cycles(design, ("rows", 100), ("kept", 1)));
    }

    [Fact]
    public void Rows_without_words_are_refused() => Assert.Equal("kernel 'last_rows': 'row_words' is 0; at least 1 is needed", Refusal.Of(() => LastRows.Define(Int(8), 0, 1, 1)));
}
