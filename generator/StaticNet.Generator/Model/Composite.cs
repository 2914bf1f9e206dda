using System.Linq;

namespace StaticNet.Generator.Model;

/// <summary>A layer made of blocks, which Parsing has filled in: what a block's layers are is known here, whatever file it stands in.</summary>
internal abstract record Composite : Layer
{
    /// <summary>The blocks in the order of the attribute's type arguments.</summary>
    public abstract EquatableArray<BlockUse> Blocks { get; }

    public override bool HasDropout => Blocks.Any(static block => block.Layers.Any(static layer => layer.HasDropout));

    public override bool NormalizesBatch => Blocks.Any(static block => block.Layers.Any(static layer => layer.NormalizesBatch));

    /// <summary>The arguments for the blocks' parameters, as written.</summary>
    public EquatableArray<int> Arguments { get; init; }
}

/// <summary>A block with its parameters filled in.</summary>
/// <param name="Type">The block class as the generated code names it, with <c>global::</c>.</param>
/// <param name="Name">The block class as a user reads it: <c>BasicBlock</c>.</param>
/// <param name="Layers">Its layers in source order.</param>
/// <param name="IsKnown">False where the block cannot be read, which Parsing has reported; it has no layers then.</param>
internal sealed record BlockUse(string Type, string Name, EquatableArray<Layer> Layers, bool IsKnown = true);

/// <summary>The layers of a block, once.</summary>
internal sealed record Apply(BlockUse Body) : Composite
{
    public override EquatableArray<BlockUse> Blocks => EquatableArray.Of(Body);

    public override string Word => "apply";
}

/// <summary>The layers of a block several times, one behind another, each time with parameters of its own.</summary>
internal sealed record Repeat(int Count, BlockUse Body) : Composite
{
    public override EquatableArray<BlockUse> Blocks => EquatableArray.Of(Body);

    public override string Word => "repeat";
}

/// <summary><c>y = body(x) + shortcut(x)</c>; without a shortcut <c>y = body(x) + x</c>.</summary>
internal sealed record Residual(BlockUse Body, BlockUse? Shortcut) : Composite
{
    public override EquatableArray<BlockUse> Blocks => Shortcut is null ? EquatableArray.Of(Body) : EquatableArray.Of(Body, Shortcut);

    public override string Word => "residual";
}

/// <summary>The outputs of all branches, one behind another along the channels.</summary>
internal sealed record Concat(EquatableArray<BlockUse> Branches) : Composite
{
    public override EquatableArray<BlockUse> Blocks => Branches;

    public override string Word => "concat";
}
