using System.Globalization;

namespace Millrace.Hls;

/// <summary>What stands around the C++ of a design: test bench, scripts of the tools, connections of the kernel.</summary>
internal static class HlsProject
{
    internal static IEnumerable<(string File, string Text)> Files(HlsDesign names, VitisHlsOptions options)
    {
        ProcessOrder.Of(names.Design, out var hasCircle);
        yield return ($"{names.Top}_test.cpp", HlsTestbenchEmitter.Run(names));
        yield return ("Makefile", Makefile(names.Top, hasCircle));
        yield return ("run_hls.tcl", Script(names.Top, hasCircle, options));
        yield return ("connectivity.cfg", Connectivity(names));
        yield return ("README.md", HlsReadme.Run(names, hasCircle));
        if (names.Design.Memories.Count > 0)
            yield return ($"{names.Top}_host.cpp", XrtHostEmitter.Run(names));
    }

    private static string Makefile(string top, bool hasCircle)
    {
        var (define, link) = hasCircle ? (" -DHLS_STREAM_THREAD_SAFE", " -pthread") : ("", "");
        return $"""
            # make csim: the test bench, with the stand-ins of the vendor's headers; with those headers if XILINX_HLS says where they are.
            CXX ?= g++
            HEADERS = $(if $(XILINX_HLS),-isystem $(XILINX_HLS)/include,-Istand_ins)
            CXXFLAGS = -std=c++17 -O1 -Wall -Wno-unknown-pragmas -Wno-unused-label{define}

            csim: {top}_test
            	./{top}_test

            {top}_test: {top}_test.cpp src/{top}.cpp $(wildcard src/*.h)
            	$(CXX) $(CXXFLAGS) -Isrc $(HEADERS) {top}_test.cpp src/{top}.cpp -o $@{link}

            clean:
            	rm -f {top}_test

            .PHONY: csim clean

            """;
    }

    private static string Script(string top, bool hasCircle, VitisHlsOptions options)
    {
        var (define, link) = hasCircle ? (" -DHLS_STREAM_THREAD_SAFE", " -ldflags -lpthread") : ("", "");
        var period = (1000 / options.ClockMegahertz).ToString("0.###", CultureInfo.InvariantCulture);
        return $$"""
            # vitis_hls -f run_hls.tcl: C simulation, synthesis, co-simulation.
            open_project -reset {{top}}_hls
            set_top {{top}}
            add_files src/{{top}}.cpp -cflags "-std=c++17 -Isrc{{define}}"
            add_files -tb {{top}}_test.cpp -cflags "-std=c++17 -Isrc -I.{{define}}"
            foreach file [glob -nocomplain *.txt *.in *.expected *.hex *.end] { add_files -tb $file }
            open_solution -reset solution -flow_target vitis
            set_part {{options.Part}}
            create_clock -period {{period}} -name default
            csim_design{{link}}
            csynth_design
            cosim_design{{link}}
            exit

            """;
    }

    private static string Connectivity(HlsDesign names)
    {
        var text = new SourceText();
        text.Line("# v++ --link --config connectivity.cfg: a bank of HBM for each memory.");
        text.Line("[connectivity]");
        text.Line($"nk={names.Top}:1:{names.Top}_1");
        var banks = names.Memories.Select(m => m.Memory).Distinct().ToList();
        foreach (var (memory, _, name) in names.Memories)
            text.Line($"sp={names.Top}_1.{name}:HBM[{banks.IndexOf(memory)}]");
        foreach (var stream in names.Design.Inputs.Concat(names.Design.Outputs))
            text.Line($"# stream_connect= joins {names.Top}_1.{names.NameOf(stream)} to another kernel");
        return text.ToString();
    }
}
