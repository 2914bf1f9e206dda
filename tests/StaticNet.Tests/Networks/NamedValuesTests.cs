using StaticNet.Kernels;

namespace StaticNet.Tests.Networks;

/// <summary>Networks of several inputs and outputs, by their names and as one sample.</summary>
public sealed class NamedValuesTests
{
    private const int Samples = 5;

    [Fact]
    public void Calls_by_name_have_the_bits_of_those_of_joined_samples()
    {
        var network = new ImageAndRow(3);
        float[] image = Random(Samples * 60, 1), extra = Random(Samples * 3, 2);
        float[] joined = Join((image, 60), (extra, 3));
        float[] outputs = new float[Samples * ImageAndRow.OutputLength];
        network.Forward(joined, outputs);

        float[] tap = new float[Samples * 600], code = new float[Samples * 20], flags = new float[Samples * 2], mask = new float[Samples * 30];
        network.Forward(image, extra, tap, code, flags, mask);
        Assert.Equal(outputs, Join((tap, 600), (code, 20), (flags, 2), (mask, 30)));

        float[] codeTargets = Random(Samples * 20, 3), flagsTargets = Random(Samples * 2, 4), maskTargets = Random(Samples * 30, 5);
        ParameterSet byName = ImageAndRow.CreateParameters(), together = ImageAndRow.CreateParameters();
        float loss = network.Gradient(image, extra, codeTargets, flagsTargets, maskTargets, byName);

        // An output that is only read has no targets.
        Assert.Equal(52, ImageAndRow.TargetLength);
        Assert.Equal(loss, network.Gradient(joined, Join((codeTargets, 20), (flagsTargets, 2), (maskTargets, 30)), together));
        Assert.Equal(byName.Flat.ToArray(), together.Flat.ToArray());
    }

    [Fact]
    public void Many_inputs_and_outputs_are_fields()
    {
        var network = new ManyEnds(3);
        float[][] inputs = [Random(10, 1), Random(10, 2), Random(10, 3), Random(10, 4), Random(15, 5)];
        int[] lengths = [7, 6, 5, 4, 3];
        float[] joined = Join([.. inputs.Select(static input => (input, input.Length / Samples))]), outputs = new float[Samples * 25];
        network.Forward(joined, outputs);
        float[][] parts = [.. lengths.Select(static length => new float[Samples * length])];
        ManyEnds.InputSpans named = new() { A = inputs[0], B = inputs[1], C = inputs[2], D = inputs[3], Class = inputs[4] };
        network.Forward(named, new() { First = parts[0], Second = parts[1], Third = parts[2], Fourth = parts[3], OutputSpans2 = parts[4] });
        Assert.Equal(outputs, Join([.. parts.Zip(lengths)]));

        ParameterSet expected = ManyEnds.CreateParameters(), gradients = ManyEnds.CreateParameters();
        ManyEnds.TargetSpans targets = new() { First = parts[1].AsSpan(0, 0), Second = parts[1], Third = parts[2], Fourth = parts[3], OutputSpans = parts[4] };
        string? wrong = null;
        try
        {
            network.Gradient(named, targets, gradients);
        }
        catch (ArgumentException exception)
        {
            wrong = exception.ParamName;
        }

        Assert.Equal("targets.First", wrong);
        targets.First = parts[0];
        Assert.Equal(network.Gradient(joined, outputs, expected), network.Gradient(named, targets, gradients));
        Assert.Equal(expected.Flat.ToArray(), gradients.Flat.ToArray());

        float[] inputGradients = new float[joined.Length], ofC = new float[10], ofClass = new float[15];
        network.Backward(joined, outputs, expected, inputGradients);
        network.Backward(
            named,
            new() { First = parts[0], Second = parts[1], Third = parts[2], Fourth = parts[3], OutputSpans = parts[4] },
            gradients,
            new() { C = ofC, Class = ofClass });
        Assert.Equal(expected.Flat.ToArray(), gradients.Flat.ToArray());
        Assert.Equal(ofC, Enumerable.Range(0, Samples).SelectMany(n => inputGradients.Skip((n * 11) + 4).Take(2)));
        Assert.Equal(ofClass, Enumerable.Range(0, Samples).SelectMany(n => inputGradients.Skip((n * 11) + 8).Take(3)));
        network.Backward(named, new() { First = parts[0], Second = parts[1], Third = parts[2], Fourth = parts[3], OutputSpans = parts[4] }, gradients);
        Assert.Equal(expected.Flat.ToArray(), gradients.Flat.ToArray());
    }

