using System.Collections.Generic;
using System.Linq;
using System.Threading;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>
/// Turns a declaration into a network with names, shapes and places, and says everything that is wrong with it. One mistake gives one
/// problem: after each, the analysis goes on with the likeliest meaning.
/// </summary>
internal static class NetworkAnalysis
{
    private static readonly Shape StandIn = Shape.Of(1);

    public static AnalysisResult Analyze(NetworkDeclaration declaration, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>(declaration.Problems);
        CheckOrder(declaration, problems);
        Shape? declaredInput = InputShapeRule.Check(declaration.InputShape, problems);
        Shape input = declaredInput ?? StandIn;
        (EquatableArray<AnalyzedLayer> layers, bool isOutputKnown) = LayerInference.Infer(declaration, input, declaredInput is not null, problems, cancellationToken);
        CheckLosses(declaration, input, layers, isOutputKnown, problems);
        ParameterPlacement placement = ParameterPlacement.Place(layers, declaration.Layers, problems);
        layers = placement.Layers;
        SurfaceCheck surface = SurfaceCheck.Run(declaration, layers, problems);

        // Where the compiler refuses an attribute, what is left of the network means nothing: its error stands alone.
        EquatableArray<Problem> found = declaration.IsComplete ? problems.ToEquatableArray() : EquatableArray<Problem>.Empty;
        if (!declaration.CanBeReopened)
        {
            return new AnalysisResult(null, found);
        }

        var network = new AnalyzedNetwork(
            declaration.Type,
            input,
            layers,
            declaration.Losses.Count > 0 ? declaration.Losses[0].Value : null,
            placement.Length,
            placement.TrainableLength)
        {
            UsesWinograd = declaration.UsesWinograd,
        };
        bool isSound = declaration.IsComplete && !problems.Exists(static problem => Descriptors.IsError(problem.Id));
        return new AnalysisResult(new NetworkSurface(network, isSound, surface.Views, surface.Omitted), found);
    }

    private static void CheckOrder(NetworkDeclaration declaration, List<Problem> problems)
    {
        string name = declaration.Type.Name;
        if (declaration.Layers.Count == 0)
        {
            problems.Add(new Problem(DiagnosticIds.NoLayers, Site.Attribute(declaration.InputShape.Ordinal), EquatableArray.Of(name)));
        }

        if (declaration.Losses.Count == 0)
        {
            return;
        }

        Sited<Loss> loss = declaration.Losses[0];
        foreach (Sited<Loss> other in declaration.Losses.Skip(1))
        {
            problems.Add(new Problem(
                DiagnosticIds.TwoLosses, Site.Attribute(other.Ordinal), EquatableArray.Of(other.Value.Kind, loss.Value.Kind, name)));
        }

        // Once is enough: with the loss moved to the end, all of them are before it.
        if (declaration.Layers.Any(layer => layer.Ordinal > loss.Ordinal))
        {
            Sited<Layer> late = declaration.Layers.First(layer => layer.Ordinal > loss.Ordinal);
            problems.Add(new Problem(
                DiagnosticIds.LayerAfterLoss, Site.Attribute(late.Ordinal), EquatableArray.Of(late.Value.Kind, loss.Value.Kind)));
        }
    }

    // A loss sees the last layer's output; without a layer there is nothing for it to see, and that is another problem.
    private static void CheckLosses(NetworkDeclaration declaration, Shape networkInput, EquatableArray<AnalyzedLayer> layers, bool isOutputKnown, List<Problem> problems)
    {
        AnalyzedLayer? last = layers.LastOrDefault();
        foreach ((Loss loss, int ordinal) in declaration.Losses)
        {
            loss.Check(
                new LayerContext(networkInput, [new Flow(last?.Output ?? networkInput, isOutputKnown, ReceptiveField.Whole(networkInput))], new LayerPlace(ordinal), problems));
        }
    }
}
