namespace Millrace.Models;

/// <summary>
/// Anything that encodes a sequence with BERT's architecture: the float reference, the integer reference, a simulated network. Immutable
/// and safe to share between threads.
/// </summary>
public interface IBertModel
{
    /// <summary>Shape and options.</summary>
    BertConfig Config { get; }

    /// <summary>Encodes one sequence.</summary>
    /// <exception cref="ModelException">The input does not suit the model; see <see cref="BertInput.Require"/>.</exception>
    BertOutput Encode(BertInput input);
}
