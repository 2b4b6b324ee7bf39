using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>Changes the number of lanes of a stream: several narrow words become a wide one, or a wide word several narrow ones, first
/// lanes first.</summary>
public static class WidthConverter
{
    /// <summary>The process; input x, output y.</summary>
    /// <param name="element">Type of an element.</param>
    /// <param name="inputLanes">Lanes that come in; one count must divide the other.</param>
    /// <param name="outputLanes">Lanes that go out.</param>
    /// <param name="wideWords">Words of the wider side in a launch.</param>
    /// <exception cref="KernelParameterException">Neither count divides the other, or one is not positive.</exception>
    public static Process Define(ScalarType element, int inputLanes, int outputLanes, IndexExpression wideWords)
    {
        var (wide, narrow) = (Math.Max(inputLanes, outputLanes), Math.Min(inputLanes, outputLanes));
        KernelParameterException.Require(inputLanes >= 1, "width_converter", "input_lanes", inputLanes, "at least 1 is needed");
        KernelParameterException.Require(
            narrow >= 1 && wide % narrow == 0, "width_converter", "output_lanes", outputLanes,
            $"a divisor or a positive multiple of the {inputLanes} input lanes is needed");
        return Process.Define("width_converter", p =>
        {
            var x = p.In("x", Vec(element, inputLanes));
            var y = p.Out("y", Vec(element, outputLanes));
            var ratio = wide / narrow;

            p.Loop("word", wideWords, _ =>
            p.Loop("part", ratio, part =>
            {
                if (inputLanes >= outputLanes)
                {
                    y.Write(p.Hold("held", x, part.IsFirst).Chunk(part, narrow));
                    return;
                }

                // A shift register of narrow words: the oldest leaves at the low end when the newest comes in at the high end.
                var gathered = p.Register("gathered", Vec(element, wide));
                var next = Concat(((Value)gathered).Slice(narrow, wide - narrow), x.Read());
                gathered.Set(next);
                y.Write(next, when: part.IsLast);
            }));
        });
    }
}
