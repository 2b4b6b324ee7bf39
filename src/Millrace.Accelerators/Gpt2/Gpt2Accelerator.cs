using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Hls;
using Millrace.Models;
using Millrace.Models.Quantization;

namespace Millrace.Accelerators;

/// <summary>
/// GPT-2 on a dataflow accelerator: a language model whose logits come from simulated kernels, equal to the integer reference in every bit,
/// with the exact cycles of every launch. Sessions share the compiled simulation and take turns; each has caches of its own.
/// </summary>
public sealed class Gpt2Accelerator : ILanguageModel
{
    private readonly Simulator simulator;
    private readonly Lock turn = new();

    private Gpt2Accelerator(
        QuantizedGpt2 model, FpgaDevice device, Gpt2Shapes shapes, Gpt2Kernels kernels, Gpt2Memories memories)
    {
        (Model, Shapes, Memories) = (model, shapes, memories);
        simulator = new Simulator(LayerDesign.Of(Gpt2Network.Define(shapes, kernels, memories), shapes.Point, device));
        Gpt2MemoryMap.Fill(model, shapes, memories, m => simulator.Data[m]);
    }

    /// <summary>What was built.</summary>
    public DesignPoint Point => Shapes.Point;

    /// <summary>The processes and channels.</summary>
    public Design Design => simulator.Design;

    /// <inheritdoc/>
    public int VocabularySize => Point.Model.VocabularySize;

    /// <inheritdoc/>
    public int ContextLength => Point.Model.ContextLength;

    /// <summary>The run face, with the contents of off-chip memories.</summary>
    internal RunSimulation Data => simulator.Data;

    internal QuantizedGpt2 Model { get; }

    internal Gpt2Shapes Shapes { get; }

    internal Gpt2Memories Memories { get; }

    /// <summary>Builds the network a design point describes and fills its memories.</summary>
    /// <param name="model">The quantized model.</param>
    /// <param name="point">What to build.</param>
    /// <param name="device">The device, for its off-chip memory.</param>
    /// <param name="kernels">What it is composed from; <see cref="Gpt2Kernels.Library"/> unless said.</param>
    /// <exception cref="DesignPointException">The point does not fit itself, the model or the device.</exception>
    public static Gpt2Accelerator Build(QuantizedGpt2 model, DesignPoint point, FpgaDevice device, Gpt2Kernels? kernels = null)
    {
        point.Validate(device).RequireKernels().RequireModel(model.Config, model.WeightBits);
        var shapes = new Gpt2Shapes(point, Gpt2Arithmetic.Of(model));
        return new Gpt2Accelerator(model, device, shapes, kernels ?? Gpt2Kernels.Library, new Gpt2Memories(shapes, device));
    }

    /// <inheritdoc/>
    public ILanguageModelSession Start() => StartAccelerator();

    /// <summary>As <see cref="Start"/>, with what only an accelerator can tell.</summary>
    public Gpt2AcceleratorSession StartAccelerator() => new(this);

    /// <summary>The cycles of a launch without computing it.</summary>
    /// <param name="position">Position of the first token.</param>
    /// <param name="tokens">Tokens.</param>
    /// <param name="logits">How many of the last tokens want logits.</param>
    public LaunchReport Time(int position, int tokens, int logits)
    {
        lock (turn)
            return Gpt2Launch.Report(position, tokens, simulator.Time(Gpt2Launch.Arguments(position, tokens, logits)));
    }

    /// <summary>One launch on the caches of a session.</summary>
    internal (long[] Logits, LaunchReport Report) Launch(Caches caches, int position, int tokens, int logits, long[] embeddings)
    {
        lock (turn)
        {
            caches.Use(simulator.Data);
            var result = simulator.Launch(
                Gpt2Launch.Arguments(position, tokens, logits), new Dictionary<string, long[]> { ["embeddings"] = embeddings });
            return (result.Outputs["logits"], Gpt2Launch.Report(position, tokens, result.Timing));
        }
    }

    /// <summary>Keys and values of one session.</summary>
    internal sealed class Caches
    {
        private readonly List<(OffChipMemory Memory, byte[] Bytes)> contents;

        internal Caches(Gpt2Accelerator accelerator) =>
            contents =
            [
                .. accelerator.Memories.Caches
                    .SelectMany(c => new[] { c.Keys, c.Values })
                    .Select(m => (m, new byte[m.Words * m.WordBytes])),
            ];

        internal void Use(RunSimulation simulation)
        {
            foreach (var (memory, bytes) in contents)
                simulation[memory].Use(bytes);
        }
    }
}
