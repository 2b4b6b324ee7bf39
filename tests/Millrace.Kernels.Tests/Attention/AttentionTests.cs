using CsCheck;
using Millrace.Hls;

namespace Millrace.Kernels.Tests;

public sealed class AttentionTests : KernelTests<AttentionParameters>
{
    private static readonly AttentionParameters Small = AttentionParameters.Sets["prefill 5, decode, decode, prefill 3, decode"];

    // The bound of docs/arithmetic.md: at scales of one, the output is a mean of the values.
    [Fact]
    public void Errs_within_its_bound()
    {
        const int size = 12, positions = 20, scoreMultiplier = 100_000, scoreShift = 22;
        var p = new AttentionParameters(1, size, size, 4, 4, positions, 4, 1, scoreShift, 32);
        var simulation = new RunSimulation(Design.Of(p.Define()));
        var order = new BlockOrder(3 * size, 4, 4);
        var gen = Gen.OneOf(Gen.SByte, Gen.OneOf<sbyte>(-128, 127)).Array[3 * size * positions];
        Samples.Check(Gen.OneOf(gen, Gen.OneOf<sbyte>(-128, 127).Array[3 * size * positions]), 40, x =>
        {
            var y = simulation.Run(KernelRun.Arguments(("rows", positions), ("start", 0)), KernelRun.Elements(
                ("qkv", [.. BlockWords.Of(order, 4, positions, (row, column) => x[(row * 3 * size) + column])]), ("score_multiplier", [scoreMultiplier]), ("value_multiplier", [1 << 16])))["y"];
            for (var row = 0; row < positions; row++)
            {
                double At(int j, int part, int i) => x[(((j * 3) + part) * size) + i];
                var scores = Enumerable.Range(0, row + 1).Select(j => Enumerable.Range(0, size).Sum(i => At(row, 0, i) * At(j, 1, i))).ToArray();
                var e = scores.Select(s => Math.Pow(2, (s - scores.Max()) * scoreMultiplier / Math.Pow(2, scoreShift) / 1024)).ToArray();
                for (var i = 0; i < size; i++)
                {
                    var real = Enumerable.Range(0, row + 1).Sum(j => e[j] / e.Sum() * At(j, 2, i));
                    var bound = 0.5 + 0.125 + (3 * (row + 1) * Math.Pow(2, -9));
                    Assert.InRange(y[(row * size) + i] - real, -bound, bound);
                }
            }
        });
    }

    [Fact]
    public void Decode_one_by_one_gives_what_prefill_gives()
    {
        var p = new AttentionParameters(2, 4, 4, 4, 4, 9, 3, 1, 8, 28);
        var random = new Random(5);
        var rows = Enumerable.Range(0, 9).Select(_ => Integers.Longs(Integers.Bytes(random, 3 * 2 * 4))).ToArray();
        var together = Run(new RunSimulation(Design.Of(p.Define())), 0, [.. BlockWords.Of(new(24, 4, 4), 3, 9, (row, column) => rows[row][column])], 9);
        var decoding = new RunSimulation(Design.Of(p.Define()));
        var alone = Enumerable.Range(0, 9).Select(row => Run(decoding, row, rows[row], 1)).ToArray();
        Assert.Equal(BlockWords.Of(new(8, 4, 4), 3, 9, (row, column) => alone[row][column]), together);

        static long[] Run(RunSimulation simulation, int start, long[] qkv, int rows) => simulation.Run(
            KernelRun.Arguments(("rows", rows), ("start", start)), KernelRun.Elements(("qkv", qkv), ("score_multiplier", [5000]), ("value_multiplier", [3000])))["y"];
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(8, 1)]
    [InlineData(4, 12)]
    public void A_pass_of_decode_costs_all_positions_of_every_head(int heads, int tileRows)
    {
        Assert.Equal(heads * 200, Cycles(20) - Cycles(19));

        long Cycles(int passes) => KernelRun.Cycles(new AttentionParameters(heads, 16, 16, 8, 8, 200, tileRows, passes, 10, 10).Define(), ("rows", 1), ("start", 199));
    }

