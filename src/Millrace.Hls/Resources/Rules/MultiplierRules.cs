namespace Millrace.Hls;

/// <summary>
/// DSP slices of products. A DSP48E2 multiplies 27 by 18 bits, signed (AMD UG579); its input, product and output registers are its own.
/// Widths here are those of signed operands: an unsigned one takes a bit more.
/// </summary>
internal static class MultiplierRules
{
    /// <summary>Slices of a chain that adds their products, unless another number is asked for: no cycle more than an adder takes.</summary>
    internal const int Cascade = 2;

    /// <summary>
    /// Slices of one product. Operands that are wider than a slice are cut: 26 and 17 bits a piece, unsigned, the highest piece 27 or 18,
    /// signed; the pieces' products are added in the cascade, which shifts by 17. The better of both ways round.
    /// </summary>
    internal static int Slices(int a, int b) => Math.Min(WidePieces(a) * NarrowPieces(b), WidePieces(b) * NarrowPieces(a));

    /// <summary>Cycles of a product: of the slice, one for each further narrow piece, one for each level that adds wide pieces.</summary>
    internal static int Cycles(int a, int b) =>
        InTables(a, b) ? 1 : 2 + Pieces(a, b).Narrow + LogicRules.Levels(Pieces(a, b).Wide);

    /// <summary>Pieces of the operand at the wide ports, and of the other.</summary>
    private static (int Wide, int Narrow) Pieces(int a, int b) =>
        SecondIsWide(a, b) ? (WidePieces(b), NarrowPieces(a)) : (WidePieces(a), NarrowPieces(b));

    /// <summary>Whether the second operand goes to the wide ports.</summary>
    internal static bool SecondIsWide(int a, int b) =>
        WidePieces(b) * NarrowPieces(a) is var swapped && WidePieces(a) * NarrowPieces(b) is var straight
        && (swapped < straight || (swapped == straight && b > a));

    private static int WidePieces(int width) => LogicRules.Ceiling(Math.Max(1, width - 1), 26);

    private static int NarrowPieces(int width) => LogicRules.Ceiling(Math.Max(1, width - 1), 17);

    /// <summary>Operands so narrow that tables multiply them: less than 4 bits each.</summary>
    internal static bool InTables(int a, int b) => a < 4 && b < 4;

    /// <summary>
    /// Operands so narrow that a slice makes two products that share one: 8 bits each, 18 bits apart on the wide port (AMD WP486). An
    /// offset keeps the lower sum from borrowing of the upper one, so that they part without a table.
    /// </summary>
    internal static bool InPairs(int a, int b) => a <= 8 && b <= 8 && !InTables(a, b);

    /// <summary>
    /// Products, lane by lane. The cascade adds the pieces of the narrow operand; the low bits that are done wait for the others in
    /// registers. Pieces of the wide operand are added by tables, with registers after each level.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="a">Bits of an operand.</param>
    /// <param name="b">Bits of the other.</param>
    /// <param name="product">Bits of a product.</param>
    /// <param name="latency">Cycles in which it is scheduled; it waits in registers for those that it does not need.</param>
    /// <param name="unused">Low bits of a product that nobody uses.</param>
    internal static ResourceUse Products(long count, int a, int b, int product, int latency, int unused = 0)
    {
        var kept = Math.Max(0, product - unused);
        var one = DelayRules.Of(kept, latency - Cycles(a, b));
        if (InTables(a, b))
            return count * (one + new ResourceUse(a * b, kept, 0, 0, 0));
        var (wide, narrow) = Pieces(a, b);
        one += new ResourceUse(0, 0, wide * narrow, 0, 0);
        for (var j = 0; j < narrow; j++)
        {
            one += wide * DelayRules.Of(j < narrow - 1 ? Math.Max(0, 17 - Math.Max(0, unused - (17 * j))) : 0, narrow - 1 - j);
            one += wide * DelayRules.Of(45, j - 1);
        }

        if (wide >= 2)
            one += new ResourceUse(Math.Max(0, product - 26), kept, 0, 0, 0);
        if (wide >= 3)
            one += new ResourceUse(Math.Max(0, product - 52), kept + Math.Max(0, product - 52), 0, 0, 0);
        return count * one;
    }

    /// <summary>
    /// Dot products of every row with every column: products, and a balanced adder tree for each. Chains of slices add theirs by their
    /// cascade; the levels over the chains are tables, with registers after each.
    /// </summary>
    /// <param name="rows">Rows of one operand.</param>
    /// <param name="columns">Columns of the other.</param>
    /// <param name="depth">Length of each dot product.</param>
    /// <param name="a">Bits of an element of a row.</param>
    /// <param name="b">Bits of an element of a column.</param>
    /// <param name="product">Bits of a product.</param>
    /// <param name="registers">Registers after each level of a tree.</param>
    /// <param name="cascade">Slices of a chain.</param>
    internal static ResourceUse Dots(
        int rows, int columns, int depth, int a, int b, int product, int registers, int cascade = Cascade)
    {
        var dots = (long)rows * columns;
        if (InTables(a, b) || Slices(a, b) > 1)
            return Products(dots * depth, a, b, product, 0) + (dots * Tree(depth, product, registers));
        var slices = depth * (InPairs(a, b) ? LogicRules.Ceiling(dots, 2) : dots);
        var links = Math.Min(cascade, depth);
        return new ResourceUse(0, 0, slices, 0, 0)
            + (dots * Tree(LogicRules.Ceiling(depth, links), product + LogicRules.Levels(links), registers));
    }

    /// <summary>Operands that wait for the slices above theirs; a slice takes one cycle of it in.</summary>
    /// <param name="bits">Bits of both operands for an element of the dot products.</param>
    /// <param name="depth">Length of each dot product.</param>
    /// <param name="cascade">Slices of a chain.</param>
    internal static ResourceUse Waits(long bits, int depth, int cascade)
    {
        var (sum, links) = (default(ResourceUse), Math.Min(cascade, depth));
        for (var (s, whole) = (0, depth / links * links); s < depth; s++)
            sum += DelayRules.Of(bits, (s < whole ? s % links : links - depth + s) - 1);
        return sum;
    }

    /// <summary>A balanced tree of adders.</summary>
    /// <param name="leaves">What is added.</param>
    /// <param name="width">Bits of a leaf.</param>
    /// <param name="registers">Registers after each level.</param>
    internal static ResourceUse Tree(int leaves, int width, int registers)
    {
        long lut = 0, flipFlop = 0;
        while (leaves > 1)
        {
            lut += leaves / 2 * LogicRules.Add(width);
            flipFlop += LogicRules.Ceiling(leaves, 2) * (width + 1) * registers;
            leaves = LogicRules.Ceiling(leaves, 2);
            width++;
        }

        return new(lut, flipFlop, 0, 0, 0);
    }
}
