namespace Millrace.Hls.Tests;

/// <summary>A channel as hardware has it: a FIFO that shows elements some cycles after they were sent, and credits that come back some cycles after a read.</summary>
internal sealed class TickChannel(Channel channel)
{
    private readonly Queue<long> arrivals = new();
    private readonly Queue<long> returns = new();
    private long visible = channel.Initial;
    private long credits = channel.Depth - channel.Initial;

    internal bool IsValid => visible > 0;

    internal bool HasCredit => credits > 0;

    internal long Taken { get; private set; }

    internal bool IsMoving => arrivals.Count > 0 || returns.Count > 0;

    /// <summary>What reaches either end at the start of a cycle.</summary>
    internal void Tick(long cycle)
    {
        for (; arrivals.TryPeek(out var due) && due == cycle; visible++)
            arrivals.Dequeue();
        for (; returns.TryPeek(out var due) && due == cycle; credits++)
            returns.Dequeue();
    }

    internal void Take(long cycle)
    {
        visible--;
        Taken++;
        returns.Enqueue(cycle + channel.CreditLatency);
    }

    internal void Send(long cycle, int latency)
    {
        credits--;
        arrivals.Enqueue(cycle + latency + channel.Latency);
    }
}
