using Kernels;
using Millrace.Hls;

var shape = new MyKernelShape { Columns = 8, Lanes = 4 };
var simulator = new Simulator(Network.Of(MyKernel.Define(shape)));

// Bits and cycles of a launch.
var result = simulator.Launch(
    new Dictionary<string, long> { ["rows"] = 2 },
    new Dictionary<string, long[]> { ["x"] = [3, -1, 4, 1, -5, 9, 2, -6, 5, 3, -128, 9, 7, 9, 3, 2] });
Console.WriteLine($"y: {string.Join(' ', result.Outputs["y"])}");
Console.WriteLine($"cycle-exact simulation: {result.Timing.Cycles} cycles");

// What it would take, and its text for other tools.
var use = ResourceEstimator.Estimate(simulator.Design).Total;
Console.WriteLine($"estimate: {use.Lut} LUT, {use.FlipFlop} FF, {use.Dsp} DSP");
var folder = args.Length > 0 ? args[0] : "emitted";
var systemVerilog = Directory.CreateDirectory(Path.Combine(folder, "systemverilog")).FullName;
SystemVerilogEmitter.Emit(simulator.Design).WriteTo(systemVerilog);
VitisHlsEmitter.Emit(simulator.Design).WriteTo(Path.Combine(folder, "vitis-hls"));
Console.WriteLine($"SystemVerilog and C++ for Vitis HLS: {folder}");
