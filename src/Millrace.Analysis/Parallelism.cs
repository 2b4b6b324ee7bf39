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

    private static void Require(string what, int? value)
    {
        if (value is < 1 or > MostDevices) throw new AnalysisException($"{what} is {value}, but it must be from 1 to {MostDevices}.");
    }
}
