using System.Numerics;

namespace Millrace.Hls;

/// <summary>
/// A host program on the native C++ interface of XRT (<c>xrt::device</c>, <c>xrt::kernel</c>, <c>xrt::bo</c>): fills the memories from
/// files, launches the kernel once and writes the memories that it stored to. It follows AMD's documentation and was not run.
/// </summary>
internal static class XrtHostEmitter
{
    internal static string Run(HlsDesign names)
    {
        var (design, text) = (names.Design, new CppText());
        var memories = names.Memories.DistinctBy(m => m.Memory).ToList();
        var usage = $"{names.Top}_host KERNEL.xclbin{string.Concat(design.Arguments.Keys.Select(a => " " + a))}";
        text.Line($"// Host program of {names.Top}: {usage}");
        text.Line("// It has not been run. Streams are joined to other kernels when the kernel is linked.");
        text.Line("#include <cstdint>");
        text.Line("#include <cstdlib>");
        text.Line("#include <fstream>");
        text.Line("#include <iostream>");
        text.Line("#include <string>");
        text.Line("#include <vector>");
        text.Line("#include \"xrt/xrt_bo.h\"");
        text.Line("#include \"xrt/xrt_device.h\"");
        text.Line("#include \"xrt/xrt_kernel.h\"");
        text.Line();
        text.Line("// Little-endian bytes of hexadecimal words, one a line; each word begins at a multiple of stride bytes.");
        text.Open("static std::vector<std::uint8_t> contents(const char* name, std::size_t words, std::size_t stride)");
        text.Line("std::vector<std::uint8_t> bytes(words * stride);");
        text.Line("std::ifstream file(name);");
        text.Line("std::string line;");
        text.Open("for (std::size_t word = 0; word < words && file >> line; ++word)");
        text.Line("for (std::size_t byte = 0; 2 * byte < line.size(); ++byte)");
        text.Line("  bytes[word * stride + byte] = std::stoi(line.substr(line.size() - 2 * byte - 2, 2), nullptr, 16);");
        text.Close();
        text.Line("return bytes;");
        text.Close();
        text.Line();
        text.Open("int main(int count, char** given)");
        text.Open(FormattableString.Invariant($"if (count != {design.Arguments.Count + 2})"));
        text.Line($"std::cerr << \"usage: {usage}\\n\";");
        text.Line("return 2;");
        text.Close();
        text.Line("xrt::device device(0);");
        text.Line("const auto uuid = device.load_xclbin(given[1]);");
        text.Line($"xrt::kernel kernel(device, uuid, \"{names.Top}\");");
        text.Line("xrt::run run(kernel);");
        foreach (var (memory, _, name) in memories)
        {
            var stride = (int)BitOperations.RoundUpToPowerOf2((uint)memory.WordBytes);
            var number = design.Inputs.Count + design.Outputs.Count + names.Memories.TakeWhile(m => m.Name != name).Count();
            text.Line();
            text.Line(FormattableString.Invariant($"const auto {name}_bytes = contents(\"{name}.hex\", {memory.Words}, {stride});"));
            text.Line(FormattableString.Invariant($"xrt::bo {name}_buffer(device, {name}_bytes.size(), kernel.group_id({number}));"));
            text.Line($"{name}_buffer.write({name}_bytes.data());");
            text.Line($"{name}_buffer.sync(XCL_BO_SYNC_BO_TO_DEVICE);");
            foreach (var use in names.Memories.Where(m => m.Memory == memory))
                text.Line($"run.set_arg(\"{use.Name}\", {name}_buffer);");
        }

        text.Line();
        var place = 2;
        foreach (var argument in design.Arguments.Values)
            text.Line(FormattableString.Invariant(
                $"run.set_arg(\"{names.NameOf(argument)}\", static_cast<{CppIndex.Type(argument)}>(std::atol(given[{place++}])));"));
        text.Line("run.start();");
        text.Line("run.wait();");
        foreach (var (memory, _, name) in memories.Where(m => names.Memories.Any(n => n.Memory == m.Memory && !n.IsLoad)))
        {
            text.Line();
            text.Line($"std::vector<char> {name}_after({name}_bytes.size());");
            text.Line($"{name}_buffer.sync(XCL_BO_SYNC_BO_FROM_DEVICE);");
            text.Line($"{name}_buffer.read({name}_after.data());");
            text.Line($"std::ofstream(\"{name}.bin\", std::ios::binary).write({name}_after.data(), {name}_after.size());");
        }

        text.Line("return 0;");
        text.Close();
        return text.ToString();
    }
}
