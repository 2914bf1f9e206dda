using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

/// <summary>A layer made of blocks, which Parsing has filled in: what a block's layers are is known here, whatever file it stands in.</summary>
internal abstract record Composite : Layer
{
    /// <summary>The blocks in the order of the attribute's type arguments.</summary>
    public abstract EquatableArray<BlockUse> Blocks { get; }

    /// <summary>The blocks as often as they are used, with the words that tell them apart in names; one word may be empty.</summary>
    public abstract IEnumerable<(string Word, BlockUse Block)> Uses { get; }

    /// <summary>The arguments for the blocks' parameters, as written.</summary>
    public EquatableArray<int> Arguments { get; init; }

    public override DeclaredArguments Declared => DeclaredArguments.Of([.. Arguments]);

    public sealed override LayerTraits Traits => LayerTraits.Of(LayerRoles.None);

    public sealed override bool HasDropout => Blocks.Any(static block => block.Layers.Any(static layer => layer.HasDropout));

    public sealed override bool NormalizesBatch => Blocks.Any(static block => block.Layers.Any(static layer => layer.NormalizesBatch));

    /// <summary>The output; reports outputs of blocks that do not go together.</summary>
    /// <param name="input">What goes into the layer.</param>
    /// <param name="outputs">What comes out of each use of a block.</param>
    /// <param name="context">The place of the layer.</param>
    public Flow Join(Flow input, IReadOnlyList<Flow> outputs, LayerContext context)
        => outputs.Any(static output => !output.IsKnown) ? outputs[0] with { IsKnown = false } : JoinKnown(input, outputs, context);

    /// <summary>Adds the layers of the blocks to a graph and, where their outputs are joined, the node that does it.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="layer">This layer in its place.</param>
    /// <param name="input">What it reads.</param>
    /// <returns>The node of its output.</returns>
    public abstract int Add(NetworkGraph graph, AnalyzedLayer layer, int input);

    protected abstract Flow JoinKnown(Flow input, IReadOnlyList<Flow> outputs, LayerContext context);

    protected static string Numbered(string word, int number) => word + number.ToString(CultureInfo.InvariantCulture);
}
