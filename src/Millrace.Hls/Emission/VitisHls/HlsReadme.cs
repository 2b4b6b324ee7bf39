namespace Millrace.Hls;

/// <summary>What each file of an emitted folder is, and the commands that use them.</summary>
internal static class HlsReadme
{
    internal static string Run(HlsDesign names, bool hasCircle)
    {
        var (design, text) = (names.Design, new SourceText());
        var top = names.Top;
        text.Line($"# {top} as C++ for Vitis HLS");
        text.Line();
        var count = design.Processes.Count;
        text.Line($"Emitted by Millrace from the network '{design.Network.Name}', {design.Network.Position}: {count} processes.");
        text.Line("Compiled by g++ with the stand-ins it has the bits of Millrace's simulation; no tool of the vendor has run on it.");
        text.Line();
        text.Line("| file | what it is |");
        text.Line("|---|---|");
        text.Line($"| src/{top}.cpp | the top function: channels, and a call of each process |");
        text.Line($"| src/{top}.h | its declaration, and the types of blocks |");
        text.Line("| src/millrace.h | narrowing that saturates or rounds, words of memory as lanes |");
        foreach (var process in design.Processes)
            text.Line($"| src/{names.FunctionOf(process)}.h | process '{process.Path}', {process.Process.Position} |");
        text.Line("| src/*_contents.h | tables and contents of memories on chip |");
        text.Line($"| {top}_test.cpp, millrace_test.h | the test bench; it compares and returns 1 if something differs |");
        if (design.Memories.Count > 0)
            text.Line($"| {top}_host.cpp | a host program on the native C++ interface of XRT |");
        text.Line("| stand_ins/ | what g++ takes in place of the vendor's headers; not for synthesis |");
        text.Line("| Makefile, run_hls.tcl, connectivity.cfg | C simulation, synthesis, linking |");
        text.Line();
        text.Line("The test bench reads `launches.txt`, the number of launches, then a line a launch: the arguments "
            + $"({string.Join(", ", design.Arguments.Keys)}), then how many elements each of");
        text.Line($"{string.Join(", ", design.Inputs.Concat(design.Outputs).Select(names.NameOf))} has; an `.in` file for each input, "
            + "an `.expected` file for each output; for each off-chip memory");
        text.Line("a `.hex` file, and an `.end` file if it is stored to: what it holds after the last launch. Words are hexadecimal, one a");
        text.Line("line, lane 0 lowest. Millrace writes these files for a kernel with random words.");
        text.Line();
        text.Line("    make csim                                # g++ and the stand-ins");
        text.Line("    make csim XILINX_HLS=/path/to/Vitis_HLS  # g++ and the vendor's headers");
        text.Line("    vitis_hls -f run_hls.tcl                 # C simulation, synthesis, co-simulation");
        if (design.Memories.Count > 0)
            text.Line($"    g++ -std=c++17 {top}_host.cpp -I$XILINX_XRT/include -L$XILINX_XRT/lib -lxrt_coreutil -pthread -o {top}_host");
        if (hasCircle)
        {
            text.Line();
            text.Line("The processes wait for each other in a circle, so that C simulation runs each in a thread.");
        }

        return text.ToString();
    }
}
