using System.Globalization;
using StaticNet.Generator.Printing;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Pipeline;

/// <summary>The same declaration gives the same text, whatever the culture, the runtime's moods and the company it is in.</summary>
public sealed class DeterminismTests
{
    private const string Network = """
        using StaticNet;
        namespace MyIıApp;
        [Network(120)]
        [Dense(1010, Name = "ilk_İi")] [LeakyReLU(-0.015f)]
        [Dense(1)] [ELU(1.5e-9f)] [Huber(0.5f)]
        public sealed partial class Iıi;
        [Network(2)] [Dense(1)] public sealed partial class İIi;
        """;

    // tr-TR has its own upper-case i, fa-IR its own minus and decimal point, sv-SE its own minus.
    [Theory]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    [InlineData("sv-SE")]
    [InlineData("de-CH")]
    public void The_culture_does_not_matter(string name)
    {
        string expected = In(CultureInfo.InvariantCulture);
        var culture = new CultureInfo(name);
        Assert.NotEqual(1234.5.ToString("N1", CultureInfo.InvariantCulture) + (-1).ToString(CultureInfo.InvariantCulture) + "I".ToLower(CultureInfo.InvariantCulture), 1234.5.ToString("N1", culture) + (-1).ToString(culture) + "I".ToLower(culture));

        Assert.Equal(expected, In(culture));

        static string In(CultureInfo culture)
        {
            CultureInfo before = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = culture;
            try
            {
                return Run.Generate(Network).Everything();
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }
    }

    [Fact]
    public void The_order_of_files_does_not_matter()
    {
        const string A = "[StaticNet.Network(2)] [StaticNet.Dense(1)] [StaticNet.Huber] partial class A;";
        const string B = "[StaticNet.Network(3)] [StaticNet.Dense(4)] [StaticNet.Huber] partial class B;";
        Run forward = Run.Generate(A, B);
        Run backward = Run.Generate(B, A);

        Assert.Equal(forward.HintNames.Order(), backward.HintNames.Order());
        Assert.All(forward.HintNames, hintName => Assert.Equal(forward.Text(hintName), backward.Text(hintName)));
    }

    [Fact]
    public void Literals_of_floats_give_the_same_bits_back()
        => CsCheck.Check.Sample(CsCheck.Gen.UInt, static bits =>
        {
            float value = BitConverter.UInt32BitsToSingle(bits);
            if (float.IsFinite(value))
            {
                string literal = Literal.Of(value);
                Assert.EndsWith("f", literal);
                Assert.Equal(bits, BitConverter.SingleToUInt32Bits(float.Parse(literal[..^1], NumberStyles.Float, CultureInfo.InvariantCulture)));
                Assert.Equal(Digits(value.ToString("R", CultureInfo.InvariantCulture)), Digits(literal[..^1]));
            }

            // Without sign, point and exponent, and without zeros at either end.
            static int Digits(string number) => number.Split('E')[0].Replace("-", "").Replace(".", "").Trim('0').Length;
        });

    [Theory]
    [InlineData(0f, "0f")]
    [InlineData(-0f, "-0f")]
    [InlineData(1f, "1f")]
    [InlineData(0.01f, "0.01f")]
    [InlineData(-0.25f, "-0.25f")]
    [InlineData(100f, "100f")]
    [InlineData(16777216f, "16777216f")]
    [InlineData(0.00001f, "0.00001f")]
    [InlineData(1e20f, "1E+20f")]
    [InlineData(float.NaN, "float.NaN")]
    [InlineData(float.PositiveInfinity, "float.PositiveInfinity")]
    [InlineData(float.NegativeInfinity, "float.NegativeInfinity")]
    public void Literals_of_floats_are_short(float value, string literal) => Assert.Equal(literal, Literal.Of(value));
}
