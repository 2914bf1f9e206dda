using StaticNet.Generator.Functions;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>An activation that the user has written.</summary>
/// <param name="Function">The function; null where it cannot be read, and the network is not sound.</param>
internal sealed record FunctionActivation(UserFunction? Function) : Activation
{
    public override string Kind => "Activation";

    public override string Word => Function is { } function ? Naming.Camel(function.Name) : "activation";

    public override string Equation => Function?.Text ?? "y = f(x)";

    public override string Derivative => $"dx = {Function?.Name}'(x) dy";

    public override SavedForBackward Saved => SavedForBackward.Input;

    public override bool IsCheap => Function?.IsCheap == true;

    public override DeclaredArguments Declared => DeclaredArguments.Of(Function?.Name ?? "");

    // Of an unknown function hazards expect nothing.
    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.None);

    public static FunctionActivation Read(ILayerArguments arguments) => new(arguments.Function);
}
