using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Model;

/// <summary>
/// A network class as the user wrote it: what Parsing makes and Analysis reads. It holds text and numbers only, no Roslyn
/// type and no location, so that two equal declarations are equal values.
/// </summary>
/// <param name="Type">Where the class stands and how its generated part is opened.</param>
/// <param name="InputShape">The arguments of <c>[Network]</c>, good or bad; none where there are <c>[Input]</c> attributes.</param>
/// <param name="Layers">In source order.</param>
/// <param name="Losses">In source order; one at most for each output of a sound network.</param>
/// <param name="Members">What the class declares itself and what it inherits: names that generated members have to keep clear of.</param>
/// <param name="Problems">What Parsing found wrong with the class itself.</param>
/// <param name="IsComplete">False where the compiler itself refuses one of the attributes: its error says all there is to say.</param>
/// <param name="CanBeReopened">False where a second declaration of the class cannot have the members of a network.</param>
/// <param name="Needs">What the members of a second declaration need to compile.</param>
internal sealed record NetworkDeclaration(
    TypeDeclaration Type,
    Sited<Shape> InputShape,
    EquatableArray<Sited<Layer>> Layers,
    EquatableArray<Sited<Loss>> Losses,
    EquatableArray<DeclaredMember> Members,
    EquatableArray<Problem> Problems,
    bool IsComplete,
    bool CanBeReopened,
    PlaceholderNeeds Needs)
{
    /// <summary>Whether it says which values are its outputs.</summary>
    public bool HasOutputs => Layers.Any(static layer => layer.Value is Output);

    /// <summary>Whether the value of its last layer is read: as the output, or by a loss, which may be in the wrong place.</summary>
    public bool ReadsLast => !HasOutputs || (Losses.Count > 0 && Losses[Losses.Count - 1].Ordinal > Layers[Layers.Count - 1].Ordinal);

    /// <summary>Whether it has several inputs, or one with a name.</summary>
    public bool HasInputs => Layers.Any(static layer => layer.Value is Input);

    /// <summary>Whether convolutions may be computed by Winograd's minimal filtering.</summary>
    public bool UsesWinograd { get; init; } = true;

    /// <summary>Whether it has the method <c>Backward</c>.</summary>
    public bool HasBackward { get; init; }
}

/// <summary>A member that is not generated.</summary>
/// <param name="Name">Its name; <c>.ctor</c> for a constructor.</param>
/// <param name="Signature">
/// For a method or constructor, its name with the types of its parameters, <c>Save(string)</c>: methods only collide when these are the
/// same. Null for everything else.
/// </param>
/// <param name="InheritedFrom">The base class that declares it; null for the class's own members.</param>
/// <param name="Ordinal">Which member of the parsed class it is.</param>
internal readonly record struct DeclaredMember(string Name, string? Signature, string? InheritedFrom, int Ordinal);
