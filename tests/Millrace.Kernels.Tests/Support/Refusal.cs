namespace Millrace.Kernels.Tests;

/// <summary>The text of a refused parameter.</summary>
internal static class Refusal
{
    internal static string Of(Action define) => Assert.Throws<KernelParameterException>(define).Message;
}
