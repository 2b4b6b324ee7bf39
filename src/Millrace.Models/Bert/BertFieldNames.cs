namespace Millrace.Models;

/// <summary>The names of those fields of <c>config.json</c> that the families spell differently.</summary>
internal sealed record BertFieldNames(string Width, string Layers, string Heads, string Inner, string Activation)
{
    private static readonly BertFieldNames Bert =
        new("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "hidden_act");

    private static readonly BertFieldNames DistilBert = new("dim", "n_layers", "n_heads", "hidden_dim", "activation");

    public static BertFieldNames Of(BertFamily family) => family == BertFamily.DistilBert ? DistilBert : Bert;
}
