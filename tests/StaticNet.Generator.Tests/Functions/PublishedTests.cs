using System.Reflection;
using System.Text.Json;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Functions;

/// <summary>Published functions, each written as one expression, against PyTorch's values and gradients.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class PublishedTests
{
    private const double Tolerance = 1e-6;

    private static readonly Dictionary<string, double[][]> Rows = JsonSerializer.Deserialize<Dictionary<string, double[][]>>(
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "StaticNet.Generator.Tests", "Functions", "published.json")))!;

    private static readonly MethodInfo Method = typeof(PublishedTests).GetMethod(nameof(Compute), BindingFlags.NonPublic | BindingFlags.Static)!;

    [Fact]
    public async Task They_have_the_values_and_gradients_of_PyTorch()
    {
        string functions = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "StaticNet.Generator.Tests", "Functions", "Published.cs"), TestContext.Current.CancellationToken);
        Run run = Run.Generate(
            functions,
            "using StaticNet; using StaticNet.Generator.Tests.Functions;\n" + string.Concat(Rows.Select(static pair => pair.Value[0].Length == 3
                ? $"[Network(1)] [Dense(1)] [Activation<Published>(\"{pair.Key}\")] [Loss<Published>(\"Output\")] public sealed partial class Net{pair.Key};\n"
                : $"[Network(1)] [Dense(1)] [Loss<Published>(\"{pair.Key}\")] public sealed partial class Net{pair.Key};\n")));
        Assert.Empty(await Diagnosis.Find(run));
        using var loaded = new Loaded(run, "NetMish");
        List<string> wrong = [];
        double worst = 0;
        foreach ((string name, double[][] rows) in Rows)
        {
            Type network = loaded.Type.Assembly.GetType($"Net{name}")!;
            foreach (double[] row in rows)
            {
                (float value, float slope) = ((float, float))Method.MakeGenericMethod(network).Invoke(null, [(float)row[0], row.Length == 3 ? 0f : (float)row[1]])!;
                double error = Math.Max(Error(value, row[^2]), Error(slope, row[^1]));
                worst = Math.Max(worst, error);
                if (!(error <= Tolerance))
                {
                    wrong.Add($"{name}({string.Join(", ", row[..^2])}) is {value} with the derivative {slope}, not {row[^2]} with {row[^1]}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(Rows.Count > 40);
        Assert.True(worst > 0);
    }

    private static double Error(double actual, double expected) => Math.Abs(actual - expected) / Math.Max(1, Math.Abs(expected));

    // y = x: the gradient of the bias is that of the output of the first layer.
    private static (float Value, float Slope) Compute<TNetwork>(float x, float target)
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(0);
        network.Parameters["dense1.weight"][0, 0] = 1;
        network.Parameters["dense1.bias"][0] = 0;
        ParameterSet gradients = TNetwork.CreateParameters();
        float value = network.Gradient([x], [target], gradients);
        return (value, gradients["dense1.bias"][0]);
    }
}
