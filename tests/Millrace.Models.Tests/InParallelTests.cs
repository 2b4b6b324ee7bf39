namespace Millrace.Models.Tests;

public sealed class InParallelTests
{
    [Fact]
    public void Results_keep_the_order() =>
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => i * i), InParallel.Select(Enumerable.Range(0, 1000), i => i * i));

    [Fact]
    public void Of_several_that_throw_the_first_is_told()
    {
        for (var run = 0; run < 20; run++)
        {
            Assert.Equal("7", Refusal.Of(() => InParallel.Select(
                Enumerable.Range(0, 100), i => i >= 7 ? throw new ModelException($"{i}") : i)));
        }
    }
}
