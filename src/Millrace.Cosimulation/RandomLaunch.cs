using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>Random words of the types of ports: uniform, extreme, small and zero ones, so that every launch meets saturation and
/// silence.</summary>
public static class RandomLaunch
{
    /// <summary>Elements of each input of a design, lane by lane.</summary>
    /// <param name="design">The design.</param>
    /// <param name="words">Words that each input takes.</param>
    /// <param name="random">Where the numbers come from.</param>
    public static IReadOnlyDictionary<string, long[]> Inputs(
        Design design, IReadOnlyDictionary<string, long> words, Random random) => design.Inputs.ToDictionary(
            c => c.Name, c => Draw(c.Type.Element, words[c.Name], c.Type.Lanes, random), StringComparer.Ordinal);

    /// <summary>Fills the off-chip memories of a simulation.</summary>
    public static void Fill(RunSimulation simulation, Random random)
    {
        foreach (var memory in simulation.Design.Memories)
            random.NextBytes(simulation[memory].Bytes);
    }

    /// <summary>The raw lanes of a memory.</summary>
    public static long[] Words(RunSimulation simulation, OffChipMemory memory) => MemoryWords.Of(memory, simulation[memory].Bytes);

    private static long[] Draw(ScalarType type, long words, int lanes, Random random)
    {
        var raw = new long[checked((int)(words * lanes))];
        for (var word = 0; word < raw.Length; word += lanes)
        {
            var kind = random.Next(8);
            for (var i = word; i < word + lanes; i++)
            {
                raw[i] = kind switch
                {
                    0 => random.Next(2) == 0 ? type.MinValue : type.MaxValue,
                    1 => Math.Clamp(random.Next(-3, 4), type.MinValue, type.MaxValue),
                    2 => 0,
                    _ => type.Wrap(random.NextInt64(long.MinValue, long.MaxValue)),
                };
            }
        }

        return raw;
    }
}
