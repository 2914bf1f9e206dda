using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Layers;

/// <summary>Norms: their tensors, what they see, and what is wrong with some.</summary>
public sealed class NormTests
{
    [Fact]
    public void A_layer_norm_has_a_weight_and_a_bias_a_channel()
    {
        AnalyzedNetwork network = Analyzed.Network(
            Shape.Of(3, 8, 8), new LayerNorm(1e-5f), new Conv2D(20, 3, 3, Moving.By(1, PaddingMode.None, 0, 1), 1, Bias: false), new LayerNorm(0.1f), new Flatten(), new LayerNorm(1e-5f));

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

    [Fact]
    public void A_group_norm_sees_the_channels_of_its_group_and_all_pixels()
    {
        AnalyzedNetwork network = Analyzed.Network(Shape.Of(6, 8, 9), new GroupNorm(3, 1e-5f), new GroupNorm(1, 1e-5f), new Flatten(), new GroupNorm(4, 1e-5f));
        Assert.Equal(["groupnorm1", "groupnorm2", "flatten1", "groupnorm3"], network.Layers.Select(static layer => layer.Name));
        Assert.Equal([6, 6, 6, 6, 432, 432], network.Tensors.Select(static tensor => tensor.Tensor.Count));
        Assert.Equal([2, 8, 9], network.Layers[0].ReceptiveField);
        Assert.Equal([6, 8, 9], network.Layers[1].ReceptiveField);
        Assert.Equal([6, 8, 9], network.Layers[3].ReceptiveField);
        Assert.Equal([4], Analyzed.Network(Shape.Of(12), new GroupNorm(3, 1e-5f)).Layers[0].ReceptiveField);
    }

    [Fact]
    public void An_RMS_norm_has_a_weight_a_channel_and_no_bias()
    {
        AnalyzedNetwork network = Analyzed.Network(Shape.Of(3, 8, 8), new RMSNorm(1e-5f), new Flatten(), new RMSNorm(0.1f));
        Assert.Equal(["rmsnorm1.weight", "rmsnorm2.weight"], network.Tensors.Select(static tensor => tensor.Name));
        Assert.Equal([3, 192], network.Tensors.Select(static tensor => tensor.Tensor.Count));
        Assert.Equal([3, 1, 1], network.Layers[0].ReceptiveField);
        Assert.Equal([3, 8, 8], network.Layers[2].ReceptiveField);
    }

    [Fact]
    public void An_instance_norm_sees_the_pixels_of_its_channel()
    {
        AnalyzedNetwork network = Analyzed.Network(Shape.Of(3, 8, 9), new InstanceNorm(false, 1e-5f), new Conv2D(4, 3, 3, Moving.By(1, PaddingMode.None, 0, 1), 1, Bias: false), new InstanceNorm(true, 0.1f));
        Assert.Equal(["instancenorm1", "conv1", "instancenorm2"], network.Layers.Select(static layer => layer.Name));
        Assert.Equal(["conv1.weight", "instancenorm2.weight", "instancenorm2.bias"], network.Tensors.Select(static tensor => tensor.Name));
        Assert.Equal([1, 8, 9], network.Layers[0].ReceptiveField);
        Assert.Equal([3, 8, 9], network.Layers[2].ReceptiveField);
        Assert.Equal("(4, 6, 7)", network.Layers[2].Output.ToString());
    }

    [Theory]
    [InlineData("12", "", "(12)", "declare the input as [Network(channels, height, width)] or [Network(channels, length)]")]
    [InlineData("3, 2, 2", "[Flatten] ", "(12)", "put it before the layer that flattens (3, 2, 2)")]
    public Task An_instance_norm_of_features(string input, string before, string shape, string hint) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network({{input}})] {{before}}[{|STN1004:InstanceNorm|}] [ReLU] [Dense(1)]
        public sealed partial class Net;
        """,
        $"[InstanceNorm] takes an image or a sequence, but its input has the shape {shape}: {hint}");

    // What they fuse into a group norm's store brings names along.
    [Theory]
    [InlineData("[BatchNorm] [ReLU] [BatchNorm]")]
    [InlineData("[PReLU] [BatchNorm]")]
    [InlineData("[HardSwish]")]
    public void Layers_behind_a_group_norm_compile(string layers) => Run.Generate($$"""
        using StaticNet;
        [Network(3, 8, 8)] [Conv2D(70, 3)] [GroupNorm(7)] {{layers}} [InstanceNorm] {{layers}} [Flatten] [GroupNorm(2)] [ReLU] [Dense(1)] [MeanSquaredError]
        public sealed partial class Net;
        """).Compiles();

    [Theory]
    [InlineData("6, 8, 8", 4, "(6, 8, 8)", "6 channels", 3)]
    [InlineData("6, 8, 8", 7, "(6, 8, 8)", "6 channels", 6)]
    [InlineData("10", 2000000000, "(10)", "10 features", 10)]
    public Task Groups_that_do_not_divide_the_channels(string input, int groups, string shape, string channels, int suggestion) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network({{input}})] [{|STN1007:GroupNorm({{groups}})|}] [Flatten] [Dense(1)]
        public sealed partial class Net;
        """,
        $"[GroupNorm] makes {shape} of {shape}, but {groups} groups do not divide {channels}: use a divisor such as {suggestion}");

    [Theory]
    [InlineData("LayerNorm({|STN0008:Epsilon = 0|})", "Epsilon of [LayerNorm] is 0, but has to be a finite number more than 0")]
    [InlineData("LayerNorm({|STN0008:Epsilon = -0.5f|})", "Epsilon of [LayerNorm] is -0.5, but has to be a finite number more than 0")]
    [InlineData("RMSNorm({|STN0008:Epsilon = 0|})", "Epsilon of [RMSNorm] is 0, but has to be a finite number more than 0")]
    [InlineData("InstanceNorm({|STN0008:Epsilon = 0|})", "Epsilon of [InstanceNorm] is 0, but has to be a finite number more than 0")]
    [InlineData("GroupNorm({|STN0008:0|})", "groups of [GroupNorm] is 0, but has to be at least 1")]
    [InlineData("GroupNorm(2, {|STN0008:Epsilon = float.NaN|})", "Epsilon of [GroupNorm] is NaN, but has to be a finite number more than 0")]
    [InlineData("Dropout({|STN0008:1|})", "rate of [Dropout] is 1, but has to be at least 0 and less than 1")]
    [InlineData("Dropout({|STN0008:-0.25f|})", "rate of [Dropout] is -0.25, but has to be at least 0 and less than 1")]
    [InlineData("Dropout({|STN0008:float.NaN|})", "rate of [Dropout] is NaN, but has to be at least 0 and less than 1")]
    public Task An_argument_out_of_range(string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(6, 8, 8)] [{{layer}}] [ReLU] [Flatten] [Dense(1)]
        public sealed partial class Net;
        """,
        "The argument " + message);
}
