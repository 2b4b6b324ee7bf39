namespace Millrace.Cli;

/// <summary><c>millrace random-checkpoint --json</c>.</summary>
internal sealed record RandomCheckpointResult
{
    public required string Model { get; init; }

    public required ulong Seed { get; init; }

    public required int Layers { get; init; }

    /// <summary>Elements of all tensors.</summary>
    public required long Parameters { get; init; }

    /// <summary>The folder.</summary>
    public required string Output { get; init; }
}
