namespace Millrace.Hls.Tests;

/// <summary>The counters of a loop nest, one step a firing; loops without iterations are passed over.</summary>
internal sealed class Odometer
{
    private readonly IReadOnlyList<LoopIndex> loops;
    private readonly IReadOnlyDictionary<string, long> arguments;
    private readonly long[] at;

    internal Odometer(IReadOnlyList<LoopIndex> loops, IReadOnlyDictionary<string, long> arguments)
    {
        (this.loops, this.arguments, at) = (loops, arguments, new long[loops.Count]);
        Descend(0);
    }

    internal bool IsDone { get; private set; }

    internal bool Holds(Guard guard) => IndexMath.Holds(guard, Index, arguments);

    /// <summary>In how many firings of the whole nest a guard holds.</summary>
    internal static int Count(IReadOnlyList<LoopIndex> loops, IReadOnlyDictionary<string, long> arguments, Guard guard)
    {
        var count = 0;
        for (var nest = new Odometer(loops, arguments); !nest.IsDone; nest.Step())
            count += nest.Holds(guard) ? 1 : 0;
        return count;
    }

    internal void Step() => Carry(loops.Count - 1);

    private long Index(LoopIndex loop) => at[loop.Level];

    private bool Within(int level) => at[level] < IndexMath.Value(loops[level].Trip, Index, arguments);

    private void Descend(int level)
    {
        for (; level < loops.Count; level++)
        {
            at[level] = 0;
            if (Within(level))
                continue;
            Carry(level - 1);
            return;
        }
    }

    private void Carry(int level)
    {
        for (; level >= 0; level--)
        {
            at[level]++;
            if (!Within(level))
                continue;
            Descend(level + 1);
            return;
        }

        IsDone = true;
    }
}
