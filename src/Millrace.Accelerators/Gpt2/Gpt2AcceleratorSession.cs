using Millrace.Models;

namespace Millrace.Accelerators;

/// <summary>One sequence on the accelerator. Each call is one launch: a prompt streams through in prefill, a single token behind it is
/// decoded.</summary>
public sealed class Gpt2AcceleratorSession : ILanguageModelSession
{
    private readonly Gpt2Accelerator accelerator;
    private readonly Gpt2Accelerator.Caches caches;
    private readonly List<LaunchReport> launches = [];

    internal Gpt2AcceleratorSession(Gpt2Accelerator accelerator) => (this.accelerator, caches) = (accelerator, new(accelerator));

    /// <inheritdoc/>
    public int Position { get; private set; }

    /// <summary>What each launch took, in order.</summary>
    public IReadOnlyList<LaunchReport> Launches => launches;

    /// <inheritdoc/>
    public float[] Forward(ReadOnlySpan<int> tokens) => Dequantize(ForwardInteger(tokens, tokens.Length));

    /// <summary>As <see cref="Forward"/>, with logits of the last token alone: all that generation needs.</summary>
    /// <returns>[vocabulary].</returns>
    /// <exception cref="ModelException">A token id is out of range, or the context is full; nothing was taken then.</exception>
    public float[] ForwardLast(ReadOnlySpan<int> tokens) => Dequantize(ForwardInteger(tokens, 1));

    /// <summary>The logits as the hardware gives them.</summary>
    /// <param name="tokens">Token ids; may be empty.</param>
    /// <param name="wanted">How many of the last tokens want logits.</param>
    /// <returns>[wanted, vocabulary] Int(24), row-major.</returns>
    /// <exception cref="ModelException">A token id is out of range, or the context is full; nothing was taken then.</exception>
    public int[] ForwardInteger(ReadOnlySpan<int> tokens, int wanted)
    {
        SessionGuard.Require(accelerator, Position, tokens);
        if (tokens.Length == 0)
            return [];
        ArgumentOutOfRangeException.ThrowIfLessThan(wanted, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wanted, tokens.Length);
        var (logits, report) = accelerator.Launch(caches, Position, tokens.Length, wanted, Embed(tokens));
        launches.Add(report);
        Position += tokens.Length;
        return Order(logits, wanted);
    }

    private long[] Embed(ReadOnlySpan<int> tokens) => Embed(accelerator, Position, tokens);

    /// <summary>The rows that the host sends, padding included.</summary>
    internal static long[] Embed(Gpt2Accelerator accelerator, int position, ReadOnlySpan<int> tokens)
    {
        var s = accelerator.Shapes;
        var rows = new long[tokens.Length * s.Width];
        for (var r = 0; r < tokens.Length; r++)
        {
            var row = accelerator.Model.Embed(tokens[r], position + r);
            for (var i = 0; i < row.Length; i++)
                rows[(r * s.Width) + i] = row[i];
        }

        return rows;
    }

    /// <summary>From the order of the head's engine (a few columns of all rows of a tile, then the next) to rows; padding is
    /// dropped.</summary>
    private int[] Order(long[] words, int rows)
    {
        var head = accelerator.Shapes.Head;
        var (vocabulary, tileRows) = (accelerator.VocabularySize, head.Tiling.TileRows);
        var logits = new int[rows * vocabulary];
        var at = 0;
        for (var tile = 0; tile < rows; tile += tileRows)
        {
            for (var n = 0; n < head.OutputTiles; n++)
            {
                for (var row = tile; row < Math.Min(tile + tileRows, rows); row++)
                {
                    for (var p = 0; p < head.OutputLanes; p++, at++)
                    {
                        var column = (n * head.OutputLanes) + p;
                        if (column < vocabulary)
                            logits[(row * vocabulary) + column] = (int)words[at];
                    }
                }
            }
        }

        return logits;
    }

    private float[] Dequantize(int[] logits)
    {
        var scale = accelerator.Model.LogitScale;
        return Array.ConvertAll(logits, logit => (float)(logit * scale));
    }
}
