using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>
/// A long stack of saturating units. By the chain rule the gradient at its beginning carries the product of all derivatives, and that of the
/// largest ones is a bound on its scale: five sigmoids pass at most (1/4)^5, about a thousandth. A norm gives the gradient its scale back,
/// and past a residual it takes the path of the identity. The bound of tanh is 1: of a stack of them only its length can be told, and that it comes near its bound at
/// zero alone.
/// </summary>
internal static class SaturatingStack
{
    /// <summary>A thousandth: less reaches the first layer than the steps of training and the rounding of floats leave room for.</summary>
    private const double SmallestBound = 1e-3;

    // A stack of as many is long, whatever its bound.
    private const int LongStack = 10;

    public static IEnumerable<Hazard> Find(FlowGraph graph)
    {
        if (!graph.Trained.Any())
        {
            yield break;
        }

        // A sigmoid that is part of the loss has its derivative cancelled there.
        FlowNode?[] outputs = [.. graph.Trained.Select(static output => output.Last(static layer => layer is Flatten))];
        var fused = new HashSet<FlowNode?>(graph.Trained.Zip(outputs, static (output, last) => output.Loss?.Value is BinaryCrossEntropy && last?.Layer is Sigmoid ? last : null));
        var stacks = new Dictionary<FlowNode, Stack>();
        foreach (FlowNode node in graph.Nodes.Reverse())
        {
            stacks[node] = Through(node, fused.Contains(node), node.Users.Select(user => stacks[user]));
        }

        // Of each stack the unit that is nearest to the inputs, and has something to train before it.
        foreach (IGrouping<FlowNode, FlowNode> units in graph.Nodes
            .Where(node => !fused.Contains(node) && node.Layer?.Traits.Saturates == true)
            .GroupBy(node => stacks[node].Last!))
        {
            bool isBound = units.Any(unit => stacks[unit].Bound < SmallestBound);
            FlowNode? first = units.FirstOrDefault(unit => isBound ? stacks[unit].Bound < SmallestBound : stacks[unit].Count >= LongStack);

            // What is trained before it may have another way to the loss.
            if (first is not null && Trained(first) is { } trained && (isBound ? stacks[trained].Bound < SmallestBound : stacks[trained].Count >= LongStack))
            {
                Stack stack = stacks[first];
                yield return new Hazard(
                    isBound ? DiagnosticIds.SaturatingStack : DiagnosticIds.LongSaturatingStack,
                    first,
                    stack.Count.ToString(CultureInfo.InvariantCulture),
                    first.Name,
                    stack.Last!.Name,
                    isBound ? stack.Factors : stack.Bound.ToString("0.###", CultureInfo.InvariantCulture),
                    (isBound ? stack.Bound : stack.HalfWay).ToString("0.0E+0", CultureInfo.InvariantCulture),
                    trained.Name)
                {
                    Changes = [.. stack.Units.Where(unit => !outputs.Contains(unit))],
                };
            }
        }
    }

    // Where paths part, the gradient comes back by the one that passes most of it, with the fewest units.
    private static Stack Through(FlowNode node, bool isFused, IEnumerable<Stack> users)
    {
        Stack behind = users.OrderByDescending(static stack => stack.Bound).ThenBy(static stack => stack.Count).FirstOrDefault() ?? Stack.None;
        return node.Layer is { } layer && !isFused
            ? layer.Traits.Normalizes ? Stack.None : behind.With(node, layer.Traits.LargestDerivative)
            : behind;
    }

    private static FlowNode? Trained(FlowNode node)
    {
        FlowNode? before = node;
        while (before is not null && before.Layer?.HasParameters != true)
        {
            before = before.Inputs.FirstOrDefault();
        }

        return before;
    }

    /// <summary>The saturating units from here to the outputs or to the next norm.</summary>
    /// <param name="Bound">The product of their largest derivatives, and of those of all other layers there.</param>
    /// <param name="Count">How many there are.</param>
    /// <param name="Unit">The one nearest to the inputs.</param>
    /// <param name="Next">Those behind it.</param>
    /// <param name="Last">The one nearest to the outputs.</param>
    private sealed record Stack(double Bound, int Count, FlowNode? Unit, Stack? Next, FlowNode? Last)
    {
        public static readonly Stack None = new(1, 0, null, null, null);

        public IEnumerable<FlowNode> Units
        {
            get
            {
                for (Stack? stack = this; stack?.Unit is not null; stack = stack.Next)
                {
                    yield return stack.Unit;
                }
            }
        }

        /// <summary>As in <c>(1/4)^6</c>.</summary>
        public string Factors => string.Join(" ", Units
            .GroupBy(static unit => unit.Layer is Sigmoid ? "1/4" : unit.Layer is HardSigmoid ? "1/6" : "1")
            .Where(static group => group.Key != "1")
            .Select(static group => $"({group.Key})^{group.Count().ToString(CultureInfo.InvariantCulture)}"));

        /// <summary>
        /// The same product where every unit is half way to its limits: at 1/2 a tanh has the derivative 1 - 1/4, at 1/4 or 3/4 a sigmoid 3/16. A hard
        /// sigmoid has its largest there, too.
        /// </summary>
        public double HalfWay => Units.Where(static unit => unit.Layer is not HardSigmoid).Aggregate(Bound, static (product, _) => 0.75 * product);

        public Stack With(FlowNode node, double derivative)
            => node.Layer?.Traits.Saturates == true ? new Stack(Bound * derivative, Count + 1, node, this, Last ?? node) : this with { Bound = Bound * derivative };
    }
}