    [Fact]
    public void Labels_of_an_output_are_targets_of_one_at_the_label()
    {
        var network = new ActorCritic(3);
        float[] inputs = Random(Samples * 4, 1), values = Random(Samples, 2);
        int[] labels = [2, 0, 1, 1, 2];
        float[] oneHot = [0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1];
        ParameterSet byLabel = ActorCritic.CreateParameters(), byTarget = ActorCritic.CreateParameters();
        Assert.Equal(network.Gradient(inputs, oneHot, values, byTarget), network.Gradient(inputs, labels, values, byLabel));
        Assert.Equal(byTarget.Flat.ToArray(), byLabel.Flat.ToArray());
    }

    [Fact]
    public void A_weight_multiplies_its_loss_and_no_other()
    {
        // The value's loss has half its weight: with targets that make it four times as large, it counts twice.
        var network = new ActorCritic(3);
        float[] inputs = Random(Samples * 4, 1), policy = new float[Samples * 3], value = new float[Samples];
        network.Forward(inputs, policy, value);
        ParameterSet gradients = ActorCritic.CreateParameters();
        float exact = network.Gradient(inputs, [0, 1, 2, 0, 1], value, gradients);
        float away = network.Gradient(inputs, [0, 1, 2, 0, 1], [.. value.Select(static y => y + 2)], gradients);
        Assert.Equal(exact + (0.5f * 4), away, 1e-5f);
    }

    [Fact]
    public void Labels_are_those_of_the_only_output_with_a_loss()
    {
        var network = new Tapped(3);
        float[] inputs = Random(Samples * 6, 1);
        int[] labels = [2, 0, 1, 1, 2];
        ParameterSet gradients = Tapped.CreateParameters();
        float loss = network.Gradient(inputs, labels, gradients);
        var data = new Dataset(inputs, 6, labels);
        EvaluationResult result = Evaluator.Evaluate(network, data);
        Assert.Equal(loss, result.Loss, 1e-6);
        Assert.Equal(3, Tapped.Summary.ClassCount);

        float[] features = new float[Samples * 9], classes = new float[Samples * 3];
        network.Forward(inputs, features, classes);
        double expected = -Enumerable.Range(0, Samples).Average(n => Math.Log(classes[(n * 3) + labels[n]])) / 2;
        Assert.Equal(expected, loss, 1e-6);
        Assert.Equal(labels.Where((label, n) => classes.AsSpan(n * 3, 3).IndexOf(classes.Skip(n * 3).Take(3).Max()) == label).Count(), Math.Round(result.Accuracy * Samples));
        new Trainer<Tapped>(network, new Sgd(0.1)).Step(inputs, labels);
    }

    [Fact]
    public void The_summary_has_the_inputs_and_outputs()
    {
        NetworkSummary summary = ImageAndRow.Summary;
        Assert.Equal(["image", "extra"], summary.Inputs.Select(static input => input.Name));
        Assert.Equal([0, 60], summary.Inputs.Select(static input => input.Offset));
        Assert.Equal([2, 6, 5], summary.Inputs[0].Shape);
        Assert.Equal([63], summary.InputShape);
        Assert.Equal(["tap", "code", "flags", "mask"], summary.Outputs.Select(static output => output.Name));
        Assert.Equal([0, 600, 620, 622], summary.Outputs.Select(static output => output.Offset));
        Assert.Equal([1, 6, 5], summary.Outputs[3].Shape);
        Assert.Equal([652], summary.OutputShape);
        Assert.Equal([0, 20, 22], summary.Outputs.Skip(1).Select(static output => output.TargetOffset));
        Assert.Null(summary.Outputs[0].Loss);
        Assert.Equal(0.25f, Assert.IsType<HuberAttribute>(summary.Outputs[1].Loss).Weight);
        Assert.Null(summary.Loss);
        Assert.True(summary.IsTrained);
        Assert.Contains("losses code: Huber(1, Weight = 0.25), flags: BinaryCrossEntropy, mask: MeanSquaredError(Weight = 2)", summary.ToString(), StringComparison.Ordinal);
        Assert.Equal("output", Assert.Single(Xor.Summary.Outputs).Name);
        Assert.Equal("input", Assert.Single(Xor.Summary.Inputs).Name);
    }

