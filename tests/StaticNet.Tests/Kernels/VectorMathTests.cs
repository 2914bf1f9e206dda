using System.Runtime.Intrinsics;
using StaticNet.Kernels;
using StaticNet.Reference;

namespace StaticNet.Tests.Kernels;

public sealed class VectorMathTests(ITestOutputHelper output)
{
    private const float SmallestNormal = 1.17549435e-38f;

    [Fact]
    public void Exp_is_within_1_ulp()
        => AssertWithin(1, VectorMath.Exp, Math.Exp, -87.3365402f, float.PositiveInfinity);

    [Fact]
    public void ExpM1_is_within_2_ulp()
        => AssertWithin(2, VectorMath.ExpM1, DoubleMath.ExpM1);

    [Fact]
    public void Log_is_within_1_ulp()
        => AssertWithin(1, VectorMath.Log, Math.Log, 0);

    [Fact]
    public void Log1pExp_is_within_2_ulp()
        => AssertWithin(2, VectorMath.Log1pExp, DoubleMath.Softplus, -87.3365402f);

    [Fact]
    public void Sigmoid_is_within_2_ulp_but_for_a_small_range_where_it_is_within_2_5()
    {
        AssertWithin(2, VectorMath.Sigmoid, DoubleMath.Sigmoid, -16f);
        AssertWithin(2.5, VectorMath.Sigmoid, DoubleMath.Sigmoid, -87.3365402f);
    }

    [Fact]
    public void Tanh_is_within_2_ulp()
        => AssertWithin(2, VectorMath.Tanh, Math.Tanh);

    [Fact]
    public void Erf_is_within_1_ulp()
        => AssertWithin(1, VectorMath.Erf, ErrorFunction.Erf);

    [Fact]
    public void Sin_and_cos_are_within_2_ulp()
    {
        AssertWithin(2, VectorMath.Sin, Math.Sin, -65536f, 65536f);
        AssertWithin(2, VectorMath.Cos, Math.Cos, -65536f, 65536f);
    }

    [Fact]
    public void Sin_and_cos_of_huge_angles_are_within_2_to_the_minus_22()
    {
        for (int i = 0; i < 20_000; i++)
        {
            float x = BitConverter.UInt32BitsToSingle(0x47800000u + ((uint)i * 44_733u));
            if (!float.IsFinite(x))
            {
                break;
            }

            double angle = Turns.Remainder(x);
            Assert.Equal(Math.Sin(angle), VectorMath.Sin(x), Math.ScaleB(1, -22));
            Assert.Equal(Math.Cos(angle), VectorMath.Cos(x), Math.ScaleB(1, -22));
            Assert.Equal(-VectorMath.Sin(x), VectorMath.Sin(-x));
        }
    }

    [Fact]
    public void Sin_and_cos_of_special_values()
    {
        Assert.Equal(0u, BitConverter.SingleToUInt32Bits(VectorMath.Sin(0)));
        Assert.Equal(0x80000000u, BitConverter.SingleToUInt32Bits(VectorMath.Sin(-0f)));
        Assert.Equal(1, VectorMath.Cos(0));
        Assert.Equal(float.Epsilon, VectorMath.Sin(float.Epsilon));
        foreach (float x in (float[])[float.PositiveInfinity, float.NegativeInfinity, float.NaN])
        {
            Assert.Equal(float.NaN, VectorMath.Sin(x));
            Assert.Equal(float.NaN, VectorMath.Cos(x));
        }
    }

    [Theory]
    [InlineData(1.5f)]
    [InlineData(-2.5f)]
    [InlineData(1f / 3f)]
    [InlineData(0.25f)]
    [InlineData(5f)]
    [InlineData(-3f)]
    [InlineData(7f)]
    [InlineData(10f)]
    [InlineData(100f)]
    [InlineData(0.001f)]
    [InlineData(-2f)]
    [InlineData(-1f)]
    [InlineData(-0.5f)]
    [InlineData(0f)]
    [InlineData(0.5f)]
    [InlineData(1f)]
    [InlineData(2f)]
    [InlineData(3f)]
    [InlineData(4f)]
    public void Pow_is_within_3_ulp(float exponent)
        => AssertWithin(3, x => ApplyPow(x, exponent), x => Math.Pow(x, exponent) is var y && (Math.Abs(y) < 1.18e-38 && y != 0) || Math.Abs(y) > 3.4028e38 ? double.NaN : y);

