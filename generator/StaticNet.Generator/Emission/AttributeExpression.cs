using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Emission;

/// <summary>Layers and losses as expressions that make their attributes again, in a namespace that sees StaticNet.</summary>
internal static class AttributeExpression
{
    /// <summary>The layer's attribute as an expression: <c>new DenseAttribute(120) { Bias = false }</c>.</summary>
    public static string Of(Layer layer)
    {
        (string arguments, IEnumerable<string> properties) = Written(layer, Literal.Of);
        string types = layer is Composite composite ? Types(composite.Blocks.Select(static block => block.Type)) : "";
        string[] written = [.. properties, .. layer.Name is null ? Array.Empty<string>() : [$"Name = {Literal.Of(layer.Name)}"]];
        return $"new {layer.GetType().Name}Attribute{types}({arguments})" + (written.Length > 0 ? $" {{ {string.Join(", ", written)} }}" : "");
    }

    /// <summary>The layer as it is declared and as the summary shows it, without its name: <c>Dense(120, Bias = false)</c>.</summary>
    public static string Declaration(Layer layer)
    {
        (string arguments, IEnumerable<string> properties) = Written(layer, static value => Literal.Of(value).TrimEnd('f'));
        string types = layer is Composite composite ? Types(composite.Blocks.Select(static block => block.Name)) : "";
        string[] written = [.. arguments.Length == 0 ? Array.Empty<string>() : [arguments], .. properties];
        return layer.GetType().Name + types + (written.Length > 0 ? $"({string.Join(", ", written)})" : "");
    }

    /// <summary><c>new HuberAttribute(1f)</c>; <c>null</c> for no loss.</summary>
    public static string Of(Loss? loss) => loss switch
    {
        null => "null",
        Huber huber => $"new HuberAttribute({Literal.Of(huber.Delta)})",
        _ => $"new {loss.GetType().Name}Attribute()",
    };

    // What stands between the parentheses, and the properties. A new layer is one line here.
    private static (string Arguments, IEnumerable<string> Properties) Written(Layer layer, Func<float, string> number) => layer switch
    {
        Dense dense => New(Literal.Of(dense.Units), Set(dense.Bias)),
        Conv1D conv => New(
            $"{Literal.Of(conv.Channels)}, {Literal.Of(conv.Kernel)}",
            Set("Stride", conv.Stride, byDefault: 1),
            Set(conv.Padding),
            Set("Pad", conv.Pad, byDefault: 0),
            Set("Dilation", conv.Dilation, byDefault: 1),
            Set("Groups", conv.Groups, byDefault: 1),
            Set(conv.Bias)),
        Conv2D conv => New(
            $"{Literal.Of(conv.Channels)}, {Kernel(conv.KernelHeight, conv.KernelWidth)}",
            Set("Stride", conv.Stride, byDefault: 1),
            Set(conv.Padding),
            Set("Pad", conv.Pad, byDefault: 0),
            Set("Dilation", conv.Dilation, byDefault: 1),
            Set("Groups", conv.Groups, byDefault: 1),
            Set(conv.Bias)),
        DepthwiseConv2D conv => New(
            Kernel(conv.KernelHeight, conv.KernelWidth),
            Set("Stride", conv.Stride, byDefault: 1),
            Set(conv.Padding),
            Set("Pad", conv.Pad, byDefault: 0),
            Set("Dilation", conv.Dilation, byDefault: 1),
            Set("Multiplier", conv.Multiplier, byDefault: 1),
            Set(conv.Bias)),
        Pool pool => New(
            Kernel(pool.KernelHeight, pool.KernelWidth),
            pool.Stride is { } stride ? Set("Stride", stride, byDefault: 0) : null,
            Set("Pad", pool.Pad, byDefault: 0)),
        PadChannels pad => New($"{Literal.Of(pad.Before)}, {Literal.Of(pad.After)}"),
        LeakyReLU leaky => New(number(leaky.Slope)),
        PReLU prelu => New(number(prelu.InitialSlope)),
        ELU elu => New(number(elu.Alpha)),
        Repeat repeat => New(string.Join(", ", repeat.Arguments.Prepend(repeat.Count).Select(static argument => Literal.Of(argument)))),
        Composite composite => New(string.Join(", ", composite.Arguments.Select(static argument => Literal.Of(argument)))),
        Dropout dropout => New(number(dropout.Rate)),
        LayerNorm norm => New("", Set("Epsilon", norm.Epsilon, 1e-5f, number)),
        GroupNorm norm => New(Literal.Of(norm.Groups), Set("Epsilon", norm.Epsilon, 1e-5f, number)),
        BatchNorm norm => New("", Set("Epsilon", norm.Epsilon, 1e-5f, number), Set("Momentum", norm.Momentum, 0.1f, number)),
        GlobalAveragePool or Flatten or Softmax or LogSoftmax or Activation => New(""),
        _ => throw new NotSupportedException($"There is no attribute for {layer.GetType().Name}."),
    };

    private static string Types(IEnumerable<string> blocks) => $"<{string.Join(", ", blocks)}>";

    private static (string Arguments, IEnumerable<string> Properties) New(string arguments, params string?[] properties) => (arguments, properties.OfType<string>());

    private static string Kernel(int height, int width) => height == width ? Literal.Of(height) : $"{Literal.Of(height)}, {Literal.Of(width)}";

    // What is left at its default is left out.
    private static string? Set(string property, int value, int byDefault) => value == byDefault ? null : $"{property} = {Literal.Of(value)}";

    private static string? Set(string property, float value, float byDefault, Func<float, string> number) => value == byDefault ? null : $"{property} = {number(value)}";

    private static string? Set(PaddingMode padding) => padding == PaddingMode.None ? null : $"Padding = Padding.{padding}";

    private static string? Set(bool bias) => bias ? null : "Bias = false";
}
