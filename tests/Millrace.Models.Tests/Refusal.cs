namespace Millrace.Models.Tests;

/// <summary>The sentence with which something is refused.</summary>
internal static class Refusal
{
    public static string Of(Action action) => Assert.Throws<ModelException>(action).Message;

    public static string Of(Func<object?> action) => Assert.Throws<ModelException>(action).Message;
}
