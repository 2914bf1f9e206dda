using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Tests.Support;
using StaticNet.Generator.Tests.Witnesses;

namespace StaticNet.Generator.Tests.Passes;

/// <summary>What kernels say that they read and write, and that no plan does otherwise.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class ArgumentTests
{
    private const int MostNetworks = 600;

    private static readonly Type[] Kinds = [.. typeof(Kernel).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(Kernel)) && !type.IsAbstract)];

    [Fact]
    public void Every_kernel_has_something_to_write_and_one_value_at_most()
    {
        HashSet<Type> seen = [];
        AnalyzedNetwork[] networks = [Convolutions(3), Shifted(), .. Enumerable.Range(0, MostNetworks).Select(Drawn).OfType<AnalyzedNetwork>()];
        foreach (AnalyzedNetwork network in networks)
        {
            foreach (Kernel kernel in Kernels(network))
            {
                seen.Add(kernel.GetType());
                Argument[] arguments = [.. kernel.Arguments];
                Argument[] written = [.. arguments.Where(static argument => argument.Mode != ArgumentMode.Read && argument.Kind != ArgumentKind.Work)];
                Assert.True(written.Length > 0, $"{kernel} writes nothing");
                Assert.True(written.Count(static argument => argument.Kind == ArgumentKind.Value) <= 1, $"{kernel} writes several values");
                Assert.True(arguments.Select(static argument => argument.Name).Distinct().Count() == arguments.Length, $"{kernel} has two arguments of one name");
                Assert.All(arguments.Where(static argument => argument.InPlaceOf is not null), argument => Assert.Contains(
                    arguments, other => other is { Kind: ArgumentKind.Value, Mode: ArgumentMode.Read } && other.Name == argument.InPlaceOf));
            }
        }

        Assert.Equal([], Kinds.Except(seen).Select(kind => $"{kind.Name} is in none of {networks.Length} networks"));
    }

    [Fact]
    public void A_step_has_the_effects_that_its_kernel_states()
    {
        var row = new Row(20, IsPadded: true);
        var gradient = new ElementwiseGradient(new Tanh(), row, row);
        Assert.Equal(new Effects(EquatableArray.Of(3, 4), Writes: 7, InPlace: 4), Effects.Of(gradient, Values(3, 4, 7)));
        Assert.Equal(new Effects(EquatableArray.Of(3), Writes: 4, InPlace: -1), Effects.Of(new Relayout(default, default), Values(3, 4)));
        Assert.Equal(
            new Effects(EquatableArray.Of(5), Writes: -1, InPlace: -1),
            Effects.Of(new RowSum(row), EquatableArray.Of<Operand>(new Operand.Gradient("dense1", "bias"), new Operand.Activation(5))));
        Assert.Equal(
            "ElementwiseGradient has 3 arguments, and gets 2.",
            Assert.Throws<InvalidOperationException>(() => Effects.Of(gradient, Values(3, 4))).Message);
    }

    // Sums of products read rows again after they have written some: a result in place of an operand would be computed of itself.
    [Fact]
    public void The_verifier_sees_a_result_in_place_of_what_its_kernel_reads_again()
    {
        Pass pass = Lower(new Dense(32, true), new Tanh(), new Dense(32, true), new Tanh(), new Dense(32, true)).Inference;
        KernelCall product = pass.Steps.Where(static call => call.Kernel is BroadcastProduct or DotProduct).ElementAt(1);
        Value x = pass.Values[product.Effects().Reads[0]];
        Pass broken = With(pass, product.Effects().Writes, value => value with { Offset = x.Offset });

        Assert.Empty(PlanVerifier.Faults(pass));
        Assert.Contains(PlanVerifier.Faults(broken), static fault => fault.EndsWith("writes 'dense2' in place of 'tanh1', which its kernel does not allow.", StringComparison.Ordinal));
    }

    // Functions behind a norm, and those that do not fit into one loop, read their operands when the loop before them has written.
    [Fact]
    public void The_verifier_sees_a_result_in_place_of_what_a_later_loop_reads()
    {
        Pass pass = NetworkLowering.Lower(
            NetworkAnalysis.Analyze(Parsed.Network("Net", """
                [Network(6, 3, 5)] [Conv2D(6, 1, Name = "a")] [GELU(Name = "b")] [InstanceNorm(From = "a")] [Add("b")] [Conv2D(6, 1)] partial class Net;
                """).Declaration, TestContext.Current.CancellationToken).Network!,
            TestContext.Current.CancellationToken).Inference;
        KernelCall norm = Assert.Single(pass.Steps, static call => call.Kernel is GroupNormKernel { Functions.Count: 1 });
        int x = norm.Effects().InPlace;
        Operand b = norm.Operands[norm.Operands.Count - 1];
        Assert.Equal(pass.Values[x].Offset, pass.Values[norm.Effects().Writes].Offset);
        Assert.Empty(PlanVerifier.Faults(pass));

        KernelCall twice = norm with { Operands = norm.Operands.Select(operand => operand == b ? new Operand.Activation(x) : operand).ToEquatableArray() };
        Pass broken = pass with { Steps = pass.Steps.Select(step => step == norm ? twice : step).ToEquatableArray() };
        Assert.Contains(PlanVerifier.Faults(broken), static fault => fault.EndsWith("in place of 'a', which its kernel does not allow.", StringComparison.Ordinal));
    }

    [Fact]
    public void Functions_that_do_not_fit_into_one_loop_are_read_by_the_next()
    {
        StoreFunction add = new StoreFunction.Combine(Combination.Add, EquatableArray.Of(default(Grid)));
        var values = new GridElementwise(EquatableArray.Of(add, add, add), default, default);
        Assert.Equal([("r", 0), ("r1", 0), ("r2", 1)], values.Arguments.Where(static argument => argument.Name.StartsWith('r')).Select(static argument => (argument.Name, argument.Loop)));
    }

    [Fact]
    public void The_verifier_sees_a_result_in_place_of_another_operand_than_its_kernel_names()
    {
        Pass pass = Lower(new Dense(32, true), new Tanh(), new Dense(32, true)).Training!;
        KernelCall gradient = Assert.Single(pass.Steps, static call => call.Kernel is ElementwiseGradient);
        (int kept, int dy) = (gradient.Effects().Reads[0], gradient.Effects().Reads[1]);
        Assert.Equal((dy, pass.Values[dy].Offset), (gradient.Effects().InPlace, pass.Values[gradient.Effects().Writes].Offset));

        Pass broken = With(pass, gradient.Effects().Writes, value => value with { Offset = pass.Values[kept].Offset });
        Assert.Contains(
            PlanVerifier.Faults(broken),
            fault => fault.EndsWith($"in place of '{pass.Values[kept].Name}', which its kernel does not allow.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_verifier_sees_a_gradient_that_is_read_and_a_parameter_that_is_written()
    {
        Pass pass = Lower(new Dense(32, true), new Tanh(), new Dense(32, true)).Training!;
        var weight = new Operand.Parameter("dense1", "weight");
        var gradient = new Operand.Gradient("dense1", "weight");

        Assert.Contains("Step 0 (dense1): BroadcastProduct gets a gradient for 'weight', which it reads.", PlanVerifier.Faults(Exchanged(pass, weight, gradient)));
        Assert.Contains(
            PlanVerifier.Faults(Exchanged(pass, gradient, weight)),
            static fault => fault.EndsWith("OuterProduct gets a parameter for 'gradient', to which it adds.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_verifier_sees_statistics_that_are_not_those_of_the_layer()
    {
        Pass pass = Lower(new Dense(32, true), new BatchNorm(1e-5f, 0.1f), new Dense(32, true)).Training!;
        Pass broken = Exchanged(pass, new Operand.Tensors("batchnorm1"), new Operand.Gradients("batchnorm1"));
        Assert.Empty(PlanVerifier.Faults(pass));
        Assert.Contains(PlanVerifier.Faults(broken), static fault => fault.EndsWith("BatchStatistics gets a gradients for 'norm', to which it adds.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_verifier_sees_weights_that_nothing_has_prepared()
    {
        Pass pass = NetworkLowering.Lower(Convolutions(5), TestContext.Current.CancellationToken).Training!;
        Assert.NotEmpty(pass.Preparations);
        Assert.Empty(PlanVerifier.Faults(pass));
        Assert.Contains(
            PlanVerifier.Faults(pass with { Preparations = EquatableArray<KernelCall>.Empty }),
            static fault => fault.EndsWith("which nothing has prepared there.", StringComparison.Ordinal));
        Assert.Contains(PlanVerifier.Faults(pass with { PreparedLength = 0 }), static fault => fault.EndsWith("which nothing has prepared there.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_verifier_sees_a_step_that_clears_more_than_a_sample()
    {
        // A stride of 2 with a kernel of one pixel leaves pixels of the input out.
        var conv = new Conv2D(8, 1, 1, Moving.By(2, PaddingMode.None, 0, 1), 1, true);
        Pass pass = NetworkLowering.Lower(Analyzed.Network(Shape.Of(8, 6, 6), conv, conv).WithLoss(new MeanSquaredError()), TestContext.Current.CancellationToken).Training!;
        KernelCall clear = Assert.Single(pass.Steps, static call => call.Kernel is Clear);
        Value cleared = pass.Values[clear.Effects().Writes];
        Pass broken = pass with { Steps = pass.Steps.Select(step => step == clear ? step with { Kernel = new Clear(cleared.Size + 16) } : step).ToEquatableArray() };

        Assert.Empty(PlanVerifier.Faults(pass));
        Assert.Contains(PlanVerifier.Faults(broken), fault => fault.EndsWith($"takes {cleared.Size + 16} floats of {cleared.Size}.", StringComparison.Ordinal));
    }

    private static IEnumerable<Kernel> Kernels(AnalyzedNetwork network)
        => NetworkLowering.TryLower(network, TestContext.Current.CancellationToken) is not { } plan ? []
            : new[] { plan.Inference, plan.Training }.OfType<Pass>()
                .SelectMany(static pass => pass.Preparations.Concat(pass.Steps))
                .Select(static call => call.Kernel);

    // Null where the analysis finds an error.
    private static AnalyzedNetwork? Drawn(int seed)
        => NetworkAnalysis.Analyze(Parsed.Network("Net", new AnyNetwork(seed).Make().Declaration("Net")).Declaration, TestContext.Current.CancellationToken).Network;

    // With Winograd's filtering where the kernel is 3 x 3.
    private static AnalyzedNetwork Convolutions(int kernel)
    {
        var conv = new Conv2D(32, kernel, kernel, Moving.By(1, PaddingMode.Same, 0, 1), 1, true);
        return Analyzed.Network(Shape.Of(16, 8, 8), conv, conv).WithLoss(new MeanSquaredError());
    }

    // A number for each channel is rarely drawn where it is added.
    private static AnalyzedNetwork Shifted() => Analyzed.Network(
        Shape.Of(16, 8, 8),
        new Conv2D(16, 1, 1, Moving.By(1, PaddingMode.None, 0, 1), 1, true) { Name = "image" },
        new GlobalMaxPool(),
        new Dense(16, true),
        new Add(EquatableArray.Of("image"))).WithLoss(new MeanSquaredError());

    private static NetworkPlan Lower(params Layer[] layers)
        => NetworkLowering.Lower(Analyzed.Network(Shape.Of(32), layers).WithLoss(new MeanSquaredError()), TestContext.Current.CancellationToken);

    private static Pass With(Pass pass, int id, Func<Value, Value> other)
        => pass with { Values = pass.Values.Select(value => value.Id == id ? other(value) : value).ToEquatableArray() };

    private static Pass Exchanged(Pass pass, Operand operand, Operand other)
        => pass with
        {
            Steps = pass.Steps.Select(step => step with { Operands = step.Operands.Select(each => each == operand ? other : each).ToEquatableArray() }).ToEquatableArray(),
        };

    private static EquatableArray<Operand> Values(params int[] ids) => ids.Select(static id => (Operand)new Operand.Activation(id)).ToEquatableArray();
}
