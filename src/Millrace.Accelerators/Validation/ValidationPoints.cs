using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Accelerators;

/// <summary>
/// The points of the documentation's table, chosen to differ in what a prediction could miss, not to be met by it: which resource binds
/// (arrays, requantization, memory channels, attention, norms, their parameters), how tiles and heads divide, how far weights are fetched
/// ahead, and how long the way through the pipeline is beside the work. Boards have their memories and as many resources as a design needs.
/// </summary>
public static class ValidationPoints
{
    /// <summary>All of them, in the order of the table.</summary>
    public static IReadOnlyList<ValidationPoint> All { get; } = Make();

    private static ValidationPoint[] Make()
    {
        var (u280, u50, u55c, vhk158) = (Find("u280"), Find("u50"), Find("u55c"), Find("vhk158"));
        var slow = u280 with
        {
            Memories =
            [
                u280.OffChip with
                {
                    NominalBytesPerSecondPerChannel = u280.OffChip.NominalBytesPerSecondPerChannel / 8,
                    ReadLatencyNanoseconds = 1000,
                    WriteLatencyNanoseconds = 1000,
                },
            ],
        };
        var bundled = new ModelShape(4, 4, 128, 512, 256, 1024);
        var gpt2 = ModelShape.Of(ModelCatalogue.Find("gpt2"));
        var medium = ModelShape.Of(ModelCatalogue.Find("gpt2-medium"));
        var xlLayer = ModelShape.Of(ModelCatalogue.Find("gpt2-xl")) with { Layers = 1 };
        var small = new ModelShape(2, 2, 64, 256, 128, 300);
        var odd = new ModelShape(3, 3, 72, 200, 200, 257);
        var middle = new ModelShape(6, 6, 384, 1536, 512, 5000);
        var wide = new EnginePoint(32, 16, 3);
        var usual = new EnginePoint(16, 8, 3);
        return
        [
            // The usual design, and models that exist.
            Point("bundled model, usual design", u280, bundled, usual, 64, 200),
            Point("bundled model, short prompt", u280, bundled, usual, 5, 1),
            Point("bundled model, full context, all logits", u280, bundled, usual, 255, 255) with { PromptLogits = 255 },
            Point("gpt2, usual design", u280, gpt2, usual, 64, 500),
            Point("gpt2, tile of 32", u280, gpt2, usual, 100, 127, rows: 32),
            Point("gpt2-medium, usual design", u280, medium, usual, 32, 32),
            Point("gpt2-medium, tile of 16, on vhk158", vhk158, medium, wide, 100, 1000, rows: 16),
            Point("one layer of gpt2-xl", u55c, xlLayer, wide, 40, 1023),

            // Sizes.
            Point("width 64", u280, small, usual, 30, 127),
            Point("width 72, three heads, inner 200", u280, odd, usual, 50, 199),
            Point("one head, one layer", u280, new ModelShape(1, 1, 64, 64, 64, 50), usual, 17, 63),
            Point("24 layers of width 96", u280, new ModelShape(24, 4, 96, 384, 128, 1000), usual, 33, 100),
            Point("heads of 8 padded to 32", u280, new ModelShape(2, 6, 48, 192, 128, 300), new EnginePoint(16, 32, 2), 40, 100),
            Point("vocabulary of 50257, width 64", u280, small with { VocabularySize = 50257 }, usual, 12, 64),
            Point("many logits", u280, small with { VocabularySize = 5000 }, usual, 60, 64) with { PromptLogits = 60 },

            // Tiles.
            Point("tile of 1", u280, bundled, usual, 40, 100, rows: 1),
            Point("tile of 3, prompt of 50", u280, bundled, usual, 50, 100, rows: 3),
            Point("tile of 32, prompt of 33", u280, bundled, usual, 33, 100, rows: 32),
            Point("prompt of 1", u280, bundled, usual, 1, 255),
            Point("prompt of 500", u280, middle, usual, 500, 511, rows: 16),

            // Engines and lanes.
            Point("narrow engines", u280, bundled, new EnginePoint(8, 4, 1), 40, 100, lanes: 4),
            Point("requantization binds", u280, small, new EnginePoint(32, 64, 3), 100, 100, lanes: 4),
            Point("requantization binds, tile of 32", u55c, bundled, new EnginePoint(16, 16, 3), 200, 100, lanes: 4, rows: 32),
            Unequal("unequal engines", u280, bundled, 100, 60),
            Unequal("unequal engines, tile of 2", u55c, middle, 60, 300, rows: 2),
            Point(
                "lanes of 64: norms wait for parameters", u280, new ModelShape(4, 4, 256, 256, 64, 300), new EnginePoint(64, 64,
                3), 20, 60, lanes: 64, rows: 1, clock: 500),
            Point(
                "160 output lanes", vhk158, new ModelShape(4, 5, 160, 640, 128, 300), new EnginePoint(32, 160, 5), 60, 100, lanes: 32,
                rows: 2),
            Point("lanes of 32", u280, bundled, new EnginePoint(32, 32, 3), 60, 100, lanes: 32, rows: 2),
            Point(
                "norms bind: lanes of 4, wide engines", u280, new ModelShape(4, 2, 256, 256, 128, 300), new EnginePoint(64, 32,
                3, 4000), 100, 60, lanes: 4, rows: 2),

            // Memory.
            Point("one channel for each engine", u50, middle, new EnginePoint(64, 8, 1), 64, 200),
            Point("one channel, 500 MHz", u50, middle, new EnginePoint(64, 16, 1), 64, 200, rows: 4, clock: 500),
            Point("slow memory", slow, middle, wide, 64, 200),
            Point("slow memory, long context", slow, new ModelShape(2, 4, 256, 256, 1000, 300), usual, 300, 999, clock: 500),
            Point("prefetch of 1 word", u280, bundled, new EnginePoint(64, 16, 1, 1), 60, 100, clock: 400),
            Point("prefetch of 5 words, less than a column tile", u280, middle, new EnginePoint(32, 32, 1, 5), 60, 100),
            Point("prefetch of 200 words", u280, middle, new EnginePoint(32, 32, 1, 200), 60, 100),
            Point("prefetch of 4000 words", u280, middle, new EnginePoint(32, 32, 1, 4000), 60, 100),
            Point("prefetch of a whole pass", u50, bundled, new EnginePoint(64, 32, 1, 2000), 60, 100, rows: 4),
            Point("many channels at 100 MHz", vhk158, middle, new EnginePoint(64, 16, 5), 64, 200, clock: 100, cache: 2),

            // Attention.
            Point(
                "context of 1000: attention binds", u280, new ModelShape(2, 8, 128, 512, 1024, 300), new EnginePoint(64, 16, 3),
                500, 1000, rows: 4),
            Point("attention binds late only", u280, new ModelShape(3, 6, 192, 768, 1024, 300), usual, 420, 1000, rows: 4),
            Point("attention binds, one head", u55c, new ModelShape(4, 1, 64, 128, 1024, 300), usual, 400, 1000, rows: 2),
            Point("caches of 2 cycles a key", u50, new ModelShape(2, 2, 256, 512, 512, 300), wide, 200, 500, rows: 4, clock: 300),

            // Layers on chip.
            Point("two layers on chip", vhk158, bundled, new EnginePoint(16, 8, 2), 100, 200, copies: 2),
            Point("three layers on chip", vhk158, odd, new EnginePoint(8, 8, 1), 150, 100, copies: 3),
            Point("four layers on chip, attention binds", vhk158, bundled, new EnginePoint(32, 8, 1), 250, 100, copies: 4, rows: 2),
            Point(
                "four layers on chip twice", vhk158, new ModelShape(8, 2, 64, 256, 128, 300), new EnginePoint(16, 8, 1), 100,
                100, copies: 4, rows: 4),
        ];
    }

