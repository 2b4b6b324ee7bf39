namespace Millrace.Hls;

/// <summary>
/// DSP slices of products. A DSP48E2 multiplies 27 by 18 bits, signed (AMD UG579); its input, product and output registers are its own.
/// Widths here are those of signed operands: an unsigned one takes a bit more.
/// </summary>
internal static class MultiplierRules
{
    /// <summary>
    /// Slices of one product. Operands that are wider than a slice are cut: 26 and 17 bits a piece, unsigned, the highest piece 27 or 18,
    /// signed; the pieces' products are added in the cascade, which shifts by 17. The better of both ways round.
    /// </summary>
    internal static int Slices(int a, int b) => Math.Min(
        LogicRules.Ceiling(Math.Max(1, a - 1), 26) * LogicRules.Ceiling(Math.Max(1, b - 1), 17),
        LogicRules.Ceiling(Math.Max(1, b - 1), 26) * LogicRules.Ceiling(Math.Max(1, a - 1), 17));

    /// <summary>Operands so narrow that tables multiply them: less than 4 bits each.</summary>
    internal static bool InTables(int a, int b) => a < 4 && b < 4;

    /// <summary>
    /// Operands so narrow that a slice makes two products that share one: 8 bits each, 18 bits apart on the wide port (AMD WP486). An
    /// offset through port C keeps the lower sum from borrowing of the upper one, so that they part without a table.
    /// </summary>
    internal static bool InPairs(int a, int b) => a <= 8 && b <= 8;

    /// <summary>Some products in which neighbours share an operand: a slice for two where operands are narrow enough.</summary>
    internal static ResourceUse Products(long count, bool shared, int a, int b) =>
        InTables(a, b) ? new(count * a * b, 0, 0, 0, 0)
        : InPairs(a, b) && shared ? new(0, 0, LogicRules.Ceiling(count, 2), 0, 0)
        : new(0, 0, count * Slices(a, b), 0, 0);

    /// <summary>
    /// Dot products of every row with every column: products, and a balanced adder tree for each. The first level of a tree is one hop of
    /// the DSP cascade, which takes the cycle that the level has in the schedule; the others are tables, with registers after each.
    /// </summary>
    /// <param name="rows">Rows of one operand.</param>
    /// <param name="columns">Columns of the other.</param>
    /// <param name="depth">Length of each dot product.</param>
    /// <param name="a">Bits of an element of a row.</param>
    /// <param name="b">Bits of an element of a column.</param>
    /// <param name="product">Bits of a product.</param>
    /// <param name="registers">Registers after each level of a tree.</param>
    internal static ResourceUse Dots(int rows, int columns, int depth, int a, int b, int product, int registers)
    {
        var dots = (long)rows * columns;
        var tables = InTables(a, b);
        return Products(dots * depth, dots > 1, a, b) + (dots * Tree(depth, product, cascade: !tables, registers));
    }

    /// <summary>A balanced tree of adders.</summary>
    /// <param name="leaves">What is added.</param>
    /// <param name="width">Bits of a leaf.</param>
    /// <param name="cascade">Whether the first level is inside DSP slices.</param>
    /// <param name="registers">Registers after each level.</param>
    internal static ResourceUse Tree(int leaves, int width, bool cascade, int registers)
    {
        long lut = 0, flipFlop = 0;
        for (var first = true; leaves > 1; first = false)
        {
            if (!(first && cascade))
            {
                lut += leaves / 2 * LogicRules.Add(width);
                flipFlop += LogicRules.Ceiling(leaves, 2) * (width + 1) * registers;
            }

            leaves = LogicRules.Ceiling(leaves, 2);
            width++;
        }

        return new(lut, flipFlop, 0, 0, 0);
    }
}
