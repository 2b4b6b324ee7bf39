namespace Millrace.Hls;

/// <summary>Tables, constant vectors and contents of memories of a process: arrays in a file beside it, so that its function reads
/// well.</summary>
internal sealed class HlsContents(string function, Dictionary<object, string> names, Identifiers taken)
{
    private const int LineWidth = 120;
    private readonly CppText text = new();
    private readonly List<(string Name, Table Table, int Lanes)> tables = [];

    internal string Text { get; private set; } = "";

    /// <summary>Finds them and gives them names.</summary>
    internal void Add(Process process)
    {
        foreach (var lookups in process.Values.OfType<TableValue>().GroupBy(v => v.Table))
        {
            var table = lookups.Key;
            names[table] = Take(table.Name);
            tables.Add((names[table], table, lookups.Sum(v => v.Lanes)));
            Array($"static const {CppTypes.Of(table.Type)} {names[table]}[{table.Entries.Count}]", table.Entries, [], table.Position);
        }

        foreach (var c in process.Values.OfType<ConstantValue>().Where(IsArray))
        {
            names[c] = Take("constants");
            Array($"static const {CppTypes.Of(c.Element)} {names[c]}[{c.Lanes}]", c.Raw, [], default);
        }

        foreach (var memory in process.Accesses.OfType<MemoryReadValue>().Select(r => r.Memory).Where(m => m.Initial is not null))
        {
            names[memory] = Take(memory.Name);
            var isRom = process.Statements.OfType<MemoryWriteStatement>().All(w => w.Memory != memory);
            var (parts, lanes) = CppTypes.Shape(memory.Type, memory.Parts);
            Array(
                $"static {(isRom ? "const " : "")}{CppTypes.Of(memory.Type.Element)} {names[memory]}"
                    + CppTypes.Dimensions(memory.Type, memory.Words, memory.Parts),
                memory.Initial!, [.. new[] { parts, lanes }.Where(n => n > 1)], memory.Position);
        }

        if (text.ToString() is { Length: > 0 } arrays)
            Text = $"// Tables and contents of memories of {function}.\n{arrays}";
    }

    /// <summary>What tables are kept in: read in as many lanes as look them up.</summary>
    internal void Bind(CppText body)
    {
        foreach (var (name, table, lanes) in tables)
        {
            var kind = MemoryRules.InTables(table.Type.Width, table.Entries.Count) ? "lutram" : "bram";
            body.Pragma($"bind_storage variable={name} type={(lanes > 1 ? "rom_np" : "rom_1p")} impl={kind}");
        }
    }

    /// <summary>A constant that is neither the same in all lanes nor their numbers.</summary>
    private static bool IsArray(ConstantValue c) => c.Raw.Any(r => r != c.Raw[0]) && c.Raw.Select((r, i) => r == i).Any(same => !same);

    /// <summary>All processes are one text: the names of arrays begin with the function's.</summary>
    private string Take(string name) => taken.Take($"{function}_{name}");

    private void Array(string declaration, IReadOnlyList<long> raw, IReadOnlyList<int> inner, SourcePosition position)
    {
        text.Line();
        text.Line($"{declaration} = {{", position);
        var line = "   ";
        for (var i = 0; i < raw.Count; i++)
        {
            var size = 1;
            var (before, after) = ("", "");
            foreach (var n in inner.Reverse())
            {
                size *= n;
                before += i % size == 0 ? "{" : "";
                after += i % size == size - 1 ? "}" : "";
            }

            var number = $" {before}{Cpp.Number(raw[i]).Text}{after}{(i < raw.Count - 1 ? "," : "")}";
            if (line.Length + number.Length > LineWidth)
            {
                text.Line(line);
                line = "   ";
            }

            line += number;
        }

        text.Line(line);
        text.Line("};");
    }
}
