namespace Millrace.Hls;

/// <summary>Products, dot products and trees: instances of modules that keep their own pipeline registers.</summary>
internal sealed class TreeEmitter(ProcessText text, ValueEmitter values)
{
    private readonly Schedule schedule = text.Instance.Schedule;

    /// <summary>A product of lanes.</summary>
    internal void Multiply(BinaryValue v)
    {
        var stage = schedule.StageOf(v);
        var cycles = Cycles(v.Operands[0].Element, v.Operands[1].Element);
        values.Require(v, cycles);
        var name = values.Declare(v, stage + cycles);
        if (OperationResources.SharesSlices(v))
        {
            var (vector, scalar) = v.Operands[0].Type.IsVector ? (v.Operands[0], v.Operands[1]) : (v.Operands[1], v.Operands[0]);
            SliceDots(name, v.Lanes, 1, 1, Of(vector), Of(scalar), v.Element.Width);
        }
        else
        {
            Product(name, v.Lanes, v.Element.Width, cycles, Of(v.Operands[0]), Of(v.Operands[1]));
        }

        Operand Of(Value operand) => new(values.At(operand, stage), operand.Lanes, operand.Element);
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
        var (x, y) = (OperationResources.SignedWidth(a), OperationResources.SignedWidth(b));
        var inSlice = !MultiplierRules.InTables(x, y) && MultiplierRules.Slices(x, y) == 1;
        var cycles = inSlice ? (v.Depth > 1 ? 4 : 3) : Cycles(a, b);
        var leaves = inSlice ? LogicRules.Ceiling(v.Depth, 2) : v.Depth;
        var sum = Math.Min(x + y + (inSlice && v.Depth > 1 ? 1 : 0), width);
        values.Require(v, cycles + LogicRules.Levels(leaves));

        var name = leaves == 1 ? values.Declare(v, stage + cycles) : text.Add(text.Name("p"), dots * leaves * sum, stage + cycles);
        if (inSlice)
        {
            SliceDots(name, v.Rows, v.Columns, v.Depth,
                new(values.At(v.Operands[0], stage), v.Operands[0].Lanes, a),
                new(values.At(v.Operands[1], stage), v.Operands[1].Lanes, b), sum);
        }
        else
        {
            Product(name, dots * leaves, sum, cycles,
                new(Spread(v, 0, $"r*{v.Depth}+s", stage), dots * leaves, a), new(Spread(v, 1, $"c*{v.Depth}+s", stage), dots * leaves, b));
        }

        if (leaves > 1)
            Tree(v, new Leaves(name, dots, leaves, sum, v.Element.Signed), "add", stage + cycles);
    }

    private static string Bit(bool value) => value ? "1" : "0";

    private static int Cycles(ScalarType a, ScalarType b) =>
        MultiplierRules.Cycles(OperationResources.SignedWidth(a), OperationResources.SignedWidth(b));

    private void SliceDots(string name, int rows, int columns, int depth, Operand a, Operand b, int sum)
    {
        text.Body($"mr_dots #(.ROWS({rows}), .COLUMNS({columns}), .DEPTH({depth}), .A_WIDTH({a.Type.Width}), "
            + $".A_SIGNED({Bit(a.Type.Signed)}), .B_WIDTH({b.Type.Width}), .B_SIGNED({Bit(b.Type.Signed)}), .SUM_WIDTH({sum}))");
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

    /// <summary>An operand of dot products, for every product of them.</summary>
    private string Spread(OuterDotValue v, int operand, string lane, int stage)
    {
        var (name, width) = (text.Name("w"), v.Operands[operand].Element.Width);
        text.Declare($"logic [{(v.Rows * v.Columns * v.Depth * width) - 1}:0] {name};");
        text.Body("always_comb");
        text.Body($"  for (int r = 0; r < {v.Rows}; r++)");
        text.Body($"    for (int c = 0; c < {v.Columns}; c++)");
        text.Body($"      for (int s = 0; s < {v.Depth}; s++)");
        text.Body($"        {name}[((r*{v.Columns}+c)*{v.Depth}+s)*{width}+:{width}] = "
            + $"{width}'({values.Lane(v.Operands[operand], stage, lane)});");
        return name;
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

    /// <summary>Of a product: a signal, its lanes, one for all or as many as there are, and their type.</summary>
    private readonly record struct Operand(string Name, int Lanes, ScalarType Type);

    /// <summary>What a tree adds.</summary>
    private readonly record struct Leaves(string Name, int Groups, int Size, int Width, bool Signed);
}
