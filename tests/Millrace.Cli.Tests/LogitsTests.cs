using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Millrace.Cli.Tests;

public sealed class LogitsTests
{
    [Fact]
    public void Writes_what_the_engine_computes_in_NumPys_format()
    {
        using var checkpoint = Tiny.WithoutText();
        var file = checkpoint.Path("logits.npy");
        var output = CommandRun.Output("logits", "--model", checkpoint.Folder, "--tokens", "1,2,3", "--engine", "float", "--output", file);
        Assert.Equal($"{file}: float32 (3, 11), float engine\n", output);

        var bytes = File.ReadAllBytes(file);
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], bytes[..8]);
        var start = 10 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        Assert.Equal(0, start % 64);
        var header = Encoding.ASCII.GetString(bytes, 10, start - 10);
        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 11), }", header.TrimEnd());
        Assert.EndsWith(" \n", header, StringComparison.Ordinal);
        Assert.Equal(checkpoint.Load().Start().Forward([1, 2, 3]), MemoryMarshal.Cast<byte, float>(bytes.AsSpan(start)).ToArray());
        Assert.Empty(Directory.GetFiles(checkpoint.Folder, "*.tmp"));
    }

    [Fact]
    public void Json_names_the_file_and_its_shape()
    {
        using var checkpoint = Tiny.WithText();
        var file = checkpoint.Path("logits.npy");
        var json = CommandRun.Json("logits", "--model", checkpoint.Folder, "--prompt", "Hi!", "--engine", "integer", "--output", file);
        Assert.Equal("engine output shape tokens device clock_mhz clock_basis fidelity prefill", string.Join(' ', json.EnumerateObject().Select(p => p.Name)));
        Assert.Equal("integer", json.GetProperty("engine").GetString());
        Assert.Equal(file, json.GetProperty("output").GetString());
        Assert.Equal("[3,257]", json.GetProperty("shape").GetRawText());
        Assert.Equal("[72,105,33]", json.GetProperty("tokens").GetRawText());
    }

    [Fact]
    public void An_existing_file_is_replaced_only_by_a_whole_one()
    {
        using var checkpoint = Tiny.WithoutText();
        var file = checkpoint.Path("logits.npy");
        File.WriteAllText(file, "old");
        CommandRun.Refusal("logits", "--model", checkpoint.Folder, "--tokens", "1,11", "--engine", "float", "--output", file);
        Assert.Equal("old", File.ReadAllText(file));
        CommandRun.Output("logits", "--model", checkpoint.Folder, "--tokens", "1,10", "--engine", "float", "--output", file);
        Assert.Equal(128 + (2 * 11 * 4), new FileInfo(file).Length);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_refused()
    {
        using var checkpoint = Tiny.WithoutText();
        var missing = checkpoint.Path("no");
        string[] line = ["logits", "--model", checkpoint.Folder, "--tokens", "1", "--engine", "float", "--output"];
        Assert.Equal(
            $"{missing}/x.npy: it cannot be written (there is no folder {missing}).",
            CommandRun.Refusal([.. line, Path.Combine(missing, "x.npy")]));
        Assert.Equal($"{checkpoint.Folder}: it is a folder, but a file is to be written.", CommandRun.Refusal([.. line, checkpoint.Folder]));
        Assert.Equal("/dev/full: it is a device, but a file is to be written.", CommandRun.Refusal([.. line, "/dev/full"]));
        Assert.Equal("--output: the name of the file is empty.", CommandRun.Refusal([.. line, ""]));
        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(checkpoint.Folder) + "*.tmp"));
    }

    [Fact]
    public void A_place_to_write_is_needed() => Assert.Equal(
        "--output FILE.npy is needed: where to write the logits.", CommandRun.Refusal("logits", "--tokens", "1", "--engine", "float"));
}
