using System.Globalization;

namespace Millrace.Models;

/// <summary>Finds an encoder's tensors in a checkpoint by the names that Hugging Face gives them.</summary>
internal sealed class BertWeightsReader
{
    private readonly BertConfig _config;
    private readonly Checkpoint _checkpoint;
    private readonly BertTensorNames _names;
    private readonly string _prefix;

    public BertWeightsReader(BertConfig config, Checkpoint checkpoint)
    {
        (_config, _checkpoint, _names) = (config, checkpoint, BertTensorNames.Of(config.Family));
        _prefix = checkpoint.Names.Contains(_names.Prefix + "embeddings.word_embeddings.weight") ? _names.Prefix : "";
    }

    public BertWeights Read()
    {
        RefuseOtherLayers();
        var (d, embeddings) = (_config.Width, _prefix + "embeddings.");
        var tokens = _checkpoint.Read(embeddings + "word_embeddings.weight", _config.VocabularySize, d);
        return new BertWeights
        {
            TokenEmbedding = tokens,
            PositionEmbedding = _checkpoint.Read(embeddings + "position_embeddings.weight", _config.Positions, d),
            SegmentEmbedding = _config.SegmentTypes == 0
                ? []
                : _checkpoint.Read(embeddings + "token_type_embeddings.weight", _config.SegmentTypes, d),
            EmbeddingNorm = Norm(embeddings + "LayerNorm"),
            Layers = [.. Enumerable.Range(0, _config.Layers).Select(Layer)],
            Pooler = Pooler(),
            Classifier = _config.Head switch
            {
                BertHead.SequenceClassification => Linear(_names.Classifier, d, _config.Labels.Count),
                BertHead.QuestionAnswering => Linear("qa_outputs", d, 2),
                _ => null,
            },
            Masked = _config.Head == BertHead.MaskedLM ? MaskedHead(tokens) : null,
        };
    }

    private BertLayerWeights Layer(int number)
    {
        int d = _config.Width, f = _config.InnerWidth;
        var layer = string.Create(CultureInfo.InvariantCulture, $"{_prefix}{_names.Layer}{number}.");
        return new BertLayerWeights
        {
            AttentionInput = SideBySide(
                [Linear(layer + _names.Query, d, d), Linear(layer + _names.Key, d, d), Linear(layer + _names.Value, d, d)]),
            AttentionOutput = Linear(layer + _names.AttentionOutput, d, d),
            AttentionNorm = Norm(layer + _names.AttentionNorm),
            MlpInput = Linear(layer + _names.MlpInput, d, f),
            MlpOutput = Linear(layer + _names.MlpOutput, f, d),
            MlpNorm = Norm(layer + _names.MlpNorm),
        };
    }

    // A classifier needs its own; a bare encoder has one or was saved without.
    private LinearWeights? Pooler()
    {
        var d = _config.Width;
        var own = _prefix + "pooler.dense";
        return _config.Head switch
        {
            BertHead.SequenceClassification => Linear(_config.Family == BertFamily.Bert ? own : _names.ClassifierPooler, d, d),
            BertHead.None when _checkpoint.Names.Contains(own + ".weight") => Linear(own, d, d),
            _ => null,
        };
    }

    private MaskedHeadWeights MaskedHead(float[] tokens)
    {
        int d = _config.Width, v = _config.VocabularySize;
        return new MaskedHeadWeights(
            Linear(_names.MaskedTransform, d, d),
            Norm(_names.MaskedNorm),
            _config.TiedHead ? tokens : _checkpoint.Read(_names.MaskedDecoder, v, d),
            _checkpoint.Read(_names.MaskedBias, v));
    }

    // Checkpoints converted from TensorFlow, and old ones, call gain and bias gamma and beta.
    private NormWeights Norm(string name)
    {
        var old = !_checkpoint.Names.Contains(name + ".weight") && _checkpoint.Names.Contains(name + ".gamma");
        return new(
            _checkpoint.Read(name + (old ? ".gamma" : ".weight"), _config.Width),
            _checkpoint.Read(name + (old ? ".beta" : ".bias"), _config.Width));
    }

    private LinearWeights Linear(string name, int inputs, int outputs) => new(
        inputs, outputs, Dense.Transposed(_checkpoint.Read(name + ".weight", outputs, inputs), outputs, inputs),
        _checkpoint.Read(name + ".bias", outputs));

    // One matrix of as many rows, the columns of all.
    private static LinearWeights SideBySide(LinearWeights[] parts)
    {
        var (inputs, outputs) = (parts[0].Inputs, parts.Sum(p => p.Outputs));
        var matrix = new float[inputs * outputs];
        for (var row = 0; row < inputs; row++)
        {
            var column = row * outputs;
            foreach (var part in parts)
            {
                part.Matrix.AsSpan(row * part.Outputs, part.Outputs).CopyTo(matrix.AsSpan(column));
                column += part.Outputs;
            }
        }

        return new LinearWeights(inputs, outputs, matrix, [.. parts.SelectMany(p => p.Bias)]);
    }

    // A layer or a part of one that the configuration does not know means that another model is meant: dropping it would be silently wrong.
    private void RefuseOtherLayers()
    {
        string[] endings = [".weight", ".bias", ".gamma", ".beta"];
        var start = _prefix + _names.Layer;
        foreach (var name in _checkpoint.Names.Order(StringComparer.Ordinal).Where(n => n.StartsWith(start, StringComparison.Ordinal)))
        {
            var rest = name[start.Length..];
            var dot = rest.IndexOf('.');
            var known = dot > 0
                && int.TryParse(rest[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var layer) && layer < _config.Layers
                && _names.LayerParts.Any(part => endings.Any(ending => rest[(dot + 1)..] == part + ending));
            if (!known)
                throw new ModelException(
                    $"{_checkpoint.FileOf(name)}: tensor \"{name}\" has no place in a model of {_config.Layers} layers, which "
                    + $"{BertFieldNames.Of(_config.Family).Layers} asks for.");
        }
    }
}
