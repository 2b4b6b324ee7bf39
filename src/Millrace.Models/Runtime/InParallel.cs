using System.Runtime.ExceptionServices;

namespace Millrace.Models;

/// <summary>Work on several things at a time, with the results of working on one after the other.</summary>
internal static class InParallel
{
    /// <summary>What a function makes of each thing, in their order. If it throws, so does this: what it threw of the first of them.</summary>
    /// <param name="things">The things.</param>
    /// <param name="function">The function.</param>
    /// <param name="options">How many at a time, and what stops it.</param>
    internal static TResult[] Select<T, TResult>(IEnumerable<T> things, Func<T, TResult> function, ParallelOptions? options = null)
    {
        T[] all = [.. things];
        var results = new TResult[all.Length];
        var thrown = new ExceptionDispatchInfo?[all.Length];
        Parallel.For(0, all.Length, options ?? new(), (i, state) =>
        {
            try
            {
                results[i] = function(all[i]);
            }
            catch (Exception e)
            {
                thrown[i] = ExceptionDispatchInfo.Capture(e);
                state.Break(); // Those before it are still worked on.
            }
        });
        thrown.FirstOrDefault(t => t is not null)?.Throw();
        return results;
    }
}
