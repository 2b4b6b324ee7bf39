using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>The engines of a point, in the order in which a token meets them.</summary>
internal enum EngineSlot
{
    AttentionInput,
    AttentionOutput,
    MlpInput,
    MlpOutput,
    Head,
}

/// <summary>The matrix an engine multiplies by on one device, without padding.</summary>
/// <param name="Inputs">Rows of the matrix.</param>
/// <param name="Outputs">Columns of it; not whole where devices share them unevenly.</param>
internal readonly record struct EngineSize(int Inputs, double Outputs)
{
    internal const int Slots = 5;

    /// <summary>Weights.</summary>
    internal double Weights => Inputs * Outputs;

    /// <summary>The fewest input lanes of an engine, a multiple of the lanes.</summary>
    internal static int LeastInputLanes(int weightBits, int lanes) =>
        ResourceShape.RoundUp(DesignPoint.LeastInputLanes(weightBits), lanes);

    /// <summary>Column tiles of an engine.</summary>
    internal double Columns(EnginePoint engine) => Math.Ceiling(Outputs / engine.OutputLanes);

    /// <summary>Cycles in which an engine takes some rows: a weight word each, or the words that leave if they are more.</summary>
    internal double Cycles(EnginePoint engine, int lanes, int rows) => Columns(engine)
        * Math.Max(Math.Ceiling((double)Inputs / engine.InputLanes), rows * (engine.OutputLanes / lanes));

    /// <summary>Words that an engine's memory brings for some rows: of each column tile the weights, and one of biases and
    /// multipliers.</summary>
    internal double MemoryWords(EnginePoint engine) => Columns(engine) * (Math.Ceiling((double)Inputs / engine.InputLanes) + 1);

    /// <summary>The matrices of a model, by <see cref="EngineSlot"/>, for a number of devices that share each layer. An encoder's head is
    /// empty.</summary>
    internal static EngineSize[] Of(ModelShape model, int tensor)
    {
        var heads = model.KeyValueHeads / tensor;
        var group = model.Heads / model.KeyValueHeads;
        var inner = (double)model.InnerWidth / tensor;
        return
        [
            new(model.Width, heads * (group + 2) * model.HeadSize),
            new(heads * group * model.HeadSize, model.Width),
            new(model.Width, inner * model.InnerInputs),
            new((int)Math.Ceiling(inner), model.Width),
            new(model.Width, model.IsEncoder ? 0 : (double)model.VocabularySize / tensor),
        ];
    }
}
