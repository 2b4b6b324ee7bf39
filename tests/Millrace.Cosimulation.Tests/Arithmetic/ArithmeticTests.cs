namespace Millrace.Cosimulation.Tests;

/// <summary>The modules of arithmetic against the operators of SystemVerilog, on random operands of many shapes: as tools are to infer
/// slices, and as instances of the DSP48E2, by a model of it that was written from the user guide.</summary>
public class ArithmeticTests
{
    [Theory]
    [InlineData("")]
    [InlineData("-DMILLRACE_DSP48E2")]
    public void Equals_the_operators(string define) => Assert.StartsWith("equal", Run(define), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "mr_dots", "48'h20000 : 48'd0", "48'd0 : 48'd0", "dots")]
    [InlineData("-DMILLRACE_DSP48E2", "mr_dsp", ".DREG(DELAY)", ".DREG(0)", "dots")]
    [InlineData("-DMILLRACE_DSP48E2", "mr_dsp", "9'b001010101", "9'b000010101", "product")]
    [InlineData("-DMILLRACE_DSP48E2", "mr_dsp", ".ACASCREG(Waits)", ".ACASCREG(0)", "cascade")]
    [InlineData("", "mr_multiply", "{1'b0, x[i*26+:26]}", "x[i*26+:27]", "product")]
    public void Finds_what_is_broken(string define, string module, string text, string instead, string complaint) => Assert.Contains(
        complaint, Assert.Throws<CosimulationException>(() => Run(define, (module, text, instead))).Message, StringComparison.Ordinal);

    private static string Run(string define, (string Module, string Text, string Instead)? change = null)
    {
        var folder = Directory.CreateTempSubdirectory("millrace_arithmetic_");
        try
        {
            foreach (var file in Directory.GetFiles(Path.Combine(
                Repository.Root, "src", "Millrace.Hls", "Emission", "SystemVerilog", "Primitives"), "*.sv")
                .Concat(Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Millrace.Cosimulation.Tests", "Arithmetic"), "*.sv")))
            {
                var text = File.ReadAllText(file);
                if (change is { } c && Path.GetFileNameWithoutExtension(file) == c.Module)
                {
                    Assert.Equal(2, text.Split(c.Text).Length);
                    text = text.Replace(c.Text, c.Instead, StringComparison.Ordinal);
                }

                File.WriteAllText(Path.Combine(folder.FullName, Path.GetFileName(file)), text);
            }

            File.WriteAllText(Path.Combine(folder.FullName, "main.cpp"), """
                #include "Varithmetic.h"
                #include "verilated.h"
                int main() {
                  VerilatedContext context;
                  Varithmetic top(&context);
                  while (!context.gotFinish()) {
                    top.clk = 0;
                    top.eval();
                    top.clk = 1;
                    top.eval();
                  }
                }
                """);
            // Compiling takes far longer than running: without optimization it is done in half the time.
            string[] options =
            [
                "--cc", "--exe", "--build", "-O3", "-MAKEFLAGS", "OPT_FAST=-O0", "-Wno-lint", "-Wno-WIDTH", "--assert", "--top-module",
                "arithmetic", "-y", ".",
            ];
            Tool.Run("verilator", "verilator", folder.FullName,
                [.. options, .. define.Length > 0 ? [define] : Array.Empty<string>(), "arithmetic.sv", "main.cpp"], default);
            return Tool.Run(Path.Combine(folder.FullName, "obj_dir", "Varithmetic"), "verilator", folder.FullName, [], default);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
