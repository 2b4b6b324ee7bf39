namespace Millrace.Hls;

/// <summary>Data path and control of one process: operations, what waits between them, registers, loops, guards, addresses, the condition
/// of a firing.</summary>
internal static class ProcessResources
{
    internal static ResourceUse Of(ProcessInstance instance)
    {
        var (process, schedule) = (instance.Process, instance.Schedule);
        var uses = new ValueUses(process, schedule);
        var sum = ControlRules.Firing(instance.Channels.Count, schedule.InitiationInterval);
        foreach (var value in process.Values)
            sum += OperationResources.Of(value, schedule.Latencies, uses);
        sum += uses.Delays();
        foreach (var statement in process.Statements.OfType<RegisterStatement>())
        {
            if (!uses.IsRegisteredAt(statement.Value, schedule.StageOf(statement)))
                sum += new ResourceUse(0, uses.UsedBits(statement.Register), 0, 0, 0);
            if (IsForwarded(statement, schedule))
                sum += new ResourceUse(uses.UsedBits(statement.Register), 0, 0, 0, 0);
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
        sum += instance.Channels.Count(a => !a.IsRead) * ControlRules.Output(0);

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
