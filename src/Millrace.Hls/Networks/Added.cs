namespace Millrace.Hls;

/// <summary>The outputs of a part just added to a network; deconstructs into wires, and is itself the wire if there is only one.</summary>
public sealed class Added
{
    private readonly Part part;
    private readonly IReadOnlyList<Wire> outputs;

    internal Added(Part part, string name, IReadOnlyList<Wire> outputs) => (this.part, Name, this.outputs) = (part, name, outputs);

    /// <summary>Name of the instance.</summary>
    public string Name { get; }

    /// <summary>Number of outputs.</summary>
    public int Count => outputs.Count;

    /// <summary>An output by its place.</summary>
    public Wire this[int index] => outputs[index];

    /// <summary>An output by its port's name.</summary>
    /// <exception cref="DiagnosticException">MR0308: no such output.</exception>
    public Wire this[string port]
    {
        get
        {
            var index = part.Outputs.ToList().FindIndex(p => p.Name == port);
            return index >= 0 ? outputs[index] : throw new DiagnosticException("MR0308",
                $"'{part.Name}' has no output '{port}'; it has {string.Join(", ", part.Outputs.Select(p => $"'{p.Name}'"))}");
        }
    }

    /// <summary>The only output.</summary>
    /// <exception cref="DiagnosticException">MR0308: there are none or several.</exception>
    public static implicit operator Wire(Added added) => added.outputs.Count == 1
        ? added.outputs[0]
        : throw new DiagnosticException("MR0308",
            $"'{added.part.Name}' has {added.outputs.Count} outputs where one is wanted; deconstruct them or choose one by name");

    /// <summary>Two outputs.</summary>
    public void Deconstruct(out Wire first, out Wire second)
    {
        Expect(2);
        (first, second) = (outputs[0], outputs[1]);
    }

    /// <summary>Three outputs.</summary>
    public void Deconstruct(out Wire first, out Wire second, out Wire third)
    {
        Expect(3);
        (first, second, third) = (outputs[0], outputs[1], outputs[2]);
    }

    /// <summary>Four outputs.</summary>
    public void Deconstruct(out Wire first, out Wire second, out Wire third, out Wire fourth)
    {
        Expect(4);
        (first, second, third, fourth) = (outputs[0], outputs[1], outputs[2], outputs[3]);
    }

    private void Expect(int count)
    {
        if (outputs.Count != count)
            throw new DiagnosticException("MR0308",
                $"'{part.Name}' has {outputs.Count} outputs where {count} are wanted; deconstruct as many or choose them by name");
    }
}
