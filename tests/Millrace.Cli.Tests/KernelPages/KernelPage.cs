using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Millrace.Kernels;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The page of a kernel, docs/kernels/NAME.md, and the section of it that is made here: all that a command or an example
/// prints.</summary>
internal static class KernelPage
{
    private const string Begin = "<!-- made by KernelPageTests -->\n";
    private const string End = "<!-- end of what is made -->\n";

    internal static string Folder { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "docs", "kernels"));

    internal static string File(string kernel) => Path.Combine(Folder, $"{kernel}.md");

    /// <summary>The page with another section.</summary>
    internal static string With(string page, string section)
    {
        var (begin, end) = Section(page);
        return page[..begin] + section + page[end..];
    }

    /// <summary>The section as it should be.</summary>
    internal static string Make(PagedKernel kernel)
    {
        var instance = KernelCatalogue.Find(kernel.Name).Build();
        var result = KernelResult.Of(instance);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\n## Parameters\n    ./millrace kernel {kernel.Name}\n\n");
        text.Append(Parameters(result));
        text.Append("\n| port | direction | type | words of the launch |\n|---|---|---|---|\n");
        foreach (var p in result.Ports)
            text.Append(CultureInfo.InvariantCulture, $"| `{p.Name}` | {p.Direction} | {p.Type} | {p.Words} |\n");
        text.Append(CultureInfo.InvariantCulture, $"\n## Processes and channels\n```text\n{Diagram(instance)}```\n");
        Cycles(text, kernel);
        text.Append(CultureInfo.InvariantCulture, $"\n## Resources\nThe estimate of the same command, at its defaults:\n\n");
        text.Append("| part | LUT | FF | DSP | BRAM36 | URAM |\n|---|---|---|---|---|---|\n");
        foreach (var part in result.Parts)
            Row($"{part.Path}, {part.Kind.ToLowerInvariant()}", part.Use);
        Row("all", result.Resources);
        text.Append(CultureInfo.InvariantCulture, $"\n## Example\n```csharp\n{Source(kernel)}```\n");
        text.Append(CultureInfo.InvariantCulture, $"It prints\n```text\n{Output(kernel)}```\n");
        return text.ToString();

        void Row(string part, ResourceAmounts use) => text.Append(
            CultureInfo.InvariantCulture, $"| {part} | {use.Lut} | {use.Ff} | {use.Dsp} | {use.Bram36:0.#} | {use.Uram} |\n");
    }

    /// <summary>The table of a kernel's parameters.</summary>
    internal static string Parameters(KernelResult result) => "| parameter | default | meaning | allowed |\n|---|---|---|---|\n"
        + string.Concat(result.Parameters.Select(p => $"| `{p.Name}` | {p.Default} | {p.Meaning} | {p.Allowed} |\n"));

    /// <summary>What the example prints.</summary>
    private static string Output(PagedKernel kernel)
    {
        using var output = new StringWriter { NewLine = "\n" };
        kernel.Example(output);
        return output.ToString();
    }

    /// <summary>The lines of the example between its marks.</summary>
    private static string Source(PagedKernel kernel) => SourceRegion.Of(
        Path.Combine(Here(), "Examples", $"{kernel.Example.Method.DeclaringType!.Name}.cs"), "page: begin", "page: end");

    private static void Cycles(StringBuilder text, PagedKernel kernel)
    {
        text.Append("\n## Cycles\nCycle-exact simulation; ideal is a word a cycle at the port that most words pass.\n\n");
        text.Append("| at | command | cycles | ideal | rate |\n|---|---|---|---|---|\n");
        Add("defaults", "");
        Add("BERT-base, 128 tokens", kernel.BertBase);
        Add("GPT2-medium, 128 tokens", kernel.Gpt2Medium);

        void Add(string at, string settings)
        {
            var (cycles, ideal) = Rate(kernel, settings);
            var set = settings.Length == 0 ? "" : $" --set {settings}";
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {at} | `./millrace kernel {kernel.Name}{set}` | {cycles} | {ideal} | {100.0 * ideal / cycles:0.0} % |\n");
        }
    }

    /// <summary>Cycles of a launch, and the words that pass its busiest port.</summary>
    internal static (long Cycles, long Ideal) Rate(PagedKernel kernel, string settings)
    {
        var given = settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('=')).ToDictionary(s => s[0], s => s[1]);
        var result = KernelResult.Of(KernelCatalogue.Find(kernel.Name).Build(given));
        return (result.Cycles, result.Ports.Where(p => p.Direction != "memory").Max(p => p.Words));
    }

    /// <summary>Its processes and channels.</summary>
    internal static string Diagram(KernelInstance instance)
    {
        var lines = TextDiagram.Of(instance.Design, instance.Timing).Split('\n');
        return string.Join('\n', lines.Select(l => l.TrimEnd())).TrimEnd() + "\n";
    }

    private static (int Begin, int End) Section(string page) => (
        page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));

    private static string Here([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}
