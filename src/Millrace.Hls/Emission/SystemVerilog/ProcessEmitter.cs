namespace Millrace.Hls;

/// <summary>
/// The module of one process. Stage 0 is the firing: the loop counters, the reading ends of its channels and the credits of those it writes
/// decide whether it fires; what a firing does then moves down a pipeline that never stops. Every output leaves through a register, every
/// input is stored or used at once, so that no path leads through a module without one.
/// </summary>
internal sealed class ProcessEmitter
{
    private readonly ProcessInstance instance;
    private readonly Process process;
    private readonly Schedule schedule;
    private readonly ProcessText text;
    private readonly IndexEmitter index;
    private readonly ValueEmitter values;
    private readonly List<string> ports = [];
    private readonly List<string> conditions = [];
    private readonly Dictionary<Guard, string> effects = new(ReferenceEqualityComparer.Instance);

    private ProcessEmitter(ProcessInstance instance, string module)
    {
        (this.instance, process, schedule) = (instance, instance.Process, instance.Schedule);
        text = new ProcessText(instance, module);
        index = new IndexEmitter(text);
        values = new ValueEmitter(text, index);
    }

    /// <summary>The module and the files it reads.</summary>
    internal static (string Text, IReadOnlyDictionary<string, string> Files) Emit(ProcessInstance instance, string module)
    {
        var emitter = new ProcessEmitter(instance, module);
        return (emitter.Run(), emitter.text.Files);
    }

    /// <summary>Launch arguments that the module takes.</summary>
    internal static IReadOnlyDictionary<string, Argument> Arguments(ProcessInstance instance) => ArgumentSearch.In([instance]);

    private string Run()
    {
        Loops();
        Channels();
        foreach (var value in process.Values)
            Emit(value);
        foreach (var statement in process.Statements)
            Emit(statement);
        Fire();
        text.Finish();

        var source = new SourceText();
        source.Line($"// {instance.Path}: process '{process.Name}', {process.Position}.");
        source.Line($"// II = {schedule.InitiationInterval}, depth = {schedule.Depth}.");
        source.Line("/* verilator lint_off UNUSEDSIGNAL */  // words are read whole, even if only some of their lanes are used");
        source.Line("/* verilator lint_off WIDTHCONCAT */  // '0 fills words of more than 8,192 bits too");
        source.Line($"module {text.Module} (");
        source.Line("    input  logic clk,");
        source.Line("    input  logic rst,");
        source.Line("    input  logic start,");
        foreach (var argument in Arguments(instance).Values)
            source.Line($"    input  {ArgumentType(argument)} arg_{argument.Name},");
        foreach (var port in ports)
            source.Line($"    {port},");
        source.Line("    output logic running");
        source.Line(");");
        foreach (var line in text.Declarations)
            source.Line($"  {line}");
        source.Line();
        foreach (var line in text.BodyLines)
            source.Line($"  {line}");
        source.Line("endmodule");
        return source.ToString();
    }

    /// <summary>Type of an argument's input.</summary>
    internal static string ArgumentType(Argument argument) =>
        FormattableString.Invariant($"logic {(argument.Minimum < 0 ? "signed " : "")}[{ArgumentBits(argument) - 1}:0]");

    /// <summary>Bits of an argument's input.</summary>
    internal static int ArgumentBits(Argument argument) =>
        argument.Minimum < 0 ? IndexEmitter.Width(argument) : IndexEmitter.CounterBits(argument.Maximum);

