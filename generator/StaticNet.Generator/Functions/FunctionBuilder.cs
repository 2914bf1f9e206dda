using System.Collections.Generic;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Functions;

/// <summary>
/// Collects the nodes of a function. What is the same is one node, so that a value that is used twice is computed once, and a derivative
/// shares what it can with the function. Constants are folded; nothing else is changed, so that a function has the bits that C# gives it.
/// </summary>
internal sealed class FunctionBuilder
{
    private readonly List<FunctionNode> _nodes = [];
    private readonly Dictionary<FunctionNode, int> _known = [];

    public FunctionBuilder()
    {
    }

    /// <summary>Goes on from nodes that there are.</summary>
    public FunctionBuilder(IEnumerable<FunctionNode> nodes)
    {
        foreach (FunctionNode node in nodes)
        {
            _known[node] = _nodes.Count;
            _nodes.Add(node);
        }
    }

    public int Count => _nodes.Count;

    public FunctionNode this[int index] => _nodes[index];

    public EquatableArray<FunctionNode> Nodes => _nodes.ToEquatableArray();

    public int Constant(float value) => Add(new FunctionNode(Operation.Constant, Bits: FunctionNode.BitsOf(value)));

    public int Add(Operation operation, int a = -1, int b = -1, int c = -1, int d = -1) => Add(new FunctionNode(operation, a, b, c, d));

    public int Pow(int x, float exponent) => Add(new FunctionNode(Operation.Pow, x, Bits: FunctionNode.BitsOf(exponent)));

    public bool IsConstant(int node, float value) => _nodes[node] is { IsConstant: true } constant && constant.Bits == FunctionNode.BitsOf(value);

    private int Add(FunctionNode node)
    {
        if (Folded(node) is { } value)
        {
            return Constant(value);
        }

        if (!_known.TryGetValue(node, out int index))
        {
            index = _nodes.Count;
            _known.Add(node, index);
            _nodes.Add(node);
        }

        return index;
    }

    private float? Folded(FunctionNode node)
    {
        if (node.Operation is not (Operation.Negate or Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide)
            || !_nodes[node.A].IsConstant
            || (node.B >= 0 && !_nodes[node.B].IsConstant))
        {
            return null;
        }

        float a = _nodes[node.A].Constant;
        float b = node.B >= 0 ? _nodes[node.B].Constant : 0;
        return node.Operation switch
        {
            Operation.Negate => -a,
            Operation.Add => (float)(a + b),
            Operation.Subtract => (float)(a - b),
            Operation.Multiply => (float)(a * b),
            _ => (float)(a / b),
        };
    }
}
