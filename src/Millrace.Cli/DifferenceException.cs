namespace Millrace.Cli;

/// <summary>What was compared is not equal; the command's output says where.</summary>
internal sealed class DifferenceException(string message) : Exception(message);
