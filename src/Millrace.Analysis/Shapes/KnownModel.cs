namespace Millrace.Analysis;

/// <summary>A model of the catalogue.</summary>
/// <param name="Title">What its authors call it.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="PublishedParameters">How many trained numbers its published checkpoint holds.</param>
/// <param name="Source">Where sizes and count come from.</param>
public sealed record KnownModel(string Title, TransformerShape Shape, long PublishedParameters, string Source);
