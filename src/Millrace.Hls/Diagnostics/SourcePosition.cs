namespace Millrace.Hls;

/// <summary>The line of the user's C# that made something.</summary>
/// <param name="File">File name as the compiler saw it.</param>
/// <param name="Line">Line, from 1; 0 if unknown.</param>
public readonly record struct SourcePosition(string File, int Line)
{
    /// <summary>A position nobody knows.</summary>
    public static SourcePosition Unknown => new("", 0);

    /// <summary>True if the position points somewhere.</summary>
    public bool IsKnown => Line > 0;

    /// <summary><c>File.cs:12</c>: the file's name without its folder, so that emitted text is the same on every machine.</summary>
    public override string ToString() =>
        IsKnown ? FormattableString.Invariant($"{Path.GetFileName(File.Replace('\\', '/'))}:{Line}") : "(unknown)";
}
