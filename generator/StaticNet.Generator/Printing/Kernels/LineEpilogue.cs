using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Printing;

/// <summary>
/// What a kernel applies to sums that it has just stored line by line, while they are in the cache: <see cref="WriteConstants"/> before all
/// samples, <see cref="WriteLine"/> behind each line or, where the channels are so many that their scales and shifts would not fit the
/// registers, <see cref="WriteSample"/> behind the last one, some channels at a time. <c>yl</c> is the line in y.
/// </summary>
/// <param name="functions">What is applied, in order.</param>
/// <param name="y">Where the sums lie, the channels of a pixel padded.</param>
internal sealed class LineEpilogue(EquatableArray<StoreFunction> functions, Grid y)
{
    private const int HeldVectors = 4;

    private readonly Epilogue _epilogue = new(functions);
    private readonly bool _isLineByLine = y.Vectors <= HeldVectors || !functions.Any(static function => function is StoreFunction.Affine);

    private IEnumerable<(string Name, Grid Grid)> Walks => _epilogue.Walks(y);

    /// <summary>Writes what is the same for all samples.</summary>
    public void WriteConstants(SourceWriter writer)
    {
        _epilogue.WriteConstants(writer);
        if (_isLineByLine)
        {
            _epilogue.WriteColumns(writer, 0, y.Vectors);
        }
    }

    /// <summary>Writes the references to a sample's first line.</summary>
    public void WriteStarts(SourceWriter writer)
    {
        foreach ((string name, Grid grid) in Walks)
        {
            writer.Line($"ref float {name}l = ref {RowWriter.At(name, grid.Origin)};");
        }
    }

    /// <summary>Writes the steps to the next line, or over several.</summary>
    public void WriteSteps(SourceWriter writer, int lines = 1)
    {
        foreach ((string name, Grid grid) in Walks)
        {
            writer.Line($"{name}l = ref {RowWriter.At(name + "l", lines * grid.LineStride)};");
        }
    }

    /// <summary>Writes the steps to the next sample.</summary>
    public void WriteAdvance(SourceWriter writer)
    {
        foreach ((string name, Grid grid) in Walks)
        {
            writer.Line($"{name} = ref {RowWriter.At(name, grid.SampleStride)};");
        }
    }

    /// <summary>Writes what is done behind a line.</summary>
    public void WriteLine(SourceWriter writer)
    {
        if (functions.Count > 0 && _isLineByLine)
        {
            WritePixels(writer, y.Vectors);
        }
    }

    /// <summary>Writes what is done behind several lines, and the steps to the line after them.</summary>
    public void WriteLines(SourceWriter writer, int lines)
    {
        if (functions.Count > 0 && _isLineByLine)
        {
            using (writer.Braces($"for (int line = 0; line < {Literal.Of(lines)}; line++)"))
            {
                WriteLine(writer);
                WriteSteps(writer);
            }
        }
        else
        {
            WriteSteps(writer, lines);
        }
    }

    /// <summary>Writes what is done behind a sample.</summary>
    public void WriteSample(SourceWriter writer)
    {
        if (_isLineByLine)
        {
            return;
        }

        foreach ((int start, int columns, int repeat) in Tiling.Cut(y.Vectors, HeldVectors, isWhole: true))
        {
            using (RowWriter.OpenColumns(writer, start, columns, repeat, isOnly: false))
            {
                Place column = RowWriter.Column(start, repeat);
                _epilogue.WriteColumns(writer, column, columns);
                foreach ((string name, Grid grid) in Walks)
                {
                    writer.Line($"{name}l = ref {RowWriter.At(name, column + grid.Origin)};");
                }

                using (y.Height > 1 ? writer.Braces($"for (int line = 0; line < {Literal.Of(y.Height)}; line++)") : default)
                {
                    WritePixels(writer, columns);
                    if (y.Height > 1)
                    {
                        WriteSteps(writer);
                    }
                }
            }
        }
    }

    // Where nothing differs from channel to channel, a line is a row of vectors.
    private void WritePixels(SourceWriter writer, int vectors)
    {
        bool isRow = !functions.Any(static function => function is StoreFunction.Affine);
        (int length, int step) = (y.Width * y.PixelStride, isRow ? 16 : y.PixelStride);
        if (length == step)
        {
            Apply(null);
            return;
        }

        using (writer.Braces($"for (nuint i = 0; i < {Literal.Of(length)}; i += {Literal.Of(step)})"))
        {
            Apply("i");
        }

        void Apply(string? i)
        {
            for (int c = 0; c < (isRow ? 1 : vectors); c++)
            {
                var place = new Place(i, c * 16);
                string value = _epilogue.Apply(RowWriter.LoadVector("yl", place), new Epilogue.StorePlace("l", 0, place, c, 16));
                writer.Line(RowWriter.StoreVector(value, "yl", place));
            }
        }
    }
}
