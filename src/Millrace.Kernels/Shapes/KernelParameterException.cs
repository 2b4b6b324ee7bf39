namespace Millrace.Kernels;

/// <summary>A parameter of a kernel that is out of range: names the kernel, the parameter, what was given and what is allowed.</summary>
public sealed class KernelParameterException(string kernel, string parameter, string given, string allowed)
    : Exception($"kernel '{kernel}': '{parameter}' is {given}; {allowed}")
{
    /// <summary>The kernel.</summary>
    public string Kernel { get; } = kernel;

    /// <summary>The parameter.</summary>
    public string Parameter { get; } = parameter;

    internal static void Require(bool holds, string kernel, string parameter, long given, string allowed)
    {
        if (!holds)
            throw new KernelParameterException(kernel, parameter, FormattableString.Invariant($"{given}"), allowed);
    }
}
