using Millrace.Models;
using Millrace.Models.Tests;

namespace Millrace.Cli.Tests;

/// <summary>Encoders that a command handles in no time, with a vocabulary of 12 pieces.</summary>
internal static class TinyEncoder
{
    public static readonly BertConfig Config = new()
    {
        Width = 16,
        Layers = 2,
        Heads = 2,
        InnerWidth = 32,
        Positions = 10,
        VocabularySize = 12,
        Labels = ["bad", "good"],
    };

    public static TinyBert Classifier() => WithText(Config with { Head = BertHead.SequenceClassification });

    public static TinyBert Masked() => WithText(Config with { Head = BertHead.MaskedLM });

    public static TinyBert Bare() => WithText(Config);

    public static TinyBert WithText(BertConfig config)
    {
        var model = new TinyBert(config);
        File.WriteAllText(model.Path("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\nmill\nstood\nriver\n##s\nby\n.\n");
        return model;
    }
}
