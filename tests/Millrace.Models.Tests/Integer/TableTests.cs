using Millrace.Models.Integer;

namespace Millrace.Models.Tests.Integer;

public sealed class TableTests
{
    // The hardware has these numbers burnt in; another machine's Math.Pow must not change one of them.
    [Fact]
    public void Tables_are_the_same_on_every_machine()
    {
        Assert.Equal((262144, 131200, 0), (
            InverseSquareRootTable.Bases[128], InverseSquareRootTable.Bases[511], InverseSquareRootTable.Bases[127]));
        Assert.Equal((32768, 16395), (ExponentialTable.Values[0], ExponentialTable.Values[1023]));
        Assert.Equal((131072, 65664), (ReciprocalTable.Bases[0], ReciprocalTable.Bases[255]));
        Assert.Equal(378889376, Digest(InverseSquareRootTable.Bases.ToArray()));
        Assert.Equal(996978667, Digest(ReciprocalTable.Bases.ToArray()));
        Assert.Equal(110438669, Digest(Array.ConvertAll(ExponentialTable.Values.ToArray(), value => (int)value)));

        static long Digest(int[] values) => values.Aggregate(0L, (digest, value) => (digest * 31 + value) % 1_000_000_007);
    }

    [Fact]
    public void Slopes_lead_to_the_next_base()
    {
        for (var i = 128; i < 511; i++)
            Assert.Equal(InverseSquareRootTable.Bases[i + 1], InverseSquareRootTable.Bases[i] - InverseSquareRootTable.Slopes[i]);
        for (var i = 0; i < 255; i++)
            Assert.Equal(ReciprocalTable.Bases[i + 1], ReciprocalTable.Bases[i] - ReciprocalTable.Slopes[i]);
    }

    [Fact]
    public void Inverse_square_root_errs_by_less_than_1_1e_5()
    {
        var worst = 0.0;
        for (var w = 1 << 16; w < 1 << 18; w++)
            worst = Math.Max(worst, Math.Abs(InverseSquareRootTable.Lookup(w) / 262144.0 * Math.Sqrt(w / 65536.0) - 1));
        Assert.InRange(worst, 5e-6, 1.1e-5);
    }

    [Fact]
    public void Reciprocal_errs_by_less_than_1_6e_5()
    {
        var worst = 0.0;
        for (var w = 1 << 16; w < 1 << 17; w++)
            worst = Math.Max(worst, Math.Abs(ReciprocalTable.Lookup(w) / 131072.0 * (w / 65536.0) - 1));
        Assert.InRange(worst, 5e-6, 1.6e-5);
    }

    [Fact]
    public void Exponential_errs_by_at_most_one_unit()
    {
        var worst = 0.0;
        for (var t = 0; t < 1 << 15; t++)
            worst = Math.Max(worst, Math.Abs(ExponentialTable.Lookup(t) - 32768 * Math.Pow(2, -t / 1024.0)));
        Assert.InRange(worst, 0.4, 0.76);
    }
}
