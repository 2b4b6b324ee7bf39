namespace Millrace.Models;

/// <summary>
/// An affine map y = x Matrix + Bias, stored as GPT-2's checkpoints store it: one row of the matrix for each input.
/// </summary>
public sealed record LinearWeights
{
    /// <summary>A map of <paramref name="inputs"/> to <paramref name="outputs"/> numbers.</summary>
    /// <exception cref="ArgumentException">An array's length is not what the shape says.</exception>
    public LinearWeights(int inputs, int outputs, float[] matrix, float[] bias)
    {
        if (matrix.Length != (long)inputs * outputs)
            throw new ArgumentException($"A matrix of {inputs} x {outputs} was given {matrix.Length} numbers.", nameof(matrix));
        if (bias.Length != outputs)
            throw new ArgumentException($"A bias of {outputs} was given {bias.Length} numbers.", nameof(bias));
        (Inputs, Outputs, Matrix, Bias) = (inputs, outputs, matrix, bias);
    }

    /// <summary>Numbers that go in.</summary>
    public int Inputs { get; }

    /// <summary>Numbers that come out.</summary>
    public int Outputs { get; }

    /// <summary>[Inputs, Outputs], row-major.</summary>
    public float[] Matrix { get; }

    /// <summary>[Outputs].</summary>
    public float[] Bias { get; }
}
