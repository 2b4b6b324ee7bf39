using Millrace.Accelerators;
using Millrace.Models;
using static System.FormattableString;

namespace Millrace.Cli;

/// <summary>What the network engine tells of the time of a sequence through an encoder.</summary>
/// <param name="Device">The board.</param>
/// <param name="ClockMegahertz">Its clock.</param>
/// <param name="Layers">Layers of the model.</param>
/// <param name="Tokens">Tokens of the sequence.</param>
/// <param name="Layer">One layer alone.</param>
/// <param name="Model">All layers.</param>
internal sealed record EncoderTimes(string Device, double ClockMegahertz, int Layers, int Tokens, LaunchTime Layer, LaunchTime Model)
{
    /// <summary>The times of the last launch; null if the engine is none that takes time.</summary>
    public static EncoderTimes? Of(IBertModel model, BertInput input)
    {
        if (model is not BertAccelerator accelerator)
            return null;
        var (clock, tokens) = (accelerator.Point.ClockMegahertz, input.Tokens.Length);
        return new(
            accelerator.Point.Device, clock, model.Config.Layers, tokens,
            LaunchTime.Of(accelerator.TimeOfLayer(1, tokens), clock), LaunchTime.Of(accelerator.Launches[^1], clock));
    }

    /// <summary>Prints the times as a sentence for people.</summary>
    public void Print(Terminal terminal)
    {
        terminal.Out.WriteLine(Invariant(
            $"{Count(Tokens, "token")}: {Model.Cycles:N0} cycles, {Model.Ms:0.000} ms for {Count(Layers, "layer")}; {Layer.Cycles:N0} cycles, {Layer.Ms:0.000} ms for one alone"));
        terminal.Out.WriteLine($"{NetworkTimes.CycleExact} {ClockNote.On(Device, ClockMegahertz)}");
    }

    private static string Count(int count, string what) => Invariant($"{count} {what}{(count == 1 ? "" : "s")}");
}
