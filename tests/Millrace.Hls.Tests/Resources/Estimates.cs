namespace Millrace.Hls.Tests;

/// <summary>Estimates of one process.</summary>
internal static class Estimates
{
    internal static Design Design(Action<ProcessBuilder> body) => Hls.Design.Of(Network.Of(Process.Define("p", body)));

    /// <summary>The process alone, without its channels and the credits of its outputs.</summary>
    internal static ResourceUse Of(Action<ProcessBuilder> body)
    {
        var design = Design(body);
        return design.Outputs.Aggregate(
            ResourceEstimator.Estimate(design).Items.Single(i => i.Kind == ResourceKind.Process).Use,
            (use, output) => use + (-1 * ControlRules.Credits(output.Depth)));
    }
}
