using System.Runtime.Intrinsics;
using StaticNet.Kernels;
using StaticNet.Reference;

namespace StaticNet.Tests.Kernels;

public sealed class ActivationTests
{
    private const float Slope = 0.01f;
    private const float Alpha = 1.3f;

    // Each activation, its gradient (from its input, or from its output), and the same function in double precision.
    private static readonly Dictionary<string, Entry> Entries = new()
    {
        ["ReLU"] = new(Activation.ReLU, Activation.ReLUGradient, KeepsOutput: true, static x => Math.Max(x, 0)),
        ["LeakyReLU"] = new(
            static x => Activation.LeakyReLU(x, Slope),
            static (x, dy) => Activation.LeakyReLUGradient(x, dy, Slope),
            KeepsOutput: false,
            static x => x > 0 ? x : Slope * x),
        ["PReLU"] = new(
            static x => Activation.PReLU(x, Vector512.Create(0.25f)),
            static (x, dy) => Activation.PReLUGradient(x, dy, Vector512.Create(0.25f)),
            KeepsOutput: false,
            static x => x > 0 ? x : 0.25 * x),
        ["ELU"] = new(
            static x => Activation.ELU(x, Alpha),
            static (x, dy) => Activation.ELUGradient(x, dy, Alpha),
            KeepsOutput: false,
            static x => x > 0 ? x : Alpha * DoubleMath.ExpM1(x)),
        ["GELU"] = new(
            Activation.GELU, Activation.GELUGradient, KeepsOutput: false, static x => x * (1 + ErrorFunction.Erf(x / Math.Sqrt(2))) / 2),
        ["SiLU"] = new(Activation.SiLU, Activation.SiLUGradient, KeepsOutput: false, static x => x * DoubleMath.Sigmoid(x)),
        ["Mish"] = new(
            Activation.Mish, Activation.MishGradient, KeepsOutput: false, static x => x * Math.Tanh(DoubleMath.Softplus(x))),
        ["Sigmoid"] = new(Activation.Sigmoid, Activation.SigmoidGradient, KeepsOutput: true, DoubleMath.Sigmoid),
        ["Tanh"] = new(Activation.Tanh, Activation.TanhGradient, KeepsOutput: true, Math.Tanh),
        ["Softplus"] = new(Activation.Softplus, Activation.SoftplusGradient, KeepsOutput: false, DoubleMath.Softplus),
        ["HardSigmoid"] = new(
            Activation.HardSigmoid, Activation.HardSigmoidGradient, KeepsOutput: false, static x => Math.Clamp((x / 6) + 0.5, 0, 1)),
        ["HardSwish"] = new(
            Activation.HardSwish, Activation.HardSwishGradient, KeepsOutput: false, static x => x * Math.Clamp(x + 3, 0, 6) / 6),
        ["ReLU6"] = new(Activation.ReLU6, Activation.ReLU6Gradient, KeepsOutput: true, static x => Math.Clamp(x, 0, 6)),
        ["Clamp"] = new(
            static x => Activation.Clamp(x, -0.5f, 2f), static (x, dy) => Activation.ClampGradient(x, dy, -0.5f, 2f), KeepsOutput: false, static x => Math.Clamp(x, -0.5, 2)),
        ["Square"] = new(Activation.Square, Activation.SquareGradient, KeepsOutput: false, static x => x * x),
        ["Exp"] = new(Activation.Exp, Activation.ExpGradient, KeepsOutput: true, Math.Exp),
        ["Abs"] = new(Activation.Abs, Activation.AbsGradient, KeepsOutput: false, Math.Abs),
        ["Scale"] = new(
            static x => Activation.Scale(x, -0.75f), static (_, dy) => Activation.ScaleGradient(dy, -0.75f), KeepsOutput: false, static x => -0.75 * x),
        ["Shift"] = new(static x => Activation.Shift(x, 2f), static (_, dy) => Activation.ShiftGradient(dy, 2f), KeepsOutput: false, static x => x + 2),
        ["Step"] = new(Activation.Step, null, KeepsOutput: false, static x => x > 0 ? 1 : 0),
    };

