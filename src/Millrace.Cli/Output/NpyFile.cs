using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Millrace.Cli;

/// <summary>Writes NumPy's format, version 1.0 (numpy.lib.format): a magic number, a header in Python's syntax, little-endian data.</summary>
internal static class NpyFile
{
    private const int Alignment = 64; // of the data, so that it can be mapped

    private static readonly string[] Devices = ["/dev/", "/proc/", "/sys/"];

    /// <summary>Writes a matrix of float32; under a temporary name until it is whole.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<float> values, int rows, int columns)
    {
        if (path.Length == 0) throw new UsageException("--output: the name of the file is empty.");
        if (Directory.Exists(path)) throw new UsageException($"{path}: it is a folder, but a file is to be written.");
        path = Target(path);
        // A device would be replaced by a file, for everybody.
        if (Devices.Any(folder => Path.GetFullPath(path).StartsWith(folder, StringComparison.Ordinal)))
            throw new UsageException($"{path}: it is a device, but a file is to be written.");
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                file.Write(Header(rows, columns));
                WriteData(file, values);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Delete(temporary);
            throw new UsageException($"{path}: it cannot be written ({Reason(e, path)}).", e);
        }
    }

    /// <summary>Where a link leads: the link stays, its target is written.</summary>
    private static string Target(string path) =>
        File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : path;

    private static byte[] Header(int rows, int columns)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}");
        const int before = 10; // magic number, version, length
        var length = (before + text.Length + 1 + Alignment - 1) / Alignment * Alignment - before;
        var header = new byte[before + length];
        ReadOnlySpan<byte> magic = [0x93, .. "NUMPY"u8, 1, 0];
        magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)length);
        Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n", header.AsSpan(before));
        return header;
    }

    private static void WriteData(FileStream file, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            // A span counts its bytes in an int, so a matrix of 2 GB and more goes in pieces.
            const int piece = 1 << 24;
            for (; !values.IsEmpty; values = values[Math.Min(piece, values.Length)..])
                file.Write(MemoryMarshal.AsBytes(values[..Math.Min(piece, values.Length)]));
            return;
        }

        Span<byte> bytes = stackalloc byte[4];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            file.Write(bytes);
        }
    }

    private static string Reason(Exception e, string path) => e is DirectoryNotFoundException
        ? $"there is no folder {Path.GetDirectoryName(path)}"
        : e.Message.ReplaceLineEndings(" ").TrimEnd('.');

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // It was never made, or nothing can be done; the first failure is the one to report.
        }
    }
}