    [Fact]
    public void Wrong_spans_are_named_and_nothing_is_written()
    {
        var network = new ImageAndRow(3);
        float[] image = new float[120], extra = new float[6], tap = new float[1200], code = new float[40], flags = new float[4], mask = new float[60];
        Assert.Equal("image", Name(() => network.Forward(new float[61], extra, tap, code, flags, mask)));
        Assert.Equal("extra", Name(() => network.Forward(image, new float[7], tap, code, flags, mask)));
        Assert.Equal("flags", Name(() => network.Forward(image, extra, tap, code, new float[2], mask)));
        Assert.Equal("mask", Name(() => network.Forward(image, extra, tap, code, flags, tap.AsSpan(0, 60))));
        Assert.Equal("code", Name(() => network.Forward(image, extra, tap, network.Parameters.Flat[..40], flags, mask)));
        Assert.All(tap.Concat(code).Concat(flags).Concat(mask), static value => Assert.Equal(0, value));

        // An output may lie where an input does.
        float[] alone = new float[6];
        network.Forward(image, extra, tap, code, flags, mask);
        network.Forward(image, alone, new float[1200], new float[40], alone.AsSpan(0, 4), new float[60]);
        Assert.Equal(flags, alone[..4]);

        ParameterSet gradients = ImageAndRow.CreateParameters();
        gradients.Flat.Fill(3);
        Assert.Equal("codeTargets", Name(() => network.Gradient(image, extra, new float[41], flags, mask, gradients)));
        Assert.Equal("gradients", Name(() => network.Gradient(image, extra, code, flags, mask, Xor.CreateParameters())));
        Assert.Equal("inputs", Name(() => network.Gradient([], [], [], [], [], gradients)));
        Assert.Equal(-1, gradients.Flat.IndexOfAnyExcept(3f));
        var critic = new ActorCritic();
        ArgumentOutOfRangeException label = Assert.Throws<ArgumentOutOfRangeException>(() => critic.Gradient(new float[8], [0, 3], new float[2], ActorCritic.CreateParameters()));
        Assert.Equal("policyLabels", label.ParamName);
        Assert.Contains("Expected labels from 0 to 2", label.Message, StringComparison.Ordinal);

        static string? Name(Action call) => Assert.ThrowsAny<ArgumentException>(call).ParamName;
    }

    [Fact]
    public void Calls_by_name_allocate_nothing_after_warm_up()
    {
        var network = new ActorCritic(3);
        float[] inputs = Random(Samples * 4, 1), policy = new float[Samples * 3], value = new float[Samples];
        int[] labels = [0, 1, 2, 0, 1];
        ParameterSet gradients = ActorCritic.CreateParameters();
        Call();
        Call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Call();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Call()
        {
            network.Forward(inputs, policy, value);
            network.Gradient(inputs, labels, value, gradients);
        }
    }

    [Fact]
    public void Helpers_see_one_sample_of_all_inputs_and_outputs()
    {
        var network = new ActorCritic(3);
        float[] inputs = Random(32 * 4, 1);
        float[] targets = [.. Enumerable.Range(0, 32).SelectMany(n => Targets(inputs[n * 4], inputs[(n * 4) + 1]))];
        var data = new Dataset(inputs, 4, targets, 4);
        double before = Evaluator.Evaluate(network, data).Loss;
        ParameterSet gradients = ActorCritic.CreateParameters();
        Assert.Equal(before, network.Gradient(inputs, targets, gradients), 1e-5);

        var trainer = new Trainer<ActorCritic>(network, new Adam(0.01));
        for (int step = 0; step < 200; step++)
        {
            trainer.Step(inputs, (ReadOnlySpan<float>)targets);
        }

        Assert.True(Evaluator.Evaluate(network, data).Loss < 0.2 * before);
        GradientCheck.Run<ActorCritic>();
        GradientCheck.Run<ImageAndRow>(seed: 4);
        NotSupportedException exception = Assert.Throws<NotSupportedException>(() => trainer.Step(inputs, new int[32]));
        Assert.Contains("several trained outputs", exception.Message, StringComparison.Ordinal);

        static float[] Targets(float x, float y) => [x > 0 ? 1 : 0, x <= 0 && y > 0 ? 1 : 0, x <= 0 && y <= 0 ? 1 : 0, x - y];
    }

    private static float[] Join(params (float[] Values, int Length)[] parts)
        => [.. Enumerable.Range(0, parts[0].Values.Length / parts[0].Length).SelectMany(n => parts.SelectMany(part => part.Values.Skip(n * part.Length).Take(part.Length)))];

    private static float[] Random(int count, int seed)
    {
        var random = new RandomSource((ulong)seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
