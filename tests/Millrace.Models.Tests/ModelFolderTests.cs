namespace Millrace.Models.Tests;

public sealed class ModelFolderTests
{
    private static readonly Gpt2Config Config = new() { Width = 8, Layers = 1, Heads = 2, ContextLength = 5, VocabularySize = 257 };

    [Fact]
    public void Opens_a_folder_with_everything()
    {
        using var checkpoint = new TinyCheckpoint(Config, byteTokenizer: true);
        var folder = ModelFolder.Open(checkpoint.Folder);
        Assert.Equal(Config, folder.Config);
        var tokens = folder.LoadTokenizer().Encode("Hi<|endoftext|>");
        Assert.Equal([72, 105, 256], tokens);
        Assert.Equal(3 * 257, folder.LoadFloatModel().Start().Forward(tokens).Length);
    }

    [Fact]
    public void A_folder_without_a_tokenizer_is_refused_only_when_text_is_asked_for()
    {
        using var checkpoint = new TinyCheckpoint(Config);
        var folder = ModelFolder.Open(checkpoint.Folder);
        Assert.Equal(257, folder.LoadFloatModel().VocabularySize);
        Assert.Equal(
            $"{checkpoint.Folder}: text needs a tokenizer, but there is neither tokenizer.json nor vocab.json with merges.txt.",
            Refusal.Of(() => folder.LoadTokenizer()));
    }

    [Fact]
    public void Refuses_what_is_not_a_model_folder()
    {
        using var checkpoint = new TinyCheckpoint(Config);
        var config = checkpoint.Path("config.json");
        Assert.Equal($"{config}: it is a file, but a model is a folder.", Refusal.Of(() => ModelFolder.Open(config)));
        Assert.Equal($"{checkpoint.Path("no")}: there is no such folder.", Refusal.Of(() => ModelFolder.Open(checkpoint.Path("no"))));
        File.Delete(config);
        Assert.Equal($"{config}: there is no such file.", Refusal.Of(() => ModelFolder.Open(checkpoint.Folder)));
        File.WriteAllBytes(config, [0x7B, 0xFF, 0x7D]);
        Assert.StartsWith(
            $"{config}: it cannot be read (",
            Refusal.Of(() => ModelFolder.Open(checkpoint.Folder)), StringComparison.Ordinal);
    }
}
