using Millrace.Models.Quantization;

namespace Millrace.Models.Integer;

/// <summary>The integer reference of GPT-2: computes exactly the integers of <c>docs/arithmetic.md</c>, which the hardware equals bit for
/// bit. Vectorised, one thread.</summary>
public sealed class IntegerGpt2Model(QuantizedGpt2 quantized) : ILanguageModel
{
    /// <summary>Shape, weights and scales.</summary>
    public QuantizedGpt2 Quantized { get; } = quantized;

    /// <inheritdoc/>
    public int VocabularySize => Quantized.Config.VocabularySize;

    /// <inheritdoc/>
    public int ContextLength => Quantized.Config.ContextLength;

    /// <summary>A new, empty sequence, watched by <paramref name="observer"/> if there is one.</summary>
    public IntegerGpt2Session Start(IIntegerObserver? observer = null) => new(this, observer);

    ILanguageModelSession ILanguageModel.Start() => Start();
}
