using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>
/// What the study of Chen et al. (ACM TRETS 18(1), 2024, arXiv 2312.15159) holds fixed, and what it varies; batch 1 throughout. Boards,
/// GPUs, models, clock and precisions are the paper's; where it gives no values, those of a sweep are ours.
/// </summary>
public static class StudySettings
{
    /// <summary>The clock of all boards: an assumption.</summary>
    public const double ClockMegahertz = 250;

    /// <summary>l, where it is not varied; decode is of the token after as many others.</summary>
    public const int Tokens = 128;

    /// <summary>b_W, where it is not varied.</summary>
    public const int WeightBits = 4;

    /// <summary>b_A, where it is not varied.</summary>
    public const int ActivationBits = 8;

    /// <summary>r in prefill: the rows of the paper's arrays of 8 x 16, in which eight tokens share a weight. In decode it is 1.</summary>
    public const int PrefillReuse = 8;

    /// <summary>Of a link between boards: the slowest that any board with links has.</summary>
    public const double LinkGigabitsPerSecond = 100;

    /// <summary>alpha, the part of a link's bandwidth that is reached: an assumption.</summary>
    public const double LinkEfficiency = 0.9;

    /// <summary>The model of the quantization and packing sweeps.</summary>
    public static TransformerShape Gpt2 => ModelCatalogue.Find("gpt2-medium");

    /// <summary>The model of the multi-FPGA study.</summary>
    public static TransformerShape Vicuna => ModelCatalogue.Find("vicuna-13b");

    /// <summary>All models, smallest first.</summary>
    public static IReadOnlyList<TransformerShape> Models { get; } =
        [.. new[] { "bert-base", "gpt2-medium", "llama2-7b", "vicuna-13b" }.Select(ModelCatalogue.Find)];

    /// <summary>The board of the quantization and packing sweeps.</summary>
    public static FpgaDevice U280 => Boards[0];

    /// <summary>All boards.</summary>
    public static IReadOnlyList<FpgaDevice> Boards { get; } =
        [.. new[] { "u280", "vck5000", "vhk158", "stratix10-nx", "agilex7-agm039" }.Select(DeviceCatalogue.Find)];

    /// <summary>The GPUs: weights and activations of 16 bits, under PyTorch.</summary>
    public static IReadOnlyList<GpuDevice> Gpus { get; } = [.. new[] { "rtx-2080-ti", "a100-80gb-pcie" }.Select(GpuCatalogue.Find)];

    /// <summary>Bits of weights and of activations.</summary>
    public static IReadOnlyList<int> Bits { get; } = [2, 4, 8, 16];

    /// <summary>M, multiply-accumulates a cycle of q, k, v and p.</summary>
    public static IReadOnlyList<long> Macs { get; } = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096];

    /// <summary>l, as far as a model's context allows.</summary>
    public static IReadOnlyList<int> Lengths { get; } = [32, 64, 128, 256, 512, 1024, 2048];

    /// <summary>k, weights of 4 bits in words of 4, 8, 36 and 72 bits.</summary>
    public static IReadOnlyList<int> Packings { get; } = [1, 2, 9, 18];

    /// <summary>M of the packing sweep.</summary>
    public static IReadOnlyList<long> PackingMacs { get; } = [16, 32, 64, 128, 256];

    /// <summary>Boards of the multi-FPGA study.</summary>
    public static IReadOnlyList<int> BoardCounts { get; } = [1, 2, 4, 8];

    /// <summary>The phases of a model: an encoder does not decode.</summary>
    public static IReadOnlyList<StudyPhase> Phases(TransformerShape shape) =>
        shape.IsEncoder ? [StudyPhase.Prefill] : [StudyPhase.Prefill, StudyPhase.Decode];

    /// <summary>Whether a model's context holds the tokens of a phase: of decode one more.</summary>
    public static bool Holds(TransformerShape shape, StudyPhase phase, int tokens) =>
        tokens + (phase is StudyPhase.Decode ? 1 : 0) <= shape.ContextLength;
}
