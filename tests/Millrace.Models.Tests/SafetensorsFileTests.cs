using System.Buffers.Binary;
using System.Text;

namespace Millrace.Models.Tests;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("safetensors-").FullName;

    private string Target => Path.Combine(_folder, "x.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("F32", new[] { 1.5f, -2.25f, 3e38f, 1e-40f, 0.1f })]
    [InlineData("F64", new[] { 1.5f, -2.25f, 3e38f, 1e-40f, 0.1f })]
    [InlineData("F16", new[] { 1.5f, -2.25f, 65504, 5.9604645e-8f, 0.5f })]
    [InlineData("BF16", new[] { 1.5f, -2.25f, 3.3895314e38f, 9.1835e-41f, 0.5f })]
    public void Every_floating_point_type_is_read_exactly(string type, float[] values)
    {
        TinyCheckpoint.WriteSafetensors(Target, [("a", type, [5], values), ("b", type, [], [7])]);
        using var file = SafetensorsFile.Open(Target);
        Assert.Equal(values, file.Read("a"));
        Assert.Equal([7f], file.Read("b"));
        Assert.Equal((type, "[5]", "[]"), (file.Tensors["a"].ElementType, file.Tensors["a"].ShapeText, file.Tensors["b"].ShapeText));
    }

    [Fact]
    public void Data_need_not_be_aligned_nor_in_the_header_s_order()
    {
        TinyCheckpoint.WriteRaw(
            Target, """{"b":{"dtype":"F32","shape":[1],"data_offsets":[1,5]},"a":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]}}    """,
            [1, .. BitConverter.GetBytes(2.5f)]);
        using var file = SafetensorsFile.Open(Target);
        Assert.Equal([2.5f], file.Read("b"));
    }

    [Fact]
    public void Tensors_may_be_empty_and_a_file_may_have_none()
    {
        TinyCheckpoint.WriteRaw(Target, """{"a":{"dtype":"F32","shape":[0,3],"data_offsets":[0,0]}}""", []);
        using (var file = SafetensorsFile.Open(Target)) Assert.Empty(file.Read("a"));
        TinyCheckpoint.WriteRaw(Target, "{}", []);
        using (var file = SafetensorsFile.Open(Target)) Assert.Empty(file.Tensors);
    }

    // A sparse file: six gigabytes in its length alone. Reading the end of it proves that offsets are 64 bits wide throughout.
    [Fact]
    public void Files_beyond_four_gigabytes_are_mapped_not_read()
    {
        const long first = 6L << 30;
        var big = $$"""{"dtype":"U8","shape":[{{first}}],"data_offsets":[0,{{first}}]}""";
        var last = $$"""{"dtype":"F32","shape":[2],"data_offsets":[{{first}},{{first + 8}}]}""";
        var header = $$"""{"big":{{big}},"last":{{last}} }""";
        using (var stream = new FileStream(Target, FileMode.Create))
        {
            stream.Write(BitConverter.GetBytes((long)header.Length));
            stream.Write(Encoding.ASCII.GetBytes(header));
            stream.SetLength(8 + header.Length + first + 8);
            stream.Seek(-8, SeekOrigin.End);
            stream.Write([.. BitConverter.GetBytes(1.25f), .. BitConverter.GetBytes(-8f)]);
        }
        using var file = SafetensorsFile.Open(Target);
        Assert.Equal([1.25f, -8], file.Read("last"));
    }

    [Theory]
    [InlineData("F32", float.NaN, "NaN")]
    [InlineData("F32", float.PositiveInfinity, "Infinity")]
    [InlineData("F16", float.NegativeInfinity, "-Infinity")]
    [InlineData("BF16", float.NaN, "NaN")]
    [InlineData("F64", float.NaN, "NaN")]
    public void Refuses_numbers_that_are_not_finite(string type, float value, string text)
    {
        TinyCheckpoint.WriteSafetensors(Target, [("a.weight", type, [2, 2], [1, 2, value, 4])]);
        using var file = SafetensorsFile.Open(Target);
        Assert.Equal(
            $"{Target}: tensor \"a.weight\": element 2 is {text}, but only finite numbers in the range of float are allowed.",
            Refusal.Of(() => file.Read("a.weight")));
    }

    [Fact]
    public void Refuses_doubles_beyond_float()
    {
        TinyCheckpoint.WriteRaw(Target, """{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", BitConverter.GetBytes(1e300));
        using var file = SafetensorsFile.Open(Target);
        Assert.Equal(
            $"{Target}: tensor \"a\": element 0 is 1E+300, but only finite numbers in the range of float are allowed.",
            Refusal.Of(() => file.Read("a")));
    }

    [Fact]
    public void Finds_what_is_not_finite_far_inside_a_large_tensor()
    {
        var values = new float[(1 << 20) + 100];
        values[^7] = float.NaN;
        TinyCheckpoint.WriteSafetensors(Target, [("a", "F32", [values.Length], values)]);
        using var file = SafetensorsFile.Open(Target);
        Assert.Contains($"element {values.Length - 7} is NaN", Refusal.Of(() => file.Read("a")), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_to_read_other_types_or_names()
    {
        TinyCheckpoint.WriteSafetensors(Target, [("mask", "BOOL", [1], [1])]);
        using var file = SafetensorsFile.Open(Target);
        Assert.Equal(
            $"{Target}: tensor \"mask\": dtype is \"BOOL\", but only F32, F16, BF16, F64 can be read as "
            + "weights.", Refusal.Of(() => file.Read("mask")));
        Assert.Equal($"{Target}: there is no tensor \"x\" among the 1 in the file.", Refusal.Of(() => file.Read("x")));
    }

    [Fact]
    public void Refuses_a_file_that_is_not_there() =>
        Assert.Equal($"{Target}: there is no such file.", Refusal.Of(() => SafetensorsFile.Open(Target)));

    [Fact]
    public void Refuses_a_folder() => Assert.StartsWith($"{_folder}: it cannot be read "
        + "(", Refusal.Of(() => SafetensorsFile.Open(_folder)), StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Refuses_a_file_without_a_header(int length)
    {
        File.WriteAllBytes(Target, new byte[length]);
        Assert.Equal(
            $"{Target}: the file has {length} bytes, but a safetensors file has at least 8.",
            Refusal.Of(() => SafetensorsFile.Open(Target)));
    }

    [Theory]
    [InlineData(3ul, "the header claims 3 bytes, but only 2 follow.")]
    [InlineData(100_000_001ul, "the header claims 100000001 bytes, but at most 100000000 are allowed.")]
    [InlineData(ulong.MaxValue, "the header claims 18446744073709551615 bytes, but at most 100000000 are allowed.")]
    public void Refuses_a_header_of_the_wrong_length(ulong claimed, string sentence)
    {
        var bytes = new byte[10];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, claimed);
        File.WriteAllBytes(Target, bytes);
        Assert.Equal($"{Target}: {sentence}", Refusal.Of(() => SafetensorsFile.Open(Target)));
    }

    [Theory]
    [InlineData("", "the header must begin with {.")]
    [InlineData(" {}", "the header must begin with {.")]
    [InlineData("[]", "the header must begin with {.")]
    [InlineData("{", "header: it is not valid JSON (line 1, byte 2).")]
    [InlineData("{} x", "header: it is not valid JSON (line 1, byte 4).")]
    [InlineData("""{"\ud800":{}}""", "header: it holds a string that is not valid Unicode.")]
    [InlineData("""{"a":[]}""", "tensor \"a\": it is [], but it must be a JSON object.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
        "header: tensor \"a\" occurs twice.")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F16","shape":[2],"data_offsets":[0,8]}}""", "tensor \"a\": field \"dtype\" occurs twice.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}""",
        "tensor \"a\": it has a field \"x\", but only dtype, shape and data_offsets are allowed.")]
    [InlineData("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", "tensor \"a\": dtype is missing, but it must be a string.")]
    [InlineData("""{"a":{"dtype":32,"shape":[2],"data_offsets":[0,8]}}""", "tensor \"a\": dtype is 32, but it must be a string.")]
    [InlineData("""{"a":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}""",
        "tensor \"a\": dtype is \"F31\", but only BOOL, U8, I8, U16, I16, U32, I32, U64, I64, F4, F6_E2M3, F6_E3M2, F8_E4M3, F8_E5M2, "
        + "F8_E8M0, F8_E4M3FNUZ, F8_E5M2FNUZ, F16, BF16, F32, F64, C64 are known.")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""",
        "tensor \"a\": shape is missing, but it must be a list of integers of at least 0.")]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""",
        "tensor \"a\": shape is 2, but it must be a list of integers of at least 0.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2,-1],"data_offsets":[0,8]}}""",
        "tensor \"a\": shape is [-2,-1], but it must be a list of integers of at least 0.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}}""",
        "tensor \"a\": shape is [1.5], but it must be a list of integers of at least 0.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}""",
        "tensor \"a\": shape is [99999999999999999999], but it must be a list of integers of at least 0.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}""",
        "tensor \"a\": shape [4294967296, 4294967296] has more elements than a file can hold.")]
    [InlineData("""{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,8]}}""",
        "tensor \"a\": shape [3] does not fill whole bytes with elements of 4 bits.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""",
        "tensor \"a\": data_offsets span 8 bytes, but F32 of shape [3] takes 12.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""",
        "tensor \"a\": data_offsets is [8, 0], but it must be a begin and an end that is not before it.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8]}}""",
        "tensor \"a\": data_offsets is [8], but it must be a begin and an end that is not before it.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""",
        "tensor \"a\": data_offsets is [-8,0], but it must be a list of integers of at least 0.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""",
        "tensor \"a\": data_offsets end at 12, but the file holds 8 bytes of data.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775803,9223372036854775807]}}""",
        "tensor \"a\": data_offsets end at 9223372036854775807, but the file holds 8 bytes of data.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F16","shape":[3],"data_offsets":[2,8]}}""",
        "tensor \"b\": data_offsets begin at 2, within another tensor, which ends at 4.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""",
        "tensor \"b\": data_offsets begin at 0, within another tensor, which ends at 8.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
        "tensor \"a\": data_offsets begin at 4, but the data before it ends at 0.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
        "the tensors cover 4 bytes, but the file holds 8 bytes of data.")]
    public void Refuses_a_header_that_lies(string header, string sentence)
    {
        TinyCheckpoint.WriteRaw(Target, header, new byte[8]);
        Assert.Equal($"{Target}: {sentence}", Refusal.Of(() => SafetensorsFile.Open(Target)));
    }

    [Fact]
    public void Refuses_a_header_that_is_not_text()
    {
        File.WriteAllBytes(Target, [3, 0, 0, 0, 0, 0, 0, 0, (byte)'{', 0xFF, (byte)'}']);
        Assert.Equal($"{Target}: the header is not valid UTF-8.", Refusal.Of(() => SafetensorsFile.Open(Target)));
    }
}
