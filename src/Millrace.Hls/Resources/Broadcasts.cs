namespace Millrace.Hls;

/// <summary>What a product's operands go to, and the trees of registers in front of it; both operands take as many cycles.</summary>
internal static class Broadcasts
{
    /// <summary>DSP slices, or products made of tables, that each element of the two operands goes to.</summary>
    internal static (int First, int Second) Loads(Value product) => product switch
    {
        OuterDotValue d => (
            Loads(d.Operands[0], InPairs(d) ? LogicRules.Ceiling(d.Columns, 2) : d.Columns),
            Loads(d.Operands[1], InPairs(d) && d.Columns == 1 ? LogicRules.Ceiling(d.Rows, 2) : d.Rows)),
        BinaryValue { Operation: BinaryOperation.Multiply } m when !OperationResources.IsShift(m) => (
            m.Operands[0].Lanes == 1 ? Loads(m.Operands[0], OfScalar(m)) : 1,
            m.Operands[1].Lanes == 1 ? Loads(m.Operands[1], OfScalar(m)) : 1),
        _ => (1, 1),
    };

    /// <summary>Cycles of the trees in front of a product.</summary>
    internal static int Cycles(Value product, int fanOut)
    {
        var (first, second) = Loads(product);
        return BroadcastRules.Cycles(Math.Max(first, second), fanOut);
    }

    /// <summary>The registers of the trees of both operands.</summary>
    internal static ResourceUse Registers(Value product, int fanOut)
    {
        var (cycles, (first, second)) = (Cycles(product, fanOut), Loads(product));
        return new(
            0,
            (product.Operands[0].Type.Bits * BroadcastRules.Registers(first, fanOut, cycles))
                + (product.Operands[1].Type.Bits * BroadcastRules.Registers(second, fanOut, cycles)),
            0, 0, 0);
    }

    private static int Loads(Value operand, int loads) => OperationResources.IsConstant(operand) ? 1 : loads;

    private static int OfScalar(BinaryValue m) => OperationResources.SharesSlices(m) ? LogicRules.Ceiling(m.Lanes, 2) : m.Lanes;

    private static bool InPairs(OuterDotValue d) => d.Rows * d.Columns > 1 && MultiplierRules.InPairs(
        OperationResources.SignedWidth(d.Operands[0].Element), OperationResources.SignedWidth(d.Operands[1].Element));
}
