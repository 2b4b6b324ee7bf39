namespace Millrace.Cli;

/// <summary><c>millrace tokenize --json</c>.</summary>
/// <param name="Tokens">The ids of each line.</param>
internal sealed record TokenizeResult(IReadOnlyList<IReadOnlyList<int>> Tokens);
