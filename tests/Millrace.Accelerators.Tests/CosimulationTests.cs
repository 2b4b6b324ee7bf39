using Millrace.Analysis;
using Millrace.Cosimulation;
using Millrace.Hardware;
using Millrace.Hls;
using Millrace.Models.Quantization;
using Millrace.Models.Tests;

namespace Millrace.Accelerators.Tests;

/// <summary>A whole GPT-2 as SystemVerilog: prefill and decode, every logit's bits and cycle.</summary>
public class CosimulationTests
{
    [Fact]
    public void AWholeModelEqualsItsSystemVerilogInEveryBitAndCycle()
    {
        var config = EqualityTests.Config(layers: 2, heads: 2, width: 16, vocabulary: 19, context: 12);
        using var files = new TinyCheckpoint(config);
        var engine = new EnginePoint(8, 4, 1);
        var point = DesignPoint.For(config, EqualityTests.ManyChannels) with
        {
            Lanes = 4,
            TileRows = 2,
            AttentionInput = engine,
            AttentionOutput = engine,
            MlpInput = engine with { PrefetchWords = 5 },
            MlpOutput = engine,
            Head = engine,
            Placement = Spread(DesignPoint.For(config, EqualityTests.ManyChannels), EqualityTests.ManyChannels),
        };
        var accelerator = Gpt2Accelerator.Build(Quantizer.Quantize(files.Load()), point, EqualityTests.ManyChannels);
        int[][] launches = [[1, 2, 3], [4], [5], [6, 7, 8, 9, 10], [11]];
        var position = 0;
        var asked = new List<(IReadOnlyDictionary<string, long>, IReadOnlyDictionary<string, long[]>)>();
        foreach (var tokens in launches)
        {
            asked.Add((
                Gpt2Launch.Arguments(position, tokens.Length, Math.Min(2, tokens.Length)),
                new Dictionary<string, long[]> { ["embeddings"] = Gpt2AcceleratorSession.Embed(accelerator, position, tokens) }));
            position += tokens.Length;
        }

        var folder = Directory.CreateTempSubdirectory("millrace_");
        try
        {
            var report = new CosimulationSettings(folder.FullName, new(), VerilatorCache.OfUser).Run(accelerator.Data, asked, default);
            Assert.Null(report.Difference);
            Assert.Contains(accelerator.Design.Channels, c => c.Latency == 3);
            Assert.Equal(7 * 20 / 4, report.Elements);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Neighbouring operators in different regions, some of them two apart.</summary>
    private static DesignPlacement Spread(DesignPoint point, FpgaDevice device)
    {
        var names = DesignResources.Operators.SelectMany(o => o is "head" or "other"
            ? [o]
            : Enumerable.Range(0, point.LayersOnChip).Select(i => $"layer_{i}.{o}"));
        var regions = names.Select((name, i) => (name, device.Regions[i % device.Regions.Count].Name)).ToDictionary();
        return new DesignPlacement(regions, new Dictionary<string, ChannelRange>());
    }
}
