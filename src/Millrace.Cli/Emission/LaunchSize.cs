using System.Globalization;
using Millrace.Kernels;

namespace Millrace.Cli;

/// <summary>Refuses launches whose words as text would not fit memory and disk.</summary>
internal static class LaunchSize
{
    private const int MostMegabytes = 500;

    /// <summary>Checks the launch of a kernel.</summary>
    /// <exception cref="UsageException">It is too large.</exception>
    public static void Check(KernelInstance kernel)
    {
        var size = kernel.Design.Inputs.Sum(i => kernel.InputWords[i.Name] * (long)(i.Type.Bits / 4)) / 1_000_000;
        if (size <= MostMegabytes)
            return;
        var megabytes = size.ToString("N0", CultureInfo.InvariantCulture);
        throw new UsageException(
            $"a launch of {kernel.Kernel.Name} takes {megabytes} MB of words as text; choose a smaller one, such as fewer rows or "
            + "words: the hardware stays the same.");
    }
}
