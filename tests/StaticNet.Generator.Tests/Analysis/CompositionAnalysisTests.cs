using StaticNet.Generator.Analysis;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Analysis;

/// <summary>Layers made of blocks: names, shapes, costs and what does not go together, straight from models.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class CompositionAnalysisTests
{
    [Fact]
    public void Names_are_paths_and_count_anew_in_every_block()
    {
        AnalyzedNetwork network = Analyzed.Network(
            Shape.Of(8, 6, 6),
            Conv(8),
            new Residual(Block("Body", Conv(8), new ReLU(), Conv(8)), null),
            new Residual(Block("Body", Conv(16), new ReLU(), Conv(16)), Block("Projection", Conv(16, kernel: 1))),
            new Repeat(2, Block("Twice", Conv(16), new Apply(Block("Inner", Conv(16), Conv(16) with { Name = "last" })))),
            new Concat(EquatableArray.Of(Block("Left", Conv(4)), Block("Right", Conv(3), Conv(5)))),
            Conv(2));

        Assert.Equal(
            [
                "conv1.weight",
                "residual1.conv1.weight", "residual1.conv2.weight",
                "residual2.conv1.weight", "residual2.conv2.weight", "residual2.shortcut.conv1.weight",
                "repeat1.block1.conv1.weight", "repeat1.block1.apply1.conv1.weight", "repeat1.block1.apply1.last.weight",
                "repeat1.block2.conv1.weight", "repeat1.block2.apply1.conv1.weight", "repeat1.block2.apply1.last.weight",
                "concat1.branch1.conv1.weight", "concat1.branch2.conv1.weight", "concat1.branch2.conv2.weight",
                "conv2.weight",
            ],
            network.Tensors.Select(static tensor => tensor.Name));
        Assert.Equal(["(8, 6, 6)", "(8, 6, 6)", "(16, 6, 6)", "(16, 6, 6)", "(9, 6, 6)", "(2, 6, 6)"], network.Layers.Select(static layer => layer.Output.ToString()));
    }

    [Fact]
    public void What_a_value_sees_is_what_the_widest_branch_sees()
    {
        AnalyzedNetwork network = Analyzed.Network(
            Shape.Of(8, 60, 60),
            Conv(8),
            new Residual(Block("Body", Conv(8), Conv(8)), null),
            new Repeat(3, Block("Once", Conv(8))),
            new Concat(EquatableArray.Of(Block("Narrow", Conv(8, kernel: 1)), Block("Wide", Conv(8, kernel: 7)))));

        Assert.Equal([3, 7, 13, 19], network.Layers.Select(static layer => layer.ReceptiveField[1]));
    }

    [Fact]
    public void Tensors_of_all_blocks_lie_one_after_another()
    {
        AnalyzedNetwork network = Analyzed.Network(
            Shape.Of(3, 5, 5), new Residual(Block("Body", Conv(3), new PReLU(0.1f), Conv(3)), null), new Flatten(), new Dense(4, Bias: true));

        int end = 0;
        foreach ((_, TensorModel tensor) in network.Tensors)
        {
            Assert.Equal(end, tensor.Offset);
            end += tensor.Length;
        }

        Assert.Equal(end, network.ParameterLength);
        Assert.Equal(81 + 1 + 81 + (75 * 4) + 4, network.ParameterCount);
        Assert.Equal(network.AllLayers.Where(static layer => layer.Branches.Count == 0).Sum(static layer => layer.MultiplyAdds), network.MultiplyAdds);
        Assert.Equal(2 * 81 * 25, network.Layers[0].MultiplyAdds);
    }

    [Fact]
    public void Two_branches_over_an_image_cost_what_the_worksheet_says()
    {
        AnalyzedNetwork network = Analyzed.Network(
            Shape.Of(192, 32, 32), new Concat(EquatableArray.Of(Block("Small", Conv(128)), Block("Large", Conv(32, kernel: 5)))));

        Assert.Equal(226_492_416, network.Layers[0].Branches[0].Layers[0].MultiplyAdds);
        Assert.Equal(157_286_400, network.Layers[0].Branches[1].Layers[0].MultiplyAdds);
        Assert.Equal(383_778_816, network.MultiplyAdds);
        Assert.Equal(Shape.Of(160, 32, 32), network.OutputShape);
    }

    [Fact]
    public void A_residual_whose_sides_differ_shows_both_shapes()
    {
        Problem problem = Assert.Single(Analyzed.Result(Shape.Of(8, 6, 6), new Residual(Block("Body", Conv(16)), null), Conv(2)).Problems);

        Assert.Equal((DiagnosticIds.ResidualShapes, Site.Attribute(1)), (problem.Id, problem.Site));
        Assert.Equal(
            "[Residual] cannot add the output of 'Body', of shape (16, 6, 6), to its input of shape (8, 6, 6): name a block that makes (16, 6, 6) of (8, 6, 6) as the shortcut, such as a 1x1 convolution: [Residual<Body, Shortcut>]",
            Message(problem));
        Assert.Equal(
            "[Residual] cannot add the output of 'Body', of shape (16, 6, 6), to that of 'Projection' of shape (15, 6, 6): the two blocks have to change the shape alike",
            Message(Assert.Single(Analyzed.Result(Shape.Of(8, 6, 6), new Residual(Block("Body", Conv(16)), Block("Projection", Conv(15, kernel: 1)))).Problems)));
    }

    [Fact]
    public void Branches_of_different_sizes_are_shown_with_their_shapes()
    {
        var concat = new Concat(EquatableArray.Of(Block("One", Conv(4)), Block("Two", Conv(5), new MaxPool2D(2, 2, Moving.By(), CeilMode: false)), Block("Three", new Flatten())));

        Problem problem = Assert.Single(Analyzed.Result(Shape.Of(8, 6, 6), concat, new Dense(3, Bias: true)).Problems);

        Assert.Equal(
            "[Concat] cannot concatenate its branches along the channels: 'One' makes (4, 6, 6), 'Two' makes (5, 3, 3), 'Three' makes (288); they may differ in their channels only",
            Message(problem));
    }

    [Fact]
    public void A_mistake_in_a_block_is_reported_where_the_block_is_used()
    {
        AnalysisResult result = Analyzed.Result(
            Shape.Of(8, 6, 6),
            new ReLU(),
            new Residual(Block("Body", new Apply(Block("Inner", Conv(8), new Dense(3, Bias: true)))), null),
            new Residual(Block("Named", Conv(8) with { Name = "one" }, Conv(8) with { Name = "one" }), null));

        Assert.Equal(
            [
                "In 'residual1.apply1.dense1' of Inner: [Dense] takes a flat input, but its input has the shape (8, 6, 6): put [Flatten] before it, which makes that (288)",
                "[Residual] cannot add the output of 'Body', of shape (3), to its input of shape (8, 6, 6): name a block that makes (3) of (8, 6, 6) as the shortcut: [Residual<Body, Shortcut>]",
            ],
            result.Problems.Take(2).Select(Message));
        Assert.All(result.Problems.Take(2), static problem => Assert.Equal(Site.Attribute(2), problem.Site));
    }

    [Fact]
    public void Two_layers_of_one_name_in_a_block_are_reported_where_it_is_used()
    {
        Problem problem = Assert.Single(Analyzed.Result(
            Shape.Of(8, 6, 6), new Residual(Block("Named", Conv(8) with { Name = "one" }, Conv(8) with { Name = "one" }), null)).Problems);

        Assert.Equal((DiagnosticIds.DuplicateName, Site.Attribute(1), "'residual1.one' of Named"), (problem.Id, problem.Site, problem.Where));
    }

    [Fact]
    public void A_block_that_cannot_be_read_leaves_what_follows_alone()
    {
        AnalysisResult result = Analyzed.Result(
            Shape.Of(8, 6, 6), new Residual(new BlockUse("global::Broken", "Broken", EquatableArray<Layer>.Empty, IsKnown: false), null), new Dense(3, Bias: true));

        Assert.Empty(result.Problems);
    }

    [Fact]
    public void Views_of_a_block_are_in_a_type_of_their_own()
    {
        AnalysisResult result = Analyzed.Result(
            Shape.Of(8, 6, 6), new Residual(Block("Body", Conv(8), new ReLU()), Block("Projection", Conv(8))), new Residual(Block("Empty", new ReLU()), null));

        ParameterView view = Assert.Single(result.Surface!.Views);
        Assert.Equal(("Residual1", "residual1", "Residual1Layers"), (view.Property, view.Layer, view.MembersType));
        Assert.Equal(["Conv1", "Shortcut"], view.Members.Select(static member => member.Property));
        Assert.Equal("residual1.shortcut.conv1", Assert.Single(view.Members[1].Members).Layer);
    }

    [Fact]
    public void A_view_whose_type_has_the_name_of_another_view_is_reported()
    {
        AnalysisResult result = Analyzed.Result(
            Shape.Of(8, 6, 6), new Residual(Block("Body", Conv(8)), null), Conv(8) with { Name = "residual1Layers" });

        Problem problem = Assert.Single(result.Problems);
        Assert.Equal((DiagnosticIds.LayerPropertyTaken, Site.Argument(2, "Name")), (problem.Id, problem.Site));
    }

    private static string Message(Problem problem)
        => string.Format(System.Globalization.CultureInfo.InvariantCulture, Descriptors.Of(problem).MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture), [.. problem.Arguments]);

    private static BlockUse Block(string name, params Layer[] layers) => new("global::" + name, name, layers.ToEquatableArray());

    private static Conv2D Conv(int channels, int kernel = 3)
        => new(channels, kernel, kernel, Moving.By(1, PaddingMode.Same, 0, 1), 1, Bias: false);
}
