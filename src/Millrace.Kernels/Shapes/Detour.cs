namespace Millrace.Kernels;

/// <summary>
/// Rows that wait for a number made from all of them: the row's last word leaves at once, the number only after its pipeline. The channel beside it must hold the row and what of the next row
/// comes in the meantime, or every row costs that many cycles more.
/// </summary>
internal static class Detour
{
    /// <summary>Words that come in while a mean, a reciprocal or a root is computed: its pipeline stages, with a few to spare for wide trees of adders and slower arithmetic.</summary>
    internal const int Words = 32;
}
