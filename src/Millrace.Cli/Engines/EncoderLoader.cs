using Millrace.Accelerators;
using Millrace.Analysis;
using Millrace.Models;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;

namespace Millrace.Cli;

/// <summary>Makes an engine from the checkpoint of an encoder: reads the weights, calibrates and quantizes them.</summary>
internal sealed class EncoderLoader(ModelFolder folder, EngineChoice choice, ProgressLine progress)
{
    /// <summary>The float reference; also what the others are made from.</summary>
    /// <exception cref="UsageException">The engine asked for takes no encoder.</exception>
    public BertFloatModel LoadFloat()
    {
        // Before the long work, so that what cannot be is refused at once.
        if (choice.Smoothing is not null)
            throw new UsageException(
                "--smoothing moves outliers of a GPT-2; an encoder's residuals stand behind its LayerNorms, so that they cannot be moved.");
        progress.Show("reading the checkpoint");
        return folder.LoadEncoder();
    }

    /// <summary>The engine asked for.</summary>
    public IBertModel Load(BertFloatModel model)
    {
        if (choice.Kind == EngineKind.Float) return model;
        // Before the long work too.
        var design = choice.Kind == EngineKind.Network
            ? choice.Design ?? DesignPoint.For(model.Config, choice.Device, choice.ClockMegahertz) : null;
        progress.Show("calibrating and quantizing");
        var quantized = BertQuantizer.Quantize(model, Calibration(model.Config));
        if (design is null) return new IntegerBertModel(quantized);
        progress.Show("building the network");
        return BertAccelerator.Build(quantized, design, choice.Device);
    }

    // The user's text, or a page of English; without a tokenizer neither can be read.
    private IReadOnlyList<BertInput>? Calibration(BertConfig config)
    {
        if (choice.CalibrationFile is null && !EncoderTokenizer.Exists(folder.Path)) return null;
        var tokenizer = folder.LoadEncoderTokenizer();
        var text = choice.CalibrationFile is { } file ? TextFile.Read(file) : null;
        return BertCalibration.FromText(config, line => tokenizer.Encode(line), text);
    }
}
