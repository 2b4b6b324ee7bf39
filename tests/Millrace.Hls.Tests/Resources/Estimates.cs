namespace Millrace.Hls.Tests;

/// <summary>Estimates of one process.</summary>
internal static class Estimates
{
    internal static Design Design(Action<ProcessBuilder> body) => Hls.Design.Of(Network.Of(Process.Define("p", body)));

    /// <summary>The process alone, without its channels.</summary>
    internal static ResourceUse Of(Action<ProcessBuilder> body) =>
        ResourceEstimator.Estimate(Design(body)).Items.Single(i => i.Kind == ResourceKind.Process).Use;
}
