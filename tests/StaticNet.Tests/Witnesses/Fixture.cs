using System.Text.Json;

namespace StaticNet.Tests.Witnesses;

/// <summary>What PyTorch made of one network: see <c>tests/fixtures/make_network_fixtures.py</c>.</summary>
internal sealed record Fixture(
    Dictionary<string, double[]> Weights,
    double[] Inputs,
    int[]? Labels,
    double[]? Targets,
    double[] Outputs,
    double Loss,
    Dictionary<string, double[]> Gradients,
    double[] Steps,
    Dictionary<string, double[]>? AfterThreeSteps)
{
    private static readonly Dictionary<string, Fixture> All = JsonSerializer.Deserialize<Dictionary<string, Fixture>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "networks.json")),
        new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase })!;

    public static IEnumerable<string> Names => All.Keys;

    public float[] SingleInputs => [.. Inputs.Select(static value => (float)value)];

    public float[] SingleTargets => [.. Targets!.Select(static value => (float)value)];

    public static Fixture Of(string name) => All[name];
}
