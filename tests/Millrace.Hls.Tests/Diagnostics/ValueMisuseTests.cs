using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>Types that do not exist and operations that do not fit: MR01xx.</summary>
public class ValueMisuseTests
{
    [Fact]
    public void TooWideAType()
    {
        Misuse.Says(
            "MR0101: a signed number of 65 bits was asked for; 1 to 64 are allowed: narrow the operands with Wrap, Saturate or RoundShift",
            m =>
            {
                m.Bad(); _ = Int(65);
            });
        Misuse.Says(
            "MR0101: process 'p': an unsigned number of 64 bits was asked for; 1 to 63 are allowed: narrow the operands with Wrap, Saturate or RoundShift",
            m => Process.Define("p", p =>
            {
                m.Bad(); p.In("x", Vec(UInt(64), 3));
            }));
        Misuse.Says(
            "MR0101: network 'n': an unsigned number of 0 bits was asked for; 1 to 63 are allowed: narrow the operands with Wrap, Saturate or RoundShift",
            m => Network.Define("n", n =>
            {
                m.Bad(); n.In("x", UInt(0));
            }));
    }

    [Fact]
    public void TooWideAResult() => Misuse.Says(
        "MR0101: process 'p': a signed number of 80 bits was asked for; 1 to 64 are allowed: narrow the operands with Wrap, Saturate or RoundShift",
        m => Misuse.Body(
            (p, x) =>
            {
                var square = x;
                m.Bad(); _ = square * x;
            },
            Int(40)));

    [Fact]
    public void ImpossibleFraction() => Misuse.Says(
        "MR0102: a fraction of 65 bits was asked for; -64 to 64 are allowed",
        m =>
        {
            m.Bad(); _ = Fixed(8, 65);
        });

    [Fact]
    public void NoLanes()
    {
        Misuse.Says(
            "MR0103: a vector of 0 lanes was asked for; at least 1 is needed",
            m =>
            {
                m.Bad(); _ = Vec(Int(8), 0);
            });
        Misuse.Says(
            "MR0103: process 'p': a vector of 0 lanes was asked for; at least 1 is needed",
            m => Misuse.Body((p, x) =>
            {
                m.Bad(); _ = x.Repeat(0);
            }));
    }

    [Fact]
    public void LaneCountsThatDiffer()
    {
        Misuse.Says(
            "MR0104: process 'p': Add of Vec(Int(8), 4) and Vec(UInt(2), 3): the lane counts differ; use Slice, Repeat or RepeatEach to make them equal",
            m => Misuse.Body(
                (p, x) =>
                {
                    m.Bad(); _ = x + Constant([1, 2, 3]);
                },
                Vec(Int(8), 4)));
        Misuse.Says(
            "MR0104: process 'p': Select of Bool, Vec(Int(8), 4) and Vec(UInt(2), 3): the lane counts differ; use Slice, Repeat or RepeatEach to make them equal",
            m => Misuse.Body(
                (p, x) =>
                {
                    m.Bad(); _ = Select(1, x, Constant([1, 2, 3]));
                },
                Vec(Int(8), 4)));
        Misuse.Says(
            "MR0104: process 'p': a shift of Int(8) by Vec(UInt(2), 3): the lane counts differ; shift every lane by a scalar, or by a vector of as many lanes",
            m => Misuse.Body((p, x) =>
            {
                m.Bad(); _ = x.ShiftLeft(Constant([1, 2, 3]));
            }));
    }

    [Fact]
    public void AConditionThatIsNoBoolean() => Misuse.Says(
        "MR0105: process 'p': Select was given a condition of type Int(8); Bool or a vector of Bool is needed: compare first",
        m => Misuse.Body((p, x) =>
        {
            m.Bad(); _ = Select(x, 1, 2);
        }));

    [Fact]
    public void BinaryPointsThatDiffer()
    {
        Misuse.Says(
            "MR0106: process 'p': Select of Fixed(8, 2) and Bool: the binary points differ; shift one of them",
            m => Misuse.Body(
                (p, x) =>
                {
                    m.Bad(); _ = Select(1, x, 0);
                },
                Fixed(8, 2)));
        Misuse.Says(
            "MR0106: process 'p': Concat was given values with different binary points; shift them first",
            m => Misuse.Body(
                (p, x) =>
                {
                    m.Bad(); _ = Concat(x, 0);
                },
                Fixed(8, 2)));
        Misuse.Says(
            "MR0106: process 'p': register 'r' of Fixed(8, 4) was given Fixed(8, 2); the binary points differ: shift, then Wrap to Fixed(8, 4)",
            m => Misuse.Body(
                (p, x) =>
                {
                    m.Bad(); p.Register("r", Fixed(8, 4)).Set(x);
                },
                Fixed(8, 2)));
    }

    [Fact]
    public void SaturateMovesNoBinaryPoint() => Misuse.Says(
        "MR0106: process 'p': Saturate of Fixed(8, 2) to Fixed(8, 4): the binary points differ; shift, then Wrap to 4 fraction bits before",
        m => Misuse.Body(
            (p, x) =>
            {
                m.Bad(); _ = x.Saturate(Fixed(8, 4));
            },
            Fixed(8, 2)));

    [Fact]
    public void ShiftsTooFar()
    {
        Misuse.Says(
            "MR0107: process 'p': a shift by 64 bits was asked for; 0 to 63 are allowed",
            m => Misuse.Body((p, x) =>
            {
                m.Bad(); _ = x >> 64;
            }));
        Misuse.Says(
            "MR0107: process 'p': a shift by an amount of type Int(8) was asked for; its range must lie within 0 to 63: Wrap it to UInt(6) or less",
            m => Misuse.Body((p, x) =>
            {
                m.Bad(); _ = x.ShiftRight(x);
            }));
    }

