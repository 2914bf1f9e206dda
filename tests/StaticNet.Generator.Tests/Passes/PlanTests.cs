using CsCheck;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Tests.Passes;

/// <summary>Plans of random networks, run on paper.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class PlanTests
{
    private static readonly Gen<int> Sizes = Gen.OneOf(1, 2, 3, 5, 7, 15, 16, 17, 31, 33, 63, 65, 100, 257, 1024);

    private static readonly Gen<Layer> Activations = Gen.OneOf<Layer>(
        new ReLU(), new LeakyReLU(0.1f), new LeakyReLU(-0.1f), new PReLU(0.25f), new ELU(1), new GELU(), new SiLU(), new Sigmoid(), new Tanh(),
        new Mish(), new Softplus(), new HardSigmoid(), new HardSwish(), new Step(), new ReLU6(), new Clamp(-1, 1), new Square(), new Sqrt(), new Exp(), new Log(), new Abs(), new Scale(2), new Shift(1), new Softmax(), new LogSoftmax(), new Flatten());

    private static readonly Gen<Loss?> Losses = Gen.OneOf<Loss?>(
        null, new MeanSquaredError(), new MeanAbsoluteError(), new Huber(1), new CrossEntropy(), new BinaryCrossEntropy());

    private static readonly Gen<Layer> Layers = Gen.Frequency(
        (2, Activations), (1, Gen.Select(Sizes, Gen.Bool, static (units, bias) => (Layer)new Dense(units, bias))));

    private static readonly Gen<AnalyzedNetwork> Networks
        = Gen.Select(Sizes, Layers.Array[1, 9], Losses, Network);

    [Fact]
    public void Every_value_that_a_step_reads_is_there()
        => Networks.Sample(static network =>
        {
            NetworkPlan plan = Lower(network);
            Assert.Empty(PlanVerifier.Faults(plan.Inference));
            Assert.Empty(plan.Training is null ? [] : PlanVerifier.Faults(plan.Training));
        });

    [Fact]
    public void The_verifier_sees_a_value_that_lost_its_place()
    {
        NetworkPlan plan = Lower(Network(65, [new Dense(33, true), new GELU(), new Dense(17, true), new Tanh()], new MeanSquaredError()));
        Pass broken = plan.Training! with
        {
            Values = plan.Training.Values.Select(static value => value with { Offset = 0 }).ToEquatableArray(),
        };
        Assert.Empty(PlanVerifier.Faults(plan.Training));
        Assert.Contains(PlanVerifier.Faults(broken), static fault => fault.Contains("'dense1'", StringComparison.Ordinal));
    }

    [Fact]
    public void The_verifier_sees_a_value_behind_the_end_of_the_memory()
    {
        Pass pass = Lower(Network(65, [new Dense(33, true), new GELU(), new Dense(17, true), new Tanh()], new MeanSquaredError())).Training!;
        Assert.Contains(PlanVerifier.Faults(pass with { ScratchLength = pass.ScratchLength - 16 }), static fault => fault.Contains("behind the end", StringComparison.Ordinal));
    }

    [Fact]
    public void The_verifier_sees_a_step_that_reads_what_it_writes()
    {
        Pass pass = Lower(Network(65, [new Dense(33, true), new GELU(), new Dense(17, true), new Tanh()], new MeanSquaredError())).Training!;
        int found = 0;
        for (int i = 0; i < pass.Steps.Count; i++)
        {
            KernelCall call = pass.Steps[i];
            int[] read = [.. call.Operands.OfType<Operand.Activation>().Select(static operand => operand.Value).Where(id => id != call.Effects().Writes)];
            if (call.Effects().Writes < 0 || read.Length == 0)
            {
                continue;
            }

            // As a fused sum whose other side is the result itself.
            KernelCall broken = call with
            {
                Operands = call.Operands.Select(operand => operand == new Operand.Activation(read[^1]) ? new Operand.Activation(call.Effects().Writes) : operand).ToEquatableArray(),
            };
            int step = i;
            Pass other = pass with { Steps = pass.Steps.Select((same, k) => k == step ? broken : same).ToEquatableArray() };
            Assert.Contains(PlanVerifier.Faults(other), static fault => fault.EndsWith(", which it writes.", StringComparison.Ordinal));
            found++;
        }

        Assert.True(found > 5, $"{found} steps");
    }

    [Fact]
    public void The_verifier_sees_a_step_that_writes_over_a_part_of_what_it_reads()
    {
        Pass pass = Lower(Network(65, [new Dense(33, true), new GELU(), new Dense(17, true), new Tanh()], new MeanSquaredError())).Training!;
        KernelCall call = pass.Steps.First(call => call.Effects().Writes >= 0 && Read(call).Any(value => value.Home == pass.Values[call.Effects().Writes].Home));
        Value read = Read(call).First(value => value.Home == pass.Values[call.Effects().Writes].Home);
        Pass broken = pass with
        {
            Values = pass.Values.Select(value => value.Id == call.Effects().Writes ? value with { Offset = read.Offset + 16 } : value).ToEquatableArray(),
        };
        Assert.Contains(PlanVerifier.Faults(broken), fault => fault.EndsWith($"over a part of '{read.Name}', which it reads.", StringComparison.Ordinal));

        IEnumerable<Value> Read(KernelCall call)
            => call.Operands.OfType<Operand.Activation>().Select(static operand => operand.Value).Where(id => id != call.Effects().Writes).Select(id => pass.Values[id]);
    }

    [Fact]
    public void A_plan_that_is_not_sound_goes_no_further()
    {
        Pass pass = Lower(Network(65, [new Dense(33, true), new GELU(), new Dense(17, true), new Tanh()], new MeanSquaredError())).Training!;
        Pass broken = pass with { Values = pass.Values.Select(static value => value with { Offset = 0 }).ToEquatableArray() };
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => PlanVerifier.Assert(broken));
        Assert.Contains(", which its kernel does not allow", exception.Message);
    }

    [Fact]
    public void The_largest_network_that_fits_is_planned_and_verified_at_once()
    {
        // Were each float of it looked at, this would take gigabytes.
        NetworkPlan plan = Lower(Network(1, [new Dense(700_000_000, false), new GELU()], new MeanSquaredError()));
        Assert.True(plan.TrainingBytes > int.MaxValue);
        Assert.Equal(1, plan.Training!.Chunk);
    }

    [Fact]
    public void A_plan_that_no_array_holds_is_refused_and_not_wrapped_around()
        => Assert.Throws<OverflowException>(static () => Lower(Network(1, [new Dense(2_000_000_000, false), new GELU()], new MeanSquaredError())));

    [Fact]
    public void Lowering_can_be_cancelled()
    {
        AnalyzedNetwork network = Network(8, [new Dense(4, true)], new MeanSquaredError());
        Assert.Throws<OperationCanceledException>(() => NetworkLowering.Lower(network, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Equal_networks_have_equal_plans()
        => Networks.Sample(static network => Assert.Equal(Lower(network), Lower(network with { })));

    [Fact]
    public void Results_in_place_and_values_that_never_meet_share_memory()
    {
        // dense1 and tanh1 are one place, dense2 and tanh2 another; dense3 takes the first one again; the last is the caller's.
        NetworkPlan plan = Lower(Network(
            100,
            [new Dense(64, true), new Tanh(), new Dense(64, true), new Tanh(), new Dense(64, true), new Tanh(), new Dense(10, true), new Softmax()],
            null));
        Assert.Equal(2 * 64, plan.Inference.ScratchLength);
    }

    [Fact]
    public void Inference_holds_no_more_than_two_neighbouring_activations()
        => Networks.Sample(static network =>
        {
            NetworkPlan plan = Lower(network);
            int[] lengths = [.. network.Layers.Select(static layer => DenseStorage.RoundUp((int)layer.Output.Length))];
            int largestPair = lengths.Zip(lengths.Skip(1), static (first, second) => first + second).Append(0).Max();
            Assert.True(plan.Inference.ScratchLength <= largestPair, $"{plan.Inference.ScratchLength} floats, {largestPair} for the largest pair.");
        });

    [Fact]
    public void Softmax_before_cross_entropy_is_part_of_the_loss()
    {
        NetworkPlan plan = Lower(Network(8, [new Dense(4, true), new Softmax()], new CrossEntropy()));
        Assert.Contains(plan.Inference.Steps, static call => call.Kernel is SoftmaxKernel);
        Assert.DoesNotContain(plan.Training!.Steps, static call => call.Kernel is SoftmaxKernel or SoftmaxGradient);

        NetworkPlan apart = Lower(Network(8, [new Dense(4, true), new Softmax()], new MeanSquaredError()));
        Assert.Contains(apart.Training!.Steps, static call => call.Kernel is SoftmaxGradient);
    }

    [Fact]
    public void Nothing_is_computed_for_layers_that_have_nothing_to_learn()
    {
        NetworkPlan plan = Lower(Network(8, [new Tanh(), new Dense(4, true), new ReLU(), new Dense(4, true)], new MeanSquaredError()));
        Assert.DoesNotContain(plan.Training!.Steps, static call => call.Layer == "tanh1" && call.Suffix.Length > 0);
        Assert.DoesNotContain(plan.Training.Steps, static call => call is { Layer: "dense1", Suffix: "InputGradient" });
        Assert.Contains(plan.Training.Steps, static call => call is { Layer: "dense2", Suffix: "InputGradient" });
    }

    private static NetworkPlan Lower(AnalyzedNetwork network) => NetworkLowering.Lower(network, TestContext.Current.CancellationToken);

    private static AnalyzedNetwork Network(int inputs, Layer[] layers, Loss? loss)
    {
        var type = new TypeDeclaration("", EquatableArray<string>.Empty, "partial class Net", "Net", "Net", "global::Net", "Net");
        var analyzed = new List<AnalyzedLayer>();
        var counts = new Dictionary<string, int>();
        int length = inputs;
        int offset = 0;
        foreach (Layer layer in layers)
        {
            counts[layer.Word] = counts.GetValueOrDefault(layer.Word) + 1;
            int output = layer is Dense dense ? dense.Units : length;
            var tensors = new List<TensorModel>();
            switch (layer)
            {
                case Dense { Bias: var bias }:
                    Add("weight", [output, length], DenseStorage.Strides(length, output), DenseStorage.Rows(length, output) * DenseStorage.RowStride(length, output));
                    if (bias)
                    {
                        Add("bias", [output], EquatableArray.Of(1), DenseStorage.RoundUp(output));
                    }

                    break;
                case PReLU:
                    Add("weight", [1], EquatableArray.Of(1), 16);
                    break;
            }

            analyzed.Add(new AnalyzedLayer(
                layer, layer.Word + counts[layer.Word], Shape.Of(length), Shape.Of(output), tensors.ToEquatableArray(), 0, EquatableArray.Of(inputs))
            {
                Inputs = EquatableArray.Of(analyzed.Count - 1),
            });
            length = output;

            void Add(string name, int[] shape, EquatableArray<int> strides, int size)
            {
                tensors.Add(new TensorModel(name, shape.ToEquatableArray(), strides, offset, size, new InitialValue.Constant(0)));
                offset += size;
            }
        }

        var end = new NetworkOutput(null, analyzed.Count - 1, Shape.Of(length), Offset: 0, loss);
        return new AnalyzedNetwork(type, Shape.Of(inputs), analyzed.ToEquatableArray(), EquatableArray.Of(end), offset, offset);
    }
}
