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
}
