using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>y = the larger one of a and b</c>.</summary>
internal sealed partial record Maximum(EquatableArray<string> Values) : Join(Values)
{
    public override string Word => "maximum";

    public override string Equation => "y = the larger one of a and b";

    public static Maximum Read(ILayerArguments arguments) => new(arguments.Names);
}