    [Fact]
    public void A_pass_of_prefill_costs_what_each_tile_sees()
    {
        // Tiles of 8 rows behind 40 positions: 48, 56, 64 and, of the last 4 rows, 68 positions, for each of 2 heads.
        Assert.Equal(2 * (48 + 56 + 64 + 68), Cycles(9) - Cycles(8));

        static long Cycles(int passes) => KernelRun.Cycles(new AttentionParameters(2, 8, 8, 8, 8, 80, 8, passes, 10, 10).Define(), ("rows", 28), ("start", 40));
    }

    [Fact]
    public void Each_band_sees_its_own_positions()
    {
        // Bands of 4 rows behind 40 positions: 44, 48 and so on to 68, for each of 2 heads; of decode as many as without bands.
        Assert.Equal(2 * (44 + 48 + 52 + 56 + 60 + 64 + 68), Cycles(9, 28, 40) - Cycles(8, 28, 40));
        Assert.Equal(2 * 69, Cycles(9, 1, 68) - Cycles(8, 1, 68));

        static long Cycles(int passes, int rows, int start) => KernelRun.Cycles(
            (new AttentionParameters(2, 8, 8, 8, 8, 80, 8, passes, 10, 10) { BandRows = 4 }).Define(), ("rows", rows), ("start", start));
    }

    [Fact]
    public void Short_contexts_are_bound_by_what_comes_in()
    {
        // 4 rows of 3 parts of 4 words a head, against at most 8 positions.
        Assert.Equal(2 * 2 * (3 * 4 * 4), Cycles(9) - Cycles(8));

        static long Cycles(int passes) => KernelRun.Cycles(new AttentionParameters(2, 16, 16, 8, 4, 8, 4, passes, 10, 10).Define(), ("rows", 8), ("start", 0));
    }

    public static TheoryData<string, WrongShape> Wrong => new()
    {
        { "kernel 'attention': 'heads' is 0; at least 1 is needed", s => s with { Heads = 0 } },
        { "kernel 'attention': 'lanes' is 0; at least 1 is needed", s => s with { Lanes = 0 } },
        { "kernel 'attention': 'group_columns' is 0; a positive multiple of the 2 lanes is needed", s => s with { GroupColumns = 0 } },
        { "kernel 'attention': 'group_columns' is 3; a positive multiple of the 2 lanes is needed", s => s with { GroupColumns = 3 } },
        { "kernel 'attention': 'head_size' is 6; a multiple of the 4 columns of a group, from 4 to 65536, is needed: a score is kept in 32 bits", s => s with { HeadSize = 6 } },
        { "kernel 'attention': 'head_size' is 0; a multiple of the 4 columns of a group, from 4 to 65536, is needed: a score is kept in 32 bits", s => s with { HeadSize = 0 } },
        { "kernel 'attention': 'head_size' is 65540; a multiple of the 4 columns of a group, from 4 to 65536, is needed: a score is kept in 32 bits", s => s with { HeadSize = 65540 } },
        { "kernel 'attention': 'context' is 0; 1 to 65535 is allowed: the sum of a row's exponentials is kept in 32 bits", s => s with { Context = 0 } },
        { "kernel 'attention': 'context' is 65536; 1 to 65535 is allowed: the sum of a row's exponentials is kept in 32 bits", s => s with { Context = 65536 } },
        { "kernel 'attention': 'tile_rows' is 0; at least 1 is needed", s => s with { Tiling = s.Tiling with { TileRows = 0 } } },
        { "kernel 'attention': 'band_rows' is 2; a divisor of the 3 rows of a tile is needed", s => s with { BandRows = 2 } },
        { "kernel 'attention': 'band_rows' is -1; a divisor of the 3 rows of a tile is needed", s => s with { BandRows = -1 } },
        {
            "kernel 'attention': 'band_rows' is 1; all 3 rows of a tile are needed where queries share a key",
            s => s with { BandRows = 1, QueriesPerKey = 2 }
        },
        { "kernel 'attention': 'score_shift' is 63; 0 to 62 is allowed", s => s with { ScoreShift = 63 } },
        { "kernel 'attention': 'value_shift' is -1; 0 to 62 is allowed", s => s with { ValueShift = -1 } },
        { "kernel 'attention': 'value_shift' is 63; 0 to 62 is allowed", s => s with { ValueShift = 63 } },
    };

    public delegate AttentionShape WrongShape(AttentionShape right);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_shapes_are_refused(string message, WrongShape wrong) =>
        Assert.Equal(message, Refusal.Of(() => Attention.Define(wrong(Small.Shape), Small.Memory("keys"), Small.Memory("values"))));
}
