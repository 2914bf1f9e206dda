using System.Collections.Generic;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>What a layer's rule knows about the place of the layer, and where it says what is wrong.</summary>
/// <param name="inputs">What the layer reads.</param>
/// <param name="place">Where the layer is declared.</param>
/// <param name="problems">The list that problems go to.</param>
internal sealed class LayerContext(
    IReadOnlyList<Flow> inputs, LayerPlace place, List<Problem> problems)
{
    /// <summary>The shape of the network's input that the first of them comes from.</summary>
    public Shape NetworkInput => ReceptiveField.Input;

    /// <summary>What the layer reads: one value, unless it joins several.</summary>
    public IReadOnlyList<Flow> Inputs { get; } = inputs;

    /// <summary>The shape of one sample of the first of them.</summary>
    public Shape Input => Inputs[0].Shape;

    /// <summary>False where an earlier mistake leaves nothing but a stand-in for that shape.</summary>
    public bool IsInputKnown => Inputs[0].IsKnown;

    /// <summary>How far, along each dimension of the network's input, one value of it sees.</summary>
    public ReceptiveField ReceptiveField => Inputs[0].ReceptiveField;

    /// <summary>A problem of the layer with the shape of its input. About a stand-in there is nothing to say.</summary>
    public void Report(string id, params string[] arguments)
    {
        if (IsInputKnown)
        {
            problems.Add(place.Problem(id, arguments));
        }
    }

    /// <summary>Reports what takes flat inputs and has others.</summary>
    public void RequireFlat(string attribute)
    {
        if (Input.Rank != 1)
        {
            Report(DiagnosticIds.NeedsFlatInput, attribute, Input.ToString(), LayerFacts.Flat(this).Output.ToString());
        }
    }

    /// <summary>A problem of one argument.</summary>
    public void ReportArgument(string id, string parameter, params string[] arguments)
        => problems.Add(place.ArgumentProblem(id, parameter, arguments));

    /// <summary>A problem of one element of an argument that is a list.</summary>
    public void ReportArgument(string id, (string Parameter, int Element) argument, params string[] arguments)
        => problems.Add(place.ArgumentProblem(id, argument, arguments));
}