    [Fact]
    public void Pow_of_special_values()
    {
        Assert.Equal(0, VectorMath.Pow(0, 1.5f));
        Assert.Equal(float.PositiveInfinity, VectorMath.Pow(0, -1.5f));
        Assert.Equal(float.NegativeInfinity, VectorMath.Pow(-0f, -3f));
        Assert.Equal(float.PositiveInfinity, VectorMath.Pow(float.PositiveInfinity, 1.5f));
        Assert.Equal(0, VectorMath.Pow(float.PositiveInfinity, -1.5f));
        Assert.Equal(float.NegativeInfinity, VectorMath.Pow(float.NegativeInfinity, 5f));
        Assert.Equal(float.PositiveInfinity, VectorMath.Pow(float.NegativeInfinity, 6f));
        Assert.Equal(-243, VectorMath.Pow(-3, 5f));
        Assert.Equal(float.NaN, VectorMath.Pow(-1, 1.5f));
        Assert.Equal(float.NaN, VectorMath.Pow(float.NaN, 1.5f));
        Assert.Equal(float.NaN, VectorMath.Pow(2, float.NaN));
        Assert.Equal(float.NaN, VectorMath.Pow(2, float.PositiveInfinity));
        Assert.Equal(1, VectorMath.Pow(float.NaN, 0));
        Assert.Equal(0, VectorMath.Pow(1e-30f, 1.5f));
        Assert.Equal(float.PositiveInfinity, VectorMath.Pow(1e30f, 1.5f));
    }

    [Fact]
    public void F_has_the_values_of_the_lanes()
    {
        (Func<float, float> Scalar, Func<float, float> Lane)[] pairs =
        [
            (F.Exp, VectorMath.Exp), (F.Log, VectorMath.Log), (F.Tanh, VectorMath.Tanh), (F.Sigmoid, VectorMath.Sigmoid), (F.Softplus, VectorMath.Log1pExp),
            (F.Erf, VectorMath.Erf), (F.Sin, VectorMath.Sin), (F.Cos, VectorMath.Cos),
            (F.Sqrt, x => Lane(Vector512.Sqrt(Vector512.Create(x)))), (F.Abs, x => Lane(Vector512.Abs(Vector512.Create(x)))),
            (x => F.Pow(x, 2.5f), x => Lane(ApplyPow(Vector512.Create(x), 2.5f))),
            (x => F.Max(x, 0.5f), x => VectorMath.Max(new Lanes4(Vector128.Create(x)), Lanes4.Create(0.5f)).Value.ToScalar()),
            (x => F.Max(0.5f, x), x => VectorMath.Max(Lanes4.Create(0.5f), new Lanes4(Vector128.Create(x))).Value.ToScalar()),
            (x => F.Min(x, 0f), x => VectorMath.Min(new Lanes4(Vector128.Create(x)), Lanes4.Create(0f)).Value.ToScalar()),
            (x => F.Min(0f, x), x => VectorMath.Min(Lanes4.Create(0f), new Lanes4(Vector128.Create(x))).Value.ToScalar()),
        ];
        foreach (float x in Sweep.Values(300))
        {
            foreach ((Func<float, float> scalar, Func<float, float> lane) in pairs)
            {
                Assert.Equal(lane(x), scalar(x));
            }
        }

        Assert.Equal(float.NaN, F.Max(1, float.NaN));
        Assert.Equal(float.NaN, F.Min(float.NaN, 1));

        static float Lane(Vector512<float> y) => y[7];
    }

    [Fact]
    public void An_inlined_function_has_the_bits_of_one_that_is_called()
    {
        foreach (float[] chunk in Sweep.Values(1000).Chunk(Vector512<float>.Count).Where(static chunk => chunk.Length == Vector512<float>.Count))
        {
            Vector512<float> x = Vector512.Create(chunk);
            Assert.Equal(VectorMath.Apply<VectorMath.LogFunction>(x).AsUInt32(), VectorMath.Inline<VectorMath.LogFunction>(x).AsUInt32());
        }
    }

    [Fact]
    public void Exp_of_special_values()
    {
        Assert.Equal(0, VectorMath.Exp(float.NegativeInfinity));
        Assert.Equal(float.PositiveInfinity, VectorMath.Exp(float.PositiveInfinity));
        Assert.Equal(float.PositiveInfinity, VectorMath.Exp(88.7229f));
        Assert.Equal(float.PositiveInfinity, VectorMath.Exp(float.MaxValue));
        Assert.True(float.IsFinite(VectorMath.Exp(88.7228317f)));
        Assert.Equal(0, VectorMath.Exp(-87.34f));
        Assert.Equal(0, VectorMath.Exp(float.MinValue));
        Assert.True(VectorMath.Exp(-87.3365402f) >= SmallestNormal);
        Assert.Equal(1, VectorMath.Exp(0));
        Assert.Equal(1, VectorMath.Exp(float.Epsilon));
    }

