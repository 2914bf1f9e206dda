using System;
using System.Collections.Generic;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Emission;

/// <summary>Layers and losses as expressions that make their attributes again, in a namespace that sees StaticNet. A new layer is one line here.</summary>
internal static class AttributeExpression
{
    /// <summary><c>new DenseAttribute(120) { Bias = false }</c>.</summary>
    public static string Of(Layer layer) => layer switch
    {
        Dense dense => New(layer, Literal.Of(dense.Units), dense.Bias ? null : "Bias = false"),
        LeakyReLU leaky => New(layer, Literal.Of(leaky.Slope)),
        PReLU prelu => New(layer, Literal.Of(prelu.InitialSlope)),
        ELU elu => New(layer, Literal.Of(elu.Alpha)),
        Flatten or Softmax or LogSoftmax or Activation => New(layer),
        _ => throw new NotSupportedException($"There is no attribute for {layer.GetType().Name}."),
    };

    /// <summary><c>new HuberAttribute(1f)</c>; <c>null</c> for no loss.</summary>
    public static string Of(Loss? loss) => loss switch
    {
        null => "null",
        Huber huber => Construct(loss.GetType(), Literal.Of(huber.Delta)),
        _ => Construct(loss.GetType()),
    };

    private static string New(Layer layer, string arguments = "", string? property = null)
    {
        var properties = new List<string>();
        if (property is not null)
        {
            properties.Add(property);
        }

        if (layer.Name is not null)
        {
            properties.Add($"Name = {Literal.Of(layer.Name)}");
        }

        return Construct(layer.GetType(), arguments) + (properties.Count > 0 ? $" {{ {string.Join(", ", properties)} }}" : "");
    }

    private static string Construct(Type kind, string arguments = "") => $"new {kind.Name}Attribute({arguments})";
}
