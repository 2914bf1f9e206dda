using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using StaticNet.Generator.Layers;

namespace StaticNet.Generator.Tests.Witnesses;

/// <summary>A network composed at random, and how many samples it is tried on.</summary>
/// <param name="InputShape">The shape of a sample.</param>
/// <param name="Layers">The layers' attributes in order.</param>
/// <param name="Loss">The loss's attribute; empty for none.</param>
/// <param name="Samples">The number of samples.</param>
/// <param name="UsesLabels">Whether the targets are labels.</param>
/// <param name="Seed">The seed of weights and data.</param>
internal sealed partial record RandomNetwork(
    ImmutableArray<int> InputShape, ImmutableArray<string> Layers, string Loss, int Samples, bool UsesLabels, int Seed)
{
    // What blocks' names begin with in the text of layers and blocks: that of the network, so that several fit into one compilation.
    internal const string Own = "$";

    /// <summary>Whether it asks for Backward.</summary>
    public bool HasBackward { get; init; }

    /// <summary>The classes of the blocks that the layers name.</summary>
    public ImmutableArray<string> Blocks { get; init; } = [];

    // Around the lane counts of 16, their halves and their multiples, where partial vectors and odd tiles are.
    private static readonly Gen<int> Size = Gen.OneOf(1, 2, 3, 5, 7, 15, 16, 17, 31, 33, 63, 65, 100, 257);

    private static readonly string[] Activations =
    [
        "ReLU", "LeakyReLU", "LeakyReLU(-0.5f)", "LeakyReLU(0f)", "PReLU", "PReLU(-0.1f)", "ELU", "ELU(0.3f)", "GELU", "SiLU", "Sigmoid", "Tanh",
        "Mish", "Softplus", "HardSigmoid", "HardSwish", "Step", "ReLU6", "Clamp(-0.5f, 0.75f)", "Square", "Abs", "Scale(-0.5f)", "Shift(0.25f)", "Exp",
    ];

    private static readonly string[] Norms = ["LayerNorm", "LayerNorm(Epsilon = 0.1f)", "GroupNorm(1)", "GroupNorm(2)", "GroupNorm(3)", "GroupNorm(8)", "GroupNorm(17)"];

    private static readonly string[] Dropouts = ["Dropout", "Dropout(0.1f)"];

    // Of fewer values together a norm leaves next to nothing: their gradients cancel, and what is left is rounding.
    private const int FewestNormalized = 4;

    private static readonly string[] BatchNorms = ["BatchNorm", "BatchNorm(Epsilon = 0.01f, Momentum = 0.4f)"];

    private static readonly Gen<string> Between = Gen.OneOf([.. Activations, .. Norms, .. BatchNorms, .. Dropouts, "Softmax", "LogSoftmax", "Flatten"]);

    private static readonly Gen<string> Losses = Gen.OneOf(
        "MeanSquaredError", "MeanAbsoluteError", "Huber", "Huber(0.2f)", "CrossEntropy", "CrossEntropy(LabelSmoothing = 0.1)", "CrossEntropy(IgnoredLabel = 0)", "BinaryCrossEntropy");

    // A dense layer and none to two of the others behind it.
    private static Gen<ImmutableArray<string>> Block(Gen<int> size) => Gen.Select(
        size,
        Gen.Bool,
        Between.Array[0, 2],
        static (units, hasBias, others) => ImmutableArray.Create([hasBias ? $"Dense({units})" : $"Dense({units}, Bias = false)", .. others]));

    // Identifiers of every sort, as many as there are layers at most: keywords, types, locals, scripts without case.
    private static readonly ImmutableArray<string> OddNames =
    [
        "Hidden", "_", "__", "_1", "class", "Vector512", "名", "größe", "conv_1", "run", "math", "activation", "dHidden", "inputs", "Loss", "x", "await",
    ];

    // One bit a layer says whether it has a name, and a number where in the list the names begin.
    private static readonly Gen<(int Which, int First)> Naming = Gen.Select(Gen.Int[0, (1 << 16) - 1], Gen.Int[0, OddNames.Length - 1]);

    /// <summary>Networks of one to five dense layers.</summary>
    public static readonly Gen<RandomNetwork> Dense = Networks(Size, 5);

    /// <summary>Networks of one or two small dense layers, many of which stay in registers.</summary>
    public static readonly Gen<RandomNetwork> Small = Networks(Gen.OneOf(1, 2, 3, 5, 7, 15, 16, 17, 31, 33), 2);

    private static Gen<RandomNetwork> Networks(Gen<int> size, int largestDepth) => Gen.Select(
        size,
        Between.Array[0, 1],
        Block(size).Array[1, largestDepth],
        Losses,
        Gen.Int[1, 70],
        Gen.Select(Gen.Bool, Naming),
        Gen.Int[0, 1_000_000],
        static (inputs, first, blocks, loss, samples, choice, seed) => new RandomNetwork(
            [inputs],
            [
                .. Normalizable(samples, WithoutSmallNorms(inputs, first.Concat(blocks.SelectMany(static block => block))))
                    .Select((layer, i) => Named(layer, i, choice.Item2)),
            ],
            loss,
            samples,
            choice.Item1,
            seed));

    private static IEnumerable<string> WithoutSmallNorms(int features, IEnumerable<string> layers, int pixels = 1)
    {
        foreach (string layer in layers)
        {
            if (layer.StartsWith("Dense(", StringComparison.Ordinal))
            {
                features = int.Parse(layer["Dense(".Length..].Split(',', ')')[0], CultureInfo.InvariantCulture);
            }

            string norm = layer.Split('(')[0];
            if (norm == "GroupNorm")
            {
                // As many groups as asked for, or the next fewer that divide the features.
                int groups = int.Parse(layer["GroupNorm(".Length..].Split(',', ')')[0], CultureInfo.InvariantCulture);
                groups = Enumerable.Range(1, groups).Last(number => features % number == 0);
                if (features / groups * pixels >= FewestNormalized)
                {
                    yield return $"GroupNorm({groups})";
                }
            }
            else if (norm != "LayerNorm" || features >= FewestNormalized)
            {
                yield return layer;
            }
        }
    }

    private static IEnumerable<string> Normalizable(int samples, IEnumerable<string> layers)
        => layers.Where(layer => samples >= FewestNormalized || !BatchNorms.Contains(layer));

    private static string Named(string layer, int index, (int Which, int First) naming)
        => ((naming.Which >> index) & 1) == 0 ? layer : Named(layer, OddNames[(naming.First + index) % OddNames.Length]);

    private static string Named(string layer, string name)
        => layer.EndsWith(')') ? $"{layer[..^1]}, Name = \"{name}\")" : $"{layer}(Name = \"{name}\")";

    [GeneratedRegex("Name = \"(\\w+)\"")]
    private static partial Regex GivenName();

    /// <summary>The same with names for its layers, for the first ones where there are fewer names.</summary>
    public RandomNetwork WithNames(IEnumerable<string> names)
    {
        // Layers read some of those that have a name already by it.
        string[] layers = [.. Layers];
        foreach ((int i, string name) in names.Take(layers.Length).Index())
        {
            // Those are called so in calls only.
            if (layers[i].StartsWith("Input(", StringComparison.Ordinal) || layers[i].StartsWith("Output(", StringComparison.Ordinal))
            {
                continue;
            }

            if (GivenName().Match(layers[i]) is { Success: true } given)
            {
                layers = [.. layers.Select(layer => layer.Replace($"\"{given.Groups[1].Value}\"", $"\"{name}\"", StringComparison.Ordinal))];
            }
            else
            {
                layers[i] = Named(layers[i], name);
            }
        }

        return this with { Layers = [.. layers] };
    }

    /// <summary>Its declaration as a class.</summary>
    public string Declaration(string name)
        => ($"[Network({string.Join(", ", InputShape.Select(static length => length.ToString(CultureInfo.InvariantCulture)).Concat(HasBackward ? ["Backward = true"] : []))})]\n{string.Concat(Layers.Select(static layer => $"[{layer}]\n"))}{(Loss.Length > 0 ? $"[{Loss}]\n" : "")}public sealed partial class {name};\n"
            + string.Concat(Blocks)).Replace(Own, name, StringComparison.Ordinal);

    /// <summary>As a failure shows it.</summary>
    public override string ToString()
        => $"{Declaration("Net").ReplaceLineEndings(" ")}on {Samples} samples with {(UsesLabels ? "labels" : "targets")}, seed {Seed}";
}
