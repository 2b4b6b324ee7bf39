using System.Buffers.Binary;
using System.Text.Json;

namespace Millrace.Models;

/// <summary>Writes a safetensors file of float32 in pieces, so that a large one takes little memory.</summary>
internal sealed class SafetensorsWriter : IDisposable
{
    private const int Alignment = 8; // of the data, as the format asks for

    private readonly FileStream _file;
    private byte[] _bytes = [];

    /// <param name="path">The file.</param>
    /// <param name="tensors">Names and shapes of the tensors, whose elements follow in this order.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public SafetensorsWriter(string path, IEnumerable<(string Name, IReadOnlyList<long> Shape)> tensors)
    {
        var header = Header(tensors);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        _file.Write(length);
        _file.Write(header);
    }

    /// <summary>Writes the next elements, row-major.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Write(ReadOnlySpan<float> elements)
    {
        if (_bytes.Length < 4 * elements.Length) _bytes = new byte[4 * elements.Length];
        for (var i = 0; i < elements.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(_bytes.AsSpan(4 * i), elements[i]);
        _file.Write(_bytes.AsSpan(0, 4 * elements.Length));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private static byte[] Header(IEnumerable<(string Name, IReadOnlyList<long> Shape)> tensors)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString("format", "pt"); // transformers reads no others
            json.WriteEndObject();
            long offset = 0;
            foreach (var (name, shape) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (var size in shape) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += 4 * shape.Aggregate(1L, (product, size) => product * size));
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (stream.Length % Alignment != 0) stream.WriteByte((byte)' ');
        return stream.ToArray();
    }
}
