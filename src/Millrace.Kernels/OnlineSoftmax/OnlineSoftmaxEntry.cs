namespace Millrace.Kernels;

internal static class OnlineSoftmaxEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "online-softmax", "Softmax of integer scores in base 2 that reads each score once, several rows side by side.",
        SoftmaxEntry.Parameters(8), v => (OnlineSoftmax.Define(SoftmaxEntry.Shape(v)), SoftmaxEntry.Launch(v)));
}
