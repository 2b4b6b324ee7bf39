namespace Millrace.Benchmarks;

/// <summary>What one invocation of a benchmark works through: tokens, firings, multiply-accumulates (MAC).</summary>
/// <param name="unit">Of what.</param>
/// <param name="count">How many.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class CountsAttribute(string unit, long count) : Attribute
{
    /// <summary>Of what.</summary>
    public string Unit => unit;

    /// <summary>How many.</summary>
    public long Count => count;
}
