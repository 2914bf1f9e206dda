using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>
/// What a kernel applies to sums that it has just stored line by line, while they are in the cache: <see cref="WriteConstants"/> before all samples,
/// <see cref="WriteLine"/> behind each line. <c>yl</c> is the line in y.
/// </summary>
/// <param name="functions">What is applied, in order.</param>
/// <param name="y">Where the sums lie, the channels of a pixel padded.</param>
/// <param name="shared">The members of the class that kernels share.</param>
internal sealed class LineWriter(EquatableArray<StoreFunction> functions, Grid y, SharedMethods shared)
{
    private readonly MapWriter _map = new(functions, y.Vectors, shared);
    private readonly (string Name, Grid Grid)[] _walks = [.. new Epilogue(functions).Walks(y)];

    /// <summary>Writes what is the same for all samples.</summary>
    public void WriteConstants(SourceWriter writer) => _map.WriteConstants(writer);

    /// <summary>Writes the references to a sample's first line.</summary>
    public void WriteStarts(SourceWriter writer) => Walk(writer, static (name, grid) => $"ref float {name}l = ref {RowWriter.At(name, grid.Origin)};");

    /// <summary>Writes the steps to the next line.</summary>
    public void WriteSteps(SourceWriter writer) => Walk(writer, static (name, grid) => $"{name}l = ref {RowWriter.At(name + "l", grid.LineStride)};");

    /// <summary>Writes the steps to the next sample.</summary>
    public void WriteAdvance(SourceWriter writer) => Walk(writer, static (name, grid) => $"{name} = ref {RowWriter.At(name, grid.SampleStride)};");

    /// <summary>Writes what is done behind a line.</summary>
    public void WriteLine(SourceWriter writer) => _map.WriteLines(writer, y);

    private void Walk(SourceWriter writer, System.Func<string, Grid, string> step)
    {
        foreach ((string name, Grid grid) in _walks)
        {
            writer.Line(step(name, grid));
        }
    }
}
