namespace Millrace.Hls;

/// <summary>Words of an on-chip memory or of all blocks of a ping-pong buffer.</summary>
internal sealed class Storage
{
    internal readonly int[] Narrow = [];
    internal readonly long[] Wide = [];

    internal Storage(HardwareType word, long words, IReadOnlyList<long>? initial = null)
    {
        var lanes = words * word.Lanes;
        if (word.Element.IsNarrow)
            Narrow = initial is null ? new int[lanes] : [.. initial.Select(v => (int)v)];
        else
            Wide = initial is null ? new long[lanes] : [.. initial];
    }
}
