namespace Millrace.Hls;

/// <summary>A wire followed through all networks, from its writing to its reading process; either end may be the host.</summary>
internal sealed class Link(string name, HardwareType type)
{
    private ChannelOptions options = new();

    /// <summary>Path of the writing port; for inputs and outputs of the whole network their own name.</summary>
    internal string Name { get; set; } = name;

    internal int? Writer { get; set; }

    internal Port? WriterPort { get; set; }

    /// <summary>All channel writes of the writing process: a reader that joins two of its outputs waits for the later one, and the earlier
    /// must have room meanwhile.</summary>
    internal IReadOnlyList<WriteStatement>? WriterStatements { get; set; }

    internal int? Reader { get; set; }

    internal Port? ReaderPort { get; set; }

    /// <summary>Number of its first channel.</summary>
    internal int First { get; set; }

    /// <summary>Takes over options; those of outer networks, which come later, win.</summary>
    internal Link With(ChannelOptions more)
    {
        options = more.Or(options);
        return this;
    }

    /// <summary>Makes another link take this one's writer: both are the two halves of a feedback wire whose writer sits in a nested
    /// network.</summary>
    internal void MergeInto(Link other, List<Link> links, Dictionary<(string Path, Port Port), Link> linkAt)
    {
        (other.Writer, other.WriterPort, other.WriterStatements) = (Writer, WriterPort, WriterStatements);
        other.options = other.options.Or(options);
        foreach (var key in linkAt.Where(p => p.Value == this).Select(p => p.Key).ToList())
            linkAt[key] = other;
        links.Remove(this);
    }

    internal IEnumerable<Channel> Channels(int number, Func<int, string> path, IReadOnlyList<Schedule> schedules)
    {
        var (a, b) = (options.Latency ?? 1, options.CreditLatency ?? 1);
        var (writer, reader) = (Writer is { } w ? path(w) : null, Reader is { } r ? path(r) : null);
        if (WriterPort is BufferOut buffer)
        {
            var blocks = options.Blocks ?? 2;
            var full = new Channel
            {
                Number = number,
                Name = Name,
                Role = ChannelRole.FullBlocks,
                Type = type,
                Parts = buffer.Parts,
                Depth = blocks,
                SteadyDepth = blocks,
                Latency = a,
                CreditLatency = 1,
                Writer = writer,
                Reader = reader,
            };
            yield return full;
            yield return full with
            {
                Number = number + 1,
                Name = Name + " (free)",
                Role = ChannelRole.FreeBlocks,
                Latency = b,
                Initial = blocks,
                Writer = reader,
                Reader = writer,
            };
            yield break;
        }

        var steady = a + b;
        if (Writer is { } i)
        {
            var written = schedules[i];
            var latency = WriterStatements!.Max(written.StageOf);
            steady = (latency + a + b + written.InitiationInterval - 1) / written.InitiationInterval;
        }

        yield return new Channel
        {
            Number = number,
            Name = Name,
            Role = ChannelRole.Data,
            Type = type,
            SteadyDepth = steady,
            Depth = options.Depth ?? (steady + (options.Room ?? 0)),
            Latency = a,
            CreditLatency = b,
            Writer = writer,
            Reader = reader,
        };
    }
}
