namespace Millrace.Hls;

/// <summary>Products, dot products and trees: instances of modules that keep their own pipeline registers.</summary>
internal sealed class TreeEmitter(ProcessText text, ValueEmitter values)
{
    private readonly Schedule schedule = text.Instance.Schedule;
    private readonly int fanOut = text.Instance.Schedule.Latencies.FanOut;
    private readonly int cascade = text.Instance.Schedule.Latencies.Cascade;

    /// <summary>A product of lanes.</summary>
    internal void Multiply(BinaryValue v)
    {
        var stage = schedule.StageOf(v);
        var cycles = Cycles(v.Operands[0].Element, v.Operands[1].Element);
        values.Require(v, Broadcasts.Cycles(v, fanOut) + cycles);
        var (first, second) = Operands(v);
        var name = values.Declare(v, stage + Broadcasts.Cycles(v, fanOut) + cycles);
        if (OperationResources.SharesSlices(v))
        {
            var (vector, scalar) = v.Operands[0].Type.IsVector ? (first, second) : (second, first);
            SliceDots(name, v.Lanes, 1, 1, vector, scalar, v.Element.Width);
        }
        else
        {
            Product(name, v.Lanes, v.Element.Width, cycles, Expanded(first, v.Lanes), Expanded(second, v.Lanes));
        }
    }

    /// <summary>Neighbouring lanes combined.</summary>
    internal void Reduce(ReduceValue v)
    {
        var element = v.Operands[0].Element;
        values.Require(v, LogicRules.Levels(v.Size));
        var operation = v.Operation switch
        {
            BinaryOperation.Add => "add",
            BinaryOperation.Max => "max",
            _ => "min",
        };
        var leaves = new Leaves(values.At(v.Operands[0], schedule.StageOf(v)), v.Lanes, v.Size, element.Width, element.Signed);
        Tree(v, leaves, operation, schedule.StageOf(v));
    }

    /// <summary>Every row of one operand against every column of the other.</summary>
    internal void Dots(OuterDotValue v)
    {
        var (stage, width, dots) = (schedule.StageOf(v), v.Element.Width, v.Rows * v.Columns);
        var (a, b) = (v.Operands[0].Element, v.Operands[1].Element);
        var inSlices = OperationResources.InSlices(v);
        var links = inSlices ? Math.Min(v.Depth, cascade) : 1;
        var cycles = Cycles(a, b) + links - 1;
        var leaves = LogicRules.Ceiling(v.Depth, links);
        var product = OperationResources.SignedWidth(a) + OperationResources.SignedWidth(b);
        var sum = Math.Min(product + LogicRules.Levels(links), width);
        values.Require(v, Broadcasts.Cycles(v, fanOut) + cycles + LogicRules.Levels(leaves));
        var (first, second) = Operands(v);
        stage += Broadcasts.Cycles(v, fanOut);

        var name = leaves == 1 ? values.Declare(v, stage + cycles) : text.Add(text.Name("p"), dots * leaves * sum, stage + cycles);
        if (inSlices)
        {
            SliceDots(name, v.Rows, v.Columns, v.Depth, first, second, sum);
        }
        else
        {
            Product(name, dots * leaves, sum, cycles,
                Spread(v, first, "r", "c"), Spread(v, second, "c", "r"));
        }

        if (leaves > 1)
            Tree(v, new Leaves(name, dots, leaves, sum, v.Element.Signed), "add", stage + cycles);
    }

    private static string Bit(bool value) => value ? "1" : "0";

    private static int Cycles(ScalarType a, ScalarType b) =>
        MultiplierRules.Cycles(OperationResources.SignedWidth(a), OperationResources.SignedWidth(b));

    private void SliceDots(string name, int rows, int columns, int depth, Operand a, Operand b, int sum)
    {
        text.Body($"mr_dots #(.ROWS({rows}), .COLUMNS({columns}), .DEPTH({depth}), .CASCADE({cascade}), "
            + $".A_WIDTH({a.Type.Width}), .A_SIGNED({Bit(a.Type.Signed)}), .B_WIDTH({b.Type.Width}), .B_SIGNED({Bit(b.Type.Signed)}), .SUM_WIDTH({sum}), "
            + $".A_COPIES({a.Copies}), .B_COPIES({b.Copies}), .FAN_OUT({fanOut}))");
        text.Body($"    {name}_dots (.clk(clk), .a({a.Name}), .b({b.Name}), .sums({name}));");
    }

