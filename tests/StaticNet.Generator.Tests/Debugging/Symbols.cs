using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace StaticNet.Generator.Tests.Debugging;

/// <summary>Where the instructions of a program's methods are in its source, from its portable PDB.</summary>
internal sealed class Symbols : IDisposable
{
    private readonly MetadataReaderProvider _provider;
    private readonly MetadataReader _reader;

    /// <param name="path">The PDB.</param>
    public Symbols(string path)
    {
        _provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(path));
        _reader = _provider.GetMetadataReader();
    }

    /// <summary>The first instruction of a line, as a debugger finds it for a breakpoint.</summary>
    /// <param name="file">How the source file's name ends.</param>
    /// <param name="line">The line, from 1.</param>
    public (uint Method, uint Offset) Find(string file, int line)
    {
        foreach (MethodDebugInformationHandle method in _reader.MethodDebugInformation)
        {
            foreach (SequencePoint point in Points(method))
            {
                if (point.StartLine == line && Document(point).EndsWith(file, StringComparison.Ordinal))
                {
                    return ((uint)MetadataTokens.GetToken(method.ToDefinitionHandle()), (uint)point.Offset);
                }
            }
        }

        throw new InvalidOperationException($"{file} has no instruction at line {line}.");
    }

    /// <summary>The file and line of an instruction.</summary>
    public (string File, int Line) Locate(uint method, uint offset)
    {
        SequencePoint point = Points(method).Last(point => point.Offset <= offset);
        return (Path.GetFileName(Document(point)), point.StartLine);
    }

    /// <summary>The instructions of the statement that an instruction belongs to.</summary>
    public CorDebug.StepRange Statement(uint method, uint offset)
    {
        SequencePoint[] points = [.. Points(method)];
        int i = Array.FindLastIndex(points, point => point.Offset <= offset);
        return new((uint)points[i].Offset, i + 1 < points.Length ? (uint)points[i + 1].Offset : uint.MaxValue);
    }

    /// <summary>The slot of a method's local.</summary>
    public uint Local(uint method, string name)
        => (uint)_reader.GetLocalScopes((MethodDefinitionHandle)MetadataTokens.EntityHandle((int)method))
            .SelectMany(scope => _reader.GetLocalScope(scope).GetLocalVariables())
            .Select(_reader.GetLocalVariable)
            .First(local => _reader.StringComparer.Equals(local.Name, name)).Index;

    public void Dispose() => _provider.Dispose();

    private IEnumerable<SequencePoint> Points(uint method)
        => Points(((MethodDefinitionHandle)MetadataTokens.EntityHandle((int)method)).ToDebugInformationHandle());

    private IEnumerable<SequencePoint> Points(MethodDebugInformationHandle method)
        => _reader.GetMethodDebugInformation(method).GetSequencePoints().Where(static point => !point.IsHidden);

    private string Document(SequencePoint point) => _reader.GetString(_reader.GetDocument(point.Document).Name);
}
