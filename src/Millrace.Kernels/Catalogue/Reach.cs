namespace Millrace.Kernels;

/// <summary>Whether <c>count</c> words from <c>start</c> on lie in a memory of <c>words</c>.</summary>
internal static class Reach
{
    internal static void Require(string kernel, KernelValues v)
    {
        var room = v.Long("words") - v.Long("start");
        KernelParameterException.Require(
            v.Long("count") <= room, kernel, "count", v.Long("count"),
            FormattableString.Invariant($"the memory has {Math.Max(0, room)} words from word {v.Long("start")} on"));
    }
}