    /// <summary>The counters, innermost first to wrap, and whether each stands at its last iteration.</summary>
    private void Loops()
    {
        text.Declare("logic fire;");
        var any = "";
        foreach (var loop in process.Loops)
        {
            if (loop.Trip.Minimum < 1)
            {
                // A launch without a firing ends at once. An inner loop must run in every iteration of those around it.
                if (DependsOnIndices(loop.Trip))
                    text.Body($"always_ff @(posedge clk) if (running) assert ({index.Code(loop.Trip)} > 0);");
                else
                    any += $" && {index.Code(loop.Trip)} > 0";
            }

            text.Declare($"logic [{IndexEmitter.CounterBits(loop.Maximum) - 1}:0] i_{loop.Name};  // {loop.Trip} times, {loop.Position}");
            text.Declare($"logic last_{loop.Name};");
            var bits = IndexEmitter.CounterBits(loop.Maximum);
            text.Declare($"logic [{bits}:0] next_{loop.Name};");
            text.Body($"assign next_{loop.Name} = {bits + 1}'(i_{loop.Name}) + 1'b1;");
            text.Body(loop.Trip is ConstantIndex
                ? $"assign last_{loop.Name} = {index.Code(loop.IsLast)};"
                : $"assign last_{loop.Name} = next_{loop.Name} == {bits + 1}'({index.Code(loop.Trip)});");
        }

        text.Body("always_ff @(posedge clk)");
        text.Body("  if (rst || start) begin");
        foreach (var loop in process.Loops)
            text.Body($"    i_{loop.Name} <= '0;");
        text.Body($"    running <= start && !rst{any};");
        text.Body("  end else if (fire) begin");
        var carry = "";
        foreach (var loop in process.Loops.Reverse())
        {
            text.Body($"    {(carry.Length > 0 ? $"if ({carry}) " : "")}i_{loop.Name} <= last_{loop.Name} ? '0 : "
                + $"next_{loop.Name}[{IndexEmitter.CounterBits(loop.Maximum) - 1}:0];");
            carry += (carry.Length > 0 ? " && " : "") + $"last_{loop.Name}";
        }

        text.Body(carry.Length > 0 ? $"    if ({carry}) running <= 1'b0;" : "    running <= 1'b0;");
        text.Body("  end");
    }

    private static bool DependsOnIndices(IndexExpression e) => e switch
    {
        LoopIndex => true,
        BinaryIndex b => DependsOnIndices(b.Left) || DependsOnIndices(b.Right),
        _ => false,
    };

    private void Channels()
    {
        foreach (var access in instance.Channels)
        {
            var (channel, name) = (access.Channel, PortName(access));
            var when = index.Code(access.When);
            var happens = access.When is ConstantGuard { Value: true } ? "fire" : $"fire && {when}";
            if (access.IsRead)
            {
                ports.Add($"input  logic {name}_push");
                if (channel.Role == ChannelRole.Data)
                    ports.Add($"input  logic [{channel.Type.Bits - 1}:0] {name}_data");
                ports.Add($"output logic {name}_credit");
                text.Declare($"logic {name}_valid;");
                text.Body(channel.Role == ChannelRole.Data
                    ? $"mr_fifo #(.WIDTH({channel.Type.Bits}), .DEPTH({channel.Depth}), .LATENCY({channel.Latency}), "
                        + $".KIND(\"{Kind(channel.Type.Bits, channel.Depth)}\")) {name}_fifo ("
                    : $"mr_tokens #(.TOKENS({channel.Depth}), .INITIAL({channel.Initial}), .LATENCY({channel.Latency})) {name}_tokens (");
                text.Body($"    .clk(clk), .rst(rst), .push({name}_push), .pop({happens}), .valid({name}_valid),");
                if (channel.Role == ChannelRole.Data)
                {
                    text.Declare($"logic [{channel.Type.Bits - 1}:0] {name}_head;");
                    text.Body($"    .data({name}_data), .head({name}_head),");
                }

                text.Body($"    .credit({name}_credit));");
                conditions.Add(Needed($"{name}_valid", access.When, when));
            }
            else
            {
                ports.Add($"output logic {name}_push");
                if (channel.Role == ChannelRole.Data)
                    ports.Add($"output logic [{channel.Type.Bits - 1}:0] {name}_data");
                ports.Add($"input  logic {name}_credit");
                text.Declare($"logic {name}_ready;");
                text.Body(
                    $"mr_credits #(.CREDITS({channel.Depth}), .INITIAL({channel.Depth - channel.Initial}), "
                    + $".LATENCY({channel.CreditLatency})) {name}_credits (");
                text.Body($"    .clk(clk), .rst(rst), .take({happens}), .give({name}_credit), .ready({name}_ready));");
                conditions.Add(Needed($"{name}_ready", access.When, when));
                if (channel.Role != ChannelRole.Data)
                    Registered($"{name}_push", Effect(access.When, access.Latency), reset: true);
            }
        }

        foreach (var buffer in process.Statements.OfType<BufferBlockStatement>())
            Blocks(buffer);
    }

    private static string Needed(string signal, Guard when, string code) =>
        when is ConstantGuard { Value: true } ? signal : $"({signal} || !{code})";

