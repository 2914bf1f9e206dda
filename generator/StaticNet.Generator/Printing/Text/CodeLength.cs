using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Printing;

/// <summary>
/// How long the code of a network is. A bound is quick to find and enough for nearly all networks; only beyond a budget is the code written to be measured, and then no
/// further than there may be.
/// </summary>
internal static class CodeLength
{
    // What a network has at least, and what a layer, its name and the code of its shape come to at most.
    private const int OfNetwork = 40_000;
    private const int OfLayer = 4_000;
    private const int OfName = 40;
    private const int OfShape = 120_000;
    private const int OfPart = 8_000;

    /// <summary>Characters that the code does not exceed.</summary>
    public static long Bound(AnalyzedNetwork network)
    {
        var shapes = new HashSet<(Layer, Shape)>();
        long length = OfNetwork + (OfName * (long)network.Type.QualifiedName.Length);
        foreach (AnalyzedLayer layer in network.AllLayers)
        {
            length += OfLayer + (OfName * (long)layer.Name.Length);
            if (shapes.Add((layer.Layer with { Name = null }, layer.Input)))
            {
                length += OfShape + (OfPart * Parts(layer));
            }
        }

        return length;
    }

    /// <summary>The characters of all files; null where they are more than there may be.</summary>
    public static long? Measure(NetworkSurface surface, CancellationToken cancellationToken)
    {
        try
        {
            NetworkPlan plan = NetworkLowering.Lower(surface.Network, cancellationToken);
            return NetworkSources.Write(surface, plan, cancellationToken).Files.Sum(static file => (long)file.Text.Length);
        }
        catch (TooMuchCodeException)
        {
            return null;
        }
    }

    // The pixels that a stride leaves out between two.
    private static long Parts(AnalyzedLayer layer)
    {
        long longest = Math.Max(layer.Input.Length, layer.Output.Length);
        return layer.Geometry is { } g ? Math.Min(g.StrideHeight, longest) * Math.Min(g.StrideWidth, longest) : 0;
    }
}
