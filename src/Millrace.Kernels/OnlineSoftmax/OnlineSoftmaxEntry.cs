namespace Millrace.Kernels;

internal static class OnlineSoftmaxEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "online-softmax", "Softmax of integer scores in base 2 that reads each score once, several rows side by side.",
        SoftmaxEntry.Parameters(shift: 4, rows: 1), v => (OnlineSoftmax.Define(SoftmaxEntry.Shape(v)), SoftmaxEntry.Launch(v)));
}
