using System.Globalization;
using System.Numerics;
using System.Text;
using Millrace.Hls;

namespace Millrace.Cosimulation.Tests;

/// <summary>The stand-ins of the vendor's headers against unlimited integers: a program of random operations, and what it must
/// print.</summary>
public sealed class StandInTests : IDisposable
{
    private const int Cases = 60;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("millrace_");
    private readonly Random random = new(11);
    private readonly StringBuilder program = new();
    private readonly List<string> expected = [];

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void NumbersWrapMixAndShiftAsDocumented()
    {
        for (var i = 0; i < Cases; i++)
        {
            var (a, b) = (Number.Draw(random, 63), Number.Draw(random, 63));
            var (x, y) = (a.Value, b.Value);
            Show($"{a} + {b}", x + y);
            Show($"{a} - {b}", x - y);
            Show($"{a} * {b}", x * y);
            Show($"{a} & {b}", x & y);
            Show($"{a} | {b}", x | y);
            Show($"{a} ^ {b}", x ^ y);
            Show($"{a} < {b}", x < y ? 1 : 0);
            Show($"{a} >= {b}", x >= y ? 1 : 0);
            Show($"{a} == {b}", x == y ? 1 : 0);
            Show($"{a} + 1000", x + 1000);
            Show($"-7 - {a}", -7 - x);
            var to = Number.Draw(random, 64) with { Value = x + y };
            Show($"{to.Type}({a} + {b})", to.Wrapped);
            var bits = random.Next(70);
            Show($"{a} >> {bits}", x >> bits);
            Show($"{a} << {bits}", (a with { Value = x << bits }).Wrapped);
            Show($"{a} >> ap_uint<7>({bits})", x >> bits);
            var (high, low) = (random.Next(a.Width), 0);
            low = random.Next(high + 1);
            var cut = (x >> low) & ((BigInteger.One << (high - low + 1)) - 1);
            Show($"ap_uint<64>(ap_uint<{a.Width}>({a}).range({high}, {low}))", cut);
            Show($"mr::saturate<ap_int<9>>({a}, -256, 255)", BigInteger.Max(-256, BigInteger.Min(255, x)));
            var shift = random.Next(1, 63);
            Show($"mr::round_shift<ap_int<64>>({a}, {shift})", (x + (BigInteger.One << (shift - 1))) >> shift);
            Show($"mr::smaller<ap_int<64>>({a}, {b})", BigInteger.Min(x, y));
        }

        Run();
    }

    [Fact]
    public void WideWordsAreCutAndJoined()
    {
        for (var i = 0; i < Cases; i++)
        {
            var (width, name) = (random.Next(129, 3000), $"w{i}");
            program.Append(CultureInfo.InvariantCulture, $"  ap_uint<{width}> {name} = 0;\n");
            var word = BigInteger.Zero;
            for (var k = 0; k < 6; k++)
            {
                var low = random.Next(width - 1);
                var high = Math.Min(width - 1, low + random.Next(64));
                var value = (BigInteger)(ulong)random.NextInt64();
                var mask = ((BigInteger.One << (high - low + 1)) - 1) << low;
                word = (word & ~mask) | ((value << low) & mask);
                program.Append(CultureInfo.InvariantCulture, $"  {name}.range({high}, {low}) = ap_uint<64>({value}ULL);\n");
            }

            for (var low = 0; low < width; low += 61)
            {
                var high = Math.Min(width - 1, low + 60);
                Show($"ap_uint<64>({name}.range({high}, {low}))", (word >> low) & ((BigInteger.One << (high - low + 1)) - 1));
            }

            Show($"{name} == {name}", 1);
            Show($"ap_uint<{width}>({name}) != ap_uint<{width}>(3)", word == 3 ? 0 : 1);
        }

        Show("ap_int<8>(ap_uint<700>(ap_int<8>(-3)))", -3);
        Show("ap_uint<40>(ap_uint<700>(ap_int<8>(-1)).range(699, 660))", (BigInteger.One << 40) - 1);
        Run();
    }

    private void Show(string expression, BigInteger value)
    {
        program.Append(CultureInfo.InvariantCulture, $"  show({expression});\n");
        expected.Add(value.ToString(CultureInfo.InvariantCulture));
    }

    private void Run()
    {
        var (emitted, text) = (VitisHlsEmitter.Emit(Empty()), new StringBuilder());
        emitted.WriteTo(folder.FullName);
        text.Append("""
            #include <iostream>
            #include "millrace.h"
            static void digits(unsigned __int128 value) {
              if (value > 9)
                digits(value / 10);
              std::cout << static_cast<char>('0' + static_cast<int>(value % 10));
            }
            static void show_number(__int128 value) {
              if (value < 0)
                std::cout << '-';
              digits(value < 0 ? -static_cast<unsigned __int128>(value) : static_cast<unsigned __int128>(value));
              std::cout << '\n';
            }
            template <int W, bool S> void show(const ap_int_base<W, S>& value) { show_number(value.low()); }
            static void show(bool value) { show_number(value ? 1 : 0); }

            """);
        text.Append("int main() {\n").Append(program).Append("}\n");
        File.WriteAllText(Path.Combine(folder.FullName, "arithmetic.cpp"), text.ToString());
        Tool.Run(
            "g++", "g++", folder.FullName,
            ["-std=c++17", "-O0", "-Wall", "-Werror", "-Wno-unknown-pragmas", "-Istand_ins", "-Isrc", "arithmetic.cpp", "-o", "arithmetic"],
            CancellationToken.None);
        var said = Tool.Run(Path.Combine(folder.FullName, "arithmetic"), "g++", folder.FullName, [], CancellationToken.None);
        Assert.Equal(expected, said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static Design Empty() =>
        Design.Of(Network.Of(Process.Define("p", p => p.Out("y", Language.Bool).Write(p.In("x", Language.Bool).Read()))));

    /// <summary>A number of some type of the vendor's.</summary>
    private sealed record Number(int Width, bool Signed, BigInteger Value)
    {
        internal string Type => FormattableString.Invariant($"{(Signed ? "ap_int" : "ap_uint")}<{Width}>");

        /// <summary>The low bits.</summary>
        internal BigInteger Wrapped
        {
            get
            {
                var low = Value & ((BigInteger.One << Width) - 1);
                return Signed && !(low >> (Width - 1)).IsZero ? low - (BigInteger.One << Width) : low;
            }
        }

        internal static Number Draw(Random random, int widest)
        {
            var drawn = new Number(random.Next(1, widest + 1), random.Next(2) == 0, random.NextInt64());
            return drawn with { Value = drawn.Wrapped };
        }

        public override string ToString() => FormattableString.Invariant($"{Type}({Value}LL)");
    }
}
