namespace Millrace.Models;

/// <summary>
/// A model as Hugging Face stores it: a folder with <c>config.json</c>, a safetensors checkpoint and, if text is to be handled, a
/// tokenizer. Opening it reads the configuration alone. It holds a decoder, GPT-2, or an encoder of BERT's architecture.
/// </summary>
public sealed class ModelFolder
{
    private readonly Gpt2Config? _decoder;
    private readonly BertConfig? _encoder;

    private ModelFolder(string path, Gpt2Config? decoder, BertConfig? encoder) => (Path, _decoder, _encoder) = (path, decoder, encoder);

    /// <summary>The folder, as it was given.</summary>
    public string Path { get; }

    /// <summary>Whether the model is an encoder.</summary>
    public bool IsEncoder => _encoder is not null;

    /// <summary>Shape and options of a decoder.</summary>
    /// <exception cref="ModelException">The model is an encoder.</exception>
    public Gpt2Config Config => _decoder
        ?? throw new ModelException($"{Path}: the model is an encoder ({Name(_encoder!)}), but a decoder is needed here: a GPT-2.");

    /// <summary>Shape and options of an encoder.</summary>
    /// <exception cref="ModelException">The model is a decoder.</exception>
    public BertConfig EncoderConfig => _encoder
        ?? throw new ModelException(
            $"{Path}: the model is a decoder (GPT-2), but an encoder is needed here: a BERT, RoBERTa or DistilBERT.");

    /// <summary>Opens a folder and reads its configuration.</summary>
    /// <exception cref="ModelException">No such folder, or <c>config.json</c> is missing, malformed or of another architecture.</exception>
    public static ModelFolder Open(string path)
    {
        if (File.Exists(path)) throw new ModelException($"{path}: it is a file, but a model is a folder.");
        if (!Directory.Exists(path)) throw new ModelException($"{path}: there is no such folder.");
        var source = System.IO.Path.Combine(path, "config.json");
        var json = ModelText.Read(source);
        return IsEncoderConfig(json, source)
            ? new ModelFolder(path, decoder: null, BertConfig.Parse(json, source))
            : new ModelFolder(path, Gpt2Config.Parse(json, source), encoder: null);
    }

    /// <summary>Reads all weights of a decoder into memory, as float.</summary>
    /// <exception cref="ModelException">The checkpoint is missing, malformed, or of another shape than the configuration's; or the model is
    /// an encoder.</exception>
    public Gpt2Weights LoadWeights()
    {
        var config = Config;
        using var checkpoint = Checkpoint.Open(Path);
        return Gpt2Weights.Load(config, checkpoint);
    }

    /// <summary>Reads all weights of a decoder and makes the float reference of them.</summary>
    /// <exception cref="ModelException">As <see cref="LoadWeights"/>.</exception>
    public Gpt2FloatModel LoadFloatModel() => new(Config, LoadWeights());

    /// <summary>Reads all weights of an encoder and makes the float reference of them.</summary>
    /// <exception cref="ModelException">The checkpoint is missing, malformed, or of another shape than the configuration's; or the model is
    /// a decoder.</exception>
    public BertFloatModel LoadEncoder()
    {
        var config = EncoderConfig;
        using var checkpoint = Checkpoint.Open(Path);
        return new BertFloatModel(config, BertWeights.Load(config, checkpoint));
    }

    /// <summary>Reads the tokenizer of a decoder; only where text is needed, since a folder may be without.</summary>
    /// <exception cref="ModelException">There is none, or it is malformed or of another kind than GPT-2's.</exception>
    public Tokenizer LoadTokenizer() => Tokenizer.Load(Path);

    /// <summary>Reads the tokenizer of an encoder; only where text is needed, since a folder may be without.</summary>
    /// <exception cref="ModelException">There is none, or it is malformed or of another kind than BERT's and RoBERTa's; or the model is a
    /// decoder.</exception>
    public EncoderTokenizer LoadEncoderTokenizer() => EncoderTokenizer.Load(Path, EncoderConfig);

    /// <summary>Whether a <c>config.json</c> is an encoder's; a GPT-2's, or one that is not supported, is none.</summary>
    internal static bool IsEncoderConfig(string json, string source) => ModelText.ReadJson(json, source, root =>
    {
        var fields = new JsonFields(root, source);
        return BertConfigReader.Knows(fields.OptionalText("model_type"), fields.Texts("architectures"));
    });

    private static string Name(BertConfig config) => config.Family switch
    {
        BertFamily.Roberta => "RoBERTa",
        BertFamily.DistilBert => "DistilBERT",
        _ => "BERT",
    };
}
