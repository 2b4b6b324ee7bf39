namespace Millrace.Cosimulation;

/// <summary>A cell of a netlist.</summary>
/// <param name="Name">Its name; instances it was in are before its dots.</param>
/// <param name="Type">Its type.</param>
/// <param name="Parameters">Numbers of its parameters.</param>
/// <param name="Inputs">Bits of nets at its inputs, by pin; constants are left out.</param>
/// <param name="Outputs">Bits of nets at its outputs, by pin.</param>
internal sealed record NetlistCell(
    string Name, string Type, IReadOnlyDictionary<string, long> Parameters,
    IReadOnlyList<(string Pin, int Bit)> Inputs, IReadOnlyList<(string Pin, int Bit)> Outputs)
{
    private const string Flattened = "$flatten\\";

    /// <summary>The outermost instance it was in, or empty.</summary>
    internal string Instance
    {
        get
        {
            var name = Name.StartsWith(Flattened, StringComparison.Ordinal) ? Name[Flattened.Length..] : Name;
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            return dot < 0 || name.StartsWith('$') ? "" : name[..dot];
        }
    }
}
