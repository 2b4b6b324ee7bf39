using Millrace.Analysis;
using Millrace.Models;
using Millrace.Models.Tests;

namespace Millrace.Cli.Tests;

/// <summary><c>millrace random-checkpoint</c>.</summary>
public sealed class RandomCheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("millrace_").FullName;

    private string Output => Path.Combine(_folder, "random");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_gpt2_and_bert_of_the_catalogue_has_as_many_weights_as_its_authors_published()
    {
        var known = ModelCatalogue.All.Where(m => m.Shape.Family is TransformerFamily.Gpt2 or TransformerFamily.Bert).ToArray();
        Assert.Equal(6, known.Length);
        foreach (var model in known)
        {
            var (json, source) = ModelCatalogue.Configuration(model.Shape.Name);
            Assert.Equal(model.PublishedParameters, RandomCheckpoint.Of(json, source).Parameters);
        }
    }

    [Fact]
    public void A_layer_of_a_model_known_by_name_can_be_loaded()
    {
        var text = CommandRun.Output("random-checkpoint", "--model", "BERT-base", "--layers", "1", "--output", Output);
        Assert.Equal($"{Output}: random weights of BERT-base, 1 layer, 31,515,648 numbers of float32, seed 0\n", text);
        Assert.Equal(["config.json", "model.safetensors"], Directory.GetFiles(Output).Select(Path.GetFileName).Order());
        var folder = ModelFolder.Open(Output);
        Assert.Equal(new BertConfig { Layers = 1 }, folder.EncoderConfig);
        Assert.Equal(2 * 768, folder.LoadEncoder().Encode(new([101, 102])).Hidden.Length);
        Assert.Equal([Output], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void The_network_computes_what_the_integers_do()
    {
        var config = Path.Combine(_folder, "tiny.json");
        File.WriteAllText(config, TinyBert.ConfigJson(TinyEncoder.Config).ToJsonString());
        var json = CommandRun.Json("random-checkpoint", "--model", config, "--seed", "5", "--output", Output);
        Assert.Equal((5, 2), (json.GetProperty("seed").GetInt32(), json.GetProperty("layers").GetInt32()));
        Assert.Equal((config, Output), (json.GetProperty("model").GetString(), json.GetProperty("output").GetString()));
        Assert.Equal(ModelFolder.Open(Output).EncoderConfig.ParameterCount + (16 * 17), json.GetProperty("parameters").GetInt64());
        Assert.Equal(Encoded("integer"), Encoded("network"));

        byte[] Encoded(string engine)
        {
            var file = Path.Combine(_folder, $"{engine}.npy");
            CommandRun.Output("encode", "--model", Output, "--tokens", "1,5,9,2,7", "--engine", engine, "--output", file);
            return [.. File.ReadAllBytes(file), .. File.ReadAllBytes(Path.ChangeExtension(file, ".pooled.npy"))];
        }
    }

    [Fact]
    public void Nothing_stays_when_it_is_stopped()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        var run = CommandRun.Of("", ["random-checkpoint", "--model", "bert-base", "--output", Output], stopped.Token);
        Assert.Equal(new CommandRun(130, "", ""), run);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Mistakes_are_answered_with_a_sentence()
    {
        Assert.Equal("--model NAME|DIR is needed: millrace models lists the names.", Refusal("--output", Output));
        Assert.Equal("--output DIR is needed: the folder to write.", Refusal("--model", "gpt2"));
        Assert.Equal("--output: the name of the folder is empty.", Refusal("--model", "gpt2", "--output", ""));
        Assert.Equal($"{_folder}: the folder is there already; name a new one.", Refusal("--model", "gpt2", "--output", _folder));
        Assert.Equal(
            "llama2-7b: model_type is \"llama\", but only \"gpt2\", \"bert\", \"roberta\", \"distilbert\" are supported.",
            Refusal("--model", "llama2-7b", "--output", Output));
        Assert.Equal(
            "bert-base: 13 layers were asked for, but 1 to 12 are allowed: the model has no more.",
            Refusal("--model", "bert-base", "--layers", "13", "--output", Output));
        Assert.Equal(
            "there is no model \"bert\"; the nearest names are bert-base, bert-large, gpt2, "
            + "and a folder with a config.json can be given too.",
            Refusal("--model", "bert", "--output", Output));
        Assert.Equal(
            "--layers is \"0\", but it must be an integer of at least 1.", Refusal("--model", "gpt2", "--layers", "0", "--output", Output));
        var missing = Path.Combine(_folder, "config.json");
        Assert.Equal($"{missing}: there is no such file.", Refusal("--model", _folder, "--output", Output));
        File.WriteAllText(missing, "{");
        Assert.Equal($"{missing}: it is a file, but a folder is to be written.", Refusal("--model", "gpt2", "--output", missing));
        Assert.Equal($"{missing}: it is not valid JSON (line 1, byte 2).", Refusal("--model", missing, "--output", Output));
    }

    private static string Refusal(params string[] args) => CommandRun.Refusal(["random-checkpoint", .. args]);
}
