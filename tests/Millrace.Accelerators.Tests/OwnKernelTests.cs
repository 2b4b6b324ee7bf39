using Millrace.Analysis;
using Millrace.Hls;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;
using Millrace.Models.Tests;

namespace Millrace.Accelerators.Tests;

/// <summary>Kernels of one's own in the places of the library's.</summary>
public class OwnKernelTests
{
    [Fact]
    public void EachIsAskedForWhereItIsNeededAndKeepsItsPlaceInTheDesign()
    {
        var config = EqualityTests.Config(2, 2, 32, 50, 32);
        using var files = new TinyCheckpoint(config, gain: 2);
        var model = Quantizer.Quantize(files.Load());
        var point = DesignPoint.For(config, EqualityTests.ManyChannels) with { LayersOnChip = 2 };
        var asked = new List<string>();
        var own = Gpt2Kernels.Library with
        {
            LayerNorm = s =>
            {
                asked.Add("own_norm");
                return Gpt2Kernels.Library.LayerNorm(s);
            },
            Softmax = s => Within("own_softmax", Gpt2Kernels.Library.Softmax(s)),
            Activation = (s, table) => Within("own_activation", Gpt2Kernels.Library.Activation(s, table)),
        };
        var accelerator = Gpt2Accelerator.Build(model, point, EqualityTests.ManyChannels, own);

        Assert.Equal(5, asked.Count(name => name == "own_norm"));
        Assert.Equal(2, asked.Count(name => name == "own_softmax"));
        Assert.Equal(2, asked.Count(name => name == "own_activation"));
        Assert.Contains(accelerator.Design.Processes, p => p.Path == "layer_1.activation.inner");
        int[] tokens = [1, 2, 3, 4, 5];
        Assert.Equal(
            ((IntegerGpt2Session)new IntegerGpt2Model(model).Start()).ForwardInteger(tokens),
            accelerator.StartAccelerator().ForwardInteger(tokens, tokens.Length));
        Assert.Equal(
            accelerator.Time(0, 5, 1).Cycles, Gpt2Timing.Build(point, EqualityTests.ManyChannels, own).Time(0, 5, 1).Cycles);

        Network Within(string name, Part part)
        {
            asked.Add(name);
            return Network.Define(name, n =>
            {
                var added = n.Add("inner", part, [.. part.Inputs.Select(p => n.In(p.Name, p.Type))]);
                foreach (var output in part.Outputs)
                    n.Out(output.Name, added[output.Name]);
            });
        }
    }
}
