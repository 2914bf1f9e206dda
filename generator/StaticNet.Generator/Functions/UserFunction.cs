using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Functions;

/// <summary>A function that the user has written, with its derivative: an activation f(x), or a loss f(y, t) that is differentiated for y.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Identifier">What generated code calls it: the name, or the name with a number where a network has two of it.</param>
/// <param name="Type">The type that declares it, as generated code names it, with <c>global::</c>.</param>
/// <param name="TypeName">The same as a user reads it.</param>
/// <param name="Text">The function in one line: <c>Mish(x) = x * F.Tanh(F.Softplus(x))</c>.</param>
/// <param name="Nodes">Its operations and those of the derivative, each behind its operands.</param>
/// <param name="Value">The node of its value.</param>
/// <param name="Slope">The node of its derivative.</param>
internal sealed record UserFunction(
    string Name, string Identifier, string Type, string TypeName, string Text, EquatableArray<FunctionNode> Nodes, int Value, int Slope)
{
    // More is worth a call, since the body is compiled into every place that it is used in.
    private const int FewOperations = 8;

    /// <summary>Whether it is a few instructions, so that it belongs into the store of a product's register tile.</summary>
    public bool IsCheap => IsFew(Value);

    /// <summary>The nodes that a result is computed from, itself among them, in order.</summary>
    public IReadOnlyList<int> Needed(params int[] results)
    {
        bool[] isNeeded = new bool[Nodes.Count];
        foreach (int result in results)
        {
            isNeeded[result] = true;
        }

        for (int node = Nodes.Count - 1; node >= 0; node--)
        {
            if (isNeeded[node])
            {
                foreach (int operand in Operands(node))
                {
                    isNeeded[operand] = true;
                }
            }
        }

        return [.. Enumerable.Range(0, Nodes.Count).Where(node => isNeeded[node])];
    }

    /// <summary>Whether a result takes a few instructions.</summary>
    public bool IsFew(int result)
        => Needed(result) is var needed
            && needed.Count(node => Nodes[node].Operation > Operation.Constant) <= FewOperations
            && needed.All(node => FunctionPrinter.Weight(Nodes[node]) <= 4);

    /// <summary>The operands that the value of a node is computed from: of a given derivative it knows nothing.</summary>
    public IEnumerable<int> Operands(int node) => Nodes[node].Operation == Operation.Given ? [Nodes[node].A] : Nodes[node].Operands;
}
