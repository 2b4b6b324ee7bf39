namespace Millrace.Analysis;

/// <summary>Equation (13): T_comm = l d b_A / (alpha B), one all-reduce among the devices that share a layer; a layer has two.</summary>
public static class AllReduce
{
    /// <summary>Of one all-reduce; 0 where no layer is shared.</summary>
    /// <param name="point">The design.</param>
    /// <param name="tokens">l, the prompt; 1 in decode.</param>
    public static double Seconds(in PaperPoint point, int tokens) => point.TensorParallel == 1
        ? 0
        : (double)tokens * point.Shape.Width * point.ActivationBits / (point.LinkEfficiency * point.LinkBitsPerSecond);
}
