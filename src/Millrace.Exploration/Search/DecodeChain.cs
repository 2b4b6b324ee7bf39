using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>
/// What one decoded token cannot fall below in the refined form: arrays one after the other, and between them the fixed steps that every
/// token takes. Two ways through attention are followed, and the longer counts: through the first head's queries and the scores of all
/// heads; or through the keys of the last head, behind nearly all of the first engine.
/// </summary>
internal readonly struct DecodeChain
{
    private readonly int _layers;
    private readonly double _scores;
    private readonly double _keys;
    private readonly double _keysPart;
    private readonly double _ends;
    private readonly double _head;

    /// <param name="d">The design; of its engines only levels and words that leave count here.</param>
    /// <param name="position">Position of the token.</param>
    internal DecodeChain(RefinedDesign d, int position)
    {
        var seen = position + 1.0;
        var (pass, load) = (seen * d.CyclesPerKey, seen * Math.Max(d.CyclesPerKey, d.CacheCyclesPerWord));
        var softmax = PipelineDepths.Scores + d.HeadLevels + PipelineDepths.Exponentials - 1 + pass + PipelineDepths.Reciprocal
            + PipelineDepths.Probabilities;
        var behind = softmax + pass - 1 + PipelineDepths.Mix + d.HeadWords - 1 + PipelineDepths.MixRequantize;
        var journey = PipelineDepths.Cache + d.WriteLatency + d.ReadLatency;
        var norm = PipelineDepths.Hop + RefinedForm.NormCycles(d) + PipelineDepths.Start;
        var order = PipelineDepths.Buffer - 1 + d.RowWords + (2 * PipelineDepths.Residual);
        var first = Depth(d.AttentionInput) - d.AttentionInput.OutputWords + 1;
        var rest = norm + behind + PipelineDepths.Start + Depth(d.AttentionOutput) + order
            + norm + Depth(d.MlpInput) + PipelineDepths.Activation + PipelineDepths.Start + Depth(d.MlpOutput) + order;
        _layers = d.Layers;
        _scores = rest + first + PipelineDepths.Queries - 1 + pass + ((d.Heads - 1) * load);
        _keys = rest + first + journey;
        _keysPart = 1 - ((0.5 - (d.QueryPart / 2)) / d.Heads);
        _ends = d.RowWords;
        _head = d.Head is { } head ? norm + Depth(head) : 0;
    }

    /// <summary>The part of the first engine that lies on the way through the keys.</summary>
    internal double KeysPart => _keysPart;

    /// <summary>Cycles of a token where arrays take no time, by way of the scores.</summary>
    internal double Scores => (_layers * _scores) + _ends + _head;

    /// <summary>The same by way of the keys.</summary>
    internal double Keys => (_layers * _keys) + _ends + _head;

    /// <summary>What of both lies behind the last layer.</summary>
    internal double Head => _head;

    /// <summary>Cycles of a token through arrays of some cycles.</summary>
    /// <param name="first">Of q, k and v, one layer.</param>
    /// <param name="others">Of the other engines of a layer.</param>
    /// <param name="head">Of the head.</param>
    internal double Cycles(double first, double others, double head) =>
        Math.Max(Scores, Keys + (_layers * _keysPart * first)) + (_layers * others) + head;

    /// <summary>Cycles between an array's last firing, or its start if it takes no time, and the last word that can be read.</summary>
    private static double Depth(in RefinedEngine engine) =>
        PipelineDepths.Array + engine.Levels + engine.OutputWords - 1 + PipelineDepths.Requantize;
}
