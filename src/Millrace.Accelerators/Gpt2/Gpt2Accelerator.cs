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

    private Gpt2Accelerator(Gpt2Shapes shapes, Gpt2Memories memories)
    {
        (Shapes, Memories) = (shapes, memories);
        simulator = new Simulator(Hls.Design.Of(Gpt2Network.Define(shapes, memories)));
        Gpt2MemoryMap.Fill(shapes, memories, m => simulator.Data[m]);
    }

    /// <summary>What was built.</summary>
    public DesignPoint Point => Shapes.Point;

    /// <summary>The processes and channels.</summary>
    public Design Design => simulator.Design;

    /// <inheritdoc/>
    public int VocabularySize => Point.Model.VocabularySize;

    /// <inheritdoc/>
    public int ContextLength => Point.Model.ContextLength;

    internal Gpt2Shapes Shapes { get; }

    internal Gpt2Memories Memories { get; }

    /// <summary>Builds the network a design point describes and fills its memories.</summary>
    /// <param name="model">The quantized model.</param>
    /// <param name="point">What to build.</param>
    /// <param name="device">The device, for its off-chip memory.</param>
    /// <exception cref="DesignPointException">The point does not fit itself, the model or the device.</exception>
    public static Gpt2Accelerator Build(QuantizedGpt2 model, DesignPoint point, FpgaDevice device)
    {
        point.Validate(device).RequireModel(model.Config);
        var shapes = new Gpt2Shapes(point, model);
        return new Gpt2Accelerator(shapes, new Gpt2Memories(shapes, device));
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
            return Report(position, tokens, simulator.Time(Arguments(position, tokens, logits)));
    }

    /// <summary>One launch on the caches of a session.</summary>
    internal (long[] Logits, LaunchReport Report) Launch(Caches caches, int position, int tokens, int logits, long[] embeddings)
    {
        lock (turn)
        {
            caches.Use(simulator.Data);
            var result = simulator.Launch(
                Arguments(position, tokens, logits), new Dictionary<string, long[]> { ["embeddings"] = embeddings });
            return (result.Outputs["logits"], Report(position, tokens, result.Timing));
        }
    }

    private static Dictionary<string, long> Arguments(int position, int tokens, int logits) =>
        new() { ["rows"] = tokens, ["start"] = position, ["logits"] = logits };

    private static LaunchReport Report(int position, int tokens, TimingResult timing) =>
        new(position == 0 || tokens > 1 ? "prefill" : "decode", tokens, timing, Gpt2Engines.Of(timing));

    /// <summary>Keys and values of one session.</summary>
    internal sealed class Caches
    {
        private readonly List<(OffChipMemory Memory, byte[] Bytes)> contents;

        internal Caches(Gpt2Accelerator accelerator) =>
            contents =
            [
                .. accelerator.Memories.Layers
                    .SelectMany(l => new[] { l.Keys, l.Values })
                    .Select(m => (m, new byte[m.Words * m.WordBytes])),
            ];

        internal void Use(RunSimulation simulation)
        {
            foreach (var (memory, bytes) in contents)
                simulation[memory].Use(bytes);
        }
    }
}
