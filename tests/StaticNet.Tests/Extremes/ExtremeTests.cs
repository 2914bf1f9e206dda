using System.Runtime.Intrinsics;
using StaticNet.Kernels;
using StaticNet.Reference;

namespace StaticNet.Tests.Extremes;

/// <summary>
/// Infinities, NaN, and numbers at the ends of the range: every layer and loss gives what PyTorch gives in single precision, or differs as the layer's page says
/// (<see cref="Exemptions"/>).
/// </summary>
public sealed class ExtremeTests
{
    private static readonly Dictionary<string, (Func<Vector512<float>, Vector512<float>> Forward, Func<Vector512<float>, Vector512<float>> Gradient)> Activations = new()
    {
        ["ReLU"] = (Activation.ReLU, static x => Activation.ReLUGradient(Activation.ReLU(x), Vector512<float>.One)),
        ["LeakyReLU"] = (static x => Activation.LeakyReLU(x, 0.01f), static x => Activation.LeakyReLUGradient(Activation.LeakyReLU(x, 0.01f), Vector512<float>.One, 0.01f)),
        ["PReLU"] = (
            static x => Activation.PReLU(x, Vector512.Create(0.25f)), static x => Activation.PReLUGradient(x, Vector512<float>.One, Vector512.Create(0.25f))),
        ["ELU"] = (static x => Activation.ELU(x, 1.3f), static x => Activation.ELUGradient(x, Vector512<float>.One, 1.3f)),
        ["GELU"] = (Activation.GELU, static x => Activation.GELUGradient(x, Vector512<float>.One)),
        ["SiLU"] = (Activation.SiLU, static x => Activation.SiLUGradient(x, Vector512<float>.One)),
        ["ReLU6"] = (Activation.ReLU6, static x => Activation.ReLU6Gradient(Activation.ReLU6(x), Vector512<float>.One)),
        ["Clamp"] = (static x => Activation.Clamp(x, -0.5f, 2f), static x => Activation.ClampGradient(x, Vector512<float>.One, -0.5f, 2f)),
        ["Square"] = (Activation.Square, static x => Activation.SquareGradient(x, Vector512<float>.One)),
        ["Sqrt"] = (Activation.Sqrt, static x => Activation.SqrtGradient(Activation.Sqrt(x), Vector512<float>.One)),
        ["Exp"] = (Activation.Exp, static x => Activation.ExpGradient(Activation.Exp(x), Vector512<float>.One)),
        ["Log"] = (Activation.Log, static x => Activation.LogGradient(x, Vector512<float>.One)),
        ["Abs"] = (Activation.Abs, static x => Activation.AbsGradient(x, Vector512<float>.One)),
        ["Scale"] = (static x => Activation.Scale(x, -0.75f), static _ => Activation.ScaleGradient(Vector512<float>.One, -0.75f)),
        ["Shift"] = (static x => Activation.Shift(x, 2f), static _ => Activation.ShiftGradient(Vector512<float>.One, 2f)),
        ["Mish"] = (Activation.Mish, static x => Activation.MishGradient(x, Vector512<float>.One)),
        ["Sigmoid"] = (Activation.Sigmoid, static x => Activation.SigmoidGradient(Activation.Sigmoid(x), Vector512<float>.One)),
        ["Tanh"] = (Activation.Tanh, static x => Activation.TanhGradient(Activation.Tanh(x), Vector512<float>.One)),
        ["Softplus"] = (Activation.Softplus, static x => Activation.SoftplusGradient(x, Vector512<float>.One)),
        ["HardSigmoid"] = (Activation.HardSigmoid, static x => Activation.HardSigmoidGradient(x, Vector512<float>.One)),
        ["HardSwish"] = (Activation.HardSwish, static x => Activation.HardSwishGradient(x, Vector512<float>.One)),
    };

    private static readonly Dictionary<string, Func<ExtremeFixture.Case, (float[] Y, float Loss, float[] Dx)>> Networks = new()
    {
        ["ExtremeSquare"] = Run<ExtremeSquare>,
        ["ExtremeSquares"] = Run<ExtremeSquares>,
        ["ExtremeAbsolute"] = Run<ExtremeAbsolute>,
        ["ExtremeHuber"] = Run<ExtremeHuber>,
        ["ExtremeBinary"] = Run<ExtremeBinary>,
        ["ExtremeCross"] = Run<ExtremeCross>,
        ["ExtremeLabels"] = RunLabels<ExtremeCross>,
        ["ExtremeManyLabels"] = RunLabels<ExtremeManyCross>,
        ["ExtremeSoftmax"] = Run<ExtremeSoftmax>,
        ["ExtremeLogSoftmax"] = Run<ExtremeLogSoftmax>,
        ["ExtremeLayerNorm"] = Run<ExtremeLayerNorm>,
        ["ExtremeRMSNorm"] = Run<ExtremeRMSNorm>,
        ["ExtremeGroupNorm"] = Run<ExtremeGroupNorm>,
    };

