using System.Collections.Immutable;
using CsCheck;

namespace StaticNet.Generator.Tests.Witnesses;

/// <summary>A network composed at random, and how many samples it is tried on.</summary>
/// <param name="InputShape">The shape of a sample.</param>
/// <param name="Layers">The layers' attributes in order.</param>
/// <param name="Loss">The loss's attribute.</param>
/// <param name="Samples">The number of samples.</param>
/// <param name="UsesLabels">Whether the targets are labels.</param>
/// <param name="Seed">The seed of weights and data.</param>
internal sealed partial record RandomNetwork(
    ImmutableArray<int> InputShape, ImmutableArray<string> Layers, string Loss, int Samples, bool UsesLabels, int Seed)
{
    // Around the lane counts of 16, their halves and their multiples, where partial vectors and odd tiles are.
    private static readonly Gen<int> Size = Gen.OneOf(1, 2, 3, 5, 7, 15, 16, 17, 31, 33, 63, 65, 100, 257);

    private static readonly string[] Activations =
    [
        "ReLU", "LeakyReLU", "LeakyReLU(-0.5f)", "LeakyReLU(0f)", "PReLU", "PReLU(-0.1f)", "ELU", "ELU(0.3f)", "GELU", "SiLU", "Sigmoid", "Tanh",
        "Softplus", "HardSigmoid", "HardSwish", "Step",
    ];

    private static readonly Gen<string> Between = Gen.OneOf([.. Activations, "Softmax", "LogSoftmax", "Flatten"]);

    private static readonly Gen<string> Losses = Gen.OneOf(
        "MeanSquaredError", "MeanAbsoluteError", "Huber", "Huber(0.2f)", "CrossEntropy", "BinaryCrossEntropy");

    // A dense layer and none to two of the others behind it.
    private static readonly Gen<ImmutableArray<string>> Block = Gen.Select(
        Size,
        Gen.Bool,
        Between.Array[0, 2],
        static (units, hasBias, others) => ImmutableArray.Create([hasBias ? $"Dense({units})" : $"Dense({units}, Bias = false)", .. others]));

    /// <summary>Networks of one to five dense layers.</summary>
    public static readonly Gen<RandomNetwork> Dense = Gen.Select(
        Size,
        Between.Array[0, 1],
        Block.Array[1, 5],
        Losses,
        Gen.Int[1, 70],
        Gen.Bool,
        Gen.Int[0, 1_000_000],
        static (inputs, first, blocks, loss, samples, usesLabels, seed) => new RandomNetwork(
            [inputs], [.. first, .. blocks.SelectMany(static block => block)], loss, samples, usesLabels, seed));

    /// <summary>Its declaration as a class.</summary>
    public string Declaration(string name)
        => $"[Network({string.Join(", ", InputShape)})]\n{string.Concat(Layers.Select(static layer => $"[{layer}]\n"))}[{Loss}]\npublic sealed partial class {name};\n";

    /// <summary>As a failure shows it.</summary>
    public override string ToString()
        => $"{Declaration("Net").ReplaceLineEndings(" ")}on {Samples} samples with {(UsesLabels ? "labels" : "targets")}, seed {Seed}";
}
