using System;
using System.Collections.Generic;
using System.Linq;

namespace StaticNet.Generator.Layers;

/// <summary>The layers of a block several times, one after another, each time with parameters of its own.</summary>
internal sealed record Repeat(int Count, BlockUse Body) : Chain(Body)
{
    public override string Word => "repeat";

    public override string Equation => "y = block(... block(x))";

    public override DeclaredArguments Declared => DeclaredArguments.Of([Count, .. Arguments]);

    // However often it is meant to be there, what cannot be read, or has nothing in it, is there once.
    public override IEnumerable<(string Word, BlockUse Block)> Uses
        => Enumerable.Range(1, Body is { IsKnown: false } or { Layers.Count: 0 } ? 1 : Math.Max(Count, 1)).Select(i => (Numbered("block", i), Body));

    public static Repeat Read(ILayerArguments arguments) => new(arguments.Int("count"), arguments.Blocks[0]);
}
