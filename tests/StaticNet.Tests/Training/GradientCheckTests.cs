namespace StaticNet.Tests.Training;

/// <summary>The check of gradients passes where they are right, fails where they are wrong by a little, and changes nothing.</summary>
public sealed partial class GradientCheckTests
{
    [Fact]
    public void Gradients_of_every_kind_pass()
    {
        Check<Smooth>();
        Check<Kinked>();
        Check<CheckedWithNorms>();
        Check<CheckedClassifier>();
        Check<Images>();

        static void Check<TNetwork>()
            where TNetwork : class, INetwork<TNetwork>
        {
            for (int seed = 0; seed < 3; seed++)
            {
                GradientCheckResult result = GradientCheck.Run<TNetwork>(seed);
                Assert.True(result.IsPassed);
                Assert.True(result.Elements.Length > 20, result.ToString());
                Assert.True(result.Worst!.RelativeError < 0.05, result.ToString());
            }
        }
    }

    [Fact]
    public void A_derivative_that_is_wrong_is_found()
    {
        Fails<WrongActivation>();
        Fails<WrongLoss>();
        Fails<WrongAtOneEnd>();

        static void Fails<TNetwork>()
            where TNetwork : class, INetwork<TNetwork>
        {
            GradientMismatchException exception = Assert.Throws<GradientMismatchException>(() => GradientCheck.Run<TNetwork>());
            GradientCheckElement worst = exception.Result.Worst!;
            Assert.False(exception.Result.IsPassed);
            Assert.True(worst.IsMismatch);
            Assert.True(worst.RelativeError > GradientCheck.Tolerance);
            Assert.Contains($"The gradient of {typeof(TNetwork).Name} is not that of its loss.", exception.Message);
            Assert.Contains($"{worst.Tensor}[{string.Join(", ", worst.Indices)}]: gradient ", exception.Message);
        }
    }

    [Fact]
    public void The_network_is_as_before()
    {
        CheckedWithNorms network = new(3);
        float[] weights = network.Parameters.Flat.ToArray();
        network.DropoutStep = 7;
        float[] inputs = new float[4 * CheckedWithNorms.InputLength];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = MathF.Sin(i);
        }

        GradientCheck.Run(network, inputs, new float[4 * CheckedWithNorms.OutputLength]);
        Assert.Equal(weights, network.Parameters.Flat.ToArray());
        Assert.Equal(7, network.DropoutStep);

        Assert.Throws<ArgumentException>(() => GradientCheck.Run(network, new float[5], new float[5]));
        Assert.Equal(weights, network.Parameters.Flat.ToArray());
    }

    [Fact]
    public void What_cannot_be_checked_is_said()
    {
        Assert.Throws<NotSupportedException>(() => GradientCheck.Run<Untrained>());
        Assert.Contains("is NaN on these samples", Assert.Throws<InvalidOperationException>(() => GradientCheck.Run(new Undefined(1), new float[5], [-20f, 0f, 0f])).Message);
        Assert.Contains("pass other samples", Assert.Throws<InvalidOperationException>(() => GradientCheck.Run<Jagged>()).Message);
    }

    public abstract class Functions
    {
        [Activation]
        public static float Wrong(float x) => x * x;

        [Derivative("Wrong")]
        public static float WrongSlope(float x) => 2.1f * x;

        [Activation]
        public static float Half(float x) => x > 0f ? x : 0.5f * x;

        [Derivative("Half")]
        public static float HalfSlope(float x) => x > 0f ? 1f : 0.45f;

        [Activation]
        public static float Jagged(float x) => F.Sin(2000f * x);

        [Loss]
        public static float Error(float y, float t) => (y - t) * (y - t);

        [Derivative("Error")]
        public static float ErrorSlope(float y, float t) => 2f * (y - t) + 0.05f;

        [Loss]
        public static float Log(float y, float t) => (y * y) + F.Log(10f + t);

        [Loss]
        public static float LogCosh(float y, float t) => F.Softplus(2f * (y - t)) - (y - t);
    }

    [Network(5), Dense(7), Tanh, Dense(4), Mish, Dense(3), Loss<Functions>("LogCosh")]
    public sealed partial class Smooth;

    [Network(5), Dense(12), ReLU, Dense(7), PReLU, Dense(3), MeanAbsoluteError]
    public sealed partial class Kinked;

    [Network(5), Dense(12), BatchNorm, ReLU, Dropout(0.25f), Dense(4), LayerNorm, Dense(3), MeanSquaredError]
    public sealed partial class CheckedWithNorms;

    [Network(5), Dense(12), GELU, Dense(4), Softmax, CrossEntropy]
    public sealed partial class CheckedClassifier;

    [Network(2, 8, 8), Conv2D(5, 3), ReLU, MaxPool2D(2), Flatten, Dense(1), Sigmoid, BinaryCrossEntropy]
    public sealed partial class Images;

    [Network(5), Dense(7), Activation<Functions>("Wrong"), Dense(3), MeanSquaredError]
    public sealed partial class WrongActivation;

    [Network(5), Dense(7), Tanh, Dense(3), Loss<Functions>("Error")]
    public sealed partial class WrongLoss;

    [Network(5), Dense(7), Activation<Functions>("Half"), Dense(3), MeanSquaredError]
    public sealed partial class WrongAtOneEnd;

    [Network(5), Dense(3)]
    public sealed partial class Untrained;

    [Network(5), Dense(3), Loss<Functions>("Log")]
    public sealed partial class Undefined;

    [Network(5), Dense(7), Activation<Functions>("Jagged"), Dense(3), MeanSquaredError]
    public sealed partial class Jagged;
}
