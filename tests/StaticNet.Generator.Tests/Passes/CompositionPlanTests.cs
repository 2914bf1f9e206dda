using CsCheck;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Passes;

/// <summary>Plans of networks with branches, run on paper.</summary>
public sealed class CompositionPlanTests
{
    private static readonly Gen<Layer> Leaf = Gen.OneOf<Layer>(
        Conv(8), Conv(8, kernel: 5), new ReLU(), new PReLU(0.1f), new Tanh(), new GELU(), new MaxPool2D(3, 3, Moving.By(1, PaddingMode.None, 1), CeilMode: false), new PadChannels(0, 0), new HardSwish());

    private static readonly Gen<Loss?> Losses = Gen.OneOf<Loss?>(null, new MeanSquaredError());

    [Fact]
    public void Every_value_that_a_step_of_a_branch_reads_is_there()
        => Gen.Select(Tree(3), Losses).Sample(static (layers, loss) =>
        {
            // The verifier stops at a plan that is not sound.
            NetworkPlan plan = Lower(Analyzed.Network(Shape.Of(8, 5, 6), layers), loss);
            Assert.Empty(PlanVerifier.Faults(plan.Inference));
            Assert.Empty(plan.Training is null ? [] : PlanVerifier.Faults(plan.Training));
        }, iter: 200);

    [Fact]
    public void A_sum_and_the_activation_behind_it_are_fused_into_the_last_product_of_the_body()
    {
        Pass pass = Lower(Analyzed.Network(Shape.Of(8, 5, 6), Conv(8), new Residual(Block(Conv(8), new ReLU(), Conv(8)), null), new ReLU()), null).Inference;

        Assert.Equal(
            [1, 2],
            pass.Steps.Select(static call => call.Kernel).OfType<Convolution>().Skip(1).Select(static convolution => convolution.Functions.Count));
        Assert.DoesNotContain(pass.Steps, static call => call.Kernel is GridElementwise);
    }

    [Fact]
    public void What_a_shortcut_reads_again_is_left_as_it_is()
    {
        // Pre-activation: were ReLU fused into conv1, the shortcut would find relu(x) in place of x.
        Pass pass = Lower(Analyzed.Network(Shape.Of(8, 5, 6), Conv(8), new Residual(Block(new ReLU(), Conv(8)), null)), null).Inference;

        Assert.Empty(((Convolution)pass.Steps.First(static call => call.Kernel is Convolution).Kernel).Functions);
        Assert.Contains(pass.Steps, static call => call.Kernel is GridElementwise);
    }

    [Fact]
    public void A_gradient_that_both_ways_of_a_residual_read_is_left_as_it_is()
    {
        // A body without steps gives its gradient back: were the sum fused into the step that makes it, that step would read what it writes.
        var same = new Residual(Block(new Flatten()), null);
        Pass pass = Lower(Analyzed.Network(Shape.Of(3), new Dense(3, true), same, same), new MeanSquaredError()).Training!;

        Assert.All(pass.Steps, static step => Assert.True(step.Operands.Count(operand => operand == new Operand.Activation(step.Effects().Writes)) <= 1, step.Comment));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_residual_network_holds_no_more_than_what_its_widest_step_needs(int blocks)
    {
        AnalyzedNetwork network = Analyzed.Network(Shape.Of(3, 32, 32), ResNet(blocks));
        Pass pass = Lower(network, null).Inference;

        // Alive at a step: what it writes, and what it or a later one reads.
        (Value Value, int Written, int LastRead)[] lifetimes = [.. pass.Lifetimes()];
        int widest = Enumerable.Range(0, pass.Steps.Count).Max(step => lifetimes
            .Where(lifetime => lifetime.Written <= step && step <= lifetime.LastRead)
            .GroupBy(static lifetime => lifetime.Value.Offset)
            .Sum(static place => place.Max(static lifetime => lifetime.Value.Size)));
        Assert.Equal(widest, pass.ScratchLength);

        // The first stage: two neighbouring activations with their borders, and what the residual keeps.
        Assert.Equal(3 * 34 * 34 * 16, pass.ScratchLength);
    }

    [Fact]
    public void ResNet_20_costs_what_its_paper_says()
    {
        AnalyzedNetwork network = Analyzed.Network(Shape.Of(3, 32, 32), ResNet(3));

        Assert.Equal(269_722, network.ParameterCount);
        Assert.Equal(40_551_040, network.MultiplyAdds);
        Assert.Equal([3, 32, 32], network.Layers[^1].ReceptiveField);
    }

    // A residual network for small images, its shortcuts without parameters.
    private static Layer[] ResNet(int blocks)
    {
        var norm = new BatchNorm(1e-5f, 0.1f);
        List<Layer> layers = [Conv(16), norm, new ReLU()];
        foreach (int width in (ReadOnlySpan<int>)[16, 32, 64])
        {
            for (int i = 0; i < blocks; i++)
            {
                bool halves = width > 16 && i == 0;
                layers.Add(new Residual(
                    Block(Conv(width, stride: halves ? 2 : 1), norm, new ReLU(), Conv(width), norm),
                    halves ? Block(new MaxPool2D(1, 1, Moving.By(2, PaddingMode.None, 0), CeilMode: false), new PadChannels(width / 4, width / 4)) : null));
                layers.Add(new ReLU());
            }
        }

        return [.. layers, new GlobalAveragePool(), new Dense(10, Bias: true)];
    }

    private static Gen<Layer[]> Tree(int depth)
    {
        if (depth == 0)
        {
            return Leaf.Array[1, 3];
        }

        Gen<Layer> composite = Gen.Select(
            Gen.Int[0, 4],
            Tree(depth - 1),
            Tree(depth - 1),
            static (kind, first, second) => kind switch
            {
                0 => (Layer)new Residual(Block(first), null),
                1 => new Residual(Block(first), Block(second)),
                2 => new Apply(Block(first)),
                3 => new Repeat(2, Block(first)),
                _ => new Apply(Block(new Concat(EquatableArray.Of(Block(first), Block(second), Block(Conv(3)))), Conv(8))),
            });
        return Gen.Frequency((2, Leaf), (1, composite)).Array[1, 3];
    }

    private static NetworkPlan Lower(AnalyzedNetwork network, Loss? loss)
        => NetworkLowering.Lower(network.WithLoss(loss), TestContext.Current.CancellationToken);

    private static BlockUse Block(params Layer[] layers) => new("global::Block", "Block", layers.ToEquatableArray());

    private static Conv2D Conv(int channels, int kernel = 3, int stride = 1)
        => new(channels, kernel, kernel, Moving.By(stride, PaddingMode.Same, 0, 1), 1, Bias: false);
}
