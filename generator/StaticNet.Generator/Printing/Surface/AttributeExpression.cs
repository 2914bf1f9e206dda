using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>Layers and losses as expressions that make their attributes again, in a namespace that sees StaticNet.</summary>
internal static class AttributeExpression
{
    /// <summary>The layer's attribute as an expression: <c>new DenseAttribute(120) { Bias = false }</c>.</summary>
    public static string Of(Layer layer)
    {
        (string arguments, IEnumerable<string> properties) = Written(layer.Declared, Literal.Of);
        string types = layer is Composite composite ? Types(composite.Blocks.Select(static block => block.Type))
            : layer is FunctionActivation { Function: { } function } ? Types([function.Type])
            : "";
        string[] written = [.. properties, .. Named("Name", layer.NameParameter == nameof(layer.Name) ? layer.Name : null), .. Named("From", layer.From), .. Named("Tied", layer.Tied)];
        return $"new {layer.Kind}Attribute{types}({arguments})" + (written.Length > 0 ? $" {{ {string.Join(", ", written)} }}" : "");
    }

    /// <summary>The layer as it is declared and as the summary shows it, without its name: <c>Dense(120, Bias = false)</c>.</summary>
    public static string Declaration(Layer layer)
    {
        (string arguments, IEnumerable<string> properties) = Written(layer.Declared, Shown);
        string types = layer is Composite composite ? Types(composite.Blocks.Select(static block => block.Name))
            : layer is FunctionActivation { Function: { } function } ? Types([function.TypeName])
            : "";
        string[] written = [.. arguments.Length == 0 ? Array.Empty<string>() : [arguments], .. properties, .. Named("From", layer.From), .. Named("Tied", layer.Tied)];
        return layer.Kind + types + (written.Length > 0 ? $"({string.Join(", ", written)})" : "");
    }

    /// <summary><c>new HuberAttribute(1f)</c>; <c>null</c> for no loss.</summary>
    public static string Of(Loss? loss)
        => loss is null ? "null"
            : Expression(loss);

    /// <summary>The loss as it is declared: <c>Huber(1)</c>.</summary>
    public static string Declaration(Loss loss)
    {
        (string arguments, IEnumerable<string> properties) = Written(loss.Declared, Shown);
        string[] written = [.. arguments.Length == 0 ? Array.Empty<string>() : [arguments], .. properties, .. loss.Weight == 1 ? Array.Empty<string>() : [$"Weight = {Shown(loss.Weight)}"]];
        return loss.Kind
            + (loss is FunctionLoss { Function: { } function } ? Types([function.TypeName]) : "")
            + (written.Length > 0 ? $"({string.Join(", ", written)})" : "");
    }

    private static string Expression(Loss loss)
    {
        (string arguments, IEnumerable<string> properties) = Written(loss.Declared, Literal.Of);
        string type = loss is FunctionLoss { Function: { } function } ? Types([function.Type]) : "";
        string[] written = [.. properties, .. loss.Weight == 1 ? Array.Empty<string>() : [$"Weight = {Literal.Of(loss.Weight)}"]];
        return $"new {loss.Kind}Attribute{type}({arguments})" + (written.Length > 0 ? $" {{ {string.Join(", ", written)} }}" : "");
    }

    // What stands between the parentheses, and the properties.
    private static (string Arguments, IEnumerable<string> Properties) Written(DeclaredArguments declared, Func<float, string> number)
    {
        return (string.Join(", ", declared.Positional.Select(Text)), declared.Properties.Select(property => $"{property.Name} = {Text(property.Value)}"));

        string Text(object value) => value switch
        {
            int integer => Literal.Of(integer),
            float real => number(real),
            string text => Literal.Of(text),
            bool truth => truth ? "true" : "false",
            EquatableArray<float> list => $"[{string.Join(", ", list.Select(number))}]",
            PaddingMode padding => $"Padding.{padding}",
            UpsampleMode mode => $"UpsampleMode.{mode}",
            _ => throw new NotSupportedException($"An argument is a {value.GetType().Name}."),
        };
    }

    private static string[] Named(string property, string? value) => value is null ? [] : [$"{property} = {Literal.Of(value)}"];

    private static string Shown(float value) => Literal.Of(value).TrimEnd('f');

    private static string Types(IEnumerable<string> blocks) => $"<{string.Join(", ", blocks)}>";
}
