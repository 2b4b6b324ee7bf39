using System.Diagnostics;

namespace Millrace.Hls;

/// <summary>Finds the user's line of an operator, which cannot take caller attributes: the innermost frame of the stack that is not of this
/// library.</summary>
internal static class UserLine
{
    /// <summary>The line that called into this library.</summary>
    internal static SourcePosition Caller(SourcePosition otherwise) => First(new StackTrace(true), otherwise);

    private static SourcePosition First(StackTrace trace, SourcePosition otherwise)
    {
        foreach (var frame in trace.GetFrames())
        {
            if (frame.GetMethod()?.Module != typeof(UserLine).Module && frame.GetFileName() is { } file)
                return new SourcePosition(file, frame.GetFileLineNumber());
        }

        return otherwise;
    }
}
