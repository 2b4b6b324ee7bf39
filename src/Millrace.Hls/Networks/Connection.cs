namespace Millrace.Hls;

/// <summary>What an input of a part can be joined to: a <see cref="Wire"/> or an <see cref="OffChipMemory"/>.</summary>
public abstract class Connection
{
    private protected Connection()
    {
    }
}
