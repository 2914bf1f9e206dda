using System.Globalization;
using System.Text.Json;

namespace StaticNet.Tests.Extremes;

/// <summary>What PyTorch makes of extreme values: see <c>tests/fixtures/make_extreme_fixtures.py</c>.</summary>
internal sealed record ExtremeFixture(
    string Points,
    Dictionary<string, ExtremeFixture.Function> Activations,
    Dictionary<string, ExtremeFixture.Case[]> Networks,
    ExtremeFixture.Batch[] Batches,
    ExtremeFixture.Window[] Windows,
    string Convolution)
{
    public static ExtremeFixture All { get; } = JsonSerializer.Deserialize<ExtremeFixture>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "extremes.json")),
        new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase })!;

    /// <summary>The floats of a text: JSON knows neither NaN nor infinities.</summary>
    public static float[] Floats(string text)
        => [.. text.Split(' ').Select(static word => word switch
        {
            "nan" => float.NaN,
            "inf" => float.PositiveInfinity,
            "-inf" => float.NegativeInfinity,
            _ => float.Parse(word, CultureInfo.InvariantCulture),
        })];

    /// <summary>A function at each of the points, and its derivative.</summary>
    public sealed record Function(string Y, string Dx);

    /// <summary>What a network makes of x, its loss beside the targets t, and the gradient of x.</summary>
    public sealed record Case(string X, string T, string Y, string Loss, string Dx);

    /// <summary>A batch norm of one channel, in training.</summary>
    public sealed record Batch(string X, string Loss, string Dweight, string Dbias, string Mean, string Variance);

    /// <summary>A window of two by two values.</summary>
    public sealed record Window(string X, string Largest, string Average, string Global);
}
