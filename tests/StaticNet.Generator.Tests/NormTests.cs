using StaticNet.Generator.Model;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests;

/// <summary>Norms: their tensors, what they see, and what is wrong with some.</summary>
public sealed class NormTests
{
    [Fact]
    public void A_layer_norm_has_a_weight_and_a_bias_a_channel()
    {
        AnalyzedNetwork network = Analyzed.Network(
            Shape.Of(3, 8, 8), new LayerNorm(1e-5f), new Conv2D(20, 3, 3, 1, PaddingMode.None, 0, 1, 1, Bias: false), new LayerNorm(0.1f), new Flatten(), new LayerNorm(1e-5f));

        Assert.Equal(["layernorm1", "conv1", "layernorm2", "flatten1", "layernorm3"], network.Layers.Select(static layer => layer.Name));
        Assert.Equal(
            ["layernorm1.weight", "layernorm1.bias", "conv1.weight", "layernorm2.weight", "layernorm2.bias", "layernorm3.weight", "layernorm3.bias"],
            network.Tensors.Select(static tensor => tensor.Name));
        Assert.Equal([3, 3, 540, 20, 20, 720, 720], network.Tensors.Select(static tensor => tensor.Tensor.Count));
        Assert.Equal([new InitialValue.Constant(1), new InitialValue.Constant(0)], network.Layers[2].Tensors.Select(static tensor => tensor.Initial));
        Assert.Equal(["(3, 8, 8)", "(20, 6, 6)", "(20, 6, 6)", "(720)", "(720)"], network.Layers.Select(static layer => layer.Output.ToString()));
        Assert.Equal(0, network.Layers[2].MultiplyAdds);
        Assert.Equal([3, 1, 1], network.Layers[0].ReceptiveField);
        Assert.Equal([3, 3, 3], network.Layers[2].ReceptiveField);
        Assert.Equal([3, 8, 8], network.Layers[4].ReceptiveField);
    }

    [Theory]
    [InlineData("LayerNorm({|STN0008:Epsilon = 0|})", "Epsilon of [LayerNorm] is 0, but has to be a finite number more than 0")]
    [InlineData("LayerNorm({|STN0008:Epsilon = -0.5f|})", "Epsilon of [LayerNorm] is -0.5, but has to be a finite number more than 0")]
    public Task An_argument_out_of_range(string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(6, 8, 8)] [{{layer}}] [ReLU] [Flatten] [Dense(1)]
        public sealed partial class Net;
        """,
        "The argument " + message);
}
