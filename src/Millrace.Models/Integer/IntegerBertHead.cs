using Millrace.Models.Quantization;

namespace Millrace.Models.Integer;

/// <summary>Pooler and head of a BERT in integers, from the last hidden state on: the part that an accelerator leaves to its
/// host.</summary>
public static class IntegerBertHead
{
    /// <summary>Hidden states, pooled row and logits of one sequence.</summary>
    /// <param name="quantized">The model.</param>
    /// <param name="hidden">Last hidden state: [tokens, width] Int(24).</param>
    /// <param name="observer">Sees the integers inside; null for nobody.</param>
    public static BertIntegers Apply(QuantizedBert quantized, int[] hidden, IIntegerObserver? observer = null)
    {
        var (head, d) = (quantized.Head, quantized.Config.Width);
        var rows = new sbyte[hidden.Length];
        IntegerRescale.Apply(head.Rescale, hidden, rows);
        if (quantized.Config.Head == BertHead.MaskedLM) return new(hidden, null, Masked(head, rows, hidden.Length / d, observer));

        if (head.Input is null) return new(hidden, null, Output(head, rows, hidden.Length / d, observer));
        var pooled = Pooled(head, rows.AsSpan(0, d), observer);
        return new(hidden, Array.ConvertAll(pooled, value => (int)value), Output(head, pooled, 1, observer));
    }

    private static sbyte[] Pooled(QuantizedBertHead head, ReadOnlySpan<sbyte> first, IIntegerObserver? observer)
    {
        var before = new int[first.Length];
        var pooled = new sbyte[first.Length];
        IntegerLinear.Apply(head.Input!, first, before);
        observer?.Observe(ActivationSite.HeadInput, -1, before);
        IntegerActivation.Apply(head.Activation!, before, pooled);
        observer?.Observe(ActivationSite.HeadActivation, -1, Array.ConvertAll(pooled, value => (int)value));
        return pooled;
    }

    // Row by row, so that only the logits are as many as the tokens.
    private static int[] Masked(QuantizedBertHead head, sbyte[] rows, int tokens, IIntegerObserver? observer)
    {
        int d = head.Input!.Inputs, v = head.Output!.Outputs;
        var x = new int[d];
        for (var r = 0; r < tokens; r++)
        {
            var row = rows.AsSpan(r * d, d);
            IntegerLinear.Apply(head.Input, row, x);
            observer?.Observe(ActivationSite.HeadInput, -1, x);
            for (var i = 0; i < d; i++) x[i] = head.Activation!.Table[x[i] + QuantizedActivation.Entries / 2];
            observer?.Observe(ActivationSite.HeadActivation, -1, x);
            IntegerLayerNorm.Apply(head.Norm!, x, row);
            observer?.Observe(ActivationSite.FinalNorm, -1, Array.ConvertAll(row.ToArray(), value => (int)value));
        }

        return Output(head, rows, tokens, observer)!;
    }

    private static int[]? Output(QuantizedBertHead head, ReadOnlySpan<sbyte> rows, int tokens, IIntegerObserver? observer)
    {
        if (head.Output is not { } output) return null;
        var logits = new int[checked(tokens * output.Outputs)];
        IntegerLinear.Apply(output, rows, logits, tokens);
        for (var r = 0; r < tokens; r++) observer?.Observe(ActivationSite.Logits, -1, logits.AsSpan(r * output.Outputs, output.Outputs));
        return logits;
    }
}