    [Fact]
    public void ExpM1_of_special_values()
    {
        Assert.Equal(-1, VectorMath.ExpM1(float.NegativeInfinity));
        Assert.Equal(-1, VectorMath.ExpM1(float.MinValue));
        Assert.Equal(float.PositiveInfinity, VectorMath.ExpM1(float.PositiveInfinity));
        Assert.Equal(float.PositiveInfinity, VectorMath.ExpM1(88.7229f));
        Assert.True(float.IsFinite(VectorMath.ExpM1(88.7228317f)));
        Assert.Equal(0, VectorMath.ExpM1(0));
        Assert.Equal(1e-37f, VectorMath.ExpM1(1e-37f));
    }

    [Fact]
    public void Log_of_special_values()
    {
        Assert.Equal(float.NegativeInfinity, VectorMath.Log(0));
        Assert.Equal(float.NegativeInfinity, VectorMath.Log(-0f));
        Assert.Equal(float.PositiveInfinity, VectorMath.Log(float.PositiveInfinity));
        Assert.Equal(float.NaN, VectorMath.Log(-1));
        Assert.Equal(float.NaN, VectorMath.Log(-float.Epsilon));
        Assert.Equal(float.NaN, VectorMath.Log(float.NegativeInfinity));
        Assert.Equal(0, VectorMath.Log(1));
    }

    [Fact]
    public void Log1pExp_of_special_values()
    {
        Assert.Equal(0, VectorMath.Log1pExp(float.NegativeInfinity));
        Assert.Equal(float.PositiveInfinity, VectorMath.Log1pExp(float.PositiveInfinity));
        Assert.Equal(float.MaxValue, VectorMath.Log1pExp(float.MaxValue));
        Assert.Equal(100, VectorMath.Log1pExp(100));
        Assert.Equal(0, VectorMath.Log1pExp(-88));
    }

    [Fact]
    public void Sigmoid_of_special_values()
    {
        Assert.Equal(0, VectorMath.Sigmoid(float.NegativeInfinity));
        Assert.Equal(1, VectorMath.Sigmoid(float.PositiveInfinity));
        Assert.Equal(0, VectorMath.Sigmoid(float.MinValue));
        Assert.Equal(1, VectorMath.Sigmoid(float.MaxValue));
        Assert.Equal(0.5f, VectorMath.Sigmoid(0));
    }

    [Fact]
    public void Odd_functions_keep_the_sign_of_zero_and_saturate_at_1()
    {
        foreach (Func<float, float> function in (Func<float, float>[])[VectorMath.Tanh, VectorMath.Erf])
        {
            Assert.Equal(0u, BitConverter.SingleToUInt32Bits(function(0)));
            Assert.Equal(0x80000000u, BitConverter.SingleToUInt32Bits(function(-0f)));
            Assert.Equal(1, function(float.PositiveInfinity));
            Assert.Equal(-1, function(float.NegativeInfinity));
            Assert.Equal(1, function(float.MaxValue));
            Assert.Equal(-1, function(-10));
        }
    }

    [Fact]
    public void NaN_stays_NaN()
    {
        foreach (Func<Vector512<float>, Vector512<float>> function in Functions.Values)
        {
            // A payload in the lowest bits, which end up in the exponent where n is taken from there.
            foreach (uint bits in (uint[])[0x7FC00000, 0xFFC00000, 0x7FC00001, 0xFFC001FF, 0x7F800001])
            {
                Vector512<float> y = function(Vector512.Create(bits).AsSingle());
                Assert.Equal(float.NaN, y.ToScalar());
            }
        }
    }

    [Fact]
    public void Scalars_have_the_bits_of_a_lane()
    {
        (Func<float, float> Scalar, Func<Vector512<float>, Vector512<float>> Vector)[] pairs =
        [
            (VectorMath.Exp, VectorMath.Exp),
            (VectorMath.ExpM1, VectorMath.ExpM1),
            (VectorMath.Log, VectorMath.Log),
            (VectorMath.Log1pExp, VectorMath.Log1pExp),
            (VectorMath.Sigmoid, VectorMath.Sigmoid),
            (VectorMath.Tanh, VectorMath.Tanh),
            (VectorMath.Erf, VectorMath.Erf),
            (VectorMath.Sin, VectorMath.Sin),
            (VectorMath.Cos, VectorMath.Cos),
            (x => VectorMath.Pow(x, 2.5f), x => ApplyPow(x, 2.5f)),
        ];
        foreach (float x in Sweep.Values(300))
        {
            foreach ((Func<float, float> scalar, Func<Vector512<float>, Vector512<float>> vector) in pairs)
            {
                Vector512<float> lanes = vector(Vector512.Create(1f, 2f, -3f, 1e30f, x, -1e30f, 7f, 0f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 5f));
                Assert.Equal(lanes[4], scalar(x));
            }
        }
    }

