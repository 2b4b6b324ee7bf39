using System.Diagnostics;

namespace Millrace.Cli.Tests;

/// <summary>Arguments that are not UTF-8: .NET shows U+FFFD for them, the bytes of the process what was given.</summary>
public sealed class ArgumentTextTests
{
    private const string Replaced = "\uFFFD";

    [Fact]
    public void The_first_argument_of_broken_bytes_is_named()
    {
        byte[] bytes = [.. "dotnet\0millrace.dll\0tokenize\0a"u8, 0xFF, .. "b\0\0"u8, 0xC3, 0];
        Assert.Equal(
            $"argument 2, \"a{Replaced}b\": it is not UTF-8 text.",
            ArgumentText.Refusal(["tokenize", $"a{Replaced}b", "", Replaced], bytes));
        // What stands before the arguments is not looked at.
        Assert.Equal($"argument 2, \"{Replaced}\": it is not UTF-8 text.", ArgumentText.Refusal(["", Replaced], bytes));
    }

    [Fact]
    public void A_true_replacement_character_is_text()
    {
        Assert.Null(ArgumentText.Refusal(["tokenize", Replaced, "\u00E9"], "millrace\0tokenize\0\uFFFD\0\u00E9\0"u8));
        Assert.Null(ArgumentText.Refusal([Replaced], [0xFF, 0, .. "\uFFFD"u8]));
    }

    [Fact]
    public void Fewer_bytes_than_arguments_refuse_nothing()
    {
        Assert.Null(ArgumentText.Refusal([Replaced, Replaced, Replaced], ""u8));
        Assert.Null(ArgumentText.Refusal(["x", Replaced, "b"], "b\0"u8));
    }

    [Theory]
    [InlineData(@"tokenize $'\xff\xfe'", 2, "millrace: argument 2, \"\uFFFD\uFFFD\": it is not UTF-8 text.\n")]
    [InlineData(@"generate --prompt $'a\xc3' --engine float", 2, "millrace: argument 3, \"a\uFFFD\": it is not UTF-8 text.\n")]
    [InlineData(@"kernel $'\xe9'", 2, "millrace: argument 2, \"\uFFFD\": it is not UTF-8 text.\n")]
    [InlineData(@"tokenize $'\xef\xbf\xbd'", 0, "")]
    [InlineData(@"tokenize $'\xc3\xa9'", 0, "")]
    public async Task The_command_refuses_them(string line, int code, string error)
    {
        // Through bash: .NET cannot start a process with such arguments.
        var start = new ProcessStartInfo("bash", ["-c", $"dotnet \"$0\" {line}", Path.Combine(AppContext.BaseDirectory, "millrace.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        Assert.Equal(error, await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal((code, code == 0), (process.ExitCode, (await output).Length > 0));
    }
}
