using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>Collects several streams into one, round robin, some words (a word, or a row) at a time; undoes <see cref="Distributor"/>.
/// TENSOR any number of rounds; BLOCK a round; STREAM a word a cycle.</summary>
public static class Collector
{
    /// <summary>The process; inputs x_0 and so on, output y.</summary>
    /// <param name="type">Type of a word.</param>
    /// <param name="streams">Streams that come in.</param>
    /// <param name="words">Words that are taken of one before the next has its turn.</param>
    /// <param name="rounds">Rounds of a launch.</param>
    /// <exception cref="KernelParameterException">There is no stream, or a turn without words.</exception>
    public static Process Define(HardwareType type, int streams, int words, IndexExpression rounds)
    {
        Distributor.Validate("collector", streams, words);
        return Process.Define("collector", p =>
        {
            var x = Enumerable.Range(0, streams).Select(i => p.In($"x_{i}", type)).ToArray();
            var y = p.Out("y", type);

            p.Loop("round", rounds, _ =>
            p.Loop("stream", streams, stream =>
            p.Loop("word", words, _ =>
            {
                // What is not read is 0.
                var v = x[0].Read(when: stream.Is(0));
                for (var i = 1; i < streams; i++)
                    v |= x[i].Read(when: stream.Is(i));
                y.Write(v);
            })));
        });
    }
}