    public static TheoryData<string> ActivationNames => [.. Activations.Keys];

    public static TheoryData<string> NetworkNames => [.. Networks.Keys];

    [Theory]
    [MemberData(nameof(ActivationNames))]
    public void An_activation_is_PyTorchs(string name)
    {
        ExtremeFixture.Function expected = ExtremeFixture.All.Activations[name];
        float[] x = ExtremeFixture.Floats(ExtremeFixture.All.Points);
        float[] y = ExtremeFixture.Floats(expected.Y);
        float[] dx = ExtremeFixture.Floats(expected.Dx);
        Differences differences = new(name);
        for (int i = 0; i < x.Length; i++)
        {
            // GELU's value is a difference of x and nearly x below 0, for PyTorch too.
            float scale = name == "GELU" ? MathF.Max(1, MathF.Abs(x[i])) : 0;
            differences.Check("y", [x[i]], y[i], Activations[name].Forward(Vector512.Create(x[i]))[5], scale);
            differences.Check("dx", [x[i]], dx[i], Activations[name].Gradient(Vector512.Create(x[i]))[5], name is "GELU" or "SiLU" or "Tanh" || (name == "Sigmoid" && x[i] > 10) ? 1 : 0);
        }

        differences.Assert();
    }

    [Theory]
    [MemberData(nameof(NetworkNames))]
    public void A_loss_or_a_norm_is_PyTorchs(string name)
    {
        Differences differences = new(name["Extreme".Length..]);
        foreach (ExtremeFixture.Case expected in ExtremeFixture.All.Networks[name])
        {
            float[] x = ExtremeFixture.Floats(expected.X);
            (float[] y, float loss, float[] dx) = Networks[name](expected);
            differences.Check("y", x, ExtremeFixture.Floats(expected.Y), y, 1e-3f);
            differences.Check("loss", x, ExtremeFixture.Floats(expected.Loss)[0], loss, 1e-3f);
            differences.Check("dx", x, ExtremeFixture.Floats(expected.Dx), dx, 1);
        }

        differences.Assert();
    }

    [Fact]
    public void A_batch_norm_is_PyTorchs()
    {
        Differences differences = new("BatchNorm");
        foreach (ExtremeFixture.Batch expected in ExtremeFixture.All.Batches)
        {
            float[] x = ExtremeFixture.Floats(expected.X);
            ExtremeBatchNorm network = new();
            ParameterSet gradients = ExtremeBatchNorm.CreateParameters();
            float loss = network.Gradient(x, [1f, 1f, 1f, 1f], gradients);
            differences.Check("loss", x, ExtremeFixture.Floats(expected.Loss)[0], loss, 1e-3f);
            differences.Check("dweight", x, ExtremeFixture.Floats(expected.Dweight)[0], gradients["batchnorm1.weight"][0], 1);
            differences.Check("dbias", x, ExtremeFixture.Floats(expected.Dbias)[0], gradients["batchnorm1.bias"][0], 1);
            differences.Check("running_mean", x, ExtremeFixture.Floats(expected.Mean)[0], network.Parameters["batchnorm1.running_mean"][0], x.Max(MathF.Abs));
            differences.Check("running_var", x, ExtremeFixture.Floats(expected.Variance)[0], network.Parameters["batchnorm1.running_var"][0], 1);
        }

        differences.Assert();
    }

    [Fact]
    public void A_pool_is_PyTorchs()
    {
        Differences largest = new("MaxPool2D");
        Differences average = new("AveragePool2D");
        Differences global = new("GlobalAveragePool");
        foreach (ExtremeFixture.Window expected in ExtremeFixture.All.Windows)
        {
            float[] x = ExtremeFixture.Floats(expected.X);
            largest.Check("y", x, ExtremeFixture.Floats(expected.Largest), Predict<ExtremeLargest>(x), 0);
            average.Check("y", x, ExtremeFixture.Floats(expected.Average), Predict<ExtremeAverage>(x), 0);
            global.Check("y", x, ExtremeFixture.Floats(expected.Global), Predict<ExtremeGlobal>(x), 0);
        }

        largest.Assert();
        average.Assert();
        global.Assert();
    }

