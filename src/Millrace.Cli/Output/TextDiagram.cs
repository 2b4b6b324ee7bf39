using System.Globalization;
using System.Text;
using Millrace.Hls;

namespace Millrace.Cli;

/// <summary>The processes of a design as text, in the order of the data, each with what comes in and where it goes.</summary>
internal static class TextDiagram
{
    public static string Of(Design design, TimingResult timing)
    {
        var text = new StringBuilder();
        foreach (var process in InOrder(design))
        {
            var firings = timing.Processes.First(p => p.Instance == process).Firings;
            text.Append(CultureInfo.InvariantCulture,
                $"[{process.Path}]  II {process.Schedule.InitiationInterval}, depth {process.Schedule.Depth}, {firings} firings\n");
            foreach (var access in process.Channels.Where(a => a.Channel.Role != ChannelRole.FreeBlocks))
                text.Append("    ").Append(Line(access, timing)).Append('\n');
            foreach (var (port, memory) in process.Memories)
            {
                var arrow = port is LoadPort ? "<~~" : "~~>";
                text.Append(CultureInfo.InvariantCulture, $"    {arrow} memory {memory.Name}: {memory.Words} words of {memory.Word}\n");
            }
        }

        return text.ToString();
    }

    private static string Line(ChannelAccess access, TimingResult timing)
    {
        var channel = access.Channel;
        var other = access.IsRead ? channel.Writer ?? "host" : channel.Reader ?? "host";
        var arrow = (access.IsRead, channel.Role) switch
        {
            (true, ChannelRole.Data) => "<--",
            (true, _) => "<==",
            (false, ChannelRole.Data) => "-->",
            _ => "==>",
        };
        var what = channel.Role == ChannelRole.Data
            ? $"depth {channel.Depth}, {timing.Channels[channel.Number].Elements} elements"
            : $"ping-pong, {channel.Depth} blocks of {Words(access.Port)} words, {timing.Channels[channel.Number].Elements} blocks";
        return string.Create(CultureInfo.InvariantCulture, $"{arrow} {other}: {access.Port.Name}, {channel.Type}, {what}");
    }

    private static int Words(Port port) => port is BufferIn i ? i.Words : ((BufferOut)port).Words;

    /// <summary>A process after all whose elements it takes, as far as there is no circle.</summary>
    private static List<ProcessInstance> InOrder(Design design)
    {
        var (order, left) = (new List<ProcessInstance>(), design.Processes.ToList());
        while (left.Count > 0)
        {
            var next = left.FirstOrDefault(p => p.Channels
                .Where(a => a.IsRead && a.Channel.Role != ChannelRole.FreeBlocks)
                .All(a => a.Channel.Writer is not { } writer || left.All(l => l.Path != writer || l == p))) ?? left[0];
            order.Add(next);
            left.Remove(next);
        }

        return order;
    }
}