    [Fact]
    public void LeadingZerosOfSigned() => Misuse.Says(
        "MR0108: process 'p': LeadingZeros was asked of Int(8); an unsigned type is needed: Saturate or Wrap to UInt first",
        m => Misuse.Body((p, x) =>
        {
            m.Bad(); _ = x.LeadingZeros();
        }));

    [Fact]
    public void ReinterpretedBitsThatDoNotMatch()
    {
        Misuse.Says(
            "MR0109: process 'p': Int(8) of 8 bits cannot be read as Int(9) of 9 bits; both need the same number",
            m => Misuse.Body((p, x) =>
            {
                m.Bad(); _ = x.Reinterpret(Int(9));
            }));
        Misuse.Says(
            "MR0109: process 'p': Vec(Int(4), 3) cannot be read as Vec(Int(6), 2); one lane width must divide the other",
            m => Misuse.Body(
                (p, x) =>
                {
                    m.Bad(); _ = x.Reinterpret(Vec(Int(6), 2));
                },
                Vec(Int(4), 3)));
    }

    [Fact]
    public void GroupsThatDoNotDivideTheLanes() => Misuse.Says(
        "MR0111: process 'p': Vec(Int(8), 4) cannot be reduced in groups of 3: the size must divide the 4 lanes",
        m => Misuse.Body(
            (p, x) =>
            {
                m.Bad(); _ = x.ReduceAdd(3);
            },
            Vec(Int(8), 4)));

    [Fact]
    public void DotProductsOfDifferentLength() => Misuse.Says(
        "MR0112: process 'p': OuterDot of Vec(Int(8), 4) in 2 rows and Vec(UInt(2), 3) in 1 columns: both must be cut into parts of the same length",
        m => Misuse.Body(
            (p, x) =>
            {
                m.Bad(); _ = OuterDot(x, Constant([1, 2, 3]), 2, 1);
            },
            Vec(Int(8), 4)));

    [Fact]
    public void LanesThatAreNotThere()
    {
        Misuse.Says(
            "MR0113: process 'p': lanes 3 to 4 of Vec(Int(8), 4) were asked for; it has lanes 0 to 3",
            m => Misuse.Body(
                (p, x) =>
                {
                    m.Bad(); _ = x.Slice(3, 2);
                },
                Vec(Int(8), 4)));
        Misuse.Says(
            "MR0113: process 'p': chunks of 3 lanes of Vec(Int(8), 4) were asked for; the count must divide the 4 lanes",
            m => Misuse.Body(
                (p, x) =>
                {
                    m.Bad(); _ = x.Chunk(0, 3);
                },
                Vec(Int(8), 4)));
    }

    [Fact]
    public void VectorsWhereAScalarIsNeeded()
    {
        Misuse.Says(
            "MR0114: process 'p': the index of a chunk is Vec(Int(8), 4); a scalar is needed",
            m => Misuse.Body(
                (p, x) =>
                {
                    m.Bad(); _ = x.Chunk(x, 2);
                },
                Vec(Int(8), 4)));
        Misuse.Says(
            "MR0114: process 'p': memory 'm' was given an address of type Vec(UInt(2), 4); a scalar is needed: choose a Lane",
            m => Misuse.Body(
                (p, x) =>
                {
                    var memory = p.Memory("m", Int(8), 4, initial: [1, 2, 3, 4]);
                    m.Bad(); memory.Read(x);
                },
                Vec(UInt(2), 4)));
    }

    [Fact]
    public void NothingToConcat() => Misuse.Says(
        "MR0115: process 'p': Concat was given nothing; at least one value is needed",
        m => Misuse.Body((_, _) =>
        {
            m.Bad(); _ = Concat();
        }));

    [Fact]
    public void AnIndexThatLeavesItsTable() => Misuse.Says(
        "MR0116: process 'p': table 't' has entries 0 to 2 but is indexed by UInt(2); make the index narrower or the table longer",
        m => Misuse.Body((p, x) =>
        {
            var table = p.Table("t", Int(8), [1, 2, 3]);
            m.Bad(); _ = table[x.Wrap(UInt(2))];
        }));

    [Fact]
    public void IndicesWithFractionBits()
    {
        Says("the index of table 't' is UFixed(2, 1)", (m, p, x) =>
        {
            var table = p.Table("t", Int(8), [1, 2, 3, 4]);
            m.Bad(); _ = table[x];
        });
        Says("the index of a chunk is UFixed(2, 1)", (m, p, x) =>
        {
            m.Bad(); _ = Constant([1, 2, 3, 4]).Chunk(x, 1);
        });
        Says("the amount of a shift is UFixed(2, 1)", (m, p, x) =>
        {
            m.Bad(); _ = Constant(9).ShiftRight(x);
        });
        Says("memory 'm' was given an address of type UFixed(2, 1)", (m, p, x) =>
        {
            var memory = p.Memory("m", Int(8), 4, initial: [1, 2, 3, 4]);
            m.Bad(); memory.Read(x);
        });
        Says("a part of memory 'm' was given an address of type UFixed(2, 1)", (m, p, x) =>
        {
            var memory = p.Memory("m", Vec(UInt(2), 2), 4, parts: 2);
            memory.Read(0);
            m.Bad(); memory.Write(0, 1, part: x);
        });

        static void Says(string what, Action<Misuse, ProcessBuilder, Value> body) => Misuse.Says(
            $"MR0117: process 'p': {what}; an integer is needed: shift, then Wrap to Int or UInt",
            m => Misuse.Body((p, x) => body(m, p, x), UFixed(2, 1)));
    }
}
