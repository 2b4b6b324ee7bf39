using System.Text.RegularExpressions;
using Millrace.Hls;

namespace Millrace.Kernels.Tests;

/// <summary>The library by name.</summary>
public sealed class KernelCatalogueTests
{
    public static TheoryData<string> Names => [.. KernelCatalogue.All.Select(k => k.Name)];

    [Fact]
    public void Names_are_in_order_and_each_is_there_once()
    {
        var names = KernelCatalogue.All.Select(k => k.Name).ToArray();
        Assert.Equal(names.Order(StringComparer.Ordinal).Distinct(), names);
        Assert.All(names, n => Assert.Matches("^[a-z]+(-[a-z]+)*$", n));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_kernel_with_its_defaults_runs_to_its_end(string name)
    {
        var kernel = KernelCatalogue.Find(name).Build();
        var inputs = kernel.Design.Inputs.ToDictionary(c => c.Name, c => new long[kernel.InputWords[c.Name] * c.Type.Lanes]);
        var outputs = new RunSimulation(kernel.Design).Run(kernel.Launch, inputs);
        Assert.True(kernel.Timing.Cycles > 0);
        foreach (var output in kernel.Design.Outputs)
        {
            Assert.NotEmpty(outputs[output.Name]);
            Assert.Equal(outputs[output.Name].Length / output.Type.Lanes, kernel.Timing.Outputs[output.Name].Count);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_are_named_in_snake_case_and_take_their_defaults(string name)
    {
        var kernel = KernelCatalogue.Find(name);
        Assert.Equal(kernel.Parameters.Count, kernel.Parameters.Select(p => p.Name).Distinct().Count());
        Assert.All(kernel.Parameters, p => Assert.Matches(new Regex("^[a-z]+(_[a-z]+)*$"), p.Name));
        Assert.All(kernel.Parameters, p => Assert.True(p.Accepts(p.Default), p.Name));
        Assert.All(kernel.Parameters, p => Assert.False(p.Accepts("no such value"), p.Name));
    }

    [Fact]
    public void Words_of_inputs_are_those_of_the_launch()
    {
        var kernel = KernelCatalogue.Find("linear").Build(new Dictionary<string, string> { ["rows"] = "7", ["passes"] = "2" });
        Assert.Equal(7 * 24 / 4 * 2, kernel.InputWords["x"]);
        Assert.Equal(4 * 2 * 3 * 2, kernel.InputWords["weights"]);
        Assert.Equal(4 * 2 * 2, kernel.InputWords["scales"]);
    }

    [Theory]
    [InlineData("sofmax", "there is no kernel \"sofmax\"; the nearest names are softmax, fork, gemv.")]
    [InlineData("lin", "there is no kernel \"lin\"; the nearest names are linear, linear-resident, linear-streamed.")]
    public void An_unknown_kernel_is_refused(string name, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<KernelCatalogueException>(() => KernelCatalogue.Find(name)).Message);

    [Fact]
    public void An_unknown_parameter_is_refused() => Assert.Equal(
        "kernel 'fork' has no parameter 'lane'; it has element, lanes, words.",
        Assert.Throws<KernelCatalogueException>(() => Build("fork", "lane", "1")).Message);

    [Theory]
    [InlineData("fork", "lanes", "0", "kernel 'fork': 'lanes' is 0; an integer from 1 to 4096 is allowed")]
    [InlineData("fork", "lanes", "two", "kernel 'fork': 'lanes' is two; an integer from 1 to 4096 is allowed")]
    [InlineData("fork", "element", "int65", "kernel 'fork': 'element' is int65; int1 to int64, uint1 to uint63 is allowed")]
    [InlineData("fork", "element", "float", "kernel 'fork': 'element' is float; int1 to int64, uint1 to uint63 is allowed")]
    [InlineData("activation", "function", "tan", "kernel 'activation': 'function' is tan; gelu_tanh, relu or silu is allowed")]
    [InlineData("linear", "lanes", "0", "kernel 'linear': 'lanes' is 0; at least 1 is needed")]
    [InlineData("linear", "input_lanes", "6", "kernel 'linear': 'input_lanes' is 6; a multiple of the 4 lanes and at least 8 is needed")]
    [InlineData("memory-reader", "start", "60", "kernel 'memory-reader': 'count' is 48; the memory has 4 words from word 60 on")]
    [InlineData("attention", "start", "15", "kernel 'attention': 'rows' is 3; the context has 16 positions and the launch begins at 15")]
    [InlineData("linear-resident", "outputs", "1048576",
        "kernel 'linear-resident': 'outputs' is 1048576; 33554432 weights would be kept on chip, and 16777216 is the most")]
    [InlineData("linear-streamed", "passes", "1024", null)]
    public void Wrong_values_are_refused_by_catalogue_or_kernel(string kernel, string parameter, string value, string? message)
    {
        if (message is null) Build(kernel, parameter, value);
        else Assert.Equal(message, Assert.Throws<KernelParameterException>(() => Build(kernel, parameter, value)).Message);
    }

    [Fact]
    public void A_memory_that_nobody_can_simulate_is_refused() => Assert.Equal(
        "kernel 'key-value-cache': 'cache' is a memory of 536870912 bytes; at most 268435456 are simulated",
        Assert.Throws<KernelParameterException>(() => KernelCatalogue.Find("key-value-cache").Build(new Dictionary<string, string>
        {
            ["heads"] = "1024",
            ["context"] = "32768",
            ["head_size"] = "16",
        })).Message);

    private static KernelInstance Build(string kernel, string parameter, string value) =>
        KernelCatalogue.Find(kernel).Build(new Dictionary<string, string> { [parameter] = value });
}
