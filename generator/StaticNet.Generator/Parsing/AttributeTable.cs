using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>Which attribute means which layer or loss. A new layer is one line here.</summary>
internal static class AttributeTable
{
    /// <summary>The attribute that makes a class a network.</summary>
    public const string Network = "StaticNet.NetworkAttribute";

    // What norms add to the variance where nothing is said, as in PyTorch.
    private const float DefaultEpsilon = 1e-5f;

    private static readonly Dictionary<string, Func<AttributeArguments, Layer>> Layers = new(StringComparer.Ordinal)
    {
        ["DenseAttribute"] = static arguments => new Dense(arguments.Int("units"), arguments.Bool("Bias", fallback: true)),
        ["Conv1DAttribute"] = static arguments => new Conv1D(
            arguments.Int("channels"),
            arguments.Int("kernel"),
            arguments.Int("Stride"),
            (PaddingMode)arguments.Int("Padding", fallback: 0),
            arguments.Int("Pad", fallback: 0),
            arguments.Int("Dilation"),
            arguments.Int("Groups"),
            arguments.Bool("Bias", fallback: true)),
        ["Conv2DAttribute"] = static arguments => new Conv2D(
            arguments.Int("channels"),
            KernelHeight(arguments),
            KernelWidth(arguments),
            arguments.Int("Stride"),
            (PaddingMode)arguments.Int("Padding", fallback: 0),
            arguments.Int("Pad", fallback: 0),
            arguments.Int("Dilation"),
            arguments.Int("Groups"),
            arguments.Bool("Bias", fallback: true)),
        ["DepthwiseConv2DAttribute"] = static arguments => new DepthwiseConv2D(
            KernelHeight(arguments),
            KernelWidth(arguments),
            arguments.Int("Stride"),
            (PaddingMode)arguments.Int("Padding", fallback: 0),
            arguments.Int("Pad", fallback: 0),
            arguments.Int("Dilation"),
            arguments.Int("Multiplier"),
            arguments.Bool("Bias", fallback: true)),
        ["MaxPool2DAttribute"] = static arguments => new MaxPool2D(
            KernelHeight(arguments), KernelWidth(arguments), arguments.IntIfSet("Stride"), arguments.Int("Pad", fallback: 0)),
        ["AveragePool2DAttribute"] = static arguments => new AveragePool2D(
            KernelHeight(arguments), KernelWidth(arguments), arguments.IntIfSet("Stride"), arguments.Int("Pad", fallback: 0)),
        ["GlobalAveragePoolAttribute"] = static _ => new GlobalAveragePool(),
        ["PadChannelsAttribute"] = static arguments => new PadChannels(arguments.Int("before", fallback: 0), arguments.Int("after", fallback: 0)),
        ["FlattenAttribute"] = static _ => new Flatten(),
        ["DropoutAttribute"] = static arguments => new Dropout(arguments.Float("rate")),
        ["LayerNormAttribute"] = static arguments => new LayerNorm(arguments.Float("Epsilon", DefaultEpsilon)),
        ["GroupNormAttribute"] = static arguments => new GroupNorm(arguments.Int("groups"), arguments.Float("Epsilon", DefaultEpsilon)),
        ["BatchNormAttribute"] = static arguments => new BatchNorm(arguments.Float("Epsilon", DefaultEpsilon), arguments.Float("Momentum", fallback: 0.1f)),
        ["SoftmaxAttribute"] = static _ => new Softmax(),
        ["LogSoftmaxAttribute"] = static _ => new LogSoftmax(),
        ["ReLUAttribute"] = static _ => new ReLU(),
        ["LeakyReLUAttribute"] = static arguments => new LeakyReLU(arguments.Float("slope")),
        ["PReLUAttribute"] = static arguments => new PReLU(arguments.Float("initialSlope")),
        ["ELUAttribute"] = static arguments => new ELU(arguments.Float("alpha")),
        ["GELUAttribute"] = static _ => new GELU(),
        ["SiLUAttribute"] = static _ => new SiLU(),
        ["SigmoidAttribute"] = static _ => new Sigmoid(),
        ["TanhAttribute"] = static _ => new Tanh(),
        ["SoftplusAttribute"] = static _ => new Softplus(),
        ["HardSigmoidAttribute"] = static _ => new HardSigmoid(),
        ["HardSwishAttribute"] = static _ => new HardSwish(),
        ["StepAttribute"] = static _ => new Step(),
        ["ApplyAttribute`1"] = static arguments => new Apply(arguments.Blocks[0]),
        ["RepeatAttribute`1"] = static arguments => new Repeat(arguments.Int("count"), arguments.Blocks[0]),
        ["ResidualAttribute`1"] = static arguments => new Residual(arguments.Blocks[0], null),
        ["ResidualAttribute`2"] = static arguments => new Residual(arguments.Blocks[0], arguments.Blocks[1]),
        ["ConcatAttribute`2"] = static arguments => new Concat(arguments.Blocks),
        ["ConcatAttribute`3"] = static arguments => new Concat(arguments.Blocks),
        ["ConcatAttribute`4"] = static arguments => new Concat(arguments.Blocks),
        ["ConcatAttribute`5"] = static arguments => new Concat(arguments.Blocks),
        ["ConcatAttribute`6"] = static arguments => new Concat(arguments.Blocks),
        ["ConcatAttribute`7"] = static arguments => new Concat(arguments.Blocks),
        ["ConcatAttribute`8"] = static arguments => new Concat(arguments.Blocks),
    };

