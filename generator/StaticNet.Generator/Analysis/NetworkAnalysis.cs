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
    public static AnalysisResult Analyze(NetworkDeclaration declaration, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>(declaration.Problems);
        CheckLayers(declaration, problems);
        Shape? declaredInput = CheckInputs(declaration, problems);
        Shape input = declaredInput ?? InputShapeRule.StandIn;
        problems.AddRange(ChannelOrder.Problems(declaration));
        (EquatableArray<AnalyzedLayer> layers, IReadOnlyList<bool> areKnown) = LayerInference.Infer(declaration, input, declaredInput is not null, problems, cancellationToken);
        EquatableArray<NetworkOutput> outputs = OutputRule.Find(declaration, input, layers, areKnown, problems);
        ParameterPlacement placement = ParameterPlacement.Place(layers, declaration.Layers, problems);
        layers = placement.Layers;
        SurfaceCheck surface = SurfaceCheck.Run(declaration, layers, outputs, problems);

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
            outputs,
            placement.Length,
            placement.TrainableLength)
        {
            UsesWinograd = declaration.UsesWinograd,
            HasBackward = declaration.HasBackward,
        };
        bool isSound = declaration.IsComplete && !problems.Exists(static problem => Descriptors.IsError(problem.Id));
        return new AnalysisResult(new NetworkSurface(network, isSound, surface.Views, surface.Omitted) { Needs = declaration.Needs }, found);
    }

    private static void CheckLayers(NetworkDeclaration declaration, List<Problem> problems)
    {
        if (declaration.Layers.All(static layer => layer.Value is Input))
        {
            problems.Add(new Problem(DiagnosticIds.NoLayers, Site.Attribute(declaration.InputShape.Ordinal), EquatableArray.Of(declaration.Type.Name)));
        }
    }

    // The inputs of a sample, one behind another. What is wrong with the shape of one of them is said where that is looked at.
    private static Shape? CheckInputs(NetworkDeclaration declaration, List<Problem> problems)
    {
        (Shape declared, int ordinal) = declaration.InputShape;
        if (!declaration.HasInputs)
        {
            return InputShapeRule.Check(declared, (id, element, arguments)
                => problems.Add(new Problem(id, element < 0 ? Site.Attribute(ordinal) : Site.Argument(ordinal, "inputShape", element), EquatableArray.Of(arguments))));
        }

        if (declared.Rank > 0)
        {
            problems.Add(new Problem(
                DiagnosticIds.ArgumentOutOfRange,
                Site.Argument(ordinal, "inputShape", 0),
                EquatableArray.Of("Network", "inputShape", declared.ToString(), "left out where there are [Input] attributes")));
        }

        Shape[] shapes = [.. declaration.Layers.Select(static layer => layer.Value).OfType<Input>().Select(static input => input.Shape)];
        if (shapes.Any(static shape => InputShapeRule.Check(shape, static (_, _, _) => { }) is null))
        {
            return null;
        }

        long length = shapes.Sum(static shape => shape.Length);
        if (Sizes.Fits(length))
        {
            return Shape.Of((int)length);
        }

        problems.Add(new Problem(
            DiagnosticIds.TooLarge, Site.Attribute(ordinal), EquatableArray.Of($"the inputs of a sample take {Sizes.Text(length)} floats", Sizes.Text(Sizes.Maximum))));
        return null;
    }
}
