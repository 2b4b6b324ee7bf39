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
    /// <exception cref="DesignPointException">The design does not fit the model or the device.</exception>
    public IBertModel Load(BertFloatModel model) => choice.Kind switch
    {
        EngineKind.Float => model,
        EngineKind.Integer => new IntegerBertModel(Quantize(model)),
        _ => Build(model),
    };

    /// <summary>The network, whichever engine was asked for.</summary>
    /// <exception cref="DesignPointException">The design does not fit the model or the device.</exception>
    public BertAccelerator LoadNetwork() => Build(LoadFloat());

    private BertAccelerator Build(BertFloatModel model)
    {
        // Before the long work, so that a model for which there is no design is refused at once.
        var design = choice.Design ?? DesignPoint.For(model.Config, choice.Device, choice.ClockMegahertz, choice.WeightBits);
        var quantized = Quantize(model);
        progress.Show("building the network");
        return BertAccelerator.Build(quantized, design, choice.Device);
    }

    private QuantizedBert Quantize(BertFloatModel model)
    {
        progress.Show("calibrating and quantizing");
        return BertQuantizer.Quantize(
            model, Calibration(model.Config), new QuantizerOptions { WeightBits = choice.WeightBits });
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