    /// <summary>The name of a channel's end: the port's; of a ping-pong buffer, which has two channels, with their role.</summary>
    internal static string PortName(ChannelAccess access) => access.Channel.Role switch
    {
        ChannelRole.FullBlocks => $"{access.Port.Name}_full",
        ChannelRole.FreeBlocks => $"{access.Port.Name}_free",
        _ => access.Port.Name,
    };

    /// <summary>Which block of a ping-pong buffer is at work: at the firing, and with its firing down the pipeline.</summary>
    private void Blocks(BufferBlockStatement statement)
    {
        var blocks = FullBlocks(statement.Port).Depth;
        var name = $"{statement.Port.Name}_block";
        var bits = IndexEmitter.CounterBits(blocks - 1);
        var now = text.Add(name, bits, 0, comment: $"block of buffer '{statement.Port.Name}', {statement.Position}");
        text.Body("always_ff @(posedge clk)");
        text.Body($"  if (rst) {now} <= '0;");
        text.Body($"  else if (fire && {index.Code(statement.End)}) {now} <= {now} == {bits}'d{blocks - 1} ? '0 : {now} + 1'b1;");
        if (statement.Port is BufferIn)
            BufferMemory(statement.Port, blocks);
    }

    /// <summary>The memory of a ping-pong buffer stands with its reader; what the writer sends comes through registers.</summary>
    private void BufferMemory(Port port, int blocks)
    {
        var reader = (BufferIn)port;
        var (words, bits) = (blocks * reader.Words, port.Type.Bits);
        var address = IndexEmitter.CounterBits(words - 1);
        var parts = FullBlocks(port).Parts;
        ports.Add($"input  logic {port.Name}_write");
        ports.Add($"input  logic [{parts - 1}:0] {port.Name}_write_part");
        ports.Add($"input  logic [{address - 1}:0] {port.Name}_write_at");
        ports.Add($"input  logic [{bits - 1}:0] {port.Name}_write_data");
        var read = process.Accesses.OfType<BufferReadValue>().Single(v => v.Port == port);
        var arriving = Arriving(port, [1, parts, address, bits]);
        text.Declare($"logic [{address - 1}:0] {port.Name}_read_at;");
        var word = values.Declare(read, schedule.StageOf(read) + 2);
        text.Body($"mr_memory #(.WIDTH({bits}), .WORDS({words}), .PARTS({parts}), .ADDRESS_BITS({address}), "
            + $".KIND(\"{Kind(bits / parts, words)}\")) {port.Name}_memory (");
        text.Body($"    .clk(clk), .write({arriving}_write), .write_part({arriving}_write_part), .write_at({arriving}_write_at),");
        text.Body($"    .write_data({arriving}_write_data), .read_at({port.Name}_read_at), .read_data({word}));");
    }

    /// <summary>What a buffer's writer sends, as late as its tokens: signals that begin with this name.</summary>
    private string Arriving(Port port, int[] widths)
    {
        var more = FullBlocks(port).Latency - 1;
        if (more == 0)
            return port.Name;
        string[] signals = ["write", "write_part", "write_at", "write_data"];
        var name = $"{port.Name}_arriving";
        for (var i = 0; i < signals.Length; i++)
        {
            text.Declare($"logic [{widths[i] - 1}:0] {name}_{signals[i]};");
            text.Body($"mr_crossing #(.WIDTH({widths[i]}), .CYCLES({more})) {name}_{signals[i]}_path (");
            text.Body($"    .clk(clk), .d({port.Name}_{signals[i]}), .q({name}_{signals[i]}));");
        }

        return name;
    }

    /// <summary>What a memory is to be kept in.</summary>
    private static string Kind(int width, int depth, bool hasContents = false) => MemoryMapping.Of(width, depth, hasContents).Kind switch
    {
        MemoryKind.UltraRam => "ultra",
        MemoryKind.BlockRam => "block",
        _ => "table",
    };

    /// <summary>The forward channel of a ping-pong buffer, which knows its blocks and the parts of its words.</summary>
    private Channel FullBlocks(Port port) =>
        instance.Channels.First(c => c.Port == port && c.Channel.Role == ChannelRole.FullBlocks).Channel;

    /// <summary>A pulse at a stage of the firings in which a guard holds.</summary>
    private string Effect(Guard when, int stage)
    {
        if (!effects.TryGetValue(when, out var name))
        {
            name = effects[when] = text.Name("e");
            text.Body($"assign {text.Add(name, 1, 0, isPulse: true, comment: $"fires and {when}")} = fire && {index.Code(when)};");
        }

        return text.Later(name, stage);
    }

