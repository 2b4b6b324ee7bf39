using static System.FormattableString;

namespace Millrace.Models;

/// <summary>All tensors of an encoder and its head, initialised as transformers does (<c>BertPreTrainedModel._init_weights</c>), but that
/// the padding token has an embedding too.</summary>
internal sealed class BertTensors
{
    private readonly BertConfig _config;
    private readonly BertTensorNames _names;
    private readonly double _deviation;
    private readonly string _prefix;

    private BertTensors(BertConfig config, double deviation)
    {
        (_config, _names, _deviation) = (config, BertTensorNames.Of(config.Family), deviation);
        _prefix = config.Head == BertHead.None ? "" : _names.Prefix;
    }

    /// <param name="config">The model.</param>
    /// <param name="deviation">Of weights (<c>initializer_range</c>).</param>
    public static IEnumerable<RandomTensor> Of(BertConfig config, double deviation)
    {
        var self = new BertTensors(config, deviation);
        return [.. self.Embeddings(), .. Enumerable.Range(0, config.Layers).SelectMany(self.Layer), .. self.Pooler(), .. self.Head()];
    }

    private IEnumerable<RandomTensor> Embeddings()
    {
        var embeddings = _prefix + "embeddings.";
        yield return Weight(embeddings + "word_embeddings.weight", _config.VocabularySize, _config.Width);
        yield return Weight(embeddings + "position_embeddings.weight", _config.Positions, _config.Width);
        if (_config.SegmentTypes > 0) yield return Weight(embeddings + "token_type_embeddings.weight", _config.SegmentTypes, _config.Width);
        foreach (var tensor in RandomTensor.Norm(embeddings + "LayerNorm", _config.Width)) yield return tensor;
    }

    private IEnumerable<RandomTensor> Layer(int number)
    {
        int d = _config.Width, f = _config.InnerWidth;
        var layer = Invariant($"{_prefix}{_names.Layer}{number}.");
        return
        [
            .. Linear(layer + _names.Query, d, d), .. Linear(layer + _names.Key, d, d), .. Linear(layer + _names.Value, d, d),
            .. Linear(layer + _names.AttentionOutput, d, d), .. RandomTensor.Norm(layer + _names.AttentionNorm, d),
            .. Linear(layer + _names.MlpInput, d, f), .. Linear(layer + _names.MlpOutput, f, d),
            .. RandomTensor.Norm(layer + _names.MlpNorm, d),
        ];
    }

    private IEnumerable<RandomTensor> Pooler()
    {
        var name = (_config.Head, _config.Family) switch
        {
            (BertHead.None, BertFamily.DistilBert) => null,
            (BertHead.None, _) or (BertHead.SequenceClassification, BertFamily.Bert) => _prefix + "pooler.dense",
            (BertHead.SequenceClassification, _) => _names.ClassifierPooler,
            _ => null,
        };
        return name is null ? [] : Linear(name, _config.Width, _config.Width);
    }

    private IEnumerable<RandomTensor> Head()
    {
        int d = _config.Width, v = _config.VocabularySize;
        return _config.Head switch
        {
            BertHead.SequenceClassification => Linear(_names.Classifier, d, _config.Labels.Count),
            BertHead.QuestionAnswering => Linear("qa_outputs", d, 2),
            BertHead.MaskedLM =>
            [
                .. Linear(_names.MaskedTransform, d, d), .. RandomTensor.Norm(_names.MaskedNorm, d),
                .. _config.TiedHead ? Enumerable.Empty<RandomTensor>() : [Weight(_names.MaskedDecoder, v, d)],
                RandomTensor.Bias(_names.MaskedBias, v),
            ],
            _ => [],
        };
    }

    private IEnumerable<RandomTensor> Linear(string name, int inputs, int outputs) =>
        [Weight(name + ".weight", outputs, inputs), RandomTensor.Bias(name + ".bias", outputs)];

    private RandomTensor Weight(string name, int rows, int columns) => RandomTensor.Weight(name, _deviation, rows, columns);
}
