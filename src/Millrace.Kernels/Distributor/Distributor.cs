using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>Deals a stream out over several, round robin, some words (a word, or a row) at a time; <see cref="Collector"/> undoes it.
/// TENSOR any number of rounds; BLOCK a round; STREAM a word a cycle.</summary>
public static class Distributor
{
    /// <summary>The process; input x, outputs y_0 and so on.</summary>
    /// <param name="type">Type of a word.</param>
    /// <param name="streams">Streams that go out.</param>
    /// <param name="words">Words that one gets before the next has its turn.</param>
    /// <param name="rounds">Rounds of a launch.</param>
    /// <exception cref="KernelParameterException">There is no stream, or a turn without words.</exception>
    public static Process Define(HardwareType type, int streams, int words, IndexExpression rounds)
    {
        Validate("distributor", streams, words);
        return Process.Define("distributor", p =>
        {
            var x = p.In("x", type);
            var y = Enumerable.Range(0, streams).Select(i => p.Out($"y_{i}", type)).ToArray();

            p.Loop("round", rounds, _ =>
            p.Loop("stream", streams, stream =>
            p.Loop("word", words, _ =>
            {
                var v = x.Read();
                for (var i = 0; i < streams; i++)
                    y[i].Write(v, when: stream.Is(i));
            })));
        });
    }

    internal static void Validate(string kernel, int streams, int words)
    {
        KernelParameterException.Require(streams >= 1, kernel, "streams", streams, "at least 1 is needed");
        KernelParameterException.Require(words >= 1, kernel, "words", words, "at least 1 is needed");
    }
}
