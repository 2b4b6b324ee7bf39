namespace Millrace.Hls.Tests;

/// <summary>Random guards over a loop nest, free or with a wanted number of firings.</summary>
internal sealed class RandomGuards(Random random, IReadOnlyList<LoopIndex> loops, IReadOnlyDictionary<string, long> launch)
{
    internal int Firings => Odometer.Count(loops, launch, Guard.Always);

    internal int Count(Guard guard) => Odometer.Count(loops, launch, guard);

    internal Guard Any(int depth = 2)
    {
        if (depth == 2 && random.Next(4) == 0)
            return Guard.Always;
        return depth == 0 ? Atom() : random.Next(5) switch
        {
            0 => Any(depth - 1) & Any(depth - 1),
            1 => Any(depth - 1) | Any(depth - 1),
            2 => !Any(depth - 1),
            _ => Atom(),
        };
    }

    /// <summary>A guard that holds in so many firings, if the outermost loop has as many iterations and no loop is empty.</summary>
    internal Guard Holding(int count)
    {
        for (var attempt = 0; attempt < 12; attempt++)
        {
            var guard = Any();
            if (Count(guard) == count)
                return guard;
        }

        var result = Outer(count);
        foreach (var inner in loops.Skip(1))
            result &= random.Next(2) == 0 ? inner.IsFirst : inner.IsLast;
        return result;
    }

    private Guard Outer(int count)
    {
        var outer = loops[0];
        var all = (int)IndexMath.Value(outer.Trip, _ => 0, launch);
        var early = random.Next(count + 1);
        return random.Next(3) switch
        {
            _ when all == count => Guard.Always,
            0 => outer < count,
            1 => outer >= all - count,
            _ => outer < early | outer >= all - count + early,
        };
    }

    private Guard Atom()
    {
        var loop = loops[random.Next(loops.Count)];
        var other = loops[random.Next(loops.Count)];
        var k = random.Next(4);
        return random.Next(10) switch
        {
            0 => loop.IsFirst,
            1 => loop.IsLast,
            2 => loop.Is(k),
            3 => loop < k + 1,
            4 => loop >= k,
            5 => loop + other < k + 2,
            6 => loop.Is(other),
            7 => loop < new Argument("m", 9),
            8 => loop.Modulo(k + 1).Is(0),
            _ => IndexExpression.Max(loop.Divide(2), other - 1).Is(k),
        };
    }
}
