using System.Globalization;
using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>A value for each parameter of a kernel: those that were given, and the defaults of the others.</summary>
public sealed class KernelValues
{
    private readonly Dictionary<string, string> values;

    internal KernelValues(CatalogueKernel kernel, IReadOnlyDictionary<string, string> given)
    {
        foreach (var (name, value) in given)
        {
            var parameter = kernel.Parameters.FirstOrDefault(p => p.Name == name) ?? throw new KernelCatalogueException(
                $"kernel '{kernel.Name}' has no parameter '{name}'; it has {string.Join(", ", kernel.Parameters.Select(p => p.Name))}.");
            if (!parameter.Accepts(value))
                throw new KernelParameterException(kernel.Name, name, value, $"{parameter.Allowed} is allowed");
        }

        values = kernel.Parameters.ToDictionary(p => p.Name, p => given.GetValueOrDefault(p.Name, p.Default), StringComparer.Ordinal);
    }

    /// <summary>All of them, as text.</summary>
    public IReadOnlyDictionary<string, string> All => values;

    /// <summary>The value of a parameter, as text.</summary>
    public string this[string name] => values[name];

    /// <summary>The value of an integer.</summary>
    public int Integer(string name) => (int)Long(name);

    /// <summary>The value of an integer that may need 64 bits.</summary>
    public long Long(string name) => long.Parse(values[name], CultureInfo.InvariantCulture);

    /// <summary>The value of a type.</summary>
    public ScalarType Type(string name) => ElementType.Parse(values[name])!;
}
