namespace Millrace.Cli;

/// <summary>Why no more tokens came.</summary>
internal enum StopReason
{
    /// <summary>As many as were asked for.</summary>
    Length,

    /// <summary>The model ended the text.</summary>
    EndOfText,

    /// <summary>The model's context is full.</summary>
    Context,
}
