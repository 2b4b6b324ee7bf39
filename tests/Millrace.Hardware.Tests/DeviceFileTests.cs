using System.Text.Json.Nodes;

namespace Millrace.Hardware.Tests;

/// <summary>Files of one's own, and every way to get one wrong.</summary>
public sealed class DeviceFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("device-").FullName;

    private string File => Path.Combine(_folder, "board.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_read_as_the_catalogue_is()
    {
        Write(json => json["name"] = "my board");
        var device = DeviceCatalogue.Find(File);
        Assert.Equal("my board", device.Name);
        Assert.Equal(DeviceCatalogue.Find("u280").Routable, device.Routable);
        Assert.Equal("AMD UG1393, HBM and DDR memory tables", device.Figures.Single(f => f.Path == "memories[0].channel_gb_per_second").Source);
    }

    [Fact]
    public void The_memory_of_most_bandwidth_is_the_one_to_stream_from()
    {
        Write(json =>
        {
            var memories = json["memories"]!.AsArray();
            var first = memories[0]!;
            memories.RemoveAt(0);
            memories.Add(first);
        });
        Assert.Equal(["HBM2", "DDR4"], DeviceCatalogue.Find(File).Memories.Select(m => m.Name));
    }

    [Fact]
    public void What_nobody_knows_may_be_left_out()
    {
        Write(json =>
        {
            json.Remove("thermal_design_watts");
            json.Remove("wires_between_regions");
            json["links"] = new JsonArray();
        });
        var device = DeviceCatalogue.Find(File);
        Assert.Null(device.ThermalDesignWatts);
        Assert.Null(device.WiresBetweenRegions);
        Assert.Empty(device.Links);
    }

    [Theory]
    [InlineData("clock_mhz.value", "\"fast\"", "clock_mhz.value is \"fast\", but it must be a number above 0.")]
    [InlineData("clock_mhz.value", "-1", "clock_mhz.value is -1, but it must be a number above 0.")]
    [InlineData("clock_mhz.value", "1e400", "clock_mhz.value is 1e400, but it must be a number above 0.")]
    [InlineData("clock_mhz.verified", "true", "clock_mhz is an assumption, so its \"verified\" must be false.")]
    [InlineData("clock_mhz.verified", "3", "clock_mhz.verified is 3, but it must be true or false.")]
    [InlineData("clock_mhz", "300", "clock_mhz is 300, but it must be a JSON object.")]
    [InlineData("clock_mhz", null, "clock_mhz is missing, but it must be a JSON object.")]
    [InlineData("total.lut.value", "1.5", "total.lut.value is 1.5, but it must be an integer from 0 to 1099511627776.")]
    [InlineData("total.lut.value", null, "total.lut.value is missing, but it must be an integer from 0 to 1099511627776.")]
    [InlineData("total.lut.source", "\"X\"", "total.lut.source is \"X\", but it must be assumption or one of sources: P, FINN, U280C, UG, SHU.")]
    [InlineData("total.lut.source", "\" \"", "total.lut.source is \" \", but it must be a text.")]
    [InlineData("name", "[]", "name is [], but it must be a text.")]
    [InlineData("sources", null, "sources is missing, but it must be a JSON object of the documents that the figures come from.")]
    [InlineData("sources.P", "1", "sources.P is 1, but it must be a text.")]
    [InlineData("ceilings.lut.value", "1.1", "ceilings.lut.value is 1.1, but it must be a number above 0 and at most 1.")]
    [InlineData("regions", "{}", "regions is {}, but it must be a list.")]
    [InlineData("regions[1].name", "\"SLR0\"", "regions[1].name is \"SLR0\", which occurs twice.")]
    [InlineData(
        "memories[0].channel_gb_per_second.value", "1e12",
        "memories[0].channel_gb_per_second.value is 1e12, but it must be a number above 0 and at most 10000.")]
    [InlineData(
        "memories[0].read_latency_ns.value", "1e12",
        "memories[0].read_latency_ns.value is 1e12, but it must be a number above 0 and at most 100000.")]
    [InlineData("regions", "[]", "regions is empty, but a device has at least one.")]
    [InlineData("memories", "[]", "memories is empty, but a device has at least one.")]
    [InlineData("memories.0.usable_channels.value", "33", "memories[0].usable_channels.value is 33, but it must be an integer from 1 to 32.")]
    [InlineData("total.dsp.value", "100", "regions hold 1163520 LUT, 2327040 FF, 8496 DSP, 3504 BRAM18, 960 URAM together, more than the total, 1303680 LUT, 2607360 FF, 100 DSP, 4032 BRAM18, 960 URAM.")]
    [InlineData("shell.dsp.value", "9000", "the shell, 107629 LUT, 136086 FF, 9000 DSP, 391 BRAM18, 0 URAM, leaves nothing of what can be routed, 912576 LUT, 1303680 FF, 7219 DSP, 3225 BRAM18, 768 URAM.")]
    [InlineData("dsp_kind", null, "dsp_kind is missing, but it must be one of Agilex DSP, DSP48E1, DSP48E2, DSP58.")]
    [InlineData("dsp_kind", "\"DSP49\"", "dsp_kind is \"DSP49\", but it must be one of Agilex DSP, DSP48E1, DSP48E2, DSP58.")]
    [InlineData("block_memories", "[{\"kind\":\"M9K\"}]", "block_memories[0].kind is \"M9K\", but it must be one of BRAM36, M20K, URAM, eSRAM channel.")]
    [InlineData("block_memories", "[{\"kind\":\"URAM\"}]", "block_memories[0].kind is \"URAM\", but these are counted in total.")]
    [InlineData("block_memories", "[{\"kind\":\"M20K\",\"count\":{\"value\":0,\"source\":\"P\"}}]", "block_memories[0].count.value is 0, but it must be an integer from 1 to 1099511627776.")]
    [InlineData("hard_blocks", "[{\"kind\":\"X\",\"count\":{\"value\":1,\"source\":\"P\"},\"clock_mhz\":{\"value\":1,\"source\":\"P\"},\"rates\":[]}]", "hard_blocks[0].rates is empty, but there is at least one.")]
    [InlineData("thermal_design_wats", "1", "thermal_design_wats is not a known field; allowed are block_memories, ceilings, clock_mhz, dsp_kind, hard_blocks, links, memories, name, regions, shell, sources, thermal_design_watts, title, total, wires_between_regions.")]
    public void A_wrong_field_is_named_with_what_is_allowed(string path, string? value, string sentence)
    {
        Write(json => Set(json, path, value));
        Assert.Equal($"{File}: {sentence}", Assert.Throws<HardwareException>(() => DeviceCatalogue.Find(File)).Message);
    }

    [Theory]
    [InlineData("{", "it is not valid JSON (line 1, byte 2).")]
    [InlineData("[]", "the file is [], but it must be a JSON object.")]
    [InlineData("{\"sources\":{},\"name\":\"a\",\"name\":\"b\"}", "name occurs twice.")]
    [InlineData("{\"sources\":{\"a\":\"\\ud800\"}}", "it holds a string that is not valid Unicode.")]
    public void A_file_that_is_not_a_device_is_refused(string text, string sentence)
    {
        System.IO.File.WriteAllText(File, text);
        Assert.Equal($"{File}: {sentence}", Assert.Throws<HardwareException>(() => DeviceCatalogue.Find(File)).Message);
    }

    private void Write(Action<JsonObject> change)
    {
        using var stream = typeof(DeviceCatalogue).Assembly.GetManifestResourceStream("devices/u280.json")!;
        var json = JsonNode.Parse(stream)!.AsObject();
        change(json);
        System.IO.File.WriteAllText(File, json.ToJsonString());
    }

    private static void Set(JsonNode json, string path, string? value)
    {
        var steps = path.Replace("]", "", StringComparison.Ordinal).Split('.', '[');
        foreach (var step in steps[..^1])
            json = (int.TryParse(step, out var i) ? json[i] : json[step])!;
        json.AsObject().Remove(steps[^1]);
        if (value is not null) json[steps[^1]] = JsonNode.Parse(value);
    }
}
