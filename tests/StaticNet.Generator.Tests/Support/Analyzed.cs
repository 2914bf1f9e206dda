using StaticNet.Generator.Analysis;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Tests.Support;

/// <summary>Networks straight from models, without source text.</summary>
internal static class Analyzed
{
    /// <summary>A network that has to be sound; warnings are let through.</summary>
    public static AnalyzedNetwork Network(Shape input, params Layer[] layers)
    {
        AnalysisResult result = Result(input, layers);
        Assert.True(result.Network is not null, string.Join("\n", result.Problems.Select(static problem => $"{problem.Id} {string.Join(", ", problem.Arguments)}")));
        return result.Network;
    }

    /// <summary>The network with a loss of its only output.</summary>
    public static AnalyzedNetwork WithLoss(this AnalyzedNetwork network, Loss? loss) => network with { Outputs = EquatableArray.Of(network.Outputs[0] with { Loss = loss }) };

    /// <summary>What the analysis says about a network, good or bad.</summary>
    public static AnalysisResult Result(Shape input, params Layer[] layers)
        => NetworkAnalysis.Analyze(new NetworkDeclaration(
            new TypeDeclaration("", EquatableArray<string>.Empty, "partial class Net", "Net", "Net", "global::Net", "Net"),
            new(input, 0),
            layers.Select(static (layer, i) => new Sited<Layer>(layer, i + 1)).ToEquatableArray(),
            EquatableArray<Sited<Loss>>.Empty,
            EquatableArray<DeclaredMember>.Empty,
            EquatableArray<Problem>.Empty,
            IsComplete: true,
            CanBeReopened: true,
            Needs: new PlaceholderNeeds("")), TestContext.Current.CancellationToken);
}
