using System.Collections.Immutable;
using System.Diagnostics;

namespace StaticNet;

/// <summary>An output of a network: the value of the last layer, or one of those that <see cref="OutputAttribute"/> declares.</summary>
[DebuggerDisplay("{Display,nq}", Name = "{Name,nq}")]
public sealed class OutputSummary
{
    /// <summary>Describes an output. Generated code calls this.</summary>
    /// <param name="name">The name.</param>
    /// <param name="shape">The shape of one sample.</param>
    /// <param name="offset">Where it begins in a sample of all outputs.</param>
    /// <param name="loss">The loss, or <see langword="null"/> for an output that is only read.</param>
    /// <exception cref="ArgumentException">A sample of that shape has more values than an array holds.</exception>
    public OutputSummary(string name, int[] shape, int offset, NetworkLossAttribute? loss)
    {
        Name = name;
        Shape = [.. shape];
        Offset = offset;
        Loss = loss;
        Length = LengthOf(shape);
        Classes = loss is CrossEntropyAttribute && shape is [var classes, ..] ? classes : Length;
        Positions = Length / Math.Max(Classes, 1);
    }

    /// <summary>The name; <c>output</c> for that of a network that declares none.</summary>
    public string Name { get; }

    /// <summary>The shape of one sample, channels first.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The number of values of one sample.</summary>
    public int Length { get; }

    /// <summary>Where it begins in a sample of all outputs, which lie one behind another.</summary>
    public int Offset { get; }

    /// <summary>Of an output with a loss, where its targets begin in a sample of all targets; else 0.</summary>
    public int TargetOffset { get; internal init; }

    /// <summary>The loss, or <see langword="null"/> for an output that is only read. Its <see cref="NetworkLossAttribute.Weight"/> says what it counts among several.</summary>
    public NetworkLossAttribute? Loss { get; }

    /// <summary>The classes that its labels tell apart: one for each channel of an image with <see cref="CrossEntropyAttribute"/>, else one for each value.</summary>
    internal int Classes { get; }

    /// <summary>The positions of a sample that each have a class: those of an image with <see cref="CrossEntropyAttribute"/>, else one.</summary>
    internal int Positions { get; }

    /// <summary>The function of a loss with <see cref="LossAttribute{T}"/>; null for every other loss.</summary>
    public FunctionSummary? LossFunction { get; init; }

    /// <summary>The same, with its targets elsewhere.</summary>
    internal OutputSummary WithTargetsAt(int offset) => new(Name, [.. Shape], Offset, Loss) { LossFunction = LossFunction, TargetOffset = offset };

    /// <summary>Copies the values of the classes of one position.</summary>
    /// <param name="values">The values of a sample, class after class.</param>
    /// <param name="position">The position.</param>
    /// <param name="row">Where they go.</param>
    internal void CopyPosition(ReadOnlySpan<float> values, int position, Span<float> row)
    {
        for (int c = 0; c < row.Length; c++)
        {
            row[c] = values[(c * Positions) + position];
        }
    }

    private static int LengthOf(int[] shape)
    {
        long length = 1;
        foreach (int dimension in shape)
        {
            length *= dimension;
            if (length is < 0 or > int.MaxValue)
            {
                throw new ArgumentException($"An output of shape {Picture.Shape(shape)} has more values than an array holds.", nameof(shape));
            }
        }

        return (int)length;
    }

    private string Display => Picture.Shape(Shape) + (Loss is null ? "" : ", " + NetworkSummary.Declaration(Loss));
}
