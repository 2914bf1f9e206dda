namespace StaticNet.Tests.Training;

public sealed class EvaluatorTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Cross_entropy_is_that_of_the_last_layers_kind()
    {
        // Two samples of two outputs, labels 0 and 1.
        float[] probabilities = [0.75f, 0.25f, 0.5f, 0.5f];
        double expected = -(Math.Log(0.75) + Math.Log(0.5)) / 2;
        Assert.Equal(expected, Evaluate<Two<SoftmaxAttribute, CrossEntropyAttribute>>(probabilities, 0, 1).Loss, Tolerance);

        float[] logarithms = [.. probabilities.Select(static p => MathF.Log(p))];
        Assert.Equal(-(logarithms[0] + (double)logarithms[3]) / 2, Evaluate<Two<LogSoftmaxAttribute, CrossEntropyAttribute>>(logarithms, 0, 1).Loss, Tolerance);

        float[] logits = [1, 3, -200, 500];
        expected = (Math.Log(Math.Exp(1) + Math.Exp(3)) - 1 + 700) / 2;
        Assert.Equal(expected, Evaluate<Two<ReLUAttribute, CrossEntropyAttribute>>(logits, 0, 0).Loss, Tolerance);
    }

    [Fact]
    public void Only_the_layer_that_belongs_to_a_loss_makes_probabilities_of_it()
    {
        double expected = Math.Log(Math.Exp(0.75) + Math.Exp(0.25)) - 0.75;
        Assert.Equal(expected, Evaluate<Two<SigmoidAttribute, CrossEntropyAttribute>>([0.75f, 0.25f], 0).Loss, Tolerance);
        expected = Math.Log(1 + Math.Exp(-0.25));
        Assert.Equal(expected, Evaluate<One<SoftmaxAttribute, BinaryCrossEntropyAttribute>>([0.25f], 1).Loss, Tolerance);
        Assert.Equal(1, Evaluate<One<SoftmaxAttribute, BinaryCrossEntropyAttribute>>([0.25f], 1).Accuracy);
    }

    [Fact]
    public void Cross_entropy_takes_probabilities_as_targets()
    {
        Dataset data = new([0.75f, 0.25f, 1, 0], 2, [0.5f, 0.5f, 1, 0], 2);
        EvaluationResult result = Evaluator.Evaluate(new Echo<Two<SoftmaxAttribute, CrossEntropyAttribute>>(), data);
        Assert.Equal(-(Math.Log(0.75) + Math.Log(0.25)) / 4, result.Loss, Tolerance);
        Assert.True(double.IsNaN(result.Accuracy));
        Assert.Null(result.ConfusionMatrix);
    }

    [Fact]
    public void The_logarithm_of_a_probability_of_0_counts_as_minus_100()
    {
        Assert.Equal(100, Evaluate<Two<SoftmaxAttribute, CrossEntropyAttribute>>([1, 0], 1).Loss, Tolerance);
        Assert.Equal(100, Evaluate<One<SigmoidAttribute, BinaryCrossEntropyAttribute>>([1], 0).Loss, Tolerance);
        Assert.Equal(0, Evaluate<One<SigmoidAttribute, BinaryCrossEntropyAttribute>>([1], 1).Loss, Tolerance);
    }

    [Fact]
    public void Binary_cross_entropy_is_of_probabilities_or_logits()
    {
        double expected = -(Math.Log(0.25) + Math.Log(1 - 0.25)) / 2;
        Assert.Equal(expected, Evaluate<One<SigmoidAttribute, BinaryCrossEntropyAttribute>>([0.25f, 0.25f], 1, 0).Loss, Tolerance);

        expected = (Math.Log(1 + Math.Exp(-2)) + 2 + Math.Log(1 + Math.Exp(-2)) + 800) / 3;
        Assert.Equal(expected, Evaluate<One<ReLUAttribute, BinaryCrossEntropyAttribute>>([2, 2, -800], 1, 0, 1).Loss, Tolerance);

        // Several outputs: one-hot, and the mean over the outputs.
        expected = -(Math.Log(0.25) + Math.Log(1 - 0.5)) / 2;
        Assert.Equal(expected, Evaluate<Two<SigmoidAttribute, BinaryCrossEntropyAttribute>>([0.25f, 0.5f], 0).Loss, Tolerance);
    }

    [Fact]
    public void Element_wise_losses_are_means_over_samples_and_outputs()
    {
        Dataset data = new([1, 2, 3, 4], 2, [1, 4, 3, 0.5f], 2);
        Assert.Equal((4 + 12.25) / 4, Evaluator.Evaluate(new Echo<Two<ReLUAttribute, MeanSquaredErrorAttribute>>(), data).Loss, Tolerance);
        Assert.Equal((2 + 3.5) / 4, Evaluator.Evaluate(new Echo<Two<ReLUAttribute, MeanAbsoluteErrorAttribute>>(), data).Loss, Tolerance);
        Assert.Equal((1.5 + 3) / 4, Evaluator.Evaluate(new Echo<Two<ReLUAttribute, HuberOne>>(), data).Loss, Tolerance);
        Assert.Equal((2 + (2.5 * (3.5 - 1.25))) / 4, Evaluator.Evaluate(new Echo<Two<ReLUAttribute, HuberWide>>(), data).Loss, Tolerance);

        // A label is one-hot, and of a single output the target itself.
        Assert.Equal((0.25 + 0.25) / 2, Evaluate<Two<SigmoidAttribute, MeanSquaredErrorAttribute>>([0.5f, 0.5f], 1).Loss, Tolerance);
        Assert.Equal(0.25, Evaluate<One<SigmoidAttribute, MeanSquaredErrorAttribute>>([0.5f], 1).Loss, Tolerance);
        Assert.Equal(0.25, Evaluate<One<SigmoidAttribute, MeanSquaredErrorAttribute>>([0.5f], 0).Loss, Tolerance);
    }

    [Fact]
    public void The_first_of_the_largest_outputs_is_the_class()
    {
        EvaluationResult result = Evaluate<Two<SoftmaxAttribute, CrossEntropyAttribute>>([0.5f, 0.5f, 0.4f, 0.6f, 0.6f, 0.4f], 0, 1, 1);
        Assert.Equal(2 / 3d, result.Accuracy, Tolerance);
        Assert.Equal((1, 0, 1, 1), (result.ConfusionMatrix![0, 0], result.ConfusionMatrix[0, 1], result.ConfusionMatrix[1, 0], result.ConfusionMatrix[1, 1]));
        Assert.Equal(3, result.Count);
    }

    [Fact]
    public void One_output_tells_two_classes_apart_at_a_half_or_at_0()
    {
        Assert.Equal((2, 1, 0, 1), Counts(Evaluate<One<SigmoidAttribute, BinaryCrossEntropyAttribute>>([0.5f, 0.1f, 0.6f, 0.7f], 0, 0, 0, 1)));
        Assert.Equal((1, 2, 0, 1), Counts(Evaluate<One<ReLUAttribute, BinaryCrossEntropyAttribute>>([0, 0.1f, 0.6f, 0.7f], 0, 0, 0, 1)));
        Assert.Equal((2, 1, 0, 1), Counts(Evaluate<One<StepAttribute, MeanSquaredErrorAttribute>>([0, 0.5f, 1, 1], 0, 0, 0, 1)));

        static (int, int, int, int) Counts(EvaluationResult result)
            => (result.ConfusionMatrix![0, 0], result.ConfusionMatrix[0, 1], result.ConfusionMatrix[1, 0], result.ConfusionMatrix[1, 1]);
    }

    [Fact]
    public void NaN_passes_through()
    {
        Assert.True(double.IsNaN(Evaluate<Two<SoftmaxAttribute, CrossEntropyAttribute>>([float.NaN, 0.5f], 0).Loss));
        Assert.True(double.IsNaN(Evaluate<Two<ReLUAttribute, CrossEntropyAttribute>>([float.NaN, 0.5f], 1).Loss));
        Assert.True(double.IsNaN(Evaluate<One<ReLUAttribute, BinaryCrossEntropyAttribute>>([float.NaN], 1).Loss));
        Assert.Equal(1, Evaluate<Two<SoftmaxAttribute, CrossEntropyAttribute>>([float.NaN, 0.5f], 1).Accuracy);
    }

    [Fact]
    public void A_network_without_loss_has_an_accuracy()
    {
        EvaluationResult result = Evaluate<Two<SoftmaxAttribute, None>>([0.4f, 0.6f], 1);
        Assert.True(double.IsNaN(result.Loss));
        Assert.Equal(1, result.Accuracy);
    }

    [Fact]
    public void More_samples_than_a_batch_are_all_counted()
    {
        float[] outputs = new float[2 * 1000];
        int[] labels = new int[1000];
        for (int i = 0; i < 1000; i++)
        {
            labels[i] = i % 7 == 0 ? 1 : 0;
            outputs[(2 * i) + (i % 5 == 0 ? 1 : 0)] = 1;
        }

        EvaluationResult result = Evaluate<Two<SoftmaxAttribute, MeanSquaredErrorAttribute>>(outputs, labels);
        int right = Enumerable.Range(0, 1000).Count(static i => (i % 7 == 0) == (i % 5 == 0));
        Assert.Equal(right / 1000d, result.Accuracy, Tolerance);
        Assert.Equal((1000 - right) / 1000d, result.Loss, Tolerance);
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(2_000_000)]
    public void Wide_outputs_come_in_small_batches(int length)
    {
        const int Samples = 7;
        Wide.OutputLength = length;
        Wide network = new();
        float[] targets = new float[Samples * length];
        for (int i = 0; i < Samples; i++)
        {
            targets[(i * length) + i] = 3;
        }

        EvaluationResult result = Evaluator.Evaluate(network, new Dataset(new float[Samples], 1, targets, length));

        // One sample at least, and else no more than 4 MiB of outputs.
        Assert.InRange(network.LargestBatch, 1, Math.Max(1, (1 << 20) / length));
        Assert.Equal(Samples, network.Total);
        Assert.Equal(9d / length, result.Loss, Tolerance);
    }

    [Fact]
    public void Classes_may_be_more_than_have_a_square()
    {
        Wide.OutputLength = 46_341;
        EvaluationResult result = Evaluator.Evaluate(new Wide(), new Dataset(new float[3], 1, [0, 46_340, 5]));
        Assert.Equal(1 / 3d, result.Accuracy, Tolerance);
        Assert.Equal(1, result.ConfusionMatrix![46_340, 0]);
    }

    [Fact]
    public void Infinite_logits_have_the_loss_that_they_have_in_training()
    {
        Assert.Equal(double.PositiveInfinity, Loss(float.PositiveInfinity, 0));
        Assert.Equal(double.NaN, Loss(float.PositiveInfinity, 1));
        Assert.Equal(double.NaN, Loss(float.NegativeInfinity, 0));
        Assert.Equal(double.NaN, Loss(float.NegativeInfinity, 1));

        static double Loss(float logit, int label) => Evaluate<One<ReLUAttribute, BinaryCrossEntropyAttribute>>([logit], label).Loss;
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(static () => Evaluate<Two<SoftmaxAttribute, CrossEntropyAttribute>>([1, 0], 2));
        Assert.Throws<ArgumentException>(static () => Evaluate<One<SigmoidAttribute, BinaryCrossEntropyAttribute>>([1], 2));
        Assert.Throws<ArgumentException>(static () => Evaluate<Two<SoftmaxAttribute, CrossEntropyAttribute>>([]));
        Assert.Throws<ArgumentException>(static () => Evaluator.Evaluate(new Echo<Two<SoftmaxAttribute, CrossEntropyAttribute>>(), new Dataset(new float[3], 3, new int[1])));
    }

    [Fact]
    public void The_figures_are_printed_the_same_everywhere()
    {
        Assert.Equal("loss 0.4904, accuracy 100.00 % of 2", Evaluate<Two<SoftmaxAttribute, CrossEntropyAttribute>>([0.75f, 0.25f, 0.5f, 0.5f], 0, 0).ToString());
        Assert.Equal("loss 0.0000", Evaluator.Evaluate(new Echo<One<ReLUAttribute, MeanSquaredErrorAttribute>>(), new Dataset([1f], 1, [1f], 1)).ToString());
    }

    private static EvaluationResult Evaluate<T>(float[] outputs, params int[] labels)
        where T : IEchoDeclaration
        => Evaluator.Evaluate(new Echo<T>(), new Dataset(outputs, T.Length, labels));

    private static NetworkLossAttribute? Create(Type type)
        => type == typeof(None) ? null
        : type == typeof(HuberOne) ? new HuberAttribute()
        : type == typeof(HuberWide) ? new HuberAttribute(2.5f)
        : (NetworkLossAttribute)Activator.CreateInstance(type)!;

    // Stand-ins, since losses with arguments and no loss have no parameterless constructor.
    private sealed class None;

    private sealed class HuberOne;

    private sealed class HuberWide;

    // As many outputs as a test says, all 0, of a single input. It notes what comes.
    private sealed class Wide : INetwork<Wide>
    {
        private static readonly ParameterLayout Layout = new(0, 0);

        public static int InputLength => 1;

        public static int OutputLength { get; set; }

        public static int ParameterCount => 0;

        public static long MultiplyAdds => 0;

        public static NetworkSummary Summary => new(
            "Wide", [1], [new LayerSummary("last", new DenseAttribute(OutputLength), [1], [OutputLength], [1], 0, [])], new MeanSquaredErrorAttribute(), 0, 0);

        public int LargestBatch { get; private set; }

        public int Total { get; private set; }

        public ParameterSet Parameters { get; } = new(Layout);

        public static ParameterSet CreateParameters() => new(Layout);

        public static Wide Create(int seed) => new();

        public static Wide Load(string path) => throw new NotSupportedException();

        public void Save(string path) => throw new NotSupportedException();

        public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs)
        {
            Assert.Equal(inputs.Length * OutputLength, outputs.Length);
            LargestBatch = Math.Max(LargestBatch, inputs.Length);
            Total += inputs.Length;
            outputs.Clear();
        }
    }

    private sealed class One<TLast, TLoss> : IEchoDeclaration
        where TLast : LayerAttribute, new()
    {
        public static int Length => 1;

        public static LayerAttribute Last => new TLast();

        public static NetworkLossAttribute? Loss => Create(typeof(TLoss));
    }

    private sealed class Two<TLast, TLoss> : IEchoDeclaration
        where TLast : LayerAttribute, new()
    {
        public static int Length => 2;

        public static LayerAttribute Last => new TLast();

        public static NetworkLossAttribute? Loss => Create(typeof(TLoss));
    }
}
