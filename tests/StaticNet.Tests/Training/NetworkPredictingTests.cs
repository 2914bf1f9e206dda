using StaticNet.Kernels;
using StaticNet.Tests.Networks;

namespace StaticNet.Tests.Training;

[Trait(Width.Trait, Width.Any)]
public sealed class NetworkPredictingTests
{
    [Fact]
    public void The_class_is_the_largest_output_and_the_first_of_several()
    {
        Echo<Three<SoftmaxAttribute, CrossEntropyAttribute>> network = new();
        Assert.Equal(1, network.PredictClass([0.2f, 0.5f, 0.3f], out float probability));
        Assert.Equal(0.5f, probability);
        Assert.Equal(0, network.PredictClass([0.4f, 0.2f, 0.4f]));
        Assert.Equal(2, network.PredictClass([float.NaN, float.NaN, -1]));
        int[] classes = new int[2];
        float[] probabilities = new float[2];
        network.PredictClasses([0.2f, 0.5f, 0.3f, 0.1f, 0.1f, 0.8f], classes, probabilities);
        Assert.Equal([1, 2], classes);
        Assert.Equal([0.5f, 0.8f], probabilities);
        network.PredictClasses([], [], []);
        Assert.Equal(1, new Echo<Three<ReLUAttribute, MeanSquaredErrorAttribute>>().PredictClass([1, 2, 0]));
    }

    [Fact]
    public void Probabilities_are_what_the_loss_makes_of_the_outputs()
    {
        Check<Three<SoftmaxAttribute, CrossEntropyAttribute>>([0.2f, 0.5f, 0.3f], [0.2f, 0.5f, 0.3f]);
        Check<Three<SoftmaxAttribute, NoLoss>>([0.2f, 0.5f, 0.3f], [0.2f, 0.5f, 0.3f]);
        Check<Three<LogSoftmaxAttribute, CrossEntropyAttribute>>([MathF.Log(0.2f), MathF.Log(0.5f), MathF.Log(0.3f)], [0.2f, 0.5f, 0.3f]);
        Check<Three<LogSoftmaxAttribute, NoLoss>>([MathF.Log(0.2f), MathF.Log(0.5f), MathF.Log(0.3f)], [0.2f, 0.5f, 0.3f]);
        Check<Three<ReLUAttribute, CrossEntropyAttribute>>([1000 + MathF.Log(0.2f), 1000 + MathF.Log(0.5f), 1000 + MathF.Log(0.3f)], [0.2f, 0.5f, 0.3f], 1e-4f);
        Check<Three<ReLUAttribute, BinaryCrossEntropyAttribute>>([0, MathF.Log(3), -1000], [0.5f, 0.75f, 0]);
        Check<Three<SigmoidAttribute, BinaryCrossEntropyAttribute>>([0.5f, 0.75f, 0], [0.5f, 0.75f, 0]);
        Check<Single<SigmoidAttribute, BinaryCrossEntropyAttribute>>([0.75f], [0.25f, 0.75f]);
        Check<Single<ReLUAttribute, BinaryCrossEntropyAttribute>>([MathF.Log(3)], [0.25f, 0.75f]);

        static void Check<TDeclaration>(float[] outputs, float[] expected, float tolerance = 1e-7f)
            where TDeclaration : IEchoDeclaration
        {
            Echo<TDeclaration> network = new();
            float[] probabilities = new float[2 * expected.Length];
            network.PredictProbabilities([.. outputs, .. outputs], probabilities);
            for (int i = 0; i < probabilities.Length; i++)
            {
                Assert.Equal(expected[i % expected.Length], probabilities[i], tolerance);
            }

            int best = network.PredictClass(outputs, out float probability);
            Assert.Equal(Array.IndexOf(expected, expected.Max()), best);
            Assert.Equal(probabilities[best], probability);
        }
    }

