using Millrace.Hardware;

namespace Millrace.Analysis.Tests;

public sealed class PublishedDesignsTests
{
    private static readonly PublishedDesign[] Gpt2 = [.. PublishedDesigns.All.Where(d => d.Model == "gpt2-medium")];

    [Fact]
    public void Every_row_is_there() => Assert.Equal(
        [
            ("Chen et al.", 1, "W8A8", 4.9, 4.9), ("DFX", 1, "FP16", 5.4, 5.4), ("StreamTensor", 1, "W4A8", 4.36, 5.01),
            ("CODO", 1, "W4A8", 4.32, 4.32), ("LoopLynx", 1, "W8A8", 6.59, 6.59), ("LoopLynx", 2, "W8A8", 3.85, 3.85),
            ("LoopLynx", 4, "W8A8", 2.55, 2.55), ("PyTorch", 1, "FP16", 9.07, 9.07), ("PyTorch", 1, "W8A8", 8.7, 8.7),
        ],
        Gpt2.Select(d => (d.System, d.Devices, d.Precision, d.DecodeMilliseconds!.Value.Low, d.DecodeMilliseconds.Value.High)));

    /// <summary>Of an encoder whole models alone: 12 layers and 128 tokens.</summary>
    [Fact]
    public void Every_encoder_is_there() => Assert.Equal(
        [
            ("FQ-BERT", "zcu102", 1751, 43.89), ("FQ-BERT", "zcu111", 3287, 23.79), ("PyTorch", "i7-8700", null, 145.06),
            ("PyTorch", "k80", (int?)null, 27.84),
        ],
        PublishedDesigns.All.Where(d => d.Model == "bert-base")
            .Select(d => (d.System, d.Device, d.Dsp, d.Prefill.Single(p => p.Tokens == 128).Milliseconds.Low)));

    [Fact]
    public void Every_row_names_what_the_catalogues_know()
    {
        foreach (var d in Gpt2)
        {
            Assert.Contains(d.Device, DeviceCatalogue.Names.Concat(GpuCatalogue.Names));
            Assert.Contains(d.Model, ModelCatalogue.Names);
            Assert.Equal(GpuCatalogue.Names.Contains(d.Device), d.ClockMegahertz is null);
            Assert.Equal(d.System == "LoopLynx", d.Simulated);
            Assert.Equal(1, d.Batch);
            Assert.NotEmpty(d.Source);
            Assert.True(d.DecodeMilliseconds is { Low: > 0 } range && range.Low <= range.High);
            Assert.Equal(d.Prefill.Select(p => p.Tokens).Order(), d.Prefill.Select(p => p.Tokens));
        }
    }

    [Fact]
    public void Prefill_and_clock_of_a_row()
    {
        var paper = Gpt2[0];
        Assert.Equal(new PublishedRange(245, 250), paper.ClockMegahertz);
        Assert.Equal([(32, 81.5), (64, 163.0), (128, 326.0), (256, 652.0)], paper.Prefill.Select(p => (p.Tokens, p.Milliseconds.High)));
        Assert.Equal(3, PublishedDesigns.All.Single(d => d.System == "CODO").Prefill.Count);
        Assert.Empty(Gpt2.First(d => d.Simulated).Prefill);
        Assert.Equal(new PublishedRange(8.5, 8.8), Gpt2[^1].Prefill[^1].Milliseconds);
    }
}
