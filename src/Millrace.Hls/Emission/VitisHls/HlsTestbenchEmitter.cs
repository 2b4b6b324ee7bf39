namespace Millrace.Hls;

/// <summary>The program that calls the top function for some launches and compares what comes out with what files say.</summary>
internal static class HlsTestbenchEmitter
{
    internal static string Run(HlsDesign names)
    {
        var (design, text) = (names.Design, new CppText());
        text.Line($"// Test bench of {names.Top}: launches, inputs and memories from files, outputs and memories compared with files.");
        text.Line($"#include \"{names.Top}.h\"");
        text.Line("#include \"millrace_test.h\"");
        text.Line();
        text.Open("int main()");
        text.Line("mr_test::Launches launches(\"launches.txt\");");
        text.Line("mr_test::Comparison comparison;");
        foreach (var channel in design.Inputs)
            text.Line($"mr_test::Words {names.NameOf(channel)}_file(\"{names.NameOf(channel)}.in\");");
        foreach (var channel in design.Outputs)
            text.Line($"mr_test::Words {names.NameOf(channel)}_file(\"{names.NameOf(channel)}.expected\");");
        foreach (var (memory, name) in Memories(names))
            text.Line(FormattableString.Invariant(
                $"auto {name}_words = mr_test::contents<{CppTypes.Word(memory.Word)}>(\"{name}.hex\", {memory.Words});"));
        text.Open("for (long launch = 0; launch < launches.count(); ++launch)");
        foreach (var argument in design.Arguments.Values)
            text.Line($"const {CppIndex.Type(argument)} {names.NameOf(argument)} = launches.number();");
        foreach (var channel in design.Inputs.Concat(design.Outputs))
            text.Line($"hls::stream<{CppTypes.Of(channel.Type)}> {names.NameOf(channel)}(\"{names.NameOf(channel)}\");");
        foreach (var channel in design.Inputs)
        {
            text.Line("for (long left = launches.number(); left > 0; --left)");
            text.Line($"  {names.NameOf(channel)}.write({names.NameOf(channel)}_file.next<{CppTypes.Of(channel.Type)}>());");
        }

        text.Line($"{names.Top}({string.Join(", ", Arguments(names))});");
        foreach (var channel in design.Outputs)
        {
            var name = names.NameOf(channel);
            text.Line($"comparison.stream({name}, launches.number(), {name}_file, launch, \"{name}\");");
        }

        text.Close();
        foreach (var (memory, name) in Memories(names).Where(m => names.Memories.Any(n => n.Memory == m.Memory && !n.IsLoad)))
        {
            text.Line($"mr_test::Words {name}_end(\"{name}.end\");");
            text.Line($"comparison.memory({name}_words, {name}_end, \"{name}\");");
        }

        text.Line("return comparison.result();");
        text.Close();
        return text.ToString();
    }

    /// <summary>Each memory once, with the name of its files: that of its first parameter.</summary>
    private static IEnumerable<(OffChipMemory Memory, string Name)> Memories(HlsDesign names) =>
        names.Memories.Select(m => (m.Memory, m.Name)).DistinctBy(m => m.Memory);

    private static IEnumerable<string> Arguments(HlsDesign names) =>
        names.Design.Inputs.Concat(names.Design.Outputs).Select(names.NameOf)
            .Concat(names.Memories.Select(m => $"{Memories(names).First(f => f.Memory == m.Memory).Name}_words.data()"))
            .Concat(names.Design.Arguments.Values.Select(names.NameOf));
}
