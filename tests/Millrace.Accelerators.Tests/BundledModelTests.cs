using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Models;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;

namespace Millrace.Accelerators.Tests;

/// <summary>The bundled model on the default design: the network's logits are the integer reference's, bit for bit.</summary>
public class BundledModelTests
{
    private static readonly Lazy<QuantizedGpt2> Quantized = new(() =>
        Quantizer.Quantize(ModelFolder.Open(Path.Combine(AppContext.BaseDirectory, "models", "shakespeare")).LoadFloatModel()));

    [Fact]
    public void PrefillAndDecodeEqualTheIntegerReference()
    {
        var device = DeviceCatalogue.Find("u280");
        var model = Quantized.Value;
        var session = Gpt2Accelerator.Build(model, DesignPoint.For(model.Config, device), device).StartAccelerator();
        var reference = (IntegerGpt2Session)new IntegerGpt2Model(model).Start();
        var prompt = Enumerable.Range(0, 21).Select(i => i * 37 % model.Config.VocabularySize).ToArray();
        Assert.Equal(reference.ForwardInteger(prompt), session.ForwardInteger(prompt, prompt.Length));
        for (var token = 100; token < 104; token++)
            Assert.Equal(reference.ForwardInteger([token]), session.ForwardInteger([token], 1));
    }
}
