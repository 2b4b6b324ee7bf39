using System.Globalization;

namespace Millrace.Hls;

/// <summary>The text of a process's module while it is made: declarations first, then the body; and its signals at every stage of the
/// pipeline where somebody wants them.</summary>
internal sealed class ProcessText(ProcessInstance instance, string module)
{
    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal);
    private readonly List<string> declarations = [];
    private readonly List<string> body = [];
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Signal> signals = new(StringComparer.Ordinal);

    internal ProcessInstance Instance { get; } = instance;

    internal string Module { get; } = module;

    /// <summary>Contents of memories and tables: file name and text.</summary>
    internal IReadOnlyDictionary<string, string> Files => files;

    internal IEnumerable<string> Declarations => declarations;

    internal IEnumerable<string> BodyLines => body;

    /// <summary>A new name: <c>x1</c>, <c>x2</c>.</summary>
    internal string Name(string prefix)
    {
        var number = numbers[prefix] = numbers.GetValueOrDefault(prefix) + 1;
        return prefix + number.ToString(CultureInfo.InvariantCulture);
    }

    internal void Declare(string line) => declarations.Add(line);

    internal void Body(string line) => body.Add(line);

    /// <summary>Declares a signal that is there at a stage; it is called <c>name_s3</c> there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="width">Bits.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="isPulse">Whether reset clears it on its way: an effect that is to happen.</param>
    /// <param name="comment">What it is.</param>
    /// <returns>Its name at the stage.</returns>
    internal string Add(string name, int width, int stage, bool isPulse = false, string comment = "")
    {
        signals[name] = new Signal(name, width, isPulse) { Stages = { stage } };
        Declare(Declaration(width, At(name, stage)) + (comment.Length > 0 ? $"  // {comment}" : ""));
        return At(name, stage);
    }

    /// <summary>The signal at a later stage.</summary>
    internal string Later(string name, int stage)
    {
        signals[name].Stages.Add(stage);
        return At(name, stage);
    }

    /// <summary>A file of words, one hexadecimal number a line.</summary>
    /// <returns>Its name.</returns>
    internal string File(string name, int width, int lanes, IReadOnlyList<long> raw)
    {
        var file = $"{Module}_{name}.hex";
        files[file] = HexWords.Of(width, lanes, raw);
        return file;
    }

    /// <summary>The registers between the stages at which signals are wanted.</summary>
    internal void Finish()
    {
        foreach (var signal in signals.Values)
        {
            var stages = signal.Stages.ToList();
            for (var i = 1; i < stages.Count; i++)
            {
                var (from, to) = (At(signal.Name, stages[i - 1]), At(signal.Name, stages[i]));
                Declare(Declaration(signal.Width, to));
                body.Add(signal.IsPulse
                    ? $"mr_pulse #(.CYCLES({stages[i] - stages[i - 1]})) {to}_delay (.clk(clk), .rst(rst), .d({from}), .q({to}));"
                    : $"mr_delay #(.WIDTH({signal.Width}), .CYCLES({stages[i] - stages[i - 1]})) {to}_delay "
                        + $"(.clk(clk), .d({from}), .q({to}));");
            }
        }
    }

    private static string At(string name, int stage) => FormattableString.Invariant($"{name}_s{stage}");

    private static string Declaration(int width, string name) => FormattableString.Invariant($"logic [{width - 1}:0] {name};");

    private sealed record Signal(string Name, int Width, bool IsPulse)
    {
        internal SortedSet<int> Stages { get; } = [];
    }
}