    [Fact]
    public void One_output_distinguishes_two_classes()
    {
        Echo<Single<SigmoidAttribute, BinaryCrossEntropyAttribute>> network = new();
        Assert.Equal(0, network.PredictClass([0.25f], out float probability));
        Assert.Equal(0.75f, probability);
        Assert.Equal(0, network.PredictClass([0.5f]));
        ClassPrediction[] top = new ClassPrediction[2];
        network.PredictTop([0.75f], top, ["no", "yes"]);
        Assert.Equal([new ClassPrediction(1, 0.75f, "yes"), new ClassPrediction(0, 0.25f, "no")], top);

        // A small rest keeps its digits.
        Echo<Single<ReLUAttribute, BinaryCrossEntropyAttribute>> logit = new();
        float[] both = new float[2];
        logit.PredictProbabilities([40], both);
        Assert.Equal((float)Math.Exp(-40), both[0], 1e-24f);
        Assert.Equal(1, both[1]);
    }

    [Fact]
    public void The_likeliest_classes_come_first_with_their_names()
    {
        Echo<Three<SoftmaxAttribute, CrossEntropyAttribute>> network = new();
        ClassPrediction[] top = new ClassPrediction[3];
        network.PredictTop([0.3f, 0.2f, 0.5f], top);
        Assert.Equal([new(2, 0.5f), new(0, 0.3f), new(1, 0.2f)], top);
        network.PredictTop([0.25f, 0.5f, 0.25f, float.NaN, 0.1f, 0.2f], top.AsSpan(0, 2), ["a", "b", "c"]);
        Assert.Equal([new(1, 0.5f, "b"), new(2, 0.2f, "c")], top[..2]);
        network.PredictTop([0.25f, 0.5f, 0.25f], top, ["a", "b", "c"]);
        Assert.Equal(["b", "a", "c"], top.Select(static prediction => prediction.Name));

        // Logits that differ, and whose probabilities do not.
        new Echo<Three<ReLUAttribute, CrossEntropyAttribute>>().PredictTop([-1000, -900, 0], top);
        Assert.Equal([new(2, 1), new(1, 0), new(0, 0)], top);
    }

    [Fact]
    public void All_ways_agree_on_real_networks_and_many_samples()
    {
        Classifier network = new(3);
        float[] inputs = new float[600 * Classifier.InputLength];
        RandomSource random = new(1);
        foreach (ref float input in inputs.AsSpan())
        {
            input = (2 * random.NextSingle()) - 1;
        }

        float[] outputs = new float[600 * Classifier.OutputLength];
        network.Forward(inputs, outputs);
        float[] probabilities = new float[outputs.Length];
        network.PredictProbabilities(inputs, probabilities);
        Assert.Equal(outputs, probabilities);
        int[] classes = new int[600];
        network.PredictClasses(inputs, classes);
        ClassPrediction[] top = new ClassPrediction[600 * 3];
        network.PredictTop(inputs, top);
        for (int i = 0; i < 600; i++)
        {
            float[] sample = outputs[(i * 10)..((i + 1) * 10)];
            Assert.Equal(Array.IndexOf(sample, sample.Max()), classes[i]);
            Assert.Equal(sample.OrderDescending().Take(3), top[(3 * i)..(3 * (i + 1))].Select(static prediction => prediction.Probability));
            Assert.Equal(classes[i], network.PredictClass(inputs.AsSpan(i * Classifier.InputLength, Classifier.InputLength)));
        }

        // The output with the loss is the second one.
        Tapped tapped = new(1);
        float[] input6 = [1, -2, 3, 0.5f, -1, 2];
        float[] all = new float[Tapped.OutputLength];
        tapped.Forward(input6, all[..9], all.AsSpan(9));
        float[] three = new float[3];
        tapped.PredictProbabilities(input6, three);
        tapped.Forward(input6, all.AsSpan(0, 9), all.AsSpan(9));
        Assert.Equal(all[9..], three);
    }

