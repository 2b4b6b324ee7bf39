namespace Millrace.Kernels;

/// <summary>Which elements of a head are rotated together.</summary>
public enum RopePairing
{
    /// <summary>Neighbours, x[2i] and x[2i+1]: as published, and in GPT-J.</summary>
    Interleaved,

    /// <summary>Elements half a head apart, x[i] and x[i + d/2]: GPT-NeoX, and Llama in Hugging Face checkpoints.</summary>
    HalfSplit,
}
