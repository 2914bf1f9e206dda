using CsCheck;
using StaticNet.Kernels;

namespace StaticNet.Tests.Parameters;

[Trait(Width.Trait, Width.Any)]
public sealed class ScalarMathTests
{
    private const double TwoUnits = 4.5e-16;

    [Fact]
    public void Exp_is_within_two_units_in_the_last_place()
        => Gen.Double[-708, 709.7].Sample(static x => AssertClose(Math.Exp(x), ScalarMath.Exp(x)), iter: 20_000);

    [Fact]
    public void Log_is_within_two_units_in_the_last_place()
    {
        Gen.Double[-700, 700].Sample(static x => AssertClose(Math.Log(Math.Exp(x)), ScalarMath.Log(Math.Exp(x))), iter: 20_000);
        Gen.Double[0.5, 2].Sample(static x => AssertClose(Math.Log(x), ScalarMath.Log(x)), iter: 20_000);
    }

    [Fact]
    public void CosPi_is_within_two_units_in_the_last_place()
        => Gen.Double[0, 1].Sample(static t => Assert.Equal(Math.Cos(Math.PI * t), ScalarMath.CosPi(t), 5e-16), iter: 20_000);

    [Fact]
    public void Special_values_are_those_of_IEEE()
    {
        Assert.Equal(1, ScalarMath.Exp(0));
        Assert.Equal(double.PositiveInfinity, ScalarMath.Exp(710));
        Assert.Equal(double.PositiveInfinity, ScalarMath.Exp(double.PositiveInfinity));
        Assert.Equal(0, ScalarMath.Exp(-746));
        Assert.Equal(0, ScalarMath.Exp(double.NegativeInfinity));
        Assert.Equal(double.Epsilon, ScalarMath.Exp(-744.5));
        Assert.True(double.IsNaN(ScalarMath.Exp(double.NaN)));
        Assert.Equal(0, ScalarMath.Log(1));
        Assert.Equal(double.NegativeInfinity, ScalarMath.Log(0));
        Assert.Equal(double.NegativeInfinity, ScalarMath.Log(-0.0));
        Assert.Equal(double.PositiveInfinity, ScalarMath.Log(double.PositiveInfinity));
        Assert.True(double.IsNaN(ScalarMath.Log(-1)));
        Assert.True(double.IsNaN(ScalarMath.Log(double.NaN)));
        AssertClose(Math.Log(double.Epsilon), ScalarMath.Log(double.Epsilon));
        AssertClose(Math.Log(double.MaxValue), ScalarMath.Log(double.MaxValue));
    }

    [Fact]
    public void CosPi_falls_and_is_exact_at_its_ends_and_in_the_middle()
    {
        Assert.Equal(1, ScalarMath.CosPi(0));
        Assert.Equal(0, ScalarMath.CosPi(0.5));
        Assert.Equal(-1, ScalarMath.CosPi(1));
        for (int i = 1; i <= 1000; i++)
        {
            Assert.True(ScalarMath.CosPi(i / 1000.0) < ScalarMath.CosPi((i - 1) / 1000.0));
            Assert.Equal(-ScalarMath.CosPi(1 - (i / 1024.0)), ScalarMath.CosPi(i / 1024.0));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => ScalarMath.CosPi(1.0001));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScalarMath.CosPi(-0.0001));
    }

    [Fact]
    public void The_functions_have_these_bits()
    {
        ulong hash = 14695981039346656037;
        for (int i = 0; i <= 1000; i++)
        {
            foreach (double value in new[] { ScalarMath.Exp((i - 500) * 1.43), ScalarMath.Log(i * i * 0.37), ScalarMath.CosPi(i / 1000.0) })
            {
                hash = (hash ^ BitConverter.DoubleToUInt64Bits(value)) * 1099511628211;
            }
        }

        Assert.Equal("fbcae6275321da85", hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void AssertClose(double expected, double actual)
        => Assert.True(
            Math.Abs(expected - actual) <= TwoUnits * Math.Max(Math.Abs(expected), 2.3e-308),
            $"{actual:R} instead of {expected:R}");
}
