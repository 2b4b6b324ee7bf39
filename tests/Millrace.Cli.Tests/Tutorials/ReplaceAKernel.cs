using Millrace.Accelerators;
using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Hls;
using Millrace.Kernels;
using Millrace.Models;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.Tutorials;

/// <summary>The code of docs/tutorials/replace-a-kernel.md.</summary>
internal static class ReplaceAKernel
{
    private static readonly Lazy<(QuantizedGpt2 Model, Gpt2Accelerator Library, Gpt2Accelerator Own)> Built = new(Build);

    internal static IReadOnlyDictionary<string, Action<TextWriter>> Outputs { get; } = new Dictionary<string, Action<TextWriter>>
    {
        ["alone"] = Alone,
        ["verify"] = Verify,
        ["time"] = Time,
        ["resources"] = Resources,
        ["refused"] = Refused,
        ["ports"] = Ports,
        ["differs"] = Differs,
        ["cpp"] = output => EmittedText.Print(output, Emit().Cpp.Files["src/half_table_half_table.h"], "pass:", 30),
        ["systemverilog"] = output => EmittedText.Print(output, Emit().SystemVerilog.Files["half_table_half_table.sv"], "mr_rom", 2),
    };

    private static void Alone(TextWriter output)
    {
        var model = Built.Value.Model;
        // snippet: alone
        var table = model.Layers[0].Activation.Table;
        var shape = new ActivationShape { Shift = 12, Lanes = 1, Passes = 1, Words = table.Length };
        long[] every = [.. Enumerable.Range(-table.Length / 2, table.Length)];
        long[] Of(Process kernel) => new Simulator(Network.Of(kernel)).Launch(
            new Dictionary<string, long>(), new Dictionary<string, long[]> { ["x"] = every, ["multiplier"] = [15] }).Outputs["y"];
        var same = Of(HalfTable.Define(shape, table)).SequenceEqual(Of(Activation.Define(shape, table)));
        output.WriteLine($"equal for all {every.Length} x: {same}");
        // end of snippet
    }

    private static (QuantizedGpt2 Model, Gpt2Accelerator Library, Gpt2Accelerator Own) Build()
    {
        var folder = Bundled.Folder;
        // snippet: build
        var model = Quantizer.Quantize(ModelFolder.Open(folder).LoadFloatModel());
        var device = DeviceCatalogue.Find("u280");
        var point = DesignPoint.For(model.Config, device);
        var library = Gpt2Accelerator.Build(model, point, device);
        var own = Gpt2Accelerator.Build(model, point, device, Gpt2Kernels.Library with { Activation = HalfTable.Define });
        // end of snippet
        return (model, library, own);
    }

    private static void Verify(TextWriter output)
    {
        var (model, _, own) = Built.Value;
        // snippet: verify
        var reference = (IntegerGpt2Session)new IntegerGpt2Model(model).Start();
        var session = own.StartAccelerator();
        int[] prompt = [.. Enumerable.Range(0, 48).Select(i => i * 37 % model.Config.VocabularySize)];
        var same = reference.ForwardInteger(prompt).SequenceEqual(session.ForwardInteger(prompt, prompt.Length));
        output.WriteLine($"prefill of {prompt.Length} tokens, equal in every bit: {same}");
        for (var token = 100; token < 104; token++)
            same &= reference.ForwardInteger([token]).SequenceEqual(session.ForwardInteger([token], wanted: 1));
        output.WriteLine($"and after 4 tokens of decode: {same}");
        // end of snippet
    }

    private static void Time(TextWriter output)
    {
        var (_, library, own) = Built.Value;
        // snippet: time
        foreach (var (name, accelerator) in new[] { ("library", library), ("own", own) })
        {
            var prefill = accelerator.Time(position: 0, tokens: 48, logits: 1).Cycles;
            var decode = accelerator.Time(position: 48, tokens: 1, logits: 1).Cycles;
            var depth = accelerator.Design.Processes.Single(p => p.Path == "layer_0.activation").Schedule.Depth;
            output.WriteLine($"{name}: prefill {prefill} cycles, decode {decode} cycles, depth of the process {depth}");
        }
        // end of snippet
    }

