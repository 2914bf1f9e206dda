using System.Collections.Generic;
using Microsoft.CodeAnalysis.CSharp;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>
/// The names of the methods in one generated class. Layers give them, and layers may be called anything: a name keeps clear of the class
/// itself, of the methods that every network has, and of the types that the generated code names and a method would hide from it.
/// </summary>
internal sealed class MethodNames
{
    private readonly HashSet<string> _taken;
    private readonly HiddenTypes _hidden;

    /// <param name="className">The class that the methods are in; no member may have its name.</param>
    /// <param name="tensors">The type beside it (<see cref="TensorNames.Type"/>).</param>
    /// <param name="weights">Another one (<see cref="TensorNames.WeightsType"/>).</param>
    /// <param name="hidden">The types to keep clear of.</param>
    public MethodNames(string className, string tensors, string weights, HiddenTypes hidden)
    {
        _taken = [className, tensors, weights, "Run", BackwardEmitter.PrepareMethod, ForwardEmitter.TrainingMethod, ForwardEmitter.ProductMethod, ProductEmitter.RunMethod, ProductEmitter.PrepareMethod, GeneratedNamespace.OptimizedConstant];
        _hidden = hidden;
    }

    /// <summary>Names of other methods of the class, which methods may have, too, since their parameters differ, and types may not.</summary>
    public MethodNames? Others { get; set; }

    /// <summary>Whether a local of this name would hide one of these methods, or the class or the type beside it, where they are named.</summary>
    public bool AreHiddenBy(string local) => _taken.Contains(local);

    /// <summary>Whether C# reads a word as something else than a name, here or anywhere.</summary>
    public static bool IsKeyword(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None;

    /// <summary>The name of a layer's method: <c>Dense1WeightGradient</c>, or with a number behind it where that is taken.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="suffix">What tells the method from the layer's others.</param>
    /// <param name="twin">What the name of a second method has behind this one's; empty where there is none.</param>
    /// <param name="isType">Whether it is the name of a type, which no method may have.</param>
    public string Add(string layer, string suffix, string twin = "", bool isType = false)
    {
        string stem = Naming.Pascal(layer) + suffix;
        string name = stem;
        for (int i = 2; IsKeyword(name) || IsTaken(name) || IsTaken(name + twin) || (isType && Others?.AreHiddenBy(name) == true); i++)
        {
            name = stem + "_" + Literal.Of(i);
        }

        Take(name);
        Take(name + twin);
        return name;
    }

    private bool IsTaken(string name) => _taken.Contains(name) || _hidden.Contains(name);

    private void Take(string name)
    {
        _taken.Add(name);
        _hidden.AddMethod(name);
    }
}
