using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>
/// The blocks of a compilation and what they are made of. A block is read once, however many networks and blocks use it, and before any is filled in it is
/// known how deep they stand in one another and which contain themselves. Nothing here recurses: blocks may be nested as deep as a file is long.
/// </summary>
internal sealed class BlockGraph
{
    private static readonly ConditionalWeakTable<Compilation, BlockGraph> Known = new();

    private readonly Dictionary<ITypeSymbol, Node> _nodes = new(SymbolEqualityComparer.Default);
    private readonly object _gate = new();
    private int _visited;

    private BlockGraph()
    {
    }

    public static BlockGraph Of(Compilation compilation) => Known.GetValue(compilation, static _ => new BlockGraph());

    /// <summary>A block as it is declared.</summary>
    public BlockDeclaration Find(ITypeSymbol type, Compilation compilation)
    {
        lock (_gate)
        {
            return NodeOf(type, compilation).Block;
        }
    }

    /// <summary>How many blocks stand in one another, this one among them; at most one more than there may be.</summary>
    public int Depth(BlockDeclaration block, Compilation compilation)
    {
        lock (_gate)
        {
            return Visited(block, compilation).Depth;
        }
    }

    /// <summary>Whether a block contains itself, or another that does, be it at whatever depth.</summary>
    public bool IsEndless(BlockDeclaration block, Compilation compilation)
    {
        lock (_gate)
        {
            return Visited(block, compilation).IsEndless;
        }
    }

    /// <summary>
    /// The shortest way from a block back to itself, with the block at both ends, and a number that all blocks have in common which contain each other; null
    /// for a block that does not contain itself.
    /// </summary>
    public (IReadOnlyList<BlockDeclaration> Path, int Cycle)? Cycle(BlockDeclaration block, Compilation compilation)
    {
        lock (_gate)
        {
            Node start = Visited(block, compilation);
            return start.IsCyclic ? (start.Path ??= Path(start), start.Component) : null;
        }
    }

    private static IReadOnlyList<BlockDeclaration> Path(Node start)
    {
        var before = new Dictionary<Node, Node>();
        var open = new Queue<Node>();
        open.Enqueue(start);
        while (true)
        {
            Node node = open.Dequeue();
            if (node.Parts.Contains(start))
            {
                var path = new List<BlockDeclaration> { start.Block, node.Block };
                while (node != start)
                {
                    node = before[node];
                    path.Add(node.Block);
                }

                path.Reverse();
                return path;
            }

            foreach (Node part in node.Parts.Where(part => part.Component == start.Component && part != start && !before.ContainsKey(part)))
            {
                before.Add(part, node);
                open.Enqueue(part);
            }
        }
    }

    private Node NodeOf(ITypeSymbol type, Compilation compilation)
    {
        if (!_nodes.TryGetValue(type, out Node? node))
        {
            _nodes.Add(type, node = new Node(BlockDeclaration.Read(type, compilation)));
        }

        return node;
    }

    // Tarjan's strongly connected components, which come in an order in which every block comes behind those that it is made of.
    private Node Visited(BlockDeclaration block, Compilation compilation)
    {
        Node root = NodeOf(block.Type, compilation);
        if (root.IsDone)
        {
            return root;
        }

        var way = new Stack<Node>();
        var pending = new Stack<Node>();
        Enter(root);
        while (way.Count > 0)
        {
            Node node = way.Peek();
            if (node.Next < node.Parts.Length)
            {
                Node part = node.Parts[node.Next++];
                if (part.Index < 0)
                {
                    Enter(part);
                }
                else if (!part.IsDone)
                {
                    node.Lowest = System.Math.Min(node.Lowest, part.Index);
                }

                continue;
            }

            way.Pop();
            if (way.Count > 0)
            {
                way.Peek().Lowest = System.Math.Min(way.Peek().Lowest, node.Lowest);
            }

            if (node.Lowest == node.Index)
            {
                Close(node);
            }
        }

        return root;

        void Enter(Node node)
        {
            node.Index = node.Lowest = _visited++;
            node.Parts = node.Block.IsReadable
                ? [.. node.Block.Layers
                    .Where(static layer => AttributeTable.IsComposition(layer.AttributeClass))
                    .SelectMany(static layer => layer.AttributeClass!.TypeArguments)
                    .Distinct<ITypeSymbol>(SymbolEqualityComparer.Default)
                    .Select(type => NodeOf(type, compilation))]
                : [];
            way.Push(node);
            pending.Push(node);
        }

        void Close(Node first)
        {
            bool isCyclic = pending.Peek() != first || first.Parts.Contains(first);
            bool isEndless = isCyclic || first.Parts.Any(static part => part.IsEndless);
            Node node;
            do
            {
                node = pending.Pop();
                node.Component = first.Index;
                node.IsCyclic = isCyclic;
                node.IsEndless = isEndless;
                node.IsDone = true;
            }
            while (node != first);

            first.Depth = isCyclic ? 1 : System.Math.Min(1 + first.Parts.Select(static part => part.Depth).DefaultIfEmpty(0).Max(), DeclarationLimits.Nesting + 1);
        }
    }

    private sealed class Node(BlockDeclaration block)
    {
        public BlockDeclaration Block { get; } = block;

        // The blocks that it is made of, each once, and how far they have been looked at.
        public Node[] Parts { get; set; } = [];

        public int Next { get; set; }

        // Its place in the order in which blocks were met, and the lowest place that can be reached from it.
        public int Index { get; set; } = -1;

        public int Lowest { get; set; }

        public bool IsDone { get; set; }

        public int Component { get; set; }

        public bool IsCyclic { get; set; }

        public bool IsEndless { get; set; }

        // The way back to itself, once it has been asked for.
        public IReadOnlyList<BlockDeclaration>? Path { get; set; }

        public int Depth { get; set; } = 1;
    }
}
