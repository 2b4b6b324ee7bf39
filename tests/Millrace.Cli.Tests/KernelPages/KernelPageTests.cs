namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The pages of docs/kernels say what the commands and examples print; MILLRACE_UPDATE_SNAPSHOTS=1 writes it anew.</summary>
public sealed class KernelPageTests
{
    public static TheoryData<string> Names => [.. PagedKernel.All.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_page_says_what_is_printed(string name)
    {
        var made = KernelPage.Make(PagedKernel.Of(name));
        PageSnapshot.Check(KernelPage.File(name), page => KernelPage.With(page, made));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void At_the_sizes_of_models_a_kernel_runs_at_95_percent_of_its_rate(string name)
    {
        var kernel = PagedKernel.Of(name);
        foreach (var settings in new[] { kernel.BertBase, kernel.Gpt2Medium })
        {
            var (cycles, ideal) = KernelPage.Rate(kernel, settings);
            Assert.InRange((double)ideal / cycles, 0.95, 1);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_index_links_to_the_page(string name) => Assert.Contains(
        $"]({name}.md)", File.ReadAllText(Path.Combine(KernelPage.Folder, "README.md")), StringComparison.Ordinal);
}
