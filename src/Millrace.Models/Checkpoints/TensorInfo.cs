namespace Millrace.Models;

/// <summary>What a safetensors header says of one tensor.</summary>
/// <param name="Name">Its name, e.g. <c>wte.weight</c>.</param>
/// <param name="ElementType">The format's name of its element type, e.g. <c>F32</c>, <c>BF16</c>.</param>
/// <param name="Shape">Its dimensions, outermost first; empty for a scalar.</param>
/// <param name="Offset">Where its bytes begin, from the end of the header.</param>
/// <param name="ByteCount">How many bytes it has.</param>
public sealed record TensorInfo(string Name, string ElementType, IReadOnlyList<long> Shape, long Offset, long ByteCount)
{
    /// <summary>The shape as text, e.g. <c>[48, 144]</c>.</summary>
    public string ShapeText => FormatShape(Shape);

    internal static string FormatShape(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
