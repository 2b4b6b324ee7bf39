using Millrace.Accelerators;

namespace Millrace.Cli;

/// <summary><c>millrace validate --json</c>.</summary>
internal sealed record ValidateResult(ErrorSummary Prefill, ErrorSummary Decode, IReadOnlyList<ValidateEntry> Points)
{
    public static ValidateResult Of(IReadOnlyList<ValidationResult> results) => new(
        ErrorSummary.Of(results.Select(r => r.Prefill)), ErrorSummary.Of(results.Select(r => r.Decode)), [.. results.Select(Entry)]);

    private static ValidateEntry Entry(ValidationResult r) => new()
    {
        Name = r.Point.Name,
        Device = r.Point.Design.Device,
        ClockMhz = r.Point.Design.ClockMegahertz,
        Model = r.Point.Design.Model.ToString(),
        LayersOnChip = r.Point.Design.LayersOnChip,
        TileRows = r.Point.Design.TileRows,
        Lanes = r.Point.Design.Lanes,
        PromptTokens = r.Point.PromptTokens,
        PromptLogits = r.Point.PromptLogits,
        DecodePosition = r.Point.DecodePosition,
        Prefill = r.Prefill,
        Decode = r.Decode,
    };
}

/// <summary>One design, with both its launches.</summary>
internal sealed record ValidateEntry
{
    public required string Name { get; init; }

    public required string Device { get; init; }

    public required double ClockMhz { get; init; }

    public required string Model { get; init; }

    public required int LayersOnChip { get; init; }

    public required int TileRows { get; init; }

    public required int Lanes { get; init; }

    public required int PromptTokens { get; init; }

    public required int PromptLogits { get; init; }

    public required int DecodePosition { get; init; }

    public required PredictedCycles Prefill { get; init; }

    public required PredictedCycles Decode { get; init; }
}
