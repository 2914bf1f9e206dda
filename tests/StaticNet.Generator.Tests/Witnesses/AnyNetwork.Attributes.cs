using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;

namespace StaticNet.Generator.Tests.Witnesses;

/// <content>Attributes with arguments at random, and how they are written.</content>
internal sealed partial class AnyNetwork
{
    // An attribute with arguments at random, and its text.
    private Attribute Instance(Type kind, ImmutableArray<int> shape, out string text)
    {
        ConstructorInfo[] constructors = kind.GetConstructors();
        ConstructorInfo constructor = constructors[_random.Next(constructors.Length)];
        ParameterInfo[] parameters = constructor.GetParameters();
        int given = parameters.Count(static parameter => !parameter.IsOptional);
        given = _random.Next(given, parameters.Length + 1);
        object[] arguments = [.. parameters.Select((parameter, i) => i < given ? Value(parameter.Name!, parameter.ParameterType, shape) : parameter.DefaultValue!)];
        var attribute = (Attribute)constructor.Invoke(arguments);
        List<string> written = [.. arguments.Take(given).Select(Text)];
        foreach (PropertyInfo property in kind.GetProperties().Where(static property => property.SetMethod is { IsPublic: true } && property.Name is not (nameof(LayerAttribute.Name) or nameof(LayerAttribute.From) or nameof(LayerAttribute.Tied))))
        {
            // Padding.Same and a number of zeros exclude each other.
            bool isPadding = property.Name == nameof(Conv2DAttribute.Padding);
            bool isExcluded = property.Name.StartsWith("Pad", StringComparison.Ordinal)
                && written.Exists(text => text.StartsWith("Pad", StringComparison.Ordinal) && (isPadding || text.StartsWith("Padding", StringComparison.Ordinal)));
            if (_random.Next(3) == 0 && !isExcluded)
            {
                object value = Value(property.Name, property.PropertyType, shape);
                property.SetValue(attribute, value);
                written.Add($"{property.Name} = {Text(value)}");
            }
        }

        text = Name(kind) + (written.Count > 0 ? $"({string.Join(", ", written)})" : "");
        return attribute;
    }

    private object Value(string name, Type type, ImmutableArray<int> shape)
    {
        if (type == typeof(bool))
        {
            return _random.Next(2) == 0;
        }

        if (type == typeof(double))
        {
            double number = Math.Round(0.05 + (0.9 * _random.NextSingle()), 2);
            return name == "min" ? -number : number;
        }

        if (type.IsEnum)
        {
            return Enum.GetValues(type).GetValue(_random.Next(Enum.GetValues(type).Length))!;
        }

        if (type == typeof(int[]))
        {
            return Factors(shape.Aggregate(static (product, dimension) => product * dimension));
        }

        if (type != typeof(int))
        {
            throw new NotSupportedException($"{name} is a {type.Name}, of which this test makes none.");
        }

        return name.ToUpperInvariant() switch
        {
            "UNITS" or "CHANNELS" => One(Sizes),
            "GROUPS" => One([.. Enumerable.Range(1, shape[0]).Where(number => shape[0] % number == 0)]),
            "BEFORE" or "AFTER" => _random.Next(0, 4),
            "START" or "AXIS" or "FIRST" or "SECOND" => _random.Next(0, 3),
            ['P', 'A', 'D', ..] => _random.Next(0, 3),
            ['O', 'U', 'T', 'P', 'U', 'T', ..] => _random.Next(0, 3),
            _ => _random.Next(1, 5),
        };
    }

    // A number as a product of one, two or three.
    private int[] Factors(int product)
    {
        List<int> factors = [];
        for (int more = _random.Next(3); more > 0; more--)
        {
            factors.Add(One([.. Enumerable.Range(1, product).Where(factor => product % factor == 0)]));
            product /= factors[^1];
        }

        return [.. factors, product];
    }

    private static string Text(object value) => value switch
    {
        int[] numbers => string.Join(", ", numbers),
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        Enum choice => $"{choice.GetType().Name}.{choice}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Name(Type kind) => kind.Name.Split('`')[0][..^"Attribute".Length];
}
