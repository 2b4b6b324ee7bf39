namespace Millrace.Hls;

/// <summary>A read-only table of scalars: a ROM. Looked up lane by lane.</summary>
public sealed class Table
{
    internal Table(string name, ScalarType type, long[] entries, SourcePosition position) =>
        (Name, Type, Entries, Position) = (name, type, entries, position);

    /// <summary>The author's name.</summary>
    public string Name { get; }

    /// <summary>Type of an entry.</summary>
    public ScalarType Type { get; }

    /// <summary>Raw entries.</summary>
    public IReadOnlyList<long> Entries { get; }

    /// <summary>The line that declared it.</summary>
    public SourcePosition Position { get; }

    /// <summary>The entry at an index, for each lane of the index.</summary>
    /// <exception cref="DiagnosticException">MR0116: the index may leave the table. MR0117: it has fraction bits.</exception>
    public Value this[Value index] => new TableValue(this, index);
}

/// <summary>An entry of a table.</summary>
public sealed class TableValue : Value
{
    internal TableValue(Table table, Value index)
        : base(index.Type.WithElement(table.Type), index)
    {
        RequireInteger(index, $"the index of table '{table.Name}'");
        if (index.Element.MinValue < 0 || index.Element.MaxValue >= table.Entries.Count)
            throw Error("MR0116",
                $"table '{table.Name}' has entries 0 to {table.Entries.Count - 1} but is indexed by {index.Type}; "
                + "make the index narrower or the table longer");
        Table = table;
    }

    /// <summary>The table.</summary>
    public Table Table { get; }
}