    private static readonly Dictionary<string, Func<AttributeArguments, Loss>> Losses = new(StringComparer.Ordinal)
    {
        ["MeanSquaredErrorAttribute"] = static _ => new MeanSquaredError(),
        ["MeanAbsoluteErrorAttribute"] = static _ => new MeanAbsoluteError(),
        ["HuberAttribute"] = static arguments => new Huber(arguments.Float("delta")),
        ["CrossEntropyAttribute"] = static _ => new CrossEntropy(),
        ["BinaryCrossEntropyAttribute"] = static _ => new BinaryCrossEntropy(),
    };

    /// <summary>The metadata names of all layers: <c>DenseAttribute</c>, <c>RepeatAttribute`1</c>.</summary>
    public static IEnumerable<string> LayerNames => Layers.Keys;

    /// <summary>The metadata names of all losses.</summary>
    public static IEnumerable<string> LossNames => Losses.Keys;

    public static bool IsNetwork(INamedTypeSymbol? attribute) => IsRuntimeType(attribute, "NetworkAttribute");

    public static bool IsBlock(INamedTypeSymbol? attribute) => IsRuntimeType(attribute, "BlockAttribute");

    public static bool IsBudget(INamedTypeSymbol? attribute) => IsRuntimeType(attribute, "BudgetAttribute");

    public static bool IsLayer(INamedTypeSymbol? attribute) => IsRuntimeType(attribute?.BaseType, "LayerAttribute") || IsComposition(attribute);

    /// <summary>Whether the attribute is a layer that is made of blocks.</summary>
    public static bool IsComposition(INamedTypeSymbol? attribute) => IsRuntimeType(attribute?.BaseType, "CompositionAttribute");

    /// <summary>Whether the attribute deals its arguments out to its blocks; if not, each block gets them from the first on.</summary>
    public static bool DealsOut(INamedTypeSymbol? attribute) => attribute?.Name == "ConcatAttribute";

    public static bool IsLoss(INamedTypeSymbol? attribute) => IsRuntimeType(attribute?.BaseType, "LossAttribute");

    /// <summary>
    /// Whether the compiler finds no such attribute. It may be a misspelt layer; for the generator it may also be one that another generator
    /// writes.
    /// </summary>
    public static bool IsUnresolved(INamedTypeSymbol? attribute) => attribute is null or { TypeKind: TypeKind.Error };

    /// <summary>The declared layer; null for one that only a newer generator knows.</summary>
    public static Layer? Layer(AttributeData attribute, AttributeArguments arguments)
        => Layers.TryGetValue(attribute.AttributeClass!.MetadataName, out Func<AttributeArguments, Layer>? read)
            ? Complete(read(arguments), arguments)
            : null;

    /// <summary>The declared loss; null for one that only a newer generator knows.</summary>
    public static Loss? Loss(AttributeData attribute)
        => Losses.TryGetValue(attribute.AttributeClass!.MetadataName, out Func<AttributeArguments, Loss>? read)
            ? read(new AttributeArguments(attribute))
            : null;

    /// <summary>The attribute's name as a user reads it: <c>Dense</c>.</summary>
    public static string Shown(AttributeData attribute)
    {
        const string Suffix = "Attribute";
        string name = attribute.AttributeClass!.Name;
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    // What all layers have, and what all compositions have.
    private static Layer Complete(Layer layer, AttributeArguments arguments)
    {
        Layer named = layer with { Name = arguments.String("Name") };
        return named is Composite composite ? composite with { Arguments = arguments.Ints("arguments") } : named;
    }

    // kernel stands for both.
    private static int KernelHeight(AttributeArguments arguments) => arguments.IntIfSet("kernelHeight") ?? arguments.Int("kernel");

    private static int KernelWidth(AttributeArguments arguments) => arguments.IntIfSet("kernelWidth") ?? arguments.Int("kernel");

    private static bool IsRuntimeType(INamedTypeSymbol? type, string name)
        => type is { ContainingType: null, ContainingNamespace: { Name: "StaticNet", ContainingNamespace.IsGlobalNamespace: true } }
            && type.MetadataName == name;
}
