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
        ["FlattenAttribute"] = static _ => new Flatten(),
        ["BatchNormAttribute"] = static arguments => new BatchNorm(arguments.Float("Epsilon", fallback: 1e-5f), arguments.Float("Momentum", fallback: 0.1f)),
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
    };

    private static readonly Dictionary<string, Func<AttributeArguments, Loss>> Losses = new(StringComparer.Ordinal)
    {
        ["MeanSquaredErrorAttribute"] = static _ => new MeanSquaredError(),
        ["MeanAbsoluteErrorAttribute"] = static _ => new MeanAbsoluteError(),
        ["HuberAttribute"] = static arguments => new Huber(arguments.Float("delta")),
        ["CrossEntropyAttribute"] = static _ => new CrossEntropy(),
        ["BinaryCrossEntropyAttribute"] = static _ => new BinaryCrossEntropy(),
    };

    public static bool IsNetwork(INamedTypeSymbol? attribute) => IsRuntimeType(attribute, "NetworkAttribute");

    public static bool IsLayer(INamedTypeSymbol? attribute) => IsRuntimeType(attribute?.BaseType, "LayerAttribute");

    public static bool IsLoss(INamedTypeSymbol? attribute) => IsRuntimeType(attribute?.BaseType, "LossAttribute");

    /// <summary>
    /// Whether the compiler finds no such attribute. It may be a misspelt layer; for the generator it may also be one that another generator
    /// writes.
    /// </summary>
    public static bool IsUnresolved(INamedTypeSymbol? attribute) => attribute is null or { TypeKind: TypeKind.Error };

    /// <summary>The declared layer; null for one that only a newer generator knows.</summary>
    public static Layer? Layer(AttributeData attribute)
    {
        if (!Layers.TryGetValue(attribute.AttributeClass!.MetadataName, out Func<AttributeArguments, Layer>? read))
        {
            return null;
        }

        var arguments = new AttributeArguments(attribute);
        return read(arguments) with { Name = arguments.String("Name") };
    }

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

    // kernel stands for both.
    private static int KernelHeight(AttributeArguments arguments) => arguments.IntIfSet("kernelHeight") ?? arguments.Int("kernel");

    private static int KernelWidth(AttributeArguments arguments) => arguments.IntIfSet("kernelWidth") ?? arguments.Int("kernel");

    private static bool IsRuntimeType(INamedTypeSymbol? type, string name)
        => type is { ContainingType: null, ContainingNamespace: { Name: "StaticNet", ContainingNamespace.IsGlobalNamespace: true } }
            && type.MetadataName == name;
}
