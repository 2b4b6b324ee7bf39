using System.Text;
using System.Text.Json;

namespace Millrace.Cli.Tests;

/// <summary>A command line that was run in this process, and what came of it.</summary>
internal sealed record CommandRun(int Code, string Out, string Error)
{
    public static CommandRun Of(params string[] args) => Of("", args);

    public static CommandRun Of(string input, string[] args, CancellationToken cancellation = default) =>
        Of(Encoding.UTF8.GetBytes(input), args, cancellation);

    public static CommandRun Of(byte[] input, string[] args, CancellationToken cancellation = default)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal { In = new MemoryStream(input), Out = output, Error = error };
        var code = CommandLine.RunAsync(args, terminal, cancellation).GetAwaiter().GetResult();
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs what must succeed without a word on standard error.</summary>
    public static string Output(params string[] args)
    {
        var run = Of(args);
        Assert.Equal(("", 0), (run.Error, run.Code));
        return run.Out;
    }

    /// <summary>Runs what must succeed and print JSON.</summary>
    public static JsonElement Json(params string[] args) => JsonDocument.Parse(Output([.. args, "--json"])).RootElement;

    /// <summary>Runs what must be refused with one sentence and nothing on standard output.</summary>
    public static string Refusal(params string[] args)
    {
        var run = Of(args);
        Assert.Equal(("", 2), (run.Out, run.Code));
        Assert.StartsWith("millrace: ", run.Error, StringComparison.Ordinal);
        Assert.EndsWith(".\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(c => c == '\n'));
        return run.Error["millrace: ".Length..^1];
    }
}
