using System.Numerics;

namespace Millrace.Hls;

/// <summary>
/// The timing side of a channel: when each element in it can be read, and when each freed place can be written, as rings. A channel of
/// unlimited depth never bounds its writer; its rings then only limit how far the writer is simulated ahead, and grow when that is in the
/// way.
/// </summary>
internal sealed class TimingChannel
{
    internal const long Unlimited = long.MaxValue;

    internal long[] AvailableAt = [];
    internal long[] FreedAt = [];
    internal long Mask;
    internal long Depth;
    internal long Capacity;
    internal long Written;
    internal long Read;
    internal long EmptyStall;
    internal long FullStall;

    internal TimingChannel(Channel channel)
    {
        Channel = channel;
        SetDepth(channel.Depth);
    }

    internal Channel Channel { get; }

    internal long Level => Written - Read;

    internal void SetDepth(long depth)
    {
        Depth = depth;
        var size = depth == Unlimited ? 256 : (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(depth, 2));
        Mask = size - 1;
        Capacity = Math.Min(depth, size);
        (AvailableAt, FreedAt) = (new long[size], new long[size]);
        Reset();
    }

    /// <summary>Back to the start of a launch; the initial elements are there from cycle 0 on.</summary>
    internal void Reset()
    {
        (Written, Read, EmptyStall, FullStall) = (Channel.Initial, 0, 0, 0);
        AvailableAt.AsSpan(0, Channel.Initial).Clear();
    }

    /// <summary>Doubles the rings of an unlimited channel that is in the way.</summary>
    internal bool Grow()
    {
        if (Depth != Unlimited || Level < Capacity)
            return false;
        var (oldMask, old) = (Mask, AvailableAt);
        var size = (Mask + 1) * 2;
        (Mask, Capacity) = (size - 1, size);
        (AvailableAt, FreedAt) = (new long[size], new long[size]);
        for (var n = Read; n < Written; n++)
            AvailableAt[n & Mask] = old[n & oldMask];
        return true;
    }
}
