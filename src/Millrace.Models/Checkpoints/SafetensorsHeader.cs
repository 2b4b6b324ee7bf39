using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Millrace.Models;

/// <summary>
/// Reads the JSON header of a safetensors file and believes nothing in it: every tensor must have a known type, as many bytes as its
/// shape says, and together they must cover the data exactly, without overlap or hole, as the format demands
/// (https://github.com/huggingface/safetensors, "Format").
/// </summary>
internal static class SafetensorsHeader
{
    // Bits of an element, of all types the format knows; only some of them can be read as float.
    private static readonly Dictionary<string, int> Bits = new(StringComparer.Ordinal)
    {
        ["BOOL"] = 8,
        ["U8"] = 8,
        ["I8"] = 8,
        ["U16"] = 16,
        ["I16"] = 16,
        ["U32"] = 32,
        ["I32"] = 32,
        ["U64"] = 64,
        ["I64"] = 64,
        ["F4"] = 4,
        ["F6_E2M3"] = 6,
        ["F6_E3M2"] = 6,
        ["F8_E4M3"] = 8,
        ["F8_E5M2"] = 8,
        ["F8_E8M0"] = 8,
        ["F8_E4M3FNUZ"] = 8,
        ["F8_E5M2FNUZ"] = 8,
        ["F16"] = 16,
        ["BF16"] = 16,
        ["F32"] = 32,
        ["F64"] = 64,
        ["C64"] = 64,
    };

    /// <summary>The tensors in the order of their data.</summary>
    /// <param name="header">The header's bytes.</param>
    /// <param name="dataLength">Bytes that follow the header.</param>
    /// <param name="path">The file, for messages.</param>
    public static IReadOnlyList<TensorInfo> Parse(ReadOnlySpan<byte> header, long dataLength, string path)
    {
        if (!Utf8.IsValid(header)) throw new ModelException($"{path}: the header is not valid UTF-8.");
        if (header.Length == 0 || header[0] != '{') throw new ModelException($"{path}: the header must begin with {{.");
        var tensors = ModelText.ReadJson(Encoding.UTF8.GetString(header), $"{path}: header", root => ReadAll(root, path));
        tensors.Sort((a, b) => (a.Offset, a.ByteCount).CompareTo((b.Offset, b.ByteCount)));
        RequireCover(tensors, dataLength, path);
        return tensors;
    }

    private static List<TensorInfo> ReadAll(JsonElement root, string path) =>
        new JsonFields(root, $"{path}: header").Entries("tensor")
            .Where(p => p.Name != "__metadata__")
            .Select(p => ReadOne(p.Name, p.Value, $"{path}: tensor \"{p.Name}\""))
            .ToList();

    private static TensorInfo ReadOne(string name, JsonElement json, string source)
    {
        var fields = new JsonFields(json, source);
        foreach (var field in fields.Entries("field"))
            if (field.Name is not ("dtype" or "shape" or "data_offsets"))
                throw new ModelException($"{source}: it has a field \"{field.Name}\", but only dtype, shape and data_offsets are allowed.");

        var type = fields.RequiredText("dtype");
        if (!Bits.TryGetValue(type, out var bits))
            throw new ModelException($"{source}: dtype is \"{type}\", but only {string.Join(", ", Bits.Keys)} are known.");
        var shape = Naturals(fields, "shape", source);
        var offsets = Naturals(fields, "data_offsets", source);
        if (offsets.Length != 2 || offsets[1] < offsets[0])
            throw new ModelException(
                $"{source}: data_offsets is {TensorInfo.FormatShape(offsets)}, but it must be a begin and an end that is not before it.");

        var bytes = ByteCount(shape, bits, source);
        if (bytes != offsets[1] - offsets[0])
            throw new ModelException(
                $"{source}: data_offsets span {offsets[1] - offsets[0]} bytes, but {type} of shape "
                + $"{TensorInfo.FormatShape(shape)} takes {bytes}.");
        return new TensorInfo(name, type, shape, offsets[0], bytes);
    }

    private static long[] Naturals(JsonFields fields, string name, string source)
    {
        var list = fields.Required(name, JsonValueKind.Array, "a list of integers of at least 0");
        return [.. list.EnumerateArray().Select(e =>
            e.ValueKind == JsonValueKind.Number && e.TryGetInt64(out var number) && number >= 0
                ? number
                : throw new ModelException(
                    $"{source}: {name} is {ModelText.Excerpt(list.GetRawText())}, but it must be a list of integers of at least 0."))];
    }

    private static long ByteCount(long[] shape, int bits, string source)
    {
        long total = bits;
        try
        {
            foreach (var size in shape) total = checked(total * size);
        }
        catch (OverflowException e)
        {
            throw new ModelException($"{source}: shape {TensorInfo.FormatShape(shape)} has more elements than a file can hold.", e);
        }
        return total % 8 == 0
            ? total / 8
            : throw new ModelException($"{source}: shape {TensorInfo.FormatShape(shape)} does not fill whole bytes "
                + $"with elements of {bits} bits.");
    }

    private static void RequireCover(List<TensorInfo> tensors, long dataLength, string path)
    {
        long covered = 0;
        foreach (var tensor in tensors)
        {
            var source = $"{path}: tensor \"{tensor.Name}\"";
            if (tensor.Offset + tensor.ByteCount > dataLength)
                throw new ModelException(
                    $"{source}: data_offsets end at {tensor.Offset + tensor.ByteCount}, but the file holds {dataLength} bytes of data.");
            if (tensor.Offset < covered)
                throw new ModelException($"{source}: data_offsets begin at {tensor.Offset}, within another tensor, "
                    + $"which ends at {covered}.");
            if (tensor.Offset > covered)
                throw new ModelException($"{source}: data_offsets begin at {tensor.Offset}, but the data before it ends at {covered}.");
            covered += tensor.ByteCount;
        }
        if (covered != dataLength)
            throw new ModelException($"{path}: the tensors cover {covered} bytes, but the file holds {dataLength} bytes of data.");
    }
}