    private static void Resources(TextWriter output)
    {
        var (_, library, own) = Built.Value;
        // snippet: resources
        foreach (var (name, accelerator) in new[] { ("library", library), ("own", own) })
        {
            var use = ResourceEstimator.Estimate(accelerator.Design).Under("layer_0.activation");
            output.WriteLine($"{name}: {use.Lut} LUT, {use.FlipFlop} FF, {use.Dsp} DSP, {use.Bram18} BRAM18");
        }
        // end of snippet
    }

    private static void Refused(TextWriter output)
    {
        // snippet: refused
        var squares = Enumerable.Range(-2048, 4096).Select(x => (short)(x > 0 ? x * x / 128 : 0)).ToArray();
        try
        {
            HalfTable.Define(new ActivationShape { Shift = 12, Lanes = 1, Passes = 1, Words = 1 }, squares);
        }
        catch (KernelParameterException exception)
        {
            output.WriteLine(exception.Message);
        }
        // end of snippet
    }

    private static void Ports(TextWriter output)
    {
        var (model, point, device) = (Built.Value.Model, Built.Value.Own.Point, DeviceCatalogue.Find("u280"));
        // snippet: ports
        var narrow = Gpt2Kernels.Library with { Activation = (shape, table) => HalfTable.Define(shape with { Lanes = 1 }, table) };
        try
        {
            Gpt2Accelerator.Build(model, point, device, narrow);
        }
        catch (DiagnosticException exception)
        {
            foreach (var diagnostic in exception.Diagnostics) // its Position is the line that joined them
                output.WriteLine($"{diagnostic.Id}: {diagnostic.Message}");
        }
        // end of snippet
    }

    private static void Differs(TextWriter output)
    {
        var (model, point, device) = (Built.Value.Model, Built.Value.Own.Point, DeviceCatalogue.Find("u280"));
        // snippet: differs
        var relu = Enumerable.Range(-2048, 4096).Select(x => (short)Math.Max(0, 16 * x)).ToArray();
        var changed = Gpt2Accelerator.Build(
            model, point, device, Gpt2Kernels.Library with { Activation = (shape, _) => HalfTable.Define(shape, relu) });
        int[] tokens = [.. Enumerable.Range(0, 48).Select(i => i * 37 % model.Config.VocabularySize)];
        var expected = ((IntegerGpt2Session)new IntegerGpt2Model(model).Start()).ForwardInteger(tokens);
        var given = changed.StartAccelerator().ForwardInteger(tokens, tokens.Length);
        var best = expected.Chunk(model.Config.VocabularySize).Zip(given.Chunk(model.Config.VocabularySize))
            .Count(row => Array.IndexOf(row.First, row.First.Max()) == Array.IndexOf(row.Second, row.Second.Max()));
        var error = expected.Zip(given, (a, b) => Math.Abs((double)a - b)).Max() / expected.Max(Math.Abs);
        output.WriteLine(FormattableString.Invariant($"the same token likeliest at {best} of {tokens.Length} positions"));
        output.WriteLine(FormattableString.Invariant($"largest difference of a logit: {error:0.000} of the largest logit"));
        // end of snippet
    }

    private static (SystemVerilogDesign SystemVerilog, VitisHlsDesign Cpp) Emit()
    {
        var model = Built.Value.Model;
        // snippet: emit
        var shape = new ActivationShape { Shift = 20, Lanes = 2, Passes = 1, Words = new Argument("words") };
        var design = Design.Of(Network.Of(HalfTable.Define(shape, model.Layers[0].Activation.Table)));
        var systemVerilog = SystemVerilogEmitter.Emit(design);
        var cpp = VitisHlsEmitter.Emit(design);
        // end of snippet
        return (systemVerilog, cpp);
    }
}
