using Millrace.Models;
using Millrace.Models.Tests;

namespace Millrace.Cli.Tests;

/// <summary>Checkpoints that a command handles in no time.</summary>
internal static class Tiny
{
    public static readonly Gpt2Config Config = new() { Width = 16, Layers = 2, Heads = 2, ContextLength = 24, VocabularySize = 257, EosToken = 256 };

    /// <summary>With a token for each byte.</summary>
    public static TinyCheckpoint WithText() => new(Config, byteTokenizer: true);

    /// <summary>Without a tokenizer.</summary>
    public static TinyCheckpoint WithoutText() => new(Config with { VocabularySize = 11, EosToken = null });
}