    private void Product(string name, int lanes, int width, int cycles, Operand a, Operand b)
    {
        var (x, y) = (OperationResources.SignedWidth(a.Type), OperationResources.SignedWidth(b.Type));
        if (MultiplierRules.SecondIsWide(x, y))
            (a, b) = (b, a);
        text.Body($"mr_multiply #(.LANES({lanes}), .A_WIDTH({a.Type.Width}), .A_SIGNED({Bit(a.Type.Signed)}), .A_LANES({a.Lanes}), "
            + $".B_WIDTH({b.Type.Width}), .B_SIGNED({Bit(b.Type.Signed)}), .B_LANES({b.Lanes}), .WIDTH({width}), "
            + $".TABLES({Bit(MultiplierRules.InTables(x, y))}))");
        text.Body($"    {name}_multiply (.clk(clk), .a({a.Name}), .b({b.Name}), .product({name}));  // {cycles} cycles");
    }

    /// <summary>Both operands of a product, each in as many copies as it needs: those behind each other in one signal.</summary>
    private (Operand First, Operand Second) Operands(Value v)
    {
        var (first, second) = Broadcasts.Loads(v);
        return (Of(v.Operands[0], first), Of(v.Operands[1], second));

        Operand Of(Value value, int loads)
        {
            var (stage, cycles) = (schedule.StageOf(v), Broadcasts.Cycles(v, fanOut));
            var (name, copies) = (values.At(value, stage), BroadcastRules.Copies(loads, fanOut));
            if (cycles > 0)
            {
                var (from, bits) = (name, value.Type.Bits);
                name = text.Name("b");
                text.Declare($"logic [{(copies * bits) - 1}:0] {name};");
                text.Body($"mr_broadcast #(.WIDTH({bits}), .COPIES({copies}), .FAN_OUT({fanOut}), .STAGES({cycles})) {name}_broadcast (");
                text.Body($"    .clk(clk), .d({from}), .q({name}));");
            }

            return new(name, value.Lanes, value.Element, copies);
        }
    }

    /// <summary>A scalar operand of lanes, from the copy that each lane takes.</summary>
    private Operand Expanded(Operand x, int lanes)
    {
        if (x.Copies == 1)
            return x;
        var (name, width) = (text.Name("w"), x.Type.Width);
        text.Declare($"logic [{(lanes * width) - 1}:0] {name};");
        text.Body("always_comb");
        text.Body($"  for (int i = 0; i < {lanes}; i++) {name}[i*{width}+:{width}] = {x.Name}[i/{fanOut}*{width}+:{width}];");
        return new(name, lanes, x.Type, 1);
    }

    /// <summary>An operand of dot products, for every product of them: its rows are numbered by one index, its copies by the other.</summary>
    private Operand Spread(OuterDotValue v, Operand x, string row, string other)
    {
        var (name, width, lanes) = (text.Name("w"), x.Type.Width, v.Rows * v.Columns * v.Depth);
        var copy = x.Copies == 1 ? "" : $"{other}/{fanOut}*{x.Lanes}+";
        text.Declare($"logic [{(lanes * width) - 1}:0] {name};");
        text.Body("always_comb");
        text.Body($"  for (int r = 0; r < {v.Rows}; r++)");
        text.Body($"    for (int c = 0; c < {v.Columns}; c++)");
        text.Body($"      for (int s = 0; s < {v.Depth}; s++)");
        text.Body($"        {name}[((r*{v.Columns}+c)*{v.Depth}+s)*{width}+:{width}] = "
            + $"{x.Name}[({copy}{row}*{v.Depth}+s)*{width}+:{width}];");
        return new(name, lanes, x.Type, 1);
    }

    /// <summary>Levels until one is left; each has the cycles of an addition.</summary>
    private void Tree(Value v, Leaves x, string operation, int stage)
    {
        var levels = LogicRules.Levels(x.Size);
        var cycles = (schedule.StageOf(v) + schedule.LatencyOf(v) - stage) / levels;
        while (x.Size > 1)
        {
            var (half, width) = (LogicRules.Ceiling(x.Size, 2), operation == "add" ? Math.Min(x.Width + 1, v.Element.Width) : x.Width);
            var last = half == 1;
            var sum = last ? "" : text.Name("p");
            if (last)
                width = v.Element.Width;
            var name = last ? values.Declare(v, stage + 1) : text.Add(sum, x.Groups * half * width, stage + 1);
            text.Body($"mr_level #(.GROUPS({x.Groups}), .SIZE({x.Size}), .WIDTH({x.Width}), .SIGNED({Bit(x.Signed)}), "
                + $".OPERATION(\"{operation}\"), .RESULT_WIDTH({width})) {name}_level (.clk(clk), .x({x.Name}), .y({name}));");
            stage += cycles;
            x = new Leaves(last ? name : text.Later(sum, stage), x.Groups, half, width, x.Signed);
        }
    }

    /// <summary>Of a product: a signal, the lanes of a copy, one for all or as many as there are, their type, and the copies.</summary>
    private readonly record struct Operand(string Name, int Lanes, ScalarType Type, int Copies);

    /// <summary>What a tree adds.</summary>
    private readonly record struct Leaves(string Name, int Groups, int Size, int Width, bool Signed);
}
