using System.Runtime.CompilerServices;

namespace Millrace.Hls;

/// <summary>
/// A loop nest with one pipelined body, frozen. Each iteration of the innermost loop is a firing: it reads, computes and writes, when the
/// contract of its channels lets it.
/// </summary>
public sealed class Process : Part
{
    internal Process(
        string name, SourcePosition position, IReadOnlyList<LoopIndex> loops,
        IReadOnlyList<Port> ports, IReadOnlyList<Value> accesses, IReadOnlyList<Statement> statements)
        : base(name, position)
    {
        (Loops, Ports, Accesses, Statements) = (loops, ports, accesses, statements);
        Values = ValueOrder.Of(this);
    }

    /// <summary>The nest, outermost first; empty if the process fires once.</summary>
    public IReadOnlyList<LoopIndex> Loops { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Port> Ports { get; }

    /// <summary>Values that touch something outside the data path (channel reads, loads, stores, memory reads), in program order.</summary>
    public IReadOnlyList<Value> Accesses { get; }

    /// <summary>Effects in program order.</summary>
    public IReadOnlyList<Statement> Statements { get; }

    /// <summary>Every value of the body, operands before users.</summary>
    public IReadOnlyList<Value> Values { get; }

    /// <summary>Defines a process: <paramref name="body"/> declares ports and loops and is run once, at once.</summary>
    /// <exception cref="DiagnosticException">All that is wrong with it.</exception>
    public static Process Define(
        string name, Action<ProcessBuilder> body, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var builder = new ProcessBuilder(name, new(file, line));
        try
        {
            body(builder);
        }
        catch (DiagnosticException e)
        {
            throw e.In($"process '{name}'", builder.Diagnostics);
        }

        return builder.Build();
    }

    /// <inheritdoc/>
    public override string ToString() => $"process {Name}";
}
