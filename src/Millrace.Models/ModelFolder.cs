namespace Millrace.Models;

/// <summary>
/// A model as Hugging Face stores it: a folder with <c>config.json</c>, a safetensors checkpoint and, if text is to be handled, a
/// tokenizer. Opening it reads the configuration alone.
/// </summary>
public sealed class ModelFolder
{
    private ModelFolder(string path, Gpt2Config config) => (Path, Config) = (path, config);

    /// <summary>The folder, as it was given.</summary>
    public string Path { get; }

    /// <summary>Shape and options of the model.</summary>
    public Gpt2Config Config { get; }

    /// <summary>Opens a folder and reads its configuration.</summary>
    /// <exception cref="ModelException">No such folder, or <c>config.json</c> is missing, malformed or of another architecture.</exception>
    public static ModelFolder Open(string path)
    {
        if (File.Exists(path)) throw new ModelException($"{path}: it is a file, but a model is a folder.");
        if (!Directory.Exists(path)) throw new ModelException($"{path}: there is no such folder.");
        return new ModelFolder(path, Gpt2Config.Load(System.IO.Path.Combine(path, "config.json")));
    }

    /// <summary>Reads all weights into memory, as float.</summary>
    /// <exception cref="ModelException">The checkpoint is missing, malformed, or of another shape than the configuration's.</exception>
    public Gpt2Weights LoadWeights()
    {
        using var checkpoint = Checkpoint.Open(Path);
        return Gpt2Weights.Load(Config, checkpoint);
    }

    /// <summary>Reads all weights and makes the float reference of them.</summary>
    /// <exception cref="ModelException">As <see cref="LoadWeights"/>.</exception>
    public Gpt2FloatModel LoadFloatModel() => new(Config, LoadWeights());

    /// <summary>Reads the tokenizer; only where text is needed, since a folder may be without.</summary>
    /// <exception cref="ModelException">There is none, or it is malformed or of another kind than GPT-2's.</exception>
    public Tokenizer LoadTokenizer() => Tokenizer.Load(Path);
}
