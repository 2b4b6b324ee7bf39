using System.Text.Json;

namespace Millrace.Cosimulation;

/// <summary>A module of a mapped netlist, as Yosys writes it in JSON.</summary>
/// <param name="Cells">Its cells.</param>
/// <param name="Inputs">Bits of its inputs, with the port's name.</param>
/// <param name="Names">A name for each bit that has one.</param>
internal sealed record NetlistModule(
    IReadOnlyList<NetlistCell> Cells, IReadOnlyDictionary<int, string> Inputs, IReadOnlyDictionary<int, string> Names)
{
    /// <summary>The modules of a file by name, without libraries.</summary>
    internal static IReadOnlyDictionary<string, NetlistModule> Read(string file)
    {
        using var stream = File.OpenRead(file);
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("modules").EnumerateObject()
            .Where(m => !m.Value.TryGetProperty("attributes", out var a) || !a.TryGetProperty("blackbox", out _))
            .ToDictionary(m => m.Name, m => Of(m.Value), StringComparer.Ordinal);
    }

    private static NetlistModule Of(JsonElement module)
    {
        var names = new Dictionary<int, string>();
        foreach (var net in module.GetProperty("netnames").EnumerateObject())
        {
            foreach (var (bit, i) in Bits(net.Value.GetProperty("bits")).Select((b, i) => (b, i)))
            {
                var name = $"{net.Name}[{i}]";
                if (bit >= 0 && !net.Name.StartsWith('$') && (!names.TryGetValue(bit, out var known) || name.Length < known.Length))
                    names[bit] = name;
            }
        }

        var inputs = new Dictionary<int, string>();
        foreach (var port in module.GetProperty("ports").EnumerateObject())
        {
            if (port.Value.GetProperty("direction").GetString() != "input")
                continue;
            foreach (var bit in Bits(port.Value.GetProperty("bits")).Where(b => b >= 0))
                inputs[bit] = port.Name;
        }

        var cells = module.GetProperty("cells").EnumerateObject()
            .Where(c => !c.Value.GetProperty("type").GetString()!.StartsWith('$')).Select(Cell).ToList();
        return new NetlistModule(cells, inputs, names);
    }

    private static NetlistCell Cell(JsonProperty cell)
    {
        var (inputs, outputs) = (new List<(string, int)>(), new List<(string, int)>());
        var directions = cell.Value.TryGetProperty("port_directions", out var given) ? given : default;
        foreach (var pin in cell.Value.GetProperty("connections").EnumerateObject())
        {
            var output = directions.ValueKind == JsonValueKind.Object && directions.TryGetProperty(pin.Name, out var direction)
                && direction.GetString() == "output";
            foreach (var bit in Bits(pin.Value).Where(b => b >= 0))
                (output ? outputs : inputs).Add((pin.Name, bit));
        }

        var parameters = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var parameter in cell.Value.GetProperty("parameters").EnumerateObject())
        {
            if (parameter.Value.ValueKind == JsonValueKind.String && parameter.Value.GetString() is { Length: > 0 and <= 63 } text
                && text.All(c => c is '0' or '1'))
                parameters[parameter.Name] = Convert.ToInt64(text, 2);
        }

        return new NetlistCell(cell.Name, cell.Value.GetProperty("type").GetString()!, parameters, inputs, outputs);
    }

    /// <summary>Bits of a net; constants are -1.</summary>
    private static IEnumerable<int> Bits(JsonElement bits) =>
        bits.EnumerateArray().Select(b => b.ValueKind == JsonValueKind.Number ? b.GetInt32() : -1);
}
