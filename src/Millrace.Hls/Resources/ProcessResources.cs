namespace Millrace.Hls;

/// <summary>Data path and control of one process: operations, what waits between them, registers, loops, guards, addresses, the condition
/// of a firing.</summary>
internal static class ProcessResources
{
    internal static ResourceUse Of(ProcessInstance instance, OperationLatencies latencies)
    {
        var (process, schedule) = (instance.Process, instance.Schedule);
        var uses = new ValueUses(process, schedule, latencies, instance.Memories);
        var sum = ControlRules.Firing(instance.Channels.Count, schedule.InitiationInterval);
        foreach (var value in process.Values)
            sum += OperationResources.Of(value, latencies, uses.UnusedBits(value));
        sum += uses.Delays();
        foreach (var statement in process.Statements.OfType<RegisterStatement>())
        {
            if (!uses.IsRegisteredAt(statement.Value, schedule.StageOf(statement)))
                sum += new ResourceUse(0, statement.Register.Type.Bits, 0, 0, 0);
            if (IsForwarded(statement, schedule))
                sum += new ResourceUse(statement.Register.Type.Bits, 0, 0, 0, 0);
        }

        sum += Outputs(instance);

        var index = new IndexResources();
        foreach (var loop in process.Loops)
        {
            sum += ControlRules.Loop(Math.Max(1, loop.Trip.Maximum), loop.Trip is ConstantIndex);
            index.Add(loop.Trip);
        }

        foreach (var value in process.Values)
            index.Add(value);
        foreach (var statement in process.Statements)
            index.Add(statement);
        return sum + index.Sum;
    }

    /// <summary>Whether the next firing reads a register before this one has set it: a choice between it and what will be in it, except
    /// where an accumulator is that register itself.</summary>
    private static bool IsForwarded(RegisterStatement set, Schedule schedule) =>
        set.Value is not ConvertValue { Conversion: Conversion.Wrap } && schedule.StageOf(set) > schedule.StageOf(set.Register);

    /// <summary>Registers through which elements, words and addresses leave the module.</summary>
    private static ResourceUse Outputs(ProcessInstance instance)
    {
        var process = instance.Process;
        var sum = default(ResourceUse);
        var written = new HashSet<(Value, int)>();
        foreach (var access in instance.Channels.Where(a => !a.IsRead))
        {
            // Two ports that get the same value at the same stage have one register.
            var first = process.Statements.OfType<WriteStatement>().FirstOrDefault(w => w.Port == access.Port) is { } write
                && written.Add((write.Value, instance.Schedule.StageOf(write)));
            sum += ControlRules.Output(first ? access.Channel.Type.Bits : 0);
        }

        foreach (var write in process.Statements.OfType<BufferWriteStatement>())
        {
            var blocks = instance.Channels.First(a => a.Port == write.Port && a.Channel.Role == ChannelRole.FullBlocks).Channel.Depth;
            sum += ControlRules.BufferOutput(
                write.Port.Type.Bits / (write.Part is null ? 1 : write.Port.Parts), write.Port.Parts, write.Port.Words * blocks);
        }

        foreach (var load in process.Accesses.OfType<LoadValue>())
            sum += ControlRules.Output(LogicRules.Bits(instance.Memories[load.Port].Words - 1));
        foreach (var store in process.Accesses.OfType<StoreValue>())
            sum += ControlRules.Output(LogicRules.Bits(instance.Memories[store.Port].Words - 1) + store.Port.Type.Bits);
        return sum;
    }
}
