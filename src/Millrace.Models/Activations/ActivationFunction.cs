namespace Millrace.Models;

/// <summary>
/// An element-wise activation by the name that Hugging Face configurations give it (transformers' <c>ACT2FN</c>), evaluated in double
/// precision: what the float reference applies and what tables for the hardware are filled from.
/// </summary>
public sealed class ActivationFunction
{
    private static readonly SortedDictionary<string, Func<double, double>> Known = new(StringComparer.Ordinal)
    {
        ["gelu"] = Gelu,
        ["gelu_10"] = x => Math.Clamp(Gelu(x), -10, 10),
        ["gelu_accurate"] = GeluTanh,
        ["gelu_fast"] = x => x * Sigmoid(2 * x * 0.7978845608 * (1 + 0.044715 * x * x)),
        ["gelu_new"] = GeluTanh,
        ["gelu_python"] = Gelu,
        ["gelu_python_tanh"] = GeluTanh,
        ["gelu_pytorch_tanh"] = GeluTanh,
        ["hardswish"] = x => x * Math.Clamp(x + 3, 0, 6) / 6,
        ["laplace"] = x => 0.5 * (1 + ErrorFunction.Evaluate((x - 0.707107) / (0.282095 * Math.Sqrt(2)))),
        ["leaky_relu"] = x => x >= 0 ? x : 0.01 * x,
        ["linear"] = x => x,
        ["mish"] = x => x * Math.Tanh(Softplus(x)),
        ["quick_gelu"] = x => x * Sigmoid(1.702 * x),
        ["relu"] = x => Math.Max(x, 0),
        ["relu2"] = x => Math.Max(x, 0) * Math.Max(x, 0),
        ["relu6"] = x => Math.Clamp(x, 0, 6),
        ["sigmoid"] = Sigmoid,
        ["silu"] = x => x * Sigmoid(x),
        ["sqrtsoftplus"] = x => Math.Sqrt(Softplus(x)),
        ["swish"] = x => x * Sigmoid(x),
        ["tanh"] = Math.Tanh,
    };

    private readonly Func<double, double> _function;

    private ActivationFunction(string name, Func<double, double> function) => (Name, _function) = (name, function);

    /// <summary>The name it was parsed from, e.g. <c>gelu_new</c>.</summary>
    public string Name { get; }

    /// <summary>All names that <see cref="Parse"/> accepts, in alphabetical order.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>The activation of that name; <see cref="ModelException"/> lists the names if there is none.</summary>
    /// <param name="name">A name of <see cref="Names"/>, case sensitive as in transformers.</param>
    /// <param name="source">Where the name stood, for the message: a file and field, an option.</param>
    public static ActivationFunction Parse(string name, string source = "activation_function") =>
        Known.TryGetValue(name, out var function)
            ? new ActivationFunction(name, function)
            : throw new ModelException($"{source} is \"{name}\", which is not supported; supported are {string.Join(", ", Known.Keys)}.");

    /// <summary>The value at <paramref name="x"/>.</summary>
    public double Evaluate(double x) => _function(x);

    /// <summary>Two activations are equal when their names are.</summary>
    public override bool Equals(object? obj) => obj is ActivationFunction other && other.Name == Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    // log(1 + exp(x)) without overflow for large x and without loss for very negative x.
    private static double Softplus(double x) => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    // Kahan's correction: log(1 + y) * y / ((1 + y) - 1) cancels the rounding of 1 + y.
    private static double LogOnePlus(double y)
    {
        var u = 1 + y;
        return u == 1 ? y : Math.Log(u) * y / (u - 1);
    }

    private static double Gelu(double x) => 0.5 * x * (1 + ErrorFunction.Evaluate(x / Math.Sqrt(2)));

    // 0.5 x (1 + tanh u) = x sigmoid(2u): the same function, without the cancellation of 1 + tanh u at negative u.
    private static double GeluTanh(double x) => x * Sigmoid(2 * Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x));
}
