using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>Where a step is declared.</summary>
/// <param name="Place">The attribute that leads to it, and the one that declares it.</param>
/// <param name="Block">The use of a block that it lies in; null where it is declared by the network or block that is looked at.</param>
internal readonly record struct FlowOrigin(LayerPlace Place, FlowBlock? Block)
{
    /// <summary>The attributes that lead to it, its own first, each with the use of a block that the attribute lies in.</summary>
    public IEnumerable<(FlowBlock? Block, Site Site)> Path
    {
        get
        {
            yield return (Block, Place.Written);
            for (FlowBlock? block = Block; block is not null; block = block.Outer)
            {
                yield return (block.Outer, block.User.Place.Written);
            }
        }
    }

    /// <summary>The uses of blocks that both lie in, the innermost first.</summary>
    public IEnumerable<FlowBlock> Shared(FlowOrigin other)
        => Path.Select(static step => step.Block).Where(block => block is not null && other.Path.Any(step => step.Block == block)).Select(static block => block!);

    /// <summary>
    /// Behind which attribute, on the way from this step to a later one, something for this way alone is put: the one before their paths part,
    /// or, where one attribute leads to both by repeating a block, the last in the block.
    /// </summary>
    public Site Before(FlowOrigin later)
    {
        Site inner = Place.Written;
        foreach ((FlowBlock? block, Site site) in Path)
        {
            foreach ((_, Site other) in later.Path.Where(step => step.Block == block))
            {
                return site == other ? inner : site;
            }

            inner = site;
        }

        return inner;
    }
}

/// <summary>One use of a block: each has layers of its own.</summary>
/// <param name="type">The block, as <see cref="BlockUse.Type"/>.</param>
/// <param name="branch">Which of the blocks of the layer that uses it; a repeated one counts each time.</param>
/// <param name="user">Where the layer that uses it is declared.</param>
internal sealed class FlowBlock(string type, int branch, FlowOrigin user)
{
    public string Type { get; } = type;

    public int Branch { get; } = branch;

    public FlowOrigin User { get; } = user;

    /// <summary>The use of another block that it is part of; null for none.</summary>
    public FlowBlock? Outer => User.Block;
}
