using Millrace.Accelerators;
using Millrace.Models;

namespace Millrace.Cli;

/// <summary>Continues a prompt token by token, on any engine.</summary>
/// <param name="model">The engine.</param>
/// <param name="sampler">Chooses each token.</param>
/// <param name="endOfText">The token that ends a text; it is not among those generated.</param>
internal sealed class TokenGenerator(ILanguageModel model, Sampler sampler, int? endOfText)
{
    /// <summary>Generates.</summary>
    /// <param name="prompt">At least one token.</param>
    /// <param name="most">The most tokens to generate.</param>
    /// <param name="emit">Told each token as soon as it is chosen.</param>
    /// <param name="cancellation">Looked at between tokens.</param>
    /// <exception cref="ModelException">The prompt does not suit the model.</exception>
    public Generated Run(int[] prompt, int most, Action<int> emit, CancellationToken cancellation)
    {
        var session = model.Start();
        var tokens = new List<int>();
        var logits = Scores(session, prompt);
        var stopped = StopReason.Length;
        while (tokens.Count < most)
        {
            cancellation.ThrowIfCancellationRequested();
            var token = sampler.Next(logits);
            if (token == endOfText)
            {
                stopped = StopReason.EndOfText;
                break;
            }

            tokens.Add(token);
            emit(token);
            if (tokens.Count == most) break;
            if (session.Position == model.ContextLength)
            {
                stopped = StopReason.Context;
                break;
            }

            logits = Scores(session, [token]);
        }

        return new Generated(prompt, tokens, stopped, session is Gpt2AcceleratorSession accelerator ? [.. accelerator.Launches] : []);
    }

    // The accelerator's head need not work for the tokens of the prompt whose successors are known.
    private float[] Scores(ILanguageModelSession session, int[] tokens) => session is Gpt2AcceleratorSession accelerator
        ? accelerator.ForwardLast(tokens)
        : session.Forward(tokens)[^model.VocabularySize..];
}
