using Millrace.Accelerators;
using Millrace.Analysis;
using Millrace.Models;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;

namespace Millrace.Cli;

/// <summary>Makes an engine from a checkpoint: reads the weights, calibrates and quantizes them, builds the network.</summary>
internal sealed class EngineLoader(ModelFolder folder, EngineChoice choice, ProgressLine progress, CancellationToken cancellation)
{
    /// <summary>The float reference; also what the others are made from.</summary>
    public Gpt2FloatModel LoadFloat()
    {
        progress.Show("reading the checkpoint");
        return folder.LoadFloatModel();
    }

    /// <summary>The engine asked for.</summary>
    public ILanguageModel Load(Gpt2FloatModel model)
    {
        if (choice.Kind == EngineKind.Float) return model;
        // Before the long work, so that a model for which there is no design is refused at once.
        var design = choice.Kind != EngineKind.Network
            ? null
            : choice.Design ?? DesignPoint.For(folder.Config, choice.Device, choice.ClockMegahertz, choice.WeightBits);
        var quantized = Quantize(model);
        cancellation.ThrowIfCancellationRequested();
        if (design is null) return new IntegerGpt2Model(quantized);
        progress.Show("building the network");
        return Gpt2Accelerator.Build(quantized, design, choice.Device);
    }

    private QuantizedGpt2 Quantize(Gpt2FloatModel model)
    {
        var sequences = choice.CalibrationFile is { } file
            ? CalibrationSequences.FromText(model, folder.LoadTokenizer(), TextFile.Read(file))
            : null;
        progress.Show("calibrating and quantizing");
        return Quantizer.Quantize(model, sequences, new QuantizerOptions { Smoothing = choice.Smoothing, WeightBits = choice.WeightBits });
    }
}
