namespace Millrace.Analysis;

/// <summary>What others have published of one accelerator and one model.</summary>
public sealed record PublishedDesign
{
    /// <summary>Its name; of a GPU, the software.</summary>
    public required string System { get; init; }

    /// <summary>The model, by the catalogue's name.</summary>
    public required string Model { get; init; }

    /// <summary>Sequences at a time.</summary>
    public required int Batch { get; init; }

    /// <summary>The board or GPU, by the catalogue's name; or what is in no catalogue.</summary>
    public required string Device { get; init; }

    /// <summary>How many of them.</summary>
    public required int Devices { get; init; }

    /// <summary><c>W8A8</c>, <c>FP16</c>.</summary>
    public required string Precision { get; init; }

    /// <summary>The clock, MHz; null of a GPU or processor, and where none is known.</summary>
    public required PublishedRange? ClockMegahertz { get; init; }

    /// <summary>Prompts, shortest first; empty where none is published.</summary>
    public required IReadOnlyList<PublishedPrefill> Prefill { get; init; }

    /// <summary>DSP slices; null where none are published.</summary>
    public int? Dsp { get; init; }

    /// <summary>Milliseconds of a decoded token; null of an encoder.</summary>
    public required PublishedRange? DecodeMilliseconds { get; init; }

    /// <summary>True of a simulation, false of a measurement.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Where it is published.</summary>
    public required string Source { get; init; }
}
