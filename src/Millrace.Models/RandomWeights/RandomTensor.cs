namespace Millrace.Models;

/// <summary>A tensor of a random checkpoint: normal numbers, or a constant where the deviation is 0.</summary>
/// <param name="Name">What Hugging Face calls it.</param>
/// <param name="Shape">Its dimensions, outermost first.</param>
/// <param name="Mean">The mean of its elements.</param>
/// <param name="Deviation">Their standard deviation.</param>
internal sealed record RandomTensor(string Name, IReadOnlyList<long> Shape, double Mean, double Deviation)
{
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>A matrix of weights.</summary>
    public static RandomTensor Weight(string name, double deviation, long rows, long columns) => new(name, [rows, columns], 0, deviation);

    /// <summary>A vector of zeros.</summary>
    public static RandomTensor Bias(string name, long count) => new(name, [count], 0, 0);

    /// <summary>Gain and bias of a LayerNorm.</summary>
    public static IEnumerable<RandomTensor> Norm(string name, long width) =>
        [new(name + ".weight", [width], 1, 0), Bias(name + ".bias", width)];
}
