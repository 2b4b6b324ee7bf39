using System.Numerics;

namespace Millrace.Hls;

/// <summary>
/// The data side of a channel: a ring of elements. It may be longer than the channel is deep, which changes no value and saves switching
/// between processes; tokens carry no data.
/// </summary>
internal sealed class RunChannel
{
    internal int[] Narrow = [];
    internal long[] Wide = [];
    internal long Mask;
    internal long Capacity;
    internal long Written;
    internal long Read;

    internal RunChannel(Channel channel)
    {
        Channel = channel;
        if (channel.Role != ChannelRole.Data)
        {
            (Mask, Capacity) = (0, channel.Depth);
            return;
        }

        var least = Math.Max(channel.Depth, Math.Min(1024, 65536 / channel.Type.Lanes));
        Allocate((long)BitOperations.RoundUpToPowerOf2((ulong)least));
    }

    internal Channel Channel { get; }

    internal bool IsNarrow => Channel.Type.Element.IsNarrow;

    internal int LaneCount => Channel.Type.Lanes;

    internal void Reset() => (Written, Read) = (Channel.Initial, 0);

    internal long this[long element, int lane]
    {
        get
        {
            var at = ((element & Mask) * LaneCount) + lane;
            return IsNarrow ? Narrow[at] : Wide[at];
        }

        set
        {
            var at = ((element & Mask) * LaneCount) + lane;
            if (IsNarrow)
                Narrow[at] = (int)value;
            else
                Wide[at] = value;
        }
    }

    private void Allocate(long size)
    {
        (Mask, Capacity) = (size - 1, size);
        if (IsNarrow)
            Narrow = new int[size * LaneCount];
        else
            Wide = new long[size * LaneCount];
    }
}
