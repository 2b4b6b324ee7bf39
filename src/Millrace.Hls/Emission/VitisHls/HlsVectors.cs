namespace Millrace.Hls;

/// <summary>Variables that are made of several lanes: joined, cut anew, added up, and the multiply-accumulate array.</summary>
internal sealed class HlsVectors(HlsBody body)
{
    private readonly CppExpressions code = body.Code;
    private readonly CppText text = body.Text;
    private readonly Dictionary<object, string> names = body.Names;
    private readonly string lane = body.Lane;

    internal void Concat(ConcatValue v)
    {
        if (v.Lanes == 1)
        {
            text.Line($"{body.Declared(v)} {names[v]} = {code.Scalar(v.Operands[0]).Text};");
            return;
        }

        text.Line($"{body.Declared(v)} {names[v]};");
        var at = 0;
        foreach (var part in v.Operands)
        {
            var start = at;
            if (part.Lanes == 1)
                text.Line(FormattableString.Invariant($"{names[v]}[{start}] = {code.Scalar(part).Text};"));
            else
            {
                var place = start == 0 ? lane : FormattableString.Invariant($"{start} + {lane}");
                text.Unrolled(lane, part.Lanes, () => text.Line($"{names[v]}[{place}] = {code.Lane(part, lane).Text};"));
            }

            at += part.Lanes;
        }
    }

    internal void Reduce(ReduceValue v)
    {
        var (operand, type) = (v.Operands[0], v.Element);
        if (v.Lanes == 1)
        {
            Accumulate(names[v], "");
            return;
        }

        text.Line($"{body.Declared(v)} {names[v]};");
        var (group, sum) = (body.Taken.Take("group"), body.Taken.Take("of_group"));
        text.Unrolled(group, v.Lanes, () =>
        {
            Accumulate(sum, FormattableString.Invariant($"{group} * {v.Size} + "));
            text.Line($"{names[v]}[{group}] = {sum};");
        });

        void Accumulate(string name, string offset)
        {
            var isSum = v.Operation == BinaryOperation.Add;
            var first = offset.Length == 0 ? "0" : offset[..^3];
            text.Line($"{CppTypes.Of(type)} {name} = {(isSum ? "0" : code.Lane(operand, first).Text)};");
            text.Unrolled(lane, v.Size, () =>
            {
                var element = code.Lane(operand, offset + lane).Text;
                var best = v.Operation == BinaryOperation.Max ? "larger" : "smaller";
                text.Line(isSum ? $"{name} += {element};" : $"{name} = mr::{best}<{CppTypes.Of(type)}>({name}, {element});");
            });
        }
    }

    /// <summary>The multiply-accumulate array.</summary>
    internal void Dots(OuterDotValue v)
    {
        var (a, b) = (v.Operands[0], v.Operands[1]);
        var (least, most) = BinaryValue.ProductRange(a.Element, b.Element);
        var product = CppTypes.Of(ScalarType.ForRange(least, most));
        var (row, column, step) = (body.Taken.Take("row"), body.Taken.Take("column"), body.Taken.Take("step"));
        var (one, sum) = (body.Taken.Take("product"), v.Lanes == 1 ? names[v] : body.Taken.Take("dot"));
        if (v.Lanes > 1)
            text.Line($"{body.Declared(v)} {names[v]};");
        Over(row, v.Rows, () => Over(column, v.Columns, Dot));

        void Dot()
        {
            text.Line($"{CppTypes.Of(v.Element)} {sum} = 0;");
            Over(step, v.Depth, () =>
            {
                var (x, y) = (code.Lane(a, Place(row, v.Rows)), code.Lane(b, Place(column, v.Columns)));
                text.Line($"const {product} {one} = {Cpp.Binary(x, "*", y, Cpp.Multiplicative).Text};");
                text.Pragma($"bind_op variable={one} op=mul impl={Multiplier(a.Element, b.Element)}");
                text.Line($"{sum} += {one};");
            });
            if (v.Lanes > 1)
                text.Line($"{names[v]}[{Sum(Times(row, v.Rows, v.Columns), v.Columns > 1 ? column : "")}] = {sum};");
        }

        void Over(string loop, int count, Action inner)
        {
            if (count > 1)
                text.Unrolled(loop, count, inner);
            else
                inner();
        }

        string Place(string line, int lines) => Sum(Times(line, lines, v.Depth), v.Depth > 1 ? step : "");

        static string Times(string loop, int count, int factor) =>
            count == 1 ? "" : factor == 1 ? loop : FormattableString.Invariant($"{loop} * {factor}");

        static string Sum(string x, string y) => x.Length == 0 ? (y.Length == 0 ? "0" : y) : y.Length == 0 ? x : $"{x} + {y}";
    }

    /// <summary>What makes a product.</summary>
    private static string Multiplier(ScalarType a, ScalarType b) =>
        MultiplierRules.InTables(a.Width + (a.Signed ? 0 : 1), b.Width + (b.Signed ? 0 : 1)) ? "fabric" : "dsp";

    internal void Recut(ReinterpretValue v)
    {
        var (x, from, to) = (v.Operands[0], v.Operands[0].Element.Width, v.Element.Width);
        text.Line($"{CppTypes.Of(v.Type)} {names[v]};");
        Action one;
        if (to == from)
            one = () => text.Line($"{Target()} = {code.Lane(x, lane).As(v.Element).Text};");
        else if (to < from)
        {
            var k = from / to;
            one = () => text.Line(FormattableString.Invariant(
                $"{Target()} = {code.Lane(x, $"{lane} / {k}").Text}.range(({lane} % {k} + 1) * {to} - 1, {lane} % {k} * {to});"));
        }
        else
        {
            var (part, k) = (body.Taken.Take("part"), to / from);
            one = () => text.Unrolled(part, k, () => text.Line(FormattableString.Invariant(
                $"{Target()}.range(({part} + 1) * {from} - 1, {part} * {from}) = {code.Lane(x, Inner(part, k)).Text};")));
        }

        if (v.Lanes == 1)
            one();
        else
            text.Unrolled(lane, v.Lanes, one);

        string Target() => v.Lanes == 1 ? names[v] : $"{names[v]}[{lane}]";

        string Inner(string part, int k) => v.Lanes == 1 ? part : FormattableString.Invariant($"{lane} * {k} + {part}");
    }
}
