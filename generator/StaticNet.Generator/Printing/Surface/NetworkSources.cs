using System.Collections.Generic;
using System.Threading;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Printing;

/// <summary>One generated file.</summary>
/// <param name="Suffix">What follows the stem: <c>.Forward.g.cs</c>.</param>
/// <param name="Text">Its text.</param>
internal readonly record struct SourceFile(string Suffix, string Text);

/// <summary>The generated files of a network.</summary>
/// <param name="Stem">What their names begin with; the same stem in another case may belong to another network.</param>
/// <param name="Files">The files.</param>
internal sealed record NetworkSources(string Stem, EquatableArray<SourceFile> Files)
{
    /// <summary>Writes the surface; of a sound network also the forward pass and, where there is a loss, the backward pass, if they are no longer than there may be.</summary>
    public static NetworkSources Emit(NetworkSurface surface, NetworkPlan? plan, CancellationToken cancellationToken)
    {
        try
        {
            return Write(surface, plan, cancellationToken);
        }
        catch (TooMuchCodeException)
        {
            // The analyzer says so.
            return Write(surface, null, cancellationToken);
        }
    }

    /// <summary>Writes the same.</summary>
    /// <exception cref="TooMuchCodeException">A file would be longer than there may be.</exception>
    public static NetworkSources Write(NetworkSurface surface, NetworkPlan? plan, CancellationToken cancellationToken)
    {
        AnalyzedNetwork network = surface.Network;
        var files = new List<SourceFile> { new(".g.cs", plan is null ? PlaceholderEmitter.Emit(surface, cancellationToken) : SurfaceEmitter.Emit(surface, plan, cancellationToken)) };
        if (plan is not null)
        {
            files.Add(new(".Forward.g.cs", ForwardEmitter.Emit(network, plan, cancellationToken)));
            if (network.IsTrained || network.HasBackward)
            {
                files.Add(new(".Backward.g.cs", BackwardEmitter.Emit(network, plan, cancellationToken)));
            }
        }

        return new NetworkSources(network.Type.HintName, files.ToEquatableArray());
    }
}
