using System.CommandLine;
using Millrace.Accelerators;
using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Cli;

/// <summary>What is emitted or synthesized: a kernel of the library, or the accelerator of a design point and a model.</summary>
internal sealed class RtlSourceOptions
{
    private readonly KernelOptions _kernel = new();
    private readonly ModelOption _model = new();
    private readonly EngineOptions _engine = new(EngineKind.Network);

    public void AddTo(Command command)
    {
        _kernel.AddTo(command);
        _engine.AddTo(command, chooses: false);
        _model.AddTo(command);
    }

    /// <summary>Builds it.</summary>
    /// <exception cref="UsageException">Neither or both were asked for.</exception>
    public RtlSource Load(ParseResult parsed, ProgressLine progress, CancellationToken cancellation)
    {
        var design = parsed.GetResult("--design") is not null;
        if (_kernel.IsGiven(parsed))
        {
            if (design) throw new UsageException("--kernel and --design were both given, but only one can be.");
            var kernel = _kernel.Build(parsed);
            return new(kernel.Kernel.Name, kernel.Design, kernel);
        }

        _kernel.RefuseAlone(parsed);
        if (!design) throw new UsageException("what to take is needed: --kernel NAME or --design FILE.json.");
        var (folder, choice) = (_model.Open(parsed), _engine.Read(parsed));
        if (folder.IsEncoder)
        {
            var encoder = new EncoderLoader(folder, choice, progress).LoadNetwork();
            return new(encoder.Design.Network.Name, encoder.Design, null);
        }

        var loader = new EngineLoader(folder, choice, progress, cancellation);
        var accelerator = (Gpt2Accelerator)loader.Load(loader.LoadFloat());
        return new(accelerator.Design.Network.Name, accelerator.Design, null);
    }
}

/// <summary>A design to emit or synthesize.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Design">The design.</param>
/// <param name="Kernel">The kernel it is, or null.</param>
internal sealed record RtlSource(string Name, Design Design, KernelInstance? Kernel);
