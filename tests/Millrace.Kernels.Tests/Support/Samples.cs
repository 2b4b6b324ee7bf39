using CsCheck;

namespace Millrace.Kernels.Tests;

/// <summary>Draws the same samples in every run, one after the other, so that a failure is found again by its number and a compiled simulation can be shared.</summary>
internal static class Samples
{
    internal static void Check<T>(Gen<T> gen, int count, Action<T> check)
    {
        for (var number = 0; number < count; number++)
        {
            var sample = gen.Generate(new PCG((uint)number, 0x4D696C6C72616365), null, out _);
            try
            {
                check(sample);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"sample {number}: {e.Message}", e);
            }
        }
    }
}
