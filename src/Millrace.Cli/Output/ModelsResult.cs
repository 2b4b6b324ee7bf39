namespace Millrace.Cli;

/// <summary><c>millrace models --json</c>.</summary>
internal sealed record ModelsResult(IReadOnlyList<ModelEntry> Models);

/// <summary>A model that is known by name.</summary>
internal sealed record ModelEntry
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required string Family { get; init; }

    public required long Parameters { get; init; }

    public required int Layers { get; init; }

    public required int Width { get; init; }

    public required int Heads { get; init; }

    public required int KeyValueHeads { get; init; }

    public required int HeadSize { get; init; }

    public required int InnerWidth { get; init; }

    public required bool GatedInner { get; init; }

    public required int VocabularySize { get; init; }

    public required int ContextLength { get; init; }

    /// <summary>Where the sizes and the count come from.</summary>
    public required string Source { get; init; }
}
