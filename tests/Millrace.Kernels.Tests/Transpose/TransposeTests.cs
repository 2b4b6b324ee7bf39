using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed record TransposeParameters(ScalarType Element, int Rows, int Columns, int Lanes, params int[] Blocks) : IKernelParameters<TransposeParameters>
{
    public static IReadOnlyDictionary<string, TransposeParameters> Sets { get; } = new Dictionary<string, TransposeParameters>
    {
        ["one element"] = new(Int(8), 1, 1, 1, 3),
        ["four by six, two lanes"] = new(Int(8), 4, 6, 2, 3, 1),
        ["nine by three, three lanes"] = new(UInt(17), 9, 3, 3, 4),
        ["seven by five, a lane"] = new(Int(40), 7, 5, 1, 2, 5),
        ["eight by twenty-four, eight lanes"] = new(Int(8), 8, 24, 8, 3),
    };

    public Network Define() => Transpose.Define(Element, Rows, Columns, Lanes, new Argument("blocks"));

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Define(),
        Launches = [.. Blocks.Select(blocks =>
        {
            var x = Integers.Draw(random, Element, blocks * Rows * Columns);
            var y = new List<long>();
            for (var block = 0; block < blocks; block++)
            {
                for (var column = 0; column < Columns; column++)
                {
                    for (var row = 0; row < Rows; row++)
                        y.Add(x[(((block * Rows) + row) * Columns) + column]);
                }
            }

            return new KernelLaunch(KernelRun.Arguments(("blocks", blocks)), KernelRun.Elements(("x", x)), KernelRun.Elements(("y", [.. y])));
        })],
        FullRate = KernelRun.Arguments(("blocks", 4)),
    };
}

public sealed class TransposeTests : KernelTests<TransposeParameters>
{
    // A block is filled while the one before is emptied; both take equally long, so handing over costs a few cycles for two blocks.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_block_more_costs_its_words_and_little_for_handing_over(int lanes)
    {
        var design = Design.Of(new TransposeParameters(Int(8), 16, 24, lanes).Define());
        var cycles = (KernelRun.Cycles(design, ("blocks", 60)) - KernelRun.Cycles(design, ("blocks", 40))) / 20.0;
        Assert.InRange(cycles, 16 * 24 / lanes, (16 * 24 / lanes) + 3);
    }

    [Fact]
    public void Twice_is_nothing()
    {
        var network = Network.Define("twice", n =>
        {
            var turned = n.Add("there", Transpose.Define(Int(8), 4, 6, 2, 3), n.In("x", Vec(Int(8), 2)));
            n.Out("y", n.Add("back", Transpose.Define(Int(8), 6, 4, 2, 3), turned));
        });
        var x = Integers.Draw(new Random(2), Int(8), 3 * 24);
        Assert.Equal(x, KernelRun.Launch(network, KernelRun.Arguments(), KernelRun.Elements(("x", x)))["y"]);
    }

    [Theory]
    [InlineData("kernel 'transpose': 'lanes' is 0; at least 1 is needed", 4, 6, 0)]
    [InlineData("kernel 'transpose': 'rows' is 0; a positive multiple of the 2 lanes is needed", 0, 6, 2)]
    [InlineData("kernel 'transpose': 'rows' is 5; a positive multiple of the 2 lanes is needed", 5, 6, 2)]
    [InlineData("kernel 'transpose': 'columns' is 7; a positive multiple of the 2 lanes is needed", 4, 7, 2)]
    public void Wrong_blocks_are_refused(string message, int rows, int columns, int lanes) =>
        Assert.Equal(message, Refusal.Of(() => Transpose.Define(Int(8), rows, columns, lanes, 1)));
}
