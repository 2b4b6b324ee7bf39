using System.Buffers.Binary;
using Millrace.Hls;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;

namespace Millrace.Kernels.Tests;

/// <summary>A LayerNorm behind the reader of its gains and offsets: some norms a pass share one reader, each with rows of its own.</summary>
public sealed record LayerNormParameters(int Width, int Columns, int Lanes, int Norms, int Passes, long Epsilon, int Shift, int Scalars, params int[] Rows) : IKernelParameters<LayerNormParameters>
{
    public static IReadOnlyDictionary<string, LayerNormParameters> Sets { get; } = new Dictionary<string, LayerNormParameters>
    {
        ["one element"] = new(1, 1, 1, 1, 1, 1, 0, 0, 1, 4),
        ["eleven of twelve columns, three passes"] = new(11, 12, 4, 1, 3, 5, 18, 3, 2, 5, 1),
        ["eleven, a word of padding, two norms"] = new(11, 24, 8, 2, 2, 77, 24, 1, 3, 1),
        ["forty-eight, one lane"] = new(48, 48, 1, 1, 1, (1L << 61) - 1, 40, 2, 1, 3),
        ["one word a row"] = new(16, 16, 16, 1, 2, 1000, 22, 0, 9),
        ["a hundred of a hundred and four"] = new(100, 104, 8, 2, 1, 1L << 40, 20, 3, 6),
    };

    public LayerNormShape Shape => new()
    {
        Width = Width,
        Columns = Columns,
        Lanes = Lanes,
        Passes = Passes,
        Rows = new Argument("rows"),
        Epsilon = Epsilon,
        Shift = Shift,
    };

    public OffChipMemory Memory() => new("parameters", Shape.ParameterWord, Passes * Norms * NormParameters.SegmentWords(Shape), new OffChipTiming());

    public Network Define(OffChipMemory memory) => Network.Define("norms", n =>
    {
        var parameters = n.Add(NormParameters.Define(Shape, Norms, [.. Enumerable.Repeat(Language.Int(32), Scalars)]), memory);
        for (var i = 1; i <= Norms; i++)
            n.Out($"y_{i}", n.Add($"norm_{i}", LayerNorm.Define(Shape), n.In($"x_{i}", Shape.InputWord), parameters[$"norm_{i}"]));
        for (var i = 1; i <= Scalars; i++)
            n.Out($"scalar_{i}", parameters[$"scalar_{i}"]);
    });

    public KernelUnderTest Make(Random random)
    {
        var memory = Memory();
        var norms = Enumerable.Range(0, Passes * Norms).Select(_ => new QuantizedLayerNorm(
            Width, Integers.Words(random, -131071, 131071, Width), Integers.Words(random, int.MinValue, int.MaxValue, Width), Shift, Epsilon)).ToArray();
        var scalars = Integers.Words(random, int.MinValue, int.MaxValue, Passes * Scalars);
        return new()
        {
            Network = Define(memory),
            Prepare = simulation => Fill(simulation[memory].Bytes, norms, scalars),
            Launches = [.. Rows.Select(rows => Launch(random, rows, norms, scalars))],
            FullRate = KernelRun.Arguments(("rows", 9)),
        };
    }

    /// <summary>One row of the reference.</summary>
    public static sbyte[] Reference(QuantizedLayerNorm norm, int[] x)
    {
        var y = new sbyte[x.Length];
        IntegerLayerNorm.Apply(norm, x, y);
        return y;
    }

    /// <summary>Segment after segment: the word of scalars, which matters in the first segment of a pass only, then words of gains then offsets.</summary>
    public void Fill(Span<byte> bytes, QuantizedLayerNorm[] norms, int[] scalars)
    {
        var lanes = 2 * Lanes;
        for (var segment = 0; segment < norms.Length; segment++)
        {
            var words = bytes[(segment * NormParameters.SegmentWords(Shape) * lanes * 4)..];
            for (var i = 0; i < Width; i++)
            {
                Write(words, ((1 + (i / Lanes)) * lanes) + (i % Lanes), norms[segment].Gains[i]);
                Write(words, ((1 + (i / Lanes)) * lanes) + Lanes + (i % Lanes), norms[segment].Offsets[i]);
            }

            for (var i = 0; i < Scalars; i++)
                Write(words, i, segment % Norms == 0 ? scalars[(segment / Norms * Scalars) + i] : -1);
        }

        static void Write(Span<byte> words, int lane, int value) => BinaryPrimitives.WriteInt32LittleEndian(words[(lane * 4)..], value);
    }

    private KernelLaunch Launch(Random random, int rows, QuantizedLayerNorm[] norms, int[] scalars)
    {
        var (inputs, outputs) = (new Dictionary<string, long[]>(), new Dictionary<string, long[]>());
        for (var i = 0; i < Norms; i++)
        {
            var (x, y) = (new List<long>(), new List<long>());
            for (var pass = 0; pass < Passes; pass++)
            {
                for (var row = 0; row < rows; row++)
                {
                    var values = Integers.Words(random, -(1 << 23), (1 << 23) - 1, Width);
                    x.AddRange(Padded(Array.ConvertAll(values, v => (long)v)));
                    y.AddRange(Padded(Integers.Longs(Reference(norms[(pass * Norms) + i], values))));
                }
            }

            (inputs[$"x_{i + 1}"], outputs[$"y_{i + 1}"]) = ([.. x], [.. y]);
        }

        for (var i = 0; i < Scalars; i++)
            outputs[$"scalar_{i + 1}"] = [.. Enumerable.Range(0, Passes).Select(pass => (long)scalars[(pass * Scalars) + i])];
        return new(KernelRun.Arguments(("rows", rows)), inputs, outputs);
    }

    private IEnumerable<long> Padded(long[] row) => row.Concat(Enumerable.Repeat(0L, Columns - Width));
}
