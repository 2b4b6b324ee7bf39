namespace Millrace.Models.Quantization;

/// <summary>What a model is calibrated on when nobody gives text: its own. Sampling from the model needs no data and no tokenizer, works
/// for any vocabulary, and stays close to what the model was trained on, where arbitrary tokens would not.</summary>
public static class CalibrationSequences
{
    /// <summary>Number of sequences.</summary>
    public const int Count = 4;

    /// <summary>The longest sequence; the model's context if that is less.</summary>
    public const int MaxLength = 128;

    /// <summary>Sequences that the model writes: the first tokens spread over the vocabulary, the others drawn from its own softmax with a
    /// fixed generator, so that the result is always the same.</summary>
    public static IReadOnlyList<int[]> FromModel(Gpt2FloatModel model)
    {
        var sampler = new Sampler(new SamplerOptions { Seed = 2024 });
        var sequences = new int[Count][];
        for (var s = 0; s < Count; s++)
        {
            var session = model.Start();
            var sequence = new int[Math.Min(MaxLength, model.ContextLength)];
            sequence[0] = (int)((long)model.VocabularySize * s / Count);
            for (var i = 1; i < sequence.Length; i++)
                sequence[i] = sampler.Next(session.Forward([sequence[i - 1]]));
            sequences[s] = sequence;
        }

        return sequences;
    }

    /// <summary>A text cut into sequences as long as the model's context; at most <paramref name="most"/> of them, spread over the
    /// text.</summary>
    /// <param name="model">Whose context it is.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="text">Text of the kind that the model will see; null for <see cref="English"/>.</param>
    /// <param name="most">The most sequences, at least 1: ranges change little after a few thousand tokens.</param>
    /// <exception cref="ModelException">The text holds no tokens, or one that the tokenizer does not know.</exception>
    public static IReadOnlyList<int[]> FromText(ILanguageModel model, Tokenizer tokenizer, string? text = null, int most = 8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var tokens = tokenizer.Encode(text ?? English);
        if (tokens.Length == 0)
            throw new ModelException("The text to calibrate on is empty.");
        var chunks = tokens.Chunk(model.ContextLength).ToArray();
        var count = Math.Min(most, chunks.Length);
        return [.. Enumerable.Range(0, count).Select(i => chunks[(int)((long)chunks.Length * i / count)])];
    }

    /// <summary>A page of plain prose with dialogue, names, numbers and punctuation, for models of English when there is no better text.</summary>
    public const string English =
        """
        The mill stood where the river bent, a long grey house with nine windows and a wheel that had not stopped since 1842. Every morning,
        before the light had reached the far bank, Martha walked down to the sluice and looked at the water.

        "It is higher than yesterday," she said. "By two inches, perhaps three."

        "Then open the second gate," answered her brother, who had followed with the lantern. "If we wait, the stones will run hot, and you
        know what happened last time." He did not finish; there was no need to. Half of the grain had been lost, and with it most of the
        money they had hoped to put by for the winter.

        She turned the iron key. Slowly at first, then all at once, the race filled: brown water, white foam, a smell of mud and cut grass.
        The wheel groaned, moved, and took up its old song. What is a mill, after all, but a patient way of asking a river for help?

        ACCOUNTS, third week of October: 14 sacks of wheat, 6 of rye (damp), 2.5 of barley. Paid: 31 shillings. Owed: 9. Weather fair, wind
        from the north-west; a heron seen at noon near the lower pond.

        Come, gentle stream, and turn the heavy stone,
        For they that eat must never grind alone.

        In the afternoon a stranger came to the door. He wore a long coat, he carried neither bag nor stick, and he asked - politely, but
        without once looking at either of them - whether the house was for sale. Martha laughed. "Ask the river," she said; "it was here
        before us, and I think it means to stay."
        """;
}
