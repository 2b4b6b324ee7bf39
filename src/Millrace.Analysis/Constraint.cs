namespace Millrace.Analysis;

/// <summary>A limit of a device beside what a design takes of it.</summary>
/// <param name="Name">What is limited.</param>
/// <param name="Used">What the design takes.</param>
/// <param name="Limit">What the device has.</param>
/// <param name="Satisfied">Whether the design keeps within the limit.</param>
/// <param name="Unit">Unit of both.</param>
public sealed record Constraint(string Name, double Used, double Limit, bool Satisfied, string Unit)
{
    /// <summary>The part of the limit that is used; above 1 where it is exceeded.</summary>
    public double Share => Used / Limit;
}
