namespace Millrace.Models;

/// <summary>
/// The tensors of a model folder: those of <c>model.safetensors</c>, or of the shards that <c>model.safetensors.index.json</c> names.
/// </summary>
public sealed class Checkpoint : IDisposable
{
    private const string SingleName = "model.safetensors";
    private const string IndexName = "model.safetensors.index.json";

    private readonly Dictionary<string, SafetensorsFile> _fileOfTensor;
    private readonly string _source; // the file that says which tensors there are

    private Checkpoint(string source, Dictionary<string, SafetensorsFile> fileOfTensor) =>
        (_source, _fileOfTensor) = (source, fileOfTensor);

    /// <summary>The names of all tensors.</summary>
    public IReadOnlyCollection<string> Names => _fileOfTensor.Keys;

    /// <summary>Opens the checkpoint of a folder. A single file is preferred to an index, as transformers does.</summary>
    /// <exception cref="ModelException">There is none, a shard is missing or outside the folder, or a header lies.</exception>
    public static Checkpoint Open(string folder)
    {
        var single = Path.Combine(folder, SingleName);
        var index = Path.Combine(folder, IndexName);
        if (File.Exists(single))
        {
            var file = SafetensorsFile.Open(single);
            return new Checkpoint(single, file.Tensors.Keys.ToDictionary(name => name, _ => file, StringComparer.Ordinal));
        }
        if (File.Exists(index)) return new Checkpoint(index, OpenShards(folder, index));
        throw new ModelException($"{folder}: there is no checkpoint, neither {SingleName} nor {IndexName}.");
    }

    /// <summary>What the header says of a tensor.</summary>
    /// <exception cref="ModelException">There is no such tensor.</exception>
    public TensorInfo Find(string name) => Holder(name).Tensors[name];

    /// <summary>The path of the file that holds a tensor.</summary>
    /// <exception cref="ModelException">There is no such tensor.</exception>
    public string FileOf(string name) => Holder(name).Path;

    /// <summary>Reads a tensor as float, row-major, and checks its shape.</summary>
    /// <exception cref="ModelException">It is missing, has another shape or type, or an element is not a finite float.</exception>
    public float[] Read(string name, params ReadOnlySpan<long> shape)
    {
        var file = Holder(name);
        var given = file.Tensors[name];
        if (!shape.SequenceEqual(given.Shape.ToArray()))
            throw new ModelException(
                $"{file.Path}: tensor \"{name}\" has shape {given.ShapeText}, but {TensorInfo.FormatShape(shape.ToArray())} is expected.");
        return file.Read(name);
    }

    /// <summary>Unmaps the files.</summary>
    public void Dispose()
    {
        foreach (var file in _fileOfTensor.Values.Distinct()) file.Dispose();
    }

    private SafetensorsFile Holder(string name) => _fileOfTensor.TryGetValue(name, out var file)
        ? file
        : throw new ModelException($"{_source}: tensor \"{name}\" is missing.");

    private static Dictionary<string, SafetensorsFile> OpenShards(string folder, string index)
    {
        var shardOfTensor = CheckpointIndex.Load(index);
        var files = new Dictionary<string, SafetensorsFile>(StringComparer.Ordinal);
        try
        {
            foreach (var (tensor, shard) in shardOfTensor)
            {
                if (!files.TryGetValue(shard, out var file))
                    files.Add(shard, file = SafetensorsFile.Open(Path.Combine(folder, shard)));
                if (!file.Tensors.ContainsKey(tensor))
                    throw new ModelException($"{index}: weight_map places tensor \"{tensor}\" in \"{shard}\", "
                        + "but that file does not hold it.");
            }
        }
        catch
        {
            foreach (var file in files.Values) file.Dispose();
            throw;
        }
        return shardOfTensor.ToDictionary(entry => entry.Tensor, entry => files[entry.Shard], StringComparer.Ordinal);
    }
}
