using System.Globalization;

namespace Millrace.Analysis;

/// <summary>Whether model and cache lie in a GPU's memory.</summary>
internal static class GpuMemory
{
    /// <summary>Bytes of all parameters: the layers' matrices at the bits of weights, all else at 16.</summary>
    public static double ModelBytes(GpuRequest r)
    {
        var matrices = (double)r.Shape.Layers * r.Shape.LayerWeights;
        return (matrices * r.WeightBits / 8) + (2 * (r.Shape.Parameters - matrices));
    }

    /// <summary>Bytes of keys and values of all tokens of all sequences; none of an encoder.</summary>
    public static double CacheBytes(GpuRequest r)
    {
        if (r.Shape.IsEncoder) return 0;
        var tokens = r.Batch * (r.PromptTokens + (double)r.GeneratedTokens!.Value);
        return 2 * tokens * r.Shape.Layers * r.Shape.KeyValueWidth * r.ActivationBits / 8;
    }

    public static Constraint Constraint(GpuRequest r)
    {
        var used = ModelBytes(r) + CacheBytes(r);
        return new Constraint("gpu_memory", used, r.Gpu.MemoryBytes, used <= r.Gpu.MemoryBytes, "bytes");
    }

    /// <summary>A sentence, or null where all fits.</summary>
    public static string? Message(GpuRequest r) => Constraint(r).Satisfied
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{r.Shape.Name} takes {ModelBytes(r) / 1e9:0.0} GB of weights and {CacheBytes(r) / 1e9:0.0} GB of keys and values, "
            + $"but {r.Gpu.Name} has {r.Gpu.MemoryBytes / 1e9:0.0} GB.");
}
