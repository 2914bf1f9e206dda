using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Emission;

/// <summary>Layers and losses as expressions that make their attributes again, in a namespace that sees StaticNet. A new layer is one line here.</summary>
internal static class AttributeExpression
{
    /// <summary><c>new DenseAttribute(120) { Bias = false }</c>.</summary>
    public static string Of(Layer layer) => layer switch
    {
        Dense dense => New(layer, Literal.Of(dense.Units), Set(dense.Bias)),
        Conv1D conv => New(
            layer,
            $"{Literal.Of(conv.Channels)}, {Literal.Of(conv.Kernel)}",
            Set("Stride", conv.Stride, byDefault: 1),
            Set(conv.Padding),
            Set("Pad", conv.Pad, byDefault: 0),
            Set("Dilation", conv.Dilation, byDefault: 1),
            Set("Groups", conv.Groups, byDefault: 1),
            Set(conv.Bias)),
        Conv2D conv => New(
            layer,
            $"{Literal.Of(conv.Channels)}, {Kernel(conv.KernelHeight, conv.KernelWidth)}",
            Set("Stride", conv.Stride, byDefault: 1),
            Set(conv.Padding),
            Set("Pad", conv.Pad, byDefault: 0),
            Set("Dilation", conv.Dilation, byDefault: 1),
            Set("Groups", conv.Groups, byDefault: 1),
            Set(conv.Bias)),
        DepthwiseConv2D conv => New(
            layer,
            Kernel(conv.KernelHeight, conv.KernelWidth),
            Set("Stride", conv.Stride, byDefault: 1),
            Set(conv.Padding),
            Set("Pad", conv.Pad, byDefault: 0),
            Set("Dilation", conv.Dilation, byDefault: 1),
            Set("Multiplier", conv.Multiplier, byDefault: 1),
            Set(conv.Bias)),
        Pool pool => New(
            layer,
            Kernel(pool.KernelHeight, pool.KernelWidth),
            pool.Stride is { } stride ? Set("Stride", stride, byDefault: 0) : null,
            Set("Pad", pool.Pad, byDefault: 0)),
        PadChannels pad => New(layer, $"{Literal.Of(pad.Before)}, {Literal.Of(pad.After)}"),
        LeakyReLU leaky => New(layer, Literal.Of(leaky.Slope)),
        PReLU prelu => New(layer, Literal.Of(prelu.InitialSlope)),
        ELU elu => New(layer, Literal.Of(elu.Alpha)),
        Repeat repeat => Construct(repeat, Types(repeat), string.Join(", ", repeat.Arguments.Prepend(repeat.Count).Select(static argument => Literal.Of(argument)))),
        Composite composite => Construct(composite, Types(composite), string.Join(", ", composite.Arguments.Select(static argument => Literal.Of(argument)))),
        LayerNorm norm => New(layer, "", Set("Epsilon", norm.Epsilon, byDefault: 1e-5f)),
        BatchNorm norm => New(layer, "", Set("Epsilon", norm.Epsilon, byDefault: 1e-5f), Set("Momentum", norm.Momentum, byDefault: 0.1f)),
        GlobalAveragePool or Flatten or Softmax or LogSoftmax or Activation => New(layer),
        _ => throw new NotSupportedException($"There is no attribute for {layer.GetType().Name}."),
    };

    /// <summary><c>new HuberAttribute(1f)</c>; <c>null</c> for no loss.</summary>
    public static string Of(Loss? loss) => loss switch
    {
        null => "null",
        Huber huber => $"new HuberAttribute({Literal.Of(huber.Delta)})",
        _ => $"new {loss.GetType().Name}Attribute()",
    };

    private static string Types(Composite composite) => $"<{string.Join(", ", composite.Blocks.Select(static block => block.Type))}>";

    private static string New(Layer layer, string arguments = "", params string?[] properties) => Construct(layer, "", arguments, properties);

    private static string Construct(Layer layer, string types, string arguments, params string?[] properties)
    {
        List<string> written = [.. properties.OfType<string>()];
        if (layer.Name is not null)
        {
            written.Add($"Name = {Literal.Of(layer.Name)}");
        }

        return $"new {layer.GetType().Name}Attribute{types}({arguments})" + (written.Count > 0 ? $" {{ {string.Join(", ", written)} }}" : "");
    }

    private static string Kernel(int height, int width) => height == width ? Literal.Of(height) : $"{Literal.Of(height)}, {Literal.Of(width)}";

    // What is left at its default is left out.
    private static string? Set(string property, int value, int byDefault) => value == byDefault ? null : $"{property} = {Literal.Of(value)}";

    private static string? Set(string property, float value, float byDefault) => value == byDefault ? null : $"{property} = {Literal.Of(value)}";

    private static string? Set(PaddingMode padding) => padding == PaddingMode.None ? null : $"Padding = Padding.{padding}";

    private static string? Set(bool bias) => bias ? null : "Bias = false";
}
