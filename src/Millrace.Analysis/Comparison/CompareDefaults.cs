namespace Millrace.Analysis;

/// <summary>Prompts and output lengths that are compared where none are given: as many of the usual ones as the context allows.</summary>
public static class CompareDefaults
{
    private static readonly int[] Usual = [32, 64, 128, 256];

    /// <summary>The usual prompts that leave room for as many generated tokens as the shortest output has.</summary>
    public static IReadOnlyList<int> Prompts(TransformerShape shape)
    {
        var room = shape.IsEncoder ? shape.ContextLength : shape.ContextLength - Usual[0];
        return Usual.Where(l => l <= room).ToArray() is { Length: > 0 } fitting ? fitting : [Math.Max(1, shape.ContextLength / 2)];
    }

    /// <summary>The usual output lengths that fit behind the longest prompt; else all that fits; 0 of an encoder.</summary>
    public static IReadOnlyList<int> Generated(TransformerShape shape, IReadOnlyList<int> prompts)
    {
        var room = shape.IsEncoder ? 0 : Math.Max(0, shape.ContextLength - prompts.Max());
        return Usual.Where(g => g <= room).ToArray() is { Length: > 0 } fitting ? fitting : [room];
    }
}