    [Fact]
    public void A_convolution_multiplies_an_infinity_out()
    {
        ExtremeConvolution network = new();
        ReferenceNetwork.Store(new Dictionary<string, double[]> { ["conv1.weight"] = [1, -2, 3, -4, 5, -6, 7, -8, 9] }, network.Parameters);
        float[] x = new float[64];
        x[36] = float.PositiveInfinity;
        float[] y = new float[64];
        network.Forward(x, y);
        Differences differences = new("Conv2D");
        differences.Check("y", [float.PositiveInfinity], ExtremeFixture.Floats(ExtremeFixture.All.Convolution), y, 0);
        differences.Assert();
    }

    [Fact]
    public void An_infinity_becomes_NaN_in_a_Winograd_convolution()
    {
        // By the definition nine outputs of each channel see it, and are infinite. Winograd's filtering takes it away from itself.
        float[] direct = OfOneInfinity<ExtremeDirect>();
        float[] filtered = OfOneInfinity<ExtremeWinograd>();
        Assert.Equal(9 * 32, direct.Count(float.IsInfinity));
        Assert.Equal(direct.Select(float.IsFinite), filtered.Select(float.IsFinite));
        Assert.Contains(filtered, float.IsNaN);
        Assert.DoesNotContain(direct, float.IsNaN);
        Exemptions.AssertDocumented("conv2d", "Winograd's filtering makes NaN of most of the outputs whose window holds an infinity, which by the definition are infinite");

        static float[] OfOneInfinity<TNetwork>()
            where TNetwork : class, INetwork<TNetwork>
        {
            float[] x = new float[TNetwork.InputLength];
            x[36] = float.PositiveInfinity;
            float[] y = new float[TNetwork.OutputLength];
            TNetwork.Create(1).Forward(x, y);
            return y;
        }
    }

    [Fact]
    public void ELUs_gradient_keeps_its_digits_at_very_negative_inputs()
    {
        for (float x = -87f; x < 0; x += 0.37f)
        {
            double exact = 1.3f * Math.Exp(x);
            Assert.Equal(exact, Activation.ELUGradient(Vector512.Create(x), Vector512<float>.One, 1.3f)[3], 3e-7 * exact);
        }
    }

    [Fact]
    public void Every_exemption_stands_on_the_layers_page()
        => Assert.All(Exemptions.All, static exemption => Exemptions.AssertDocumented(exemption.Page, exemption.Line));

    private static float[] Predict<TNetwork>(float[] x)
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] y = new float[TNetwork.OutputLength];
        TNetwork.Create(0).Forward(x, y);
        return y;
    }

    private static (float[] Y, float Loss, float[] Dx) Run<TNetwork>(ExtremeFixture.Case expected)
        where TNetwork : class, INetwork<TNetwork>
        => Run<TNetwork>(expected, labels: false);

    // A label is the place of the 1 among the targets.
    private static (float[] Y, float Loss, float[] Dx) RunLabels<TNetwork>(ExtremeFixture.Case expected)
        where TNetwork : class, INetwork<TNetwork>
        => Run<TNetwork>(expected, labels: true);

    private static (float[] Y, float Loss, float[] Dx) Run<TNetwork>(ExtremeFixture.Case expected, bool labels)
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] x = ExtremeFixture.Floats(expected.X);
        float[] t = ExtremeFixture.Floats(expected.T);
        TNetwork network = TNetwork.Create(0);
        Dictionary<string, double[]> weights = ReferenceNetwork.Tensors(TNetwork.Create(0).Parameters);
        weights["dense1.weight"].AsSpan().Clear();
        weights["dense1.bias"] = [.. x];
        ReferenceNetwork.Store(weights, network.Parameters);
        float[] y = new float[TNetwork.OutputLength];
        network.Forward([0f], y);
        ParameterSet gradients = TNetwork.CreateParameters();
        float loss = labels ? network.Gradient([0f], [Array.IndexOf(t, 1f)], gradients) : network.Gradient([0f], t, gradients);
        return (y, loss, [.. ReferenceNetwork.Tensors(gradients)["dense1.bias"].Select(static value => (float)value)]);
    }
}
