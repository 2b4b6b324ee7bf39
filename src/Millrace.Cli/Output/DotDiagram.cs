using System.Globalization;
using System.Text;
using Millrace.Hls;

namespace Millrace.Cli;

/// <summary>The processes and channels of a design in the language of Graphviz.</summary>
internal static class DotDiagram
{
    public static string Of(Design design)
    {
        var text = new StringBuilder();
        text.Append($"digraph \"{design.Network.Name}\" {{\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
        text.Append("  edge [fontname=\"sans-serif\", fontsize=10];\n");
        foreach (var process in design.Processes)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"  \"{process.Path}\" [label=\"{process.Path}\\nII {process.Schedule.InitiationInterval}, "
                + $"depth {process.Schedule.Depth}\"];\n");
        }

        foreach (var channel in design.Inputs.Concat(design.Outputs))
            text.Append($"  \"port {channel.Name}\" [label=\"{channel.Name}\", shape=plaintext];\n");
        foreach (var memory in design.Memories)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"  \"memory {memory.Name}\" [label=\"{memory.Name}\\n{memory.Words} x {memory.Word}\", shape=cylinder];\n");
        }

        foreach (var channel in design.Channels.Where(c => c.Role != ChannelRole.FreeBlocks))
        {
            var style = channel.Role == ChannelRole.Data ? "" : ", style=bold";
            var depth = channel.Role == ChannelRole.Data ? "depth" : "blocks";
            text.Append(CultureInfo.InvariantCulture,
                $"  \"{channel.Writer ?? $"port {channel.Name}"}\" -> \"{channel.Reader ?? $"port {channel.Name}"}\" "
                + $"[label=\"{channel.Type}\\n{depth} {channel.Depth}\"{style}];\n");
        }

        foreach (var process in design.Processes)
        {
            foreach (var (port, memory) in process.Memories)
            {
                text.Append(port is LoadPort
                    ? $"  \"memory {memory.Name}\" -> \"{process.Path}\" [style=dashed];\n"
                    : $"  \"{process.Path}\" -> \"memory {memory.Name}\" [style=dashed];\n");
            }
        }

        return text.Append("}\n").ToString();
    }
}