    /// <summary>An output port's register.</summary>
    private void Registered(string port, string value, bool reset = false)
    {
        text.Body(reset ? $"always_ff @(posedge clk) {port} <= {value} && !rst;" : $"always_ff @(posedge clk) {port} <= {value};");
    }

    private void Emit(Value value)
    {
        var stage = schedule.StageOf(value);
        switch (value)
        {
            case ReadValue v:
                var head = $"{v.Port.Name}_head";
                var taken = v.When is ConstantGuard { Value: true } ? head : $"{index.Code(v.When)} ? {head} : '0";
                text.Body($"assign {values.Declare(v, 0)} = {taken};");
                return;
            case BufferReadValue v:
                var (name, blocks) = (v.Port.Name, FullBlocks(v.Port).Depth);
                text.Body($"assign {name}_read_at = {Address(v.Operands[0], stage, $"{name}_block", blocks, v.Port.Words)};");
                return;
            case MemoryReadValue v:
                Emit(v, stage);
                return;
            case LoadValue v:
                Emit(v, stage);
                return;
            case StoreValue v:
                Emit(v, stage);
                return;
            case Register v:
                Emit(v, stage);
                return;
            case ConvertValue v when process.Statements.OfType<RegisterStatement>().FirstOrDefault(r => r.Value == v) is { } set
                && IsAccumulator(set):
                text.Body($"assign {values.Declare(v, stage)} = r_{set.Register.Name};");
                return;
            default:
                values.Emit(value);
                return;
        }
    }

    private string Address(Value address, int stage, string block, int blocks, int words)
    {
        var bits = IndexEmitter.CounterBits(((long)blocks * words) - 1);
        return $"{bits}'({Unsigned(address, stage)}) + {bits}'({text.Later(block, stage)}) * {bits}'d{words % (1L << bits)}";
    }

    private string Unsigned(Value value, int stage) => values.Lane(value, stage, "0");

    /// <summary>An on-chip memory, with its one reading and one writing port.</summary>
    private void Emit(MemoryReadValue v, int stage)
    {
        var memory = v.Memory;
        var name = $"m_{memory.Name}";
        var (bits, address) = (memory.Type.Bits, IndexEmitter.CounterBits(memory.Words - 1));
        var contents = memory.Initial is { } initial ? text.File(memory.Name, memory.Type.Element.Width, memory.Type.Lanes, initial) : "";
        text.Declare($"logic {name}_write;");
        text.Declare($"logic [{memory.Parts - 1}:0] {name}_write_part;");
        text.Declare($"logic [{address - 1}:0] {name}_write_at;");
        text.Declare($"logic [{bits - 1}:0] {name}_write_data;");
        text.Declare($"logic [{address - 1}:0] {name}_read_at;");
        var word = values.Declare(v, stage + 2);
        text.Body($"mr_memory #(.WIDTH({bits}), .WORDS({memory.Words}), .PARTS({memory.Parts}), .ADDRESS_BITS({address}), "
            + $".KIND(\"{Kind(bits / memory.Parts, memory.Words, memory.Initial is not null)}\"),");
        text.Body($"    .CONTENTS(\"{contents}\")) {name} (");
        text.Body($"    .clk(clk), .write({name}_write), .write_part({name}_write_part), .write_at({name}_write_at),");
        text.Body($"    .write_data({name}_write_data), .read_at({name}_read_at), .read_data({word}));");
        text.Body($"assign {name}_read_at = {address}'({Unsigned(v.Operands[0], stage)});");
        if (process.Statements.OfType<MemoryWriteStatement>().All(w => w.Memory != memory))
        {
            text.Body($"assign {{{name}_write, {name}_write_part, {name}_write_at, {name}_write_data}} = '0;");
        }
    }

