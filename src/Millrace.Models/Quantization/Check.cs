namespace Millrace.Models.Quantization;

/// <summary>Checks of the quantized records: the value passes through, or one sentence says what was given and what is allowed.</summary>
internal static class Check
{
    public static int Range(int value, int least, int most, string what) => (int)Range((long)value, least, most, what);

    public static long Range(long value, long least, long most, string what) =>
        value >= least && value <= most
            ? value
            : throw new ModelException($"The {what} must lie in {least}..{most}, but {value} was given.");

    public static T[] Length<T>(T[] values, long length, string what) =>
        values.Length == length
            ? values
            : throw new ModelException($"There must be {length} {what}, but {values.Length} were given.");

    public static int[] Values(int[] values, int least, int most, string what)
    {
        for (var i = 0; i < values.Length; i++)
            if (values[i] < least || values[i] > most)
                throw new ModelException($"Each value of {what} must lie in {least}..{most}, but number {i} is {values[i]}.");
        return values;
    }
}
