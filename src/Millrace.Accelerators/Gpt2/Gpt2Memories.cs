using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Accelerators;

/// <summary>The off-chip memories of a GPT-2 accelerator: which channels hold what.</summary>
internal sealed class Gpt2Memories
{
    internal Gpt2Memories(Gpt2Shapes shapes, FpgaDevice device)
    {
        var point = shapes.Point;
        var memory = device.OffChip;
        var clock = point.ClockMegahertz * 1e6;
        Layers = [.. Enumerable.Range(0, point.LayersOnChip).Select(i => new LayerMemories(
            Weights($"layer_{i}_attention_input", shapes.AttentionInput, point.AttentionInput),
            Weights($"layer_{i}_attention_output", shapes.AttentionOutput, point.AttentionOutput),
            Weights($"layer_{i}_mlp_input", shapes.MlpInput, point.MlpInput),
            Weights($"layer_{i}_mlp_output", shapes.MlpOutput, point.MlpOutput),
            Make($"layer_{i}_keys", shapes.Attention.CacheWord, shapes.Passes * (long)shapes.Attention.PassWords, point.CacheChannels),
            Make($"layer_{i}_values", shapes.Attention.CacheWord, shapes.Passes * (long)shapes.Attention.PassWords, point.CacheChannels),
            Make($"layer_{i}_parameters", shapes.Norm.ParameterWord, shapes.Passes * 2L * NormParameters.SegmentWords(shapes.Norm), 1)))];
        Head = Weights("head", shapes.Head, point.Head);
        FinalParameters = Make("final_parameters", shapes.FinalNorm.ParameterWord, NormParameters.SegmentWords(shapes.FinalNorm), 1);

        OffChipMemory Weights(string name, LinearShape shape, EnginePoint engine) =>
            Make(name, shape.WeightWord, shape.Tiling.Passes.Maximum * shape.PassWords, engine.Channels);

        OffChipMemory Make(string name, VectorType word, long words, int channels)
        {
            if (words * (word.Bits / 8) > Array.MaxLength)
            {
                throw new DesignPointException(
                    $"memory '{name}' of this model holds {words * (word.Bits / 8)} bytes; at most {Array.MaxLength} of one memory can be simulated.");
            }

            return new OffChipMemory(name, word, words, OffChipTiming.FromBandwidth(
                word.Bits / 8, channels * memory.AttainableBytesPerSecondPerChannel, (long)Math.Round(clock),
                Cycles(memory.ReadLatencyNanoseconds), Cycles(memory.WriteLatencyNanoseconds)));
        }

        int Cycles(double nanoseconds) => Math.Max(1, (int)Math.Ceiling(nanoseconds * clock * 1e-9));
    }

    internal IReadOnlyList<LayerMemories> Layers { get; }

    internal OffChipMemory Head { get; }

    internal OffChipMemory FinalParameters { get; }

    /// <summary>Memories of one copy of the layer's engines.</summary>
    internal sealed record LayerMemories(
        OffChipMemory AttentionInput, OffChipMemory AttentionOutput, OffChipMemory MlpInput,
        OffChipMemory MlpOutput, OffChipMemory Keys, OffChipMemory Values, OffChipMemory Parameters);
}
