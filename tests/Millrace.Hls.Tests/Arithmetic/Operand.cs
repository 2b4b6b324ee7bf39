using System.Numerics;
using CsCheck;

namespace Millrace.Hls.Tests;

/// <summary>A type with numbers of it, extreme ones first.</summary>
internal sealed record Operand(HardwareType Type, int Seed)
{
    internal const int Elements = 16;

    /// <summary>Widths around the borders of the simulator's lanes are drawn more often than others.</summary>
    internal static readonly Gen<ScalarType> Scalars = Gen.Select(
        Gen.OneOf(Gen.Int[1, 9], Gen.Int[15, 17], Gen.Int[30, 34], Gen.Int[1, 64], Gen.Int[62, 64]), Gen.Bool, Gen.OneOf(Gen.Const(0), Gen.Const(0), Gen.Int[-3, 9]),
        (width, signed, fraction) => new ScalarType(signed ? width : Math.Min(width, 63), signed, fraction));

    internal static Gen<Operand> Of(Gen<int> lanes) =>
        Gen.Select(Scalars, lanes, Gen.Int, (type, n, seed) => new Operand(n == 0 ? type : new VectorType(type, n), seed));

    /// <summary>Raw lanes of all elements.</summary>
    internal long[] Numbers
    {
        get
        {
            var random = new Random(Seed);
            var type = Type.Element;
            long[] special = [type.MinValue, type.MaxValue, 0, type.Wrap(-1), type.Wrap(1), type.Wrap(type.MaxValue - 1), type.Wrap(type.MinValue + 1)];
            var numbers = Enumerable.Range(0, Elements * Type.Lanes).Select(_ => random.Next(3) switch
            {
                0 => special[random.Next(special.Length)],
                1 => type.Wrap(random.NextInt64() >> random.Next(64)),
                _ => type.Wrap(random.NextInt64(long.MinValue, long.MaxValue)),
            }).ToArray();

            // The first two elements are all lanes at their least and all at their largest: sums must hold them.
            Array.Fill(numbers, type.MinValue, 0, Type.Lanes);
            Array.Fill(numbers, type.MaxValue, Type.Lanes, Type.Lanes);
            return numbers;
        }
    }

    internal BigInteger[][] Lanes => [.. Numbers.Select(n => new BigInteger(n)).Chunk(Type.Lanes)];

    public override string ToString() => $"{Type} #{Seed}";
}
