using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>y = a + b + ...</c>.</summary>
internal sealed partial record Add(EquatableArray<string> Values) : Join(Values)
{
    public override string Word => "add";

    public override string Equation => "y = a + b + ...";

    protected override bool IsOfTwo => false;

    protected override Shape JoinShapes(LayerContext context) => JoinChannels(context);

    public static Add Read(ILayerArguments arguments) => new(arguments.Names);
}
