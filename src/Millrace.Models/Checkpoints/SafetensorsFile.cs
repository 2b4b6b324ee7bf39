using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

namespace Millrace.Models;

/// <summary>
/// A safetensors file, mapped into memory: opening it reads the header alone, and each tensor is read when it is asked for, so files of
/// many gigabytes cost only what is used of them.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    /// <summary>The longest header, in bytes, that the format allows.</summary>
    public const int LongestHeader = 100_000_000;

    private const int ElementsAtOnce = 1 << 20;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Dictionary<string, TensorInfo> _tensors;
    private readonly long _dataStart;

    private SafetensorsFile(string path, MemoryMappedFile file, long length)
    {
        (Path, _file) = (path, file);
        _view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        try
        {
            var header = ReadHeader(path, length);
            _dataStart = 8 + header.Length;
            _tensors = SafetensorsHeader.Parse(header, length - _dataStart, path).ToDictionary(t => t.Name, StringComparer.Ordinal);
        }
        catch
        {
            _view.Dispose();
            throw;
        }
    }

    /// <summary>The file's path, as it was given.</summary>
    public string Path { get; }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, TensorInfo> Tensors => _tensors;

    /// <summary>Maps a file and checks its header.</summary>
    /// <exception cref="ModelException">No such file, or the header lies.</exception>
    public static SafetensorsFile Open(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var length = stream.Length;
            if (length < 8) throw new ModelException($"{path}: the file has {length} bytes, but a safetensors file has at least 8.");

            var mapped = MemoryMappedFile.CreateFromFile(
                stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            try
            {
                return new SafetensorsFile(path, mapped, length);
            }
            catch
            {
                mapped.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException($"{path}: there is no such file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path}: it cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
    }

    /// <summary>Reads one tensor as float, whatever floating-point type it is stored in.</summary>
    /// <returns>The elements, row-major.</returns>
    /// <exception cref="ModelException">No such tensor, not of a floating-point type, or an element is not a finite float.</exception>
    public float[] Read(string name)
    {
        if (!_tensors.TryGetValue(name, out var tensor))
            throw new ModelException($"{Path}: there is no tensor \"{name}\" among the {_tensors.Count} in the file.");
        var source = $"{Path}: tensor \"{name}\"";
        if (!FloatConversion.Types.Contains(tensor.ElementType))
            throw new ModelException(
                $"{source}: dtype is \"{tensor.ElementType}\", but only {string.Join(", ", FloatConversion.Types)} "
                + "can be read as weights.");

        var size = FloatConversion.Size(tensor.ElementType);
        var count = tensor.ByteCount / size;
        if (count > Array.MaxLength)
            throw new ModelException($"{source}: it has {count} elements, but at most {Array.MaxLength} can be held.");

        var result = new float[count];
        for (var start = 0; start < result.Length; start += ElementsAtOnce)
        {
            var part = result.AsSpan(start, Math.Min(ElementsAtOnce, result.Length - start));
            var at = Bytes(_dataStart + tensor.Offset + (long)start * size, part.Length * size);
            var bad = FloatConversion.Convert(tensor.ElementType, at, part);
            if (bad >= 0)
                throw new ModelException(
                    $"{source}: element {start + bad} is {FloatConversion.Element(tensor.ElementType, at, bad):R}, "
                    + "but only finite numbers in the range of float are allowed.");
        }
        return result;
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private byte[] ReadHeader(string path, long length)
    {
        var claimed = BinaryPrimitives.ReadUInt64LittleEndian(Bytes(0, 8));
        if (claimed > LongestHeader)
            throw new ModelException($"{path}: the header claims {claimed} bytes, but at most {LongestHeader} are allowed.");
        if (claimed > (ulong)(length - 8))
            throw new ModelException($"{path}: the header claims {claimed} bytes, but only {length - 8} follow.");
        return Bytes(8, (int)claimed).ToArray();
    }

    private byte[] Bytes(long offset, int count)
    {
        var buffer = new byte[count];
        _view.ReadArray(offset, buffer, 0, count);
        return buffer;
    }
}
