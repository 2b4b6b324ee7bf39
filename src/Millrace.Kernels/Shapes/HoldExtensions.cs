using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>Elements that are read once and used in many firings.</summary>
public static class HoldExtensions
{
    /// <summary>Reads an element in firings in which <paramref name="when"/> holds and keeps it for the others.</summary>
    public static Value Hold(this ProcessBuilder process, string name, InPort port, Guard when)
    {
        var held = process.Register(name, port.Type);
        var value = Select(when, port.Read(when), held);
        held.Set(value);
        return value;
    }

    /// <summary>Reads a wide word in firings in which <paramref name="first"/> holds and gives its lanes, <paramref name="lanes"/> a
    /// firing, in their order. The word is shifted past, so that no multiplexer chooses among all its parts.</summary>
    public static Value Unload(this ProcessBuilder process, string name, InPort port, Guard first, int lanes)
    {
        var rest = process.Register(name, port.Type);
        var word = Select(first, port.Read(first), rest);
        var others = port.Type.Lanes - lanes;
        rest.Set(others == 0 ? word : Concat(word.Slice(lanes, others), word.Slice(0, lanes)));
        return word.Slice(0, lanes);
    }
}