    private void Emit(LoadValue v, int stage)
    {
        var (port, memory) = (v.Port, instance.Memories[v.Port]);
        var latency = memory.Timing.ReadLatency;
        if (latency < 2)
        {
            throw new DiagnosticException("MR0502", memory.Position,
                $"off-chip memory '{memory.Name}' has a read latency of {latency}; SystemVerilog is emitted of 2 and more");
        }

        var address = IndexEmitter.CounterBits(memory.Words - 1);
        ports.Add($"output logic {port.Name}_load");
        ports.Add($"output logic [{address - 1}:0] {port.Name}_load_at");
        ports.Add($"input  logic [{port.Type.Bits - 1}:0] {port.Name}_load_data");
        Pace(port, v.When, memory.Timing, "load");
        Registered($"{port.Name}_load", Effect(v.When, stage), reset: true);
        Registered($"{port.Name}_load_at", $"{address}'({Unsigned(v.Operands[0], stage)})");
        var there = v.When is ConstantGuard { Value: true } ? "" : $"{Effect(v.When, stage + latency)} ? ";
        text.Body($"assign {values.Declare(v, stage + latency)} = {there}{port.Name}_load_data{(there.Length > 0 ? " : '0" : "")};");
    }

    private void Emit(StoreValue v, int stage)
    {
        var (port, memory) = (v.Port, instance.Memories[v.Port]);
        var address = IndexEmitter.CounterBits(memory.Words - 1);
        ports.Add($"output logic {port.Name}_store");
        ports.Add($"output logic [{address - 1}:0] {port.Name}_store_at");
        ports.Add($"output logic [{port.Type.Bits - 1}:0] {port.Name}_store_data");
        Pace(port, v.When, memory.Timing, "store");
        Registered($"{port.Name}_store", Effect(v.When, stage), reset: true);
        Registered($"{port.Name}_store_at", $"{address}'({Unsigned(v.Operands[0], stage)})");
        Registered($"{port.Name}_store_data", Fitted(v.Operands[1], port.Type, stage));
        text.Body($"assign {values.Declare(v, stage + memory.Timing.WriteLatency)} = 1'b1;");
    }

    private void Pace(Port port, Guard when, OffChipTiming timing, string what)
    {
        if (timing.CyclesNumerator <= timing.CyclesDenominator)
            return;
        var name = $"{port.Name}_{what}_pace";
        text.Declare($"logic {name};");
        text.Body($"mr_pacer #(.PERIOD({timing.CyclesNumerator}), .COUNT({timing.CyclesDenominator})) {name}r (");
        text.Body($"    .clk(clk), .rst(rst || start), .take(fire && {index.Code(when)}), .ready({name}));");
        conditions.Add(Needed(name, when, index.Code(when)));
    }

    /// <summary>Whether a register that every firing sets is the register behind the operation that makes its value, too.</summary>
    private bool IsAccumulator(RegisterStatement set) => set.When is ConstantGuard { Value: true }
        && set.Value is ConvertValue { Conversion: Conversion.Wrap } wrap && wrap.Type == set.Register.Type
        && wrap.Operands[0] is BinaryValue { Operation: BinaryOperation.Add or BinaryOperation.Subtract } sum
        && schedule.LatencyOf(sum) == 1 && schedule.StageOf(sum) == schedule.StageOf(set) - 1
        && schedule.StageOf(wrap) == schedule.StageOf(set);

    /// <summary>What the firings before left in a register; a firing still on its way hands its value over at the stage that sets
    /// it.</summary>
    private void Emit(Register r, int stage)
    {
        var name = $"r_{r.Name}";
        var bits = r.Type.Bits;
        var initial = r.Initial == 0 ? "'0" : $"{{{r.Type.Lanes}{{{r.Type.Element.Width}'({IndexEmitter.Literal(r.Initial, 65)})}}}}";
        var set = process.Statements.OfType<RegisterStatement>().FirstOrDefault(s => s.Register == r);
        if (set is null)
        {
            text.Body($"assign {values.Declare(r, stage)} = {initial};");
            return;
        }

        text.Declare($"logic [{bits - 1}:0] {name};");
        text.Declare($"logic {name}_set;");
        text.Declare($"logic [{bits - 1}:0] {name}_next;");
        text.Body("always_ff @(posedge clk)");
        text.Body($"  if (rst || start) {name} <= {initial};");
        text.Body($"  else if ({name}_set) {name} <= {name}_next;");
        text.Body(schedule.StageOf(set) - (IsAccumulator(set) ? 1 : 0) > stage
            ? $"assign {values.Declare(r, stage)} = {name}_set ? {name}_next : {name};"
            : $"assign {values.Declare(r, stage)} = {name};");
    }

    private void Emit(Statement statement)
    {
        var stage = schedule.StageOf(statement);
        switch (statement)
        {
            case WriteStatement w:
                Registered($"{w.Port.Name}_push", Effect(w.When, stage), reset: true);
                Registered($"{w.Port.Name}_data", Fitted(w.Value, w.Port.Type, stage));
                return;
            case RegisterStatement r when IsAccumulator(r):
                text.Body($"assign r_{r.Register.Name}_set = {Effect(r.When, stage - 1)};");
                text.Body($"assign r_{r.Register.Name}_next = {values.Wrapped((ConvertValue)r.Value, stage - 1)};");
                return;
            case RegisterStatement r:
                text.Body($"assign r_{r.Register.Name}_set = {Effect(r.When, stage)};");
                text.Body($"assign r_{r.Register.Name}_next = {Fitted(r.Value, r.Register.Type, stage)};");
                return;
            case MemoryWriteStatement w:
                var memory = $"m_{w.Memory.Name}";
                text.Body($"assign {memory}_write = {Effect(w.When, stage)};");
                text.Body($"assign {memory}_write_part = {Part(w.Part, w.Memory.Parts, stage)};");
                text.Body($"assign {memory}_write_at = {IndexEmitter.CounterBits(w.Memory.Words - 1)}'({Unsigned(w.Address, stage)});");
                text.Body($"assign {memory}_write_data = {Parted(w.Value, w.Memory.Type, w.Part is null ? 1 : w.Memory.Parts, stage)};");
                return;
            case BufferWriteStatement w:
                var blocks = FullBlocks(w.Port).Depth;
                var bits = IndexEmitter.CounterBits(((long)blocks * w.Port.Words) - 1);
                ports.Add($"output logic {w.Port.Name}_write");
                ports.Add($"output logic [{w.Port.Parts - 1}:0] {w.Port.Name}_write_part");
                ports.Add($"output logic [{bits - 1}:0] {w.Port.Name}_write_at");
                ports.Add($"output logic [{w.Port.Type.Bits - 1}:0] {w.Port.Name}_write_data");
                Registered($"{w.Port.Name}_write", Effect(w.When, stage), reset: true);
                Registered($"{w.Port.Name}_write_part", Part(w.Part, w.Port.Parts, stage));
                Registered($"{w.Port.Name}_write_at", Address(w.Address, stage, $"{w.Port.Name}_block", blocks, w.Port.Words));
                Registered($"{w.Port.Name}_write_data", Parted(w.Value, w.Port.Type, w.Part is null ? 1 : w.Port.Parts, stage));
                return;
        }
    }

    private string Part(Value? part, int parts, int stage) => part is null ? "'1" : $"{parts}'d1 << {values.At(part, stage)}";

    /// <summary>A part's data, offered to every part: the one that is written takes it.</summary>
    private string Parted(Value value, HardwareType word, int parts, int stage)
    {
        if (parts == 1)
            return Fitted(value, word, stage);
        HardwareType type = word.Lanes / parts == 1 && !value.Type.IsVector
            ? word.Element
            : new VectorType(word.Element, word.Lanes / parts);
        return $"{{{parts}{{{Fitted(value, type, stage)}}}}}";
    }

    /// <summary>A value in the type of where it goes: lanes made wider, a scalar copied.</summary>
    private string Fitted(Value value, HardwareType type, int stage)
    {
        var width = type.Element.Width;
        if (value.Type.Bits == type.Bits && value.Element.Width == width && value is not ConstantValue)
            return values.At(value, stage);
        if (value is ConstantValue { Lanes: 1 } constant && constant.Raw[0] == 0)
            return "'0";
        if (type.Lanes == 1 || value.Lanes == 1)
            return $"{{{type.Lanes}{{{width}'({values.Lane(value, stage, "0")})}}}}";
        var name = text.Name("w");
        text.Declare($"logic [{type.Bits - 1}:0] {name};");
        text.Body("always_comb");
        text.Body($"  for (int i = 0; i < {type.Lanes}; i++)");
        text.Body($"    {name}[i*{width}+:{width}] = {width}'({values.Lane(value, stage, "i")});");
        return name;
    }

    private void Fire()
    {
        if (schedule.InitiationInterval > 1)
        {
            var bits = IndexEmitter.CounterBits(schedule.InitiationInterval - 1);
            text.Declare($"logic [{bits - 1}:0] resting;");
            text.Body("always_ff @(posedge clk)");
            text.Body("  if (rst || start) resting <= '0;");
            text.Body($"  else if (fire) resting <= {bits}'d{schedule.InitiationInterval - 1};");
            text.Body("  else if (resting != '0) resting <= resting - 1'b1;");
            conditions.Add("resting == '0");
        }

        text.Body($"assign fire = {string.Join(" && ", conditions.Prepend("running"))};");
    }
}
