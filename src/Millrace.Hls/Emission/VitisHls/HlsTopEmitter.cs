namespace Millrace.Hls;

/// <summary>The function that joins the processes of a design, and the header that declares it.</summary>
internal sealed class HlsTopEmitter(HlsDesign names)
{
    /// <summary>The widest number of the vendor's header, unless it is told otherwise.</summary>
    private const int DefaultWidest = 1024;

    private readonly Design design = names.Design;

    internal string Header()
    {
        var text = new CppText();
        text.Line($"// Network '{design.Network.Name}', {design.Network.Position}: {design.Processes.Count} processes.");
        text.Line("#pragma once");
        text.Line();
        if (design.Memories.Select(m => m.Word.Bits).DefaultIfEmpty(0).Max() is var widest && widest > DefaultWidest)
            text.Line(FormattableString.Invariant($"#define AP_INT_MAX_W {widest}"));
        text.Line("#include <ap_int.h>");
        text.Line("#include <hls_stream.h>");
        if (Buffers.Any())
            text.Line("#include <hls_streamofblocks.h>");
        text.Line("#include <hls_vector.h>");
        text.Line("#include \"millrace.h\"");
        text.Line();
        foreach (var channel in Buffers)
        {
            var words = names.WordsOf(channel);
            text.Line(
                $"using {names.BlockOf(channel)} = {CppTypes.Of(channel.Type.Element)}"
                    + $"{CppTypes.Dimensions(channel.Type, words, channel.Parts)};",
                FormattableString.Invariant($"a block: {words} x {channel.Type}"));
        }

        if (Buffers.Any())
            text.Line();
        Declare(text, ";");
        return text.ToString();
    }

    internal string Source()
    {
        var text = new CppText();
        var order = ProcessOrder.Of(design, out var hasCircle);
        text.Line($"// Network '{design.Network.Name}', {design.Network.Position}.");
        text.Line($"#include \"{names.Top}.h\"");
        foreach (var process in order)
            text.Line($"#include \"{names.FunctionOf(process)}.h\"");
        if (hasCircle)
            Threads(text);
        text.Line();
        Declare(text, " {");
        text.Indent();
        foreach (var channel in design.Inputs.Concat(design.Outputs))
            text.Pragma($"interface mode=axis port={names.NameOf(channel)}");
        foreach (var (memory, _, name) in names.Memories)
        {
            text.Pragma(FormattableString.Invariant(
                $"interface mode=m_axi port={name} bundle=gmem_{name} offset=slave depth={memory.Words} ")
                + FormattableString.Invariant($"latency={memory.Timing.ReadLatency}"));
            text.Pragma($"interface mode=s_axilite port={name}");
        }

        foreach (var argument in design.Arguments.Values)
            text.Pragma($"interface mode=s_axilite port={names.NameOf(argument)}");
        text.Pragma("interface mode=s_axilite port=return");
        text.Pragma("dataflow");
        foreach (var channel in design.Channels.Where(c => c is { Writer: not null, Reader: not null, Role: not ChannelRole.FreeBlocks }))
            Channel(text, channel);
        text.Line();
        if (hasCircle)
            text.Line("mr_begin");
        foreach (var process in order)
        {
            var call = $"{names.FunctionOf(process)}({string.Join(", ", Arguments(process))})";
            text.Line(hasCircle ? $"mr_process({call});" : $"{call};");
        }

        if (hasCircle)
            text.Line("mr_end");
        text.Close();
        return text.ToString();
    }

    /// <summary>What the top function takes: streams, memories, launch arguments.</summary>
    internal IEnumerable<string> Parameters() => design.Inputs.Concat(design.Outputs)
        .Select(c => $"hls::stream<{CppTypes.Of(c.Type)}>& {names.NameOf(c)}")
        .Concat(names.Memories.Select(m => $"{(m.IsLoad ? "const " : "")}{CppTypes.Word(m.Memory.Word)}* {m.Name}"))
        .Concat(design.Arguments.Values.Select(a => $"{CppIndex.Type(a)} {names.NameOf(a)}"));

    private IEnumerable<Channel> Buffers => design.Channels.Where(c => c.Role == ChannelRole.FullBlocks);

    private void Declare(CppText text, string end)
    {
        text.Line($"void {names.Top}(");
        text.Parameters(Parameters(), end);
    }

    private void Channel(CppText text, Channel channel)
    {
        var name = names.NameOf(channel);
        if (channel.Role == ChannelRole.FullBlocks)
        {
            text.Line(FormattableString.Invariant($"hls::stream_of_blocks<{names.BlockOf(channel)}, {channel.Depth}> {name};"));
            HlsStorage.Words(text, name, channel.Type, channel.Parts);
            text.Pragma($"bind_storage variable={name} type=ram_s2p impl="
                + HlsStorage.Kind(channel.Type.Bits / channel.Parts, names.WordsOf(channel) * channel.Depth));
            return;
        }

        text.Line($"hls::stream<{CppTypes.Of(channel.Type)}> {name}(\"{channel.Name}\");");
        text.Pragma(FormattableString.Invariant($"stream variable={name} depth={channel.Depth}"));
        text.Pragma($"bind_storage variable={name} type=fifo impl={HlsStorage.Kind(channel.Type.Bits, channel.Depth)}");
    }

    private IEnumerable<string> Arguments(ProcessInstance process) => process.Process.Ports.Select(p => p switch
    {
        LoadPort => names.NameOf(process.Memories[p], true),
        StorePort => names.NameOf(process.Memories[p], false),
        _ => names.NameOf(process.Channels.First(c => c.Port == p && c.Channel.Role != ChannelRole.FreeBlocks).Channel),
    }).Concat(HlsProcessEmitter.Arguments(process).Select(names.NameOf));

    /// <summary>Where processes wait for each other in a circle.</summary>
    private static void Threads(CppText text)
    {
        text.Line();
        text.Line("// The processes wait for each other in a circle. Hardware runs them side by side; so does C simulation, by threads.");
        text.Line("#ifdef __SYNTHESIS__");
        text.Line("#define mr_begin");
        text.Line("#define mr_process(...) __VA_ARGS__");
        text.Line("#define mr_end");
        text.Line("#else");
        text.Line("#include <thread>");
        text.Line("#include <vector>");
        text.Line("#define mr_begin std::vector<std::thread> threads;");
        text.Line("#define mr_process(...) threads.emplace_back([&] { __VA_ARGS__; })");
        text.Line("#define mr_end for (auto& thread : threads) thread.join();");
        text.Line("#endif");
    }
}