    /// <summary>A board's memory and links with resources for anything: it is time that is checked.</summary>
    private static FpgaDevice Find(string name)
    {
        var device = DeviceCatalogue.Find(name);
        return device with { Total = 64 * device.Total, Memories = [device.OffChip with { UsableChannels = device.OffChip.Channels }] };
    }

    private static ValidationPoint Point(
        string name, FpgaDevice device, ModelShape model, EnginePoint engine, int prompt, int decode,
        int rows = 8, int lanes = 8, double clock = 250, int copies = 1, int cache = 1) => new(
        name,
        new DesignPoint
        {
            Model = model,
            Device = device.Name,
            ClockMegahertz = clock,
            LayersOnChip = copies,
            Lanes = lanes,
            TileRows = rows,
            AttentionInput = engine,
            AttentionOutput = engine,
            MlpInput = engine,
            MlpOutput = engine,
            Head = engine,
            CacheChannels = cache,
        },
        device, prompt, 1, decode);

    /// <summary>Engines that differ in size, shape, channels and prefetch.</summary>
    private static ValidationPoint Unequal(string name, FpgaDevice device, ModelShape model, int prompt, int decode, int rows = 8)
    {
        var point = Point(name, device, model, new EnginePoint(8, 32, 2), prompt, decode, rows);
        return point with
        {
            Design = point.Design with
            {
                AttentionOutput = new EnginePoint(16, 8, 1, 100),
                MlpInput = new EnginePoint(64, 8, 3),
                MlpOutput = new EnginePoint(8, 64, 4, 1000),
                Head = new EnginePoint(128, 8, 5),
            },
        };
    }
}
