using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>The arguments of an attribute: those of its constructor, and the properties that differ from their defaults.</summary>
internal sealed class DeclaredArguments
{
    private readonly object[] _positional;
    private readonly List<(string Name, object Value)> _properties = [];

    private DeclaredArguments(params object[] positional) => _positional = positional;

    public static DeclaredArguments None => new();

    /// <summary>Of the constructor, in order: each an int, a float, a bool, a string or an enumeration.</summary>
    public IReadOnlyList<object> Positional => _positional;

    /// <summary>The properties, in the order that they are written in.</summary>
    public IReadOnlyList<(string Name, object Value)> Properties => _properties;

    public static DeclaredArguments Of(params int[] arguments) => new([.. arguments.Cast<object>()]);

    public static DeclaredArguments Of(EquatableArray<string> names) => new([.. names]);

    public static DeclaredArguments Of(params float[] arguments) => new([.. arguments.Cast<object>()]);

    public static DeclaredArguments Of(string argument) => new(argument);

    /// <summary>A name, and the dimensions of a shape.</summary>
    public static DeclaredArguments OfName(string? name, Shape? shape = null)
        => new([name ?? "", .. (shape?.Dimensions ?? EquatableArray<int>.Empty).Cast<object>()]);

    /// <summary>Both sides of a kernel; one number where they are the same.</summary>
    public static DeclaredArguments OfKernel(int height, int width) => height == width ? Of(height) : Of(height, width);

    /// <summary>Adds a property, unless it has its default.</summary>
    public DeclaredArguments Set<T>(string property, T value, T byDefault)
        where T : notnull
    {
        if (!EqualityComparer<T>.Default.Equals(value, byDefault))
        {
            _properties.Add((property, value));
        }

        return this;
    }

    /// <summary>Adds a list of numbers, unless it is empty.</summary>
    public DeclaredArguments SetIfAny(string property, EquatableArray<float> values)
    {
        if (values.Count > 0)
        {
            _properties.Add((property, values));
        }

        return this;
    }

    /// <summary>Adds a number that has no default, where there is one.</summary>
    public DeclaredArguments SetIfAny(string property, int? value)
    {
        if (value is { } number)
        {
            _properties.Add((property, number));
        }

        return this;
    }
}
