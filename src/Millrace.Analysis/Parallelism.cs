namespace Millrace.Analysis;

/// <summary>How several devices share a model.</summary>
/// <param name="Tensor">p1, devices that share each layer.</param>
/// <param name="Pipeline">p2, devices that layers are dealt out to in a row.</param>
public readonly record struct Parallelism(int Tensor, int Pipeline)
{
    private const int MostDevices = 1024;

    /// <summary>One device.</summary>
    public static Parallelism None => new(1, 1);

    /// <summary>Devices.</summary>
    public int Devices => Tensor * Pipeline;

    /// <summary>The scheme of what was said: devices that are not spoken for share each layer.</summary>
    /// <param name="devices">How many there are, or null for as many as the scheme takes.</param>
    /// <param name="tensor">p1, or null.</param>
    /// <param name="pipeline">p2, or null.</param>
    /// <exception cref="AnalysisException">A number is out of its range, or they contradict each other.</exception>
    public static Parallelism Resolve(int? devices, int? tensor, int? pipeline)
    {
        Require("the number of FPGAs", devices);
        Require("tensor parallelism", tensor);
        Require("pipeline parallelism", pipeline);
        var given = (tensor ?? 1) * (pipeline ?? 1);
        var all = devices ?? given;
        if (all > MostDevices) throw new AnalysisException($"{all} FPGAs are asked for, but at most {MostDevices} are allowed.");
        if (all % given != 0 || (tensor is not null && pipeline is not null && all != given))
            throw new AnalysisException(
                $"tensor parallelism {tensor ?? 1} and pipeline parallelism {pipeline ?? 1} take {given} FPGAs, but the number of FPGAs is {all}.");
        return tensor is null ? new Parallelism(all / (pipeline ?? 1), pipeline ?? 1) : new Parallelism(tensor.Value, all / tensor.Value);
    }

    /// <summary>Every scheme of what was said: for each number of devices the one that tensor and pipeline parallelism leave, or, where
    /// neither is given, all that divide the model's heads of keys and values and its layers.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="devices">Numbers of devices, or null for as many as the scheme takes.</param>
    /// <param name="tensor">p1, or null.</param>
    /// <param name="pipeline">p2, or null.</param>
    /// <exception cref="AnalysisException">A number is out of its range, they contradict each other, or nothing divides the
    /// model.</exception>
    public static IReadOnlyList<Parallelism> Schemes(TransformerShape shape, IReadOnlyList<int>? devices, int? tensor, int? pipeline)
    {
        if (devices is null || tensor is not null || pipeline is not null)
            return [.. (devices ?? []).DefaultIfEmpty(0).Select(n => Resolve(n == 0 && devices is null ? null : n, tensor, pipeline))];
        return [.. devices.SelectMany(n => Dividing(shape, Resolve(n, null, null).Devices))];
    }

    private static IReadOnlyList<Parallelism> Dividing(TransformerShape shape, int devices)
    {
        Parallelism[] schemes =
        [
            .. from pipeline in Enumerable.Range(1, devices)
               where devices % pipeline == 0 && shape.Layers % pipeline == 0 && shape.KeyValueHeads % (devices / pipeline) == 0
               select new Parallelism(devices / pipeline, pipeline),
        ];
        return schemes.Length > 0
            ? schemes
            : throw new AnalysisException(
                $"{devices} FPGAs cannot share {shape.Name}: they are no product of a divisor of its {shape.KeyValueHeads} heads of keys and "
                + $"values and one of its {shape.Layers} layers.");
    }

    private static void Require(string what, int? value)
    {
        if (value is < 1 or > MostDevices) throw new AnalysisException($"{what} is {value}, but it must be from 1 to {MostDevices}.");
    }
}
