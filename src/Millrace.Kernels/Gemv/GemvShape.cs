namespace Millrace.Kernels;

/// <summary>
/// Shape of a matrix times a vector, as decode needs it: y = requantize(W x + bias). The outputs are split over channels of memory, each
/// with an engine of its own. TENSOR inputs to outputs; BLOCK the vector; STREAM a word of weights a channel and cycle: OutputLanes rows of
/// W side by side, InputLanes products of each through an adder tree.
/// </summary>
/// <param name="Channel">The engine of a channel: its outputs are those of the whole divided by the channels, its tiles have a row.</param>
/// <param name="Channels">Channels of memory.</param>
public sealed record GemvShape(LinearShape Channel, int Channels)
{
    /// <summary>Outputs of all channels.</summary>
    public int Outputs => Channel.Outputs * Channels;

    /// <summary>Which output of the whole an output of a channel is: OutputLanes at a time the channels take turns.</summary>
    public int Output(int channel, int output) =>
        (((output / Channel.OutputLanes * Channels) + channel) * Channel.OutputLanes) + (output % Channel.OutputLanes);

    /// <summary>Checks everything.</summary>
    /// <exception cref="KernelParameterException">A parameter is out of range.</exception>
    public GemvShape Validate()
    {
        Channel.Validate();
        KernelParameterException.Require(Channels >= 1, "gemv", "channels", Channels, "at least 1 is needed");
        KernelParameterException.Require(
            Channel.Tiling is { TileRows: 1, Rows: { Minimum: 1, Maximum: 1 } }, "gemv", "rows", Channel.Tiling.Rows.Maximum,
            "a vector is one row, in tiles of one");
        return this;
    }
}
