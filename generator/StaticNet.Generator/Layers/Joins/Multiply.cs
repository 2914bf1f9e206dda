using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>y = a b, element by element</c>.</summary>
internal sealed partial record Multiply(EquatableArray<string> Values) : Join(Values)
{
    public override string Word => "multiply";

    public override string Equation => "y = a b, element by element";

    protected override Shape JoinShapes(LayerContext context) => JoinChannels(context);

    public static Multiply Read(ILayerArguments arguments) => new(arguments.Names);
}
