using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Passes;

/// <summary>The nodes that layers become.</summary>
public sealed class NetworkGraphTests
{
    private static readonly Conv2D Conv = new(8, 1, 1, Moving.By(1, PaddingMode.None, 0, 1), 1, true);

    [Fact]
    public void Layers_of_chains_of_blocks_read_each_other()
        => Assert.Equal(
            ["conv1 <- inputs", "apply1.conv1 <- conv1", "apply1.relu1 <- apply1.conv1", "repeat1.block1.relu1 <- apply1.relu1", "repeat1.block2.relu1 <- repeat1.block1.relu1"],
            Nodes(Conv, new Apply(Block(Conv, new ReLU())), new Repeat(2, Block(new ReLU()))));

    [Fact]
    public void A_residual_is_the_node_behind_its_shortcut_and_its_body()
        => Assert.Equal(
            ["residual1.shortcut.conv1 <- inputs", "residual1.conv1 <- inputs", "residual1 <- residual1.conv1, residual1.shortcut.conv1", "residual2.relu1 <- residual1", "residual2 <- residual2.relu1, residual1"],
            Nodes(new Residual(Block(Conv), Block(Conv)), new Residual(Block(new ReLU()), null)));

    [Fact]
    public void A_concatenation_is_the_node_behind_its_branches()
        => Assert.Equal(
            ["concat1.branch1.conv1 <- inputs", "concat1.branch2.conv1 <- inputs", "concat1.branch2.relu1 <- concat1.branch2.conv1", "concat1 <- concat1.branch1.conv1, concat1.branch2.relu1"],
            Nodes(new Concat(EquatableArray.Of(Block(Conv), Block(Conv, new ReLU())))));

    [Fact]
    public void Backwards_the_branch_that_is_read_first_comes_first_and_whole()
    {
        NetworkGraph graph = Graph(Conv, new Concat(EquatableArray.Of(Block(Conv, new ReLU()), Block(Conv, new Tanh()))), new Residual(Block(Conv), Block(Conv)));

        Assert.Equal(
            [
                "residual1", "residual1.conv1", "residual1.shortcut.conv1",
                "concat1", "concat1.branch1.relu1", "concat1.branch1.conv1", "concat1.branch2.tanh1", "concat1.branch2.conv1", "conv1",
            ],
            graph.Backwards().Select(node => graph.Nodes[node].Layer.Name));
    }

    [Fact]
    public void A_loss_leaves_out_what_it_computes_itself_behind_changes_of_shape_too()
    {
        NetworkGraph graph = Graph(new Flatten(), new Softmax(), new Flatten()).Before([new CrossEntropy()]);

        Assert.Equal(["flatten1 <- inputs", "flatten2 <- flatten1"], Nodes(graph));
        Assert.Equal([1], graph.Outputs);
    }

    [Fact]
    public void A_loss_leaves_out_nothing_in_a_branch()
    {
        NetworkGraph graph = Graph(new Flatten(), new Residual(Block(new Softmax()), null));

        Assert.Equal(Nodes(graph), Nodes(graph.Before([new CrossEntropy()])));
        Assert.Equal(Nodes(graph), Nodes(graph.Before([new MeanSquaredError()])));
    }

    [Fact]
    public void Losses_of_several_outputs_leave_out_what_each_computes_itself_and_what_none_needs()
    {
        Layer[] layers = [new ReLU { Name = "trunk" }, new Softmax(), new Output(true) { Name = "one" }, new Tanh { From = "trunk" }, new Output(false) { Name = "two" }, new Sigmoid { From = "trunk" }, new Output(true) { Name = "three" }];
        AnalyzedNetwork network = Analyzed.Network(Shape.Of(8), layers);
        NetworkGraph graph = NetworkGraph.Of(network.Layers, [2, 6]);

        NetworkGraph fused = graph.Before([new CrossEntropy(), new MeanSquaredError()]);
        Assert.Equal(["trunk <- inputs", "sigmoid1 <- trunk", "three <- sigmoid1"], Nodes(fused));
        Assert.Equal([0, 2], fused.Outputs);
        Assert.Equal(["three", "sigmoid1", "trunk"], fused.Backwards().Select(node => fused.Nodes[node].Layer.Name));
    }

    private static NetworkGraph Graph(params Layer[] layers) => NetworkGraph.Of(Analyzed.Network(Shape.Of(8, 1, 3), layers).Layers, [layers.Length - 1]);

    private static IEnumerable<string> Nodes(params Layer[] layers) => Nodes(Graph(layers));

    private static IEnumerable<string> Nodes(NetworkGraph graph)
        => graph.Nodes.Select(node => $"{node.Layer.Name} <- {string.Join(", ", node.Inputs.Select(input => input < 0 ? "inputs" : graph.Nodes[input].Layer.Name))}");

    private static BlockUse Block(params Layer[] layers) => new("global::Block", "Block", layers.ToEquatableArray());
}
