using System.Globalization;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;

namespace StaticNet.Generator.Tests.Support;

/// <summary>What Parsing makes of source text.</summary>
internal static class Parsed
{
    /// <summary>The class of this name, from sources that need no <c>using</c>.</summary>
    public static ParsedNetwork Network(string name, params string[] sources)
    {
        Compilation compilation = Compilations.Create([.. sources.Select(static source => "using StaticNet;\n" + source)]);
        return NetworkParser.Parse(compilation.GetTypeByMetadataName(name)!, compilation, TestContext.Current.CancellationToken);
    }

    /// <summary>The layers of the class <c>Net</c>, in which Parsing has to find nothing wrong.</summary>
    public static Layer[] Layers(params string[] sources)
    {
        ParsedNetwork network = Network("Net", sources);
        Assert.Empty(Messages(network));
        Assert.True(network.Declaration.IsComplete);
        return [.. network.Declaration.Layers.Select(static layer => layer.Value)];
    }

    /// <summary>What Parsing finds wrong, as a user reads it.</summary>
    public static string[] Messages(ParsedNetwork network)
        => [.. network.Declaration.Problems.Select(static problem =>
            $"{problem.Id} {string.Format(CultureInfo.InvariantCulture, Descriptors.Of(problem).MessageFormat.ToString(CultureInfo.InvariantCulture), [.. problem.Arguments])}")];
}
