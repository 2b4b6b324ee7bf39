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
            sum += OperationResources.Of(value, latencies);
        sum += uses.Delays();
        foreach (var statement in process.Statements.OfType<RegisterStatement>())
        {
            if (!uses.IsRegisteredAt(statement.Value, schedule.StageOf(statement)))
                sum += new ResourceUse(0, statement.Register.Type.Bits, 0, 0, 0);
        }

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
}
