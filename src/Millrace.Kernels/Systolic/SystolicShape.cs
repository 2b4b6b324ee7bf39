namespace Millrace.Kernels;

/// <summary>
/// Shape of an output-stationary systolic array: what a linear engine of the same <see cref="Linear"/> computes, by processing elements
/// that pass operands on to their neighbours. TENSOR rows x inputs to rows x outputs; BLOCK TileRows x OutputLanes sums; STREAM in each
/// element InputLanes activations against as many weights of each of its outputs.
/// </summary>
/// <param name="Linear">TileRows are the rows of the array, OutputLanes its outputs, InputLanes the products of an output in a
/// cycle.</param>
/// <param name="ElementOutputs">Outputs of an element; of two or more, products of 8 bits share slices two by two.</param>
public sealed record SystolicShape(LinearShape Linear, int ElementOutputs)
{
    /// <summary>Rows of elements.</summary>
    public int Rows => Linear.Tiling.TileRows;

    /// <summary>Columns of elements.</summary>
    public int Columns => Linear.OutputLanes / ElementOutputs;

    /// <summary>Checks everything.</summary>
    /// <exception cref="KernelParameterException">A parameter is out of range.</exception>
    public SystolicShape Validate()
    {
        Linear.Validate("systolic", leastInputLanes: 1);
        KernelParameterException.Require(
            ElementOutputs >= 1 && Linear.OutputLanes % ElementOutputs == 0, "systolic", "element_outputs", ElementOutputs,
            $"a divisor of the {Linear.OutputLanes} output lanes is needed");
        return this;
    }
}