    // The same value with DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0 and DOTNET_EnableHWIntrinsic=0: no machine may differ.
    [Theory]
    [InlineData("Exp", 0xB3802444FEE45B33ul)]
    [InlineData("ExpM1", 0x7751021013D3A14Aul)]
    [InlineData("Log", 0xB945FF1E3289163Cul)]
    [InlineData("Log1pExp", 0x9468BA485D2A052Dul)]
    [InlineData("Sigmoid", 0xF64A435BC3E5AF00ul)]
    [InlineData("Tanh", 0x6FDF584E26A4166Ful)]
    [InlineData("Erf", 0x3666964EF3D5F091ul)]
    [InlineData("Sin", 0xACBFB1EDD794EEE9ul)]
    [InlineData("Cos", 0x9F67E733CDA921CBul)]
    [InlineData("Pow", 0x761E93A8CB0983B6ul)]
    public void Bits_are_the_same_on_every_machine(string function, ulong expected)
        => Assert.Equal(expected.ToString("X16"), Sweep.Hash(Functions[function]).ToString("X16"));

    private static readonly Dictionary<string, Func<Vector512<float>, Vector512<float>>> Functions = new()
    {
        ["Exp"] = VectorMath.Exp,
        ["ExpM1"] = VectorMath.ExpM1,
        ["Log"] = VectorMath.Log,
        ["Log1pExp"] = VectorMath.Log1pExp,
        ["Sigmoid"] = VectorMath.Sigmoid,
        ["Tanh"] = VectorMath.Tanh,
        ["Erf"] = VectorMath.Erf,
        ["Sin"] = VectorMath.Sin,
        ["Cos"] = VectorMath.Cos,
        ["Pow"] = static x => ApplyPow(x, 2.5f),
    };

    private static Vector512<float> ApplyPow(Vector512<float> x, float exponent)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return VectorMath.Pow(new Lanes16(x), exponent).Value;
        }

        return Lanes.Join(Half(x.GetLower()), Half(x.GetUpper()));

        Vector256<float> Half(Vector256<float> half)
            => Vector256.IsHardwareAccelerated
                ? VectorMath.Pow(new Lanes8(half), exponent).Value
                : Vector256.Create(VectorMath.Pow(new Lanes4(half.GetLower()), exponent).Value, VectorMath.Pow(new Lanes4(half.GetUpper()), exponent).Value);
    }

    /// <summary>Compares with double precision at every Nth of all floats between the bounds, and prints the largest error.</summary>
    private void AssertWithin(
        double ulps,
        Func<Vector512<float>, Vector512<float>> function,
        Func<double, double> expected,
        float low = float.NegativeInfinity,
        float high = float.PositiveInfinity)
    {
        // Without SIMD a lane takes hundreds of times as long, and the hashes say that its bits are the same anyway.
        uint stride = Vector128.IsHardwareAccelerated ? Configuration.IsDebug ? 10007u : 1009u : 100003u;
        double worst = 0;
        float worstAt = 0;
        long count = 0;
        for (ulong bits = 0; bits <= uint.MaxValue; bits += 16 * stride)
        {
            Vector512<float> x = Vector512.Create((uint)bits).AsSingle();
            x = (x.AsUInt32() + (Vector512<uint>.Indices * stride)).AsSingle();
            Vector512<float> y = function(x);
            for (int lane = 0; lane < Vector512<float>.Count; lane++)
            {
                double exact = expected(x[lane]);
                if (!(x[lane] >= low && x[lane] <= high) || double.IsNaN(exact) || Math.Abs(exact) > float.MaxValue)
                {
                    continue;
                }

                count++;
                double error = UlpError(y[lane], exact);
                if (!(error <= worst))
                {
                    worst = error;
                    worstAt = x[lane];
                }
            }
        }

        output.WriteLine($"largest error of {count} points: {worst:0.000} ulp at {worstAt:R}");
        Assert.True(worst <= ulps, $"{worst:0.000} ulp at {worstAt:R}, not {ulps}");
        Assert.True(count > (Vector128.IsHardwareAccelerated ? 10_000 : 1_000));
    }

    private static double UlpError(float actual, double exact)
    {
        double ulp = Math.ScaleB(1, Math.Max(Math.ILogB(Math.Max(Math.Abs(exact), 1e-300)), -126) - 23);
        return Math.Abs(actual - exact) / ulp;
    }
}
