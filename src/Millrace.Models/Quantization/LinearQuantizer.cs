using Millrace.Models.Integer;

namespace Millrace.Models.Quantization;

/// <summary>One linear layer on its way to integers. In two steps, because the shift is known only when all layers of the kind have told
/// their largest factor.</summary>
internal sealed class LinearQuantizer
{
    private readonly float[] _matrix;
    // What a channel's largest weight may be clipped to, where its weights have few bits.
    private static readonly double[] Clips = [.. Enumerable.Range(0, 13).Select(i => 1 - (0.05 * i))];

    private readonly int _inputs, _outputs, _inputStride, _outputStride, _bits, _weightBits, _most;
    private readonly float[] _bias;
    private readonly double _inputScale;
    private readonly Func<int, double> _outputScale;
    private readonly double[] _factors;

    private LinearQuantizer(
        float[] matrix, int inputs, int outputs, int inputStride, int outputStride, float[] bias, double inputScale,
        Func<int, double> outputScale, int bits, int weightBits)
    {
        (_weightBits, _most) = (weightBits, (1 << (weightBits - 1)) - 1);
        (_matrix, _inputs, _outputs, _inputStride, _outputStride) = (matrix, inputs, outputs, inputStride, outputStride);
        (_bias, _inputScale, _outputScale, _bits) = (bias, inputScale, outputScale, bits);
        _factors = Factors();
    }

    /// <summary>A layer as checkpoints store it, [inputs, outputs].</summary>
    /// <param name="linear">Matrix and bias.</param>
    /// <param name="inputScale">What one unit of the Int(8) input stands for.</param>
    /// <param name="outputScale">What one unit of output n stands for.</param>
    /// <param name="bits">Width of the output.</param>
    /// <param name="weightBits">Width of a weight.</param>
    public static LinearQuantizer ByInput(
        LinearWeights linear, double inputScale, Func<int, double> outputScale, int bits, int weightBits = 8) =>
        new(linear.Matrix, linear.Inputs, linear.Outputs, linear.Outputs, 1, linear.Bias, inputScale, outputScale, bits, weightBits);

    /// <summary>A matrix of [outputs, inputs], as heads have it that share the token embedding; null for no bias.</summary>
    public static LinearQuantizer ByOutput(
        float[] matrix, int inputs, int outputs, double inputScale, double outputScale, int bits, float[]? bias = null,
        int weightBits = 8) =>
        new(matrix, inputs, outputs, 1, inputs, bias ?? new float[outputs], inputScale, _ => outputScale, bits, weightBits);

    /// <summary>Layers of one kind in integers: they share a shift.</summary>
    public static QuantizedLinear[] Build(params LinearQuantizer[] layers)
    {
        var shift = MultiplierShift.For(layers.Max(l => l.LargestFactor));
        return InParallel.Select(layers, l => l.Build(shift));
    }

    /// <summary>The largest factor that the shift must leave room for.</summary>
    private double LargestFactor => _factors.Max();

    /// <summary>The layer in integers. The multiplier comes first and the weights are rounded to what it stands for exactly, so that its
    /// own rounding costs nothing.</summary>
    private QuantizedLinear Build(int shift)
    {
        var weights = new sbyte[(long)_inputs * _outputs];
        var bias = new int[_outputs];
        var multipliers = new int[_outputs];
        for (var n = 0; n < _outputs; n++)
        {
            multipliers[n] = (int)Math.Clamp(Math.Ceiling(Math.ScaleB(_factors[n], shift)), 1, FixedPoint.MaxMultiplier);
            var sumScale = Math.ScaleB(multipliers[n], -shift) * _outputScale(n);
            var weightScale = sumScale / _inputScale;
            bias[n] = (int)Math.Clamp(Math.Floor(_bias[n] / sumScale + 0.5), int.MinValue, int.MaxValue);
            for (var k = 0; k < _inputs; k++)
                weights[(long)n * _inputs + k] =
                    (sbyte)Math.Clamp(Math.Floor(Weight(n, k) / weightScale + 0.5), -_most, _most);
        }

        return new QuantizedLinear(_inputs, _outputs, weights, bias, multipliers, shift, _bits) { WeightBits = _weightBits };
    }

    // The factor of a channel maps its largest weight, or what that is clipped to, to the largest integer. It is larger where the bias would not fit Int(32) otherwise: a channel
    // whose weights are all but zero, and whose bias is not.
    private double[] Factors()
    {
        var factors = new double[_outputs];
        for (var n = 0; n < _outputs; n++)
        {
            var largest = 0f;
            for (var k = 0; k < _inputs; k++)
                largest = Math.Max(largest, Math.Abs(Weight(n, k)));
            var scale = _outputScale(n);
            factors[n] = Math.Max(Clipped(n, largest) / _most * _inputScale / scale, Math.Abs(_bias[n]) / scale / int.MaxValue);
        }

        return factors;
    }

    /// <summary>Of 8 bits the largest weight itself. Of fewer the clip with the least squared error, as a few large weights would leave
    /// too coarse a grid for the others.</summary>
    private double Clipped(int output, double largest)
    {
        if (_weightBits == 8 || largest == 0) return largest;
        return Clips.Select(clip => clip * largest).MinBy(value => SquaredError(output, value / _most));
    }

    private double SquaredError(int output, double scale)
    {
        double sum = 0;
        for (var k = 0; k < _inputs; k++)
        {
            double weight = Weight(output, k);
            var error = weight - (scale * Math.Clamp(Math.Floor(weight / scale + 0.5), -_most, _most));
            sum += error * error;
        }

        return sum;
    }

    private float Weight(int output, int input) => _matrix[(long)output * _outputStride + (long)input * _inputStride];
}
