using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Printing;

/// <summary>
/// What a kernel applies to its results before it stores them. A function may bring parameters, need constants once a call
/// (<see cref="WriteConstants"/>, <see cref="WriteAffines"/>), and read other values beside y: a kernel that
/// <see cref="Walks"/> along y's pixels advances the references to theirs alike.
/// </summary>
internal sealed class Epilogue
{
    // So many scales and shifts lie on the stack, which they take 16 KiB of.
    private const int LargestVectors = 128;

    private readonly (StoreFunction Function, string[] Names)[] _functions;

    public Epilogue(EquatableArray<StoreFunction> functions)
    {
        string[][] names = StoreFunction.Names(functions);
        _functions = [.. functions.Select((function, i) => (function, names[i]))];
    }

    /// <summary>The operands that the functions bring along, in order.</summary>
    public IEnumerable<string> Parameters => _functions.SelectMany(static entry => entry.Names);

    /// <summary>The references that walk along the pixels of y, y itself first: its name and where it lies.</summary>
    public IEnumerable<(string Name, Grid Grid)> Walks(Grid y)
        => _functions
            .SelectMany(static entry => entry.Function is StoreFunction.Combine combine ? entry.Names.Zip(combine.Others, static (name, grid) => (name, grid)) : [])
            .Prepend(("y", y));

    /// <summary>Writes what is the same for all values: the learned slopes, broadcast.</summary>
    public void WriteConstants(SourceWriter writer)
    {
        foreach ((StoreFunction function, string[] names) in _functions)
        {
            if (function is StoreFunction.Activate { Function: PReLU })
            {
                writer.Line($"Vector512<float> {names[0]}s = Vector512.Create({names[0]});");
            }
        }
    }

    /// <summary>Writes what is the same for all values of a channel: the scales and shifts of all channels.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="vectors">The vectors of channels.</param>
    public void WriteAffines(SourceWriter writer, int vectors)
    {
        (StoreFunction.Affine Function, string[] Names)[] affines =
            [.. _functions.Where(static entry => entry.Function is StoreFunction.Affine).Select(static entry => ((StoreFunction.Affine)entry.Function, entry.Names))];
        for (int i = 0; i < affines.Length; i++)
        {
            (StoreFunction.Affine function, string[] names) = affines[i];
            string memory = vectors <= LargestVectors
                ? $"stackalloc ChannelAffine[{Literal.Of(vectors)}]"
                : $"ChannelAffine.Rent({Literal.Of(affines.Length * vectors)}).Slice({Literal.Of(i * vectors)}, {Literal.Of(vectors)})";
            string norm = function.IsOfBatch ? $"{names[0]}, ref {names[1]}" : names[0];
            writer.Line($"Span<ChannelAffine> {Affines(names)} = {memory};");
            writer.Line($"ChannelAffine.Fill({Affines(names)}, {norm}, {Literal.Of(function.Epsilon)});");
        }
    }

    /// <summary>The functions applied to an expression, in order, for kernels that take activations only.</summary>
    public string Apply(string value) => Apply(value, default);

    /// <summary>The functions applied to an expression, in order.</summary>
    /// <param name="value">The expression.</param>
    /// <param name="at">Where its result is going to be stored.</param>
    public string Apply(string value, StorePlace at)
    {
        foreach ((StoreFunction function, string[] names) in _functions)
        {
            value = function switch
            {
                StoreFunction.Activate activate => ActivationExpressions.Forward(activate.Function, value, names.Length > 0 ? names[0] + "s" : ""),
                StoreFunction.Affine => $"{Scale(names, at.Column)}.Apply({value})",
                StoreFunction.Combine combine => Combined(combine.Combination, value, [.. names.Select((name, i) => Other(name, combine.Others[i], at))]),
                _ => throw Unknown(function),
            };
        }

        return value;
    }

    /// <summary>The functions as tiles of sums have them, for kernels that take activations, and scales and shifts that lie on the stack.</summary>
    public SumFunctions OfSums()
    {
        var fields = new List<(string, string)>();
        foreach ((StoreFunction function, string[] names) in _functions)
        {
            if (function is StoreFunction.Activate { Function: PReLU })
            {
                fields.Add(("Vector512<float>", names[0] + "s"));
            }
            else if (function is StoreFunction.Affine)
            {
                fields.Add(("ref ChannelAffine", Affine(names)));
            }
        }

        return new SumFunctions([.. fields], Apply);

        string Apply(string sum)
        {
            foreach ((StoreFunction function, string[] names) in _functions)
            {
                sum = function switch
                {
                    StoreFunction.Activate activate => ActivationExpressions.Forward(activate.Function, sum, names.Length > 0 ? Naming.Pascal(names[0]) + "s" : ""),
                    StoreFunction.Affine => $"Unsafe.Add(ref {Naming.Pascal(Affine(names))}, vector).Apply({sum})",
                    _ => throw Unknown(function),
                };
            }

            return sum;
        }
    }

    private static string Other(string name, Grid grid, StorePlace at) => RowWriter.LoadLanes(name + at.Suffix, at.Channel + (at.Pixel * grid.PixelStride), at.Lanes);

    /// <summary>The expression of a combination.</summary>
    public static string Combined(Combination combination, string x, string[] r) => combination switch
    {
        Combination.Add => $"{x} + {r[0]}",
        Combination.Subtract => $"{x} - {r[0]}",
        Combination.Negate => $"Vector512.Negate({x})",
        Combination.Multiply => $"({x}) * {r[0]}",
        Combination.Maximum => $"Vector512.Max({x}, {r[0]})",
        Combination.MaximumGradient => $"Activation.MaximumGradient({r[0]}, {r[1]}, {x})",
        _ => throw new NotSupportedException($"No expression for {combination}."),
    };

    /// <summary>What a scale and a shift are called where one is given to a method.</summary>
    /// <param name="names">The operands of the function.</param>
    public static string Affine(string[] names) => "affine" + names[0].Substring("norm".Length);

    /// <summary>What the scales and shifts of all channels are called.</summary>
    /// <param name="names">The operands of the function.</param>
    public static string Affines(string[] names) => "affines" + names[0].Substring("norm".Length);

    private static string Scale(string[] names, int column) => $"{Affine(names)}_{Literal.Of(column)}";

    private static NotSupportedException Unknown(StoreFunction function) => new($"No epilogue for {function.GetType().Name}.");

    /// <summary>Where a vector of results is stored.</summary>
    /// <param name="Suffix">What the references that walk along y's pixels are called behind their names.</param>
    /// <param name="Pixel">The pixels between such a reference and this vector's pixel.</param>
    /// <param name="Channel">The channels between such a reference and this vector's first one.</param>
    /// <param name="Column">The vector's index in the run of columns.</param>
    /// <param name="Lanes">The lanes that may be read.</param>
    internal readonly record struct StorePlace(string Suffix, int Pixel, Place Channel, int Column, int Lanes);
}
