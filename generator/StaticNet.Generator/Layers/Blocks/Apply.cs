using System.Collections.Generic;

namespace StaticNet.Generator.Layers;

/// <summary>The layers of a block, once.</summary>
internal sealed record Apply(BlockUse Body) : Chain(Body)
{
    public override string Word => "apply";

    public override string Equation => "y = block(x)";

    public override IEnumerable<(string Word, BlockUse Block)> Uses => [("", Body)];

    public static Apply Read(ILayerArguments arguments) => new(arguments.Blocks[0]);
}
