namespace Millrace.Kernels;

/// <summary>A parameter of a kernel that is out of range: names the kernel, the parameter, what was given and what is allowed.</summary>
public sealed class KernelParameterException(string kernel, string parameter, string given, string allowed)
    : Exception($"kernel '{kernel}': '{parameter}' is {given}; {allowed}")
{
    /// <summary>The kernel.</summary>
    public string Kernel { get; } = kernel;

    /// <summary>The parameter.</summary>
    public string Parameter { get; } = parameter;

    /// <summary>Throws unless a parameter is as it must be.</summary>
    /// <param name="holds">What must hold.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="given">Its value.</param>
    /// <param name="allowed">What is allowed.</param>
    /// <exception cref="KernelParameterException">It does not hold.</exception>
    public static void Require(bool holds, string kernel, string parameter, long given, string allowed)
    {
        if (!holds)
            throw new KernelParameterException(kernel, parameter, FormattableString.Invariant($"{given}"), allowed);
    }
}
