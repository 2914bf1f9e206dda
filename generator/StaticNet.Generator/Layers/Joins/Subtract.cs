using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>y = a - b</c>.</summary>
internal sealed partial record Subtract(EquatableArray<string> Values) : Join(Values)
{
    public override string Word => "subtract";

    public override string Equation => "y = a - b";

    public static Subtract Read(ILayerArguments arguments) => new(arguments.Names);
}