    public static TheoryData<string> All => [.. Entries.Keys];

    public static TheoryData<string> Differentiable => [.. Entries.Keys.Where(static name => Entries[name].Gradient is not null)];

    /// <param name="Forward">The activation.</param>
    /// <param name="Gradient">Its gradient, of what the forward pass keeps and the gradient of the outputs.</param>
    /// <param name="KeepsOutput">Whether the gradient takes the output; else it takes the input.</param>
    /// <param name="Exact">The activation in double precision.</param>
    private sealed record Entry(
        Func<Vector512<float>, Vector512<float>> Forward,
        Func<Vector512<float>, Vector512<float>, Vector512<float>>? Gradient,
        bool KeepsOutput,
        Func<double, double> Exact)
    {
        public Vector512<float> Kept(Vector512<float> x) => KeepsOutput ? Forward(x) : x;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_activation_is_that_of_double_precision(string name)
    {
        Entry entry = Entries[name];
        ForEachVector(-30, 30, (x, lane) =>
        {
            // The error is relative, but for GELU's below 0: there 1 + erf cancels, as in PyTorch.
            double exact = entry.Exact(x[lane]);
            double scale = name == "GELU" ? Math.Abs(x[lane]) : Math.Abs(exact);
            AssertNear(exact, entry.Forward(x)[lane], 3e-7 * scale, name, x[lane]);
        });
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void A_gradient_is_that_of_central_differences(string name)
    {
        Entry entry = Entries[name];
        double[] kinks = name switch
        {
            "HardSigmoid" or "HardSwish" => [-3, 3],
            "ReLU6" => [0, 6],
            "Clamp" => [-0.5, 2],
            _ => [0],
        };
        ForEachVector(-30, 30, (x, lane) =>
        {
            // Central differences say nothing across a kink, and the tests below do.
            if (kinks.Any(kink => Math.Abs(x[lane] - kink) < 1e-4))
            {
                return;
            }

            const double H = 1e-5;
            double exact = 0.7f * (entry.Exact(x[lane] + H) - entry.Exact(x[lane] - H)) / (2 * H);
            AssertNear(exact, entry.Gradient!(entry.Kept(x), Vector512.Create(0.7f))[lane], 1e-6 * Math.Max(1, Math.Abs(exact)), name, x[lane]);
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void NaN_stays_NaN_but_for_a_step(string name)
        => Assert.Equal(name == "Step" ? 0 : float.NaN, Entries[name].Forward(Vector512.Create(float.NaN)).ToScalar());

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void A_NaN_gradient_stays_NaN_where_the_function_rises(string name)
    {
        Entry entry = Entries[name];
        Assert.Equal(float.NaN, entry.Gradient!(entry.Kept(Vector512.Create(1f)), Vector512.Create(float.NaN)).ToScalar());
    }

    [Theory]
    [InlineData("ReLU", 0, float.PositiveInfinity)]
    [InlineData("LeakyReLU", float.NegativeInfinity, float.PositiveInfinity)]
    [InlineData("PReLU", float.NegativeInfinity, float.PositiveInfinity)]
    [InlineData("ELU", -Alpha, float.PositiveInfinity)]
    [InlineData("GELU", float.NaN, float.PositiveInfinity)]
    [InlineData("SiLU", float.NaN, float.PositiveInfinity)]
    [InlineData("Mish", float.NaN, float.PositiveInfinity)]
    [InlineData("Sigmoid", 0, 1)]
    [InlineData("Tanh", -1, 1)]
    [InlineData("Softplus", 0, float.PositiveInfinity)]
    [InlineData("HardSigmoid", 0, 1)]
    [InlineData("HardSwish", float.NaN, float.PositiveInfinity)]
    [InlineData("ReLU6", 0, 6)]
    [InlineData("Clamp", -0.5f, 2)]
    [InlineData("Square", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Exp", 0, float.PositiveInfinity)]
    [InlineData("Abs", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Scale", float.PositiveInfinity, float.NegativeInfinity)]
    [InlineData("Shift", float.NegativeInfinity, float.PositiveInfinity)]
    [InlineData("Step", 0, 1)]
    public void Infinities_give_the_limits_or_NaN_where_PyTorchs_formula_does(string name, float low, float high)
    {
        Entry entry = Entries[name];
        Assert.Equal(low, entry.Forward(Vector512.Create(float.NegativeInfinity)).ToScalar());
        Assert.Equal(high, entry.Forward(Vector512.Create(float.PositiveInfinity)).ToScalar());
    }

    [Theory]
    [InlineData("ReLU", 0, 1)]
    [InlineData("LeakyReLU", Slope, 1)]
    [InlineData("PReLU", 0.25f, 1)]
    [InlineData("ELU", 0, 1)]
    [InlineData("GELU", 0, 1)]
    [InlineData("SiLU", 0, 1)]
    [InlineData("Mish", 0, 1)]
    [InlineData("Sigmoid", 0, 0)]
    [InlineData("Tanh", 0, 0)]
    [InlineData("Softplus", 0, 1)]
    [InlineData("HardSigmoid", 0, 0)]
    [InlineData("HardSwish", 0, 1)]
    public void Gradients_at_infinities_are_the_limits(string name, float low, float high)
    {
        Entry entry = Entries[name];
        Assert.Equal(low, entry.Gradient!(entry.Kept(Vector512.Create(float.NegativeInfinity)), Vector512.Create(1f)).ToScalar());
        Assert.Equal(high, entry.Gradient!(entry.Kept(Vector512.Create(float.PositiveInfinity)), Vector512.Create(1f)).ToScalar());
    }

    // What PyTorch gives there: torch.autograd of each function at these points.
    [Theory]
    [InlineData("ReLU", 0, 0)]
    [InlineData("LeakyReLU", 0, Slope)]
    [InlineData("PReLU", 0, 0.25f)]
    [InlineData("ELU", 0, Alpha)]
    [InlineData("HardSigmoid", -3, 0)]
    [InlineData("HardSigmoid", 3, 0)]
    [InlineData("HardSwish", -3, -0.5f)]
    [InlineData("HardSwish", 3, 1.5f)]
    [InlineData("ReLU6", 0, 0)]
    [InlineData("ReLU6", 6, 0)]
    [InlineData("Clamp", -0.5f, 1)]
    [InlineData("Clamp", 2, 1)]
    [InlineData("Abs", 0, 0)]
    public void Gradients_at_kinks_are_PyTorchs(string name, float x, float expected)
    {
        Entry entry = Entries[name];
        Assert.Equal(expected, entry.Gradient!(entry.Kept(Vector512.Create(x)), Vector512.Create(1f)).ToScalar());
    }

    [Theory]
    [InlineData("LeakyReLU")]
    [InlineData("PReLU")]
    [InlineData("ReLU")]
    [InlineData("GELU")]
    [InlineData("SiLU")]
    [InlineData("Mish")]
    [InlineData("Tanh")]
    [InlineData("HardSwish")]
    public void Zero_keeps_its_sign(string name)
    {
        Entry entry = Entries[name];
        Assert.Equal(0u, BitConverter.SingleToUInt32Bits(entry.Forward(Vector512.Create(0f)).ToScalar()));
        Assert.Equal(0x80000000u, BitConverter.SingleToUInt32Bits(entry.Forward(Vector512.Create(-0f)).ToScalar()));
    }

    [Fact]
    public void Slope_gradient_of_PReLU_is_x_dy_where_x_is_not_positive()
    {
        Vector512<float> x = Vector512.Create(-2f, 3f, 0f, -0f, -5f, 1f, -1f, 2f, -4f, 6f, 7f, -8f, 9f, 1f, 1f, -1f);
        Vector512<float> slopes = Activation.PReLUSlopeGradient(x, Vector512.Create(3f));
        for (int lane = 0; lane < Vector512<float>.Count; lane++)
        {
            Assert.Equal(x[lane] > 0 ? 0 : x[lane] * 3, slopes[lane]);
        }
    }

    [Fact]
    public void ELU_does_not_cancel_near_zero()
        => Assert.Equal(-1e-6 + 5e-13, Activation.ELU(Vector512.Create(-1e-6f), 1f).ToScalar(), 1e-13);

    [Theory]
    [MemberData(nameof(All))]
    public void A_lane_does_not_depend_on_the_others(string name)
    {
        Entry entry = Entries[name];
        foreach (float x in Sweep.Values(100))
        {
            Vector512<float> lanes = Vector512.Create(1f, 2f, -3f, 1e30f, 3f, -1e30f, 7f, 0f, 1f, 1f, 1f, 1f, float.NaN, 1f, 1f, 5f).WithElement(9, x);
            Assert.Equal(entry.Forward(Vector512.Create(x))[0], entry.Forward(lanes)[9]);
        }
    }

    // The same value with DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0 and DOTNET_EnableHWIntrinsic=0: no machine may differ.
    [Theory]
    [InlineData("ReLU", 0x9E589074EBABAE32ul, 0x68F14C3CA580CB7Dul)]
    [InlineData("LeakyReLU", 0x9B93251948D8BA96ul, 0x6E3E18C082F668C5ul)]
    [InlineData("PReLU", 0x5E898C8FD394EB00ul, 0x537281A5F3286BE5ul)]
    [InlineData("ELU", 0x59BAF3D8D96F6D1Eul, 0x3A5305C7B6A245Dul)]
    [InlineData("GELU", 0x1F541181A5D7A693ul, 0xBCA87C4562567D9Eul)]
    [InlineData("SiLU", 0x502EBBDC26EC4700ul, 0x1F4533A7FF12EF52ul)]
    [InlineData("Mish", 0xBF54E4F8F751F7D4ul, 0x1260A34B5118FD1Cul)]
    [InlineData("Sigmoid", 0xF64A435BC3E5AF00ul, 0x38D17C2D58DF1E59ul)]
    [InlineData("Tanh", 0x6FDF584E26A4166Ful, 0xDD684ABB30E532D9ul)]
    [InlineData("Softplus", 0x9468BA485D2A052Dul, 0xFBF7DE99ECF8D6AAul)]
    [InlineData("HardSigmoid", 0x2CDF15FD11E710BCul, 0x50A8E92C668DF635ul)]
    [InlineData("HardSwish", 0x758872A337EDBE5Dul, 0x950FD25A71F4DC10ul)]
    [InlineData("Exp", 0xB3802444FEE45B33ul, 0x9F93EAD90ED4F1Cul)]
    [InlineData("Step", 0x95110CB07BC57E25ul, 0x0ul)]
    public void Bits_are_the_same_on_every_machine(string name, ulong forward, ulong gradient)
    {
        Entry entry = Entries[name];
        ulong forwardHash = Sweep.Hash(entry.Forward);
        ulong gradientHash = entry.Gradient is null ? 0 : Sweep.Hash(x => entry.Gradient(entry.Kept(x), Vector512.Create(0.7f)));
        Assert.Equal($"0x{forward:X}ul, 0x{gradient:X}ul", $"0x{forwardHash:X}ul, 0x{gradientHash:X}ul");
    }

    private static void ForEachVector(float low, float high, Action<Vector512<float>, int> check)
    {
        const int Steps = 4000;
        for (int i = 0; i < Steps; i += Vector512<float>.Count)
        {
            Vector512<float> x = Vector512.Create(low) + ((Vector512.Create((float)i) + Lanes.Indices) * ((high - low) / Steps));
            for (int lane = 0; lane < Vector512<float>.Count; lane++)
            {
                check(x, lane);
            }
        }
    }

    private static void AssertNear(double expected, float actual, double tolerance, string name, float x)
        => Assert.True(Math.Abs(expected - actual) <= tolerance, $"{name} at {x:R}: {actual:R}, not {expected:R}");
}