    [Fact]
    public void Nothing_is_allocated_after_the_first_call()
    {
        Classifier network = new(3);
        SmallConvolution images = new(1);
        float[] inputs = new float[50 * Classifier.InputLength];
        float[] pixels = new float[5 * SmallConvolution.InputLength];
        int[] classes = new int[50];
        float[] probabilities = new float[50];
        float[] all = new float[500];
        ClassPrediction[] top = new ClassPrediction[100];
        string[] names = [.. Enumerable.Range(0, 10).Select(static i => $"class {i}")];
        Call();
        Call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Call();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Call()
        {
            network.PredictClass(inputs.AsSpan(0, Classifier.InputLength));
            network.PredictClass(inputs.AsSpan(0, Classifier.InputLength), out _);
            network.PredictClasses(inputs, classes);
            network.PredictClasses(inputs, classes, probabilities);
            network.PredictProbabilities(inputs, all);
            network.PredictTop(inputs, top, names);
            images.PredictProbabilities(pixels, all.AsSpan(0, 20));
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Classifier network = new(3);
        float[] two = new float[2 * Classifier.InputLength];
        Refused("One sample of Classifier has 67 values, but got 134", () => network.PredictClass(two));
        Refused("One sample of Classifier has 67 values, but got 0", () => network.PredictClass([], out _));
        Refused("A sample of Classifier has 67 values, of which 66 are not a multiple", () => network.PredictClass(two.AsSpan(0, 66)));
        Refused("2 samples need room for 2 values, but got 3", () => network.PredictClasses(two, new int[3]));
        Refused("2 samples need room for 2 values, but got 1", () => network.PredictClasses(two, new int[2], new float[1]));
        Refused("2 samples need room for 20 values, but got 2", () => network.PredictProbabilities(two, new float[2]));
        Refused("overlap", () => network.PredictProbabilities(two, two.AsSpan(0, 20)));
        Refused("room for 3 does not fit 2 samples", () => network.PredictTop(two, new ClassPrediction[3]));
        Refused("tells 10 classes apart", () => network.PredictTop(two, new ClassPrediction[22]));
        Refused("room for 0", () => network.PredictTop(two, []));
        Refused("room for 2 does not fit 0 samples", () => network.PredictTop([], new ClassPrediction[2]));
        Refused("3 names, but Classifier tells 10 classes apart", () => network.PredictTop(two, new ClassPrediction[4], ["a", "b", "c"]));
        Assert.Throws<ArgumentNullException>("network", static () => ((Classifier)null!).PredictClasses([], []));

        Regressor values = new(1);
        float[] input = new float[Regressor.InputLength];
        Assert.Contains("The outputs of Regressor are values", Assert.Throws<NotSupportedException>(() => values.PredictClass(input, out _)).Message);
        Assert.Throws<NotSupportedException>(() => values.PredictProbabilities(input, new float[2]));
        Assert.Throws<NotSupportedException>(() => values.PredictTop(input, new ClassPrediction[2]));
        Assert.InRange(values.PredictClass(input), 0, 1);

        static void Refused(string message, Action action) => Assert.Contains(message, Assert.Throws<ArgumentException>(action).Message);
    }

    private sealed class NoLoss;

    private sealed class Three<TLast, TLoss> : IEchoDeclaration
        where TLast : LayerAttribute, new()
        where TLoss : new()
    {
        public static int Length => 3;

        public static LayerAttribute Last => new TLast();

        public static NetworkLossAttribute? Loss => new TLoss() as NetworkLossAttribute;
    }

    private sealed class Single<TLast, TLoss> : IEchoDeclaration
        where TLast : LayerAttribute, new()
        where TLoss : new()
    {
        public static int Length => 1;

        public static LayerAttribute Last => new TLast();

        public static NetworkLossAttribute? Loss => new TLoss() as NetworkLossAttribute;
    }
}
