namespace Millrace.Hls;

/// <summary>Where a process stands in its loop nest between two runs of its compiled code.</summary>
internal sealed class LoopState(int loops, long[] arguments)
{
    internal readonly long[] Indices = new long[loops];
    internal readonly long[] Arguments = arguments;
    internal bool Started;
    internal bool Done;

    internal void Reset()
    {
        Array.Clear(Indices);
        (Started, Done) = (false, false);
    }
}
