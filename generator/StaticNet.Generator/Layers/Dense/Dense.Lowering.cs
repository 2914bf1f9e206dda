using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Layers;

internal sealed partial record Dense
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new DenseLowering(layer);
}

/// <summary>
/// <c>y = W x + b</c>. W lies with rows along its outputs or along its inputs (<see cref="DenseStorage"/>); the product that
/// broadcasts in one case folds in the other, and the backward pass takes the respective other one for Wᵀ.
/// </summary>
internal sealed class DenseLowering(AnalyzedLayer layer) : UnaryLowering(layer)
{
    private readonly int _inputs = (int)layer.Input.Length;
    private readonly int _outputs = (int)layer.Output.Length;
    private readonly TensorModel _weight = layer.Tensor("weight")!;
    private readonly TensorModel? _bias = layer.Tensor("bias");

    // Kept: the weight's gradient is made of it.
    private Value? _x;

    private DenseLanes LanesAlong => DenseStorage.Choose(_inputs, _outputs);

    private int RowStride => DenseStorage.RowStride(_inputs, _outputs);

    public override Value Forward(PlanBuilder plan, Value x)
    {
        _x = x;
        Value y = plan.NewValue(Name, Layer.Output);
        Operand[] parameters = _bias is null
            ? [Parameter(_weight)]
            : [Parameter(_weight), Parameter(_bias)];
        plan.Add(new DraftStep(
            (at, functions) => LanesAlong == DenseLanes.Outputs
                ? Broadcast(at(x).Row, at(y).Row, _bias is not null, functions)
                : Dot(at(x).Row, at(y).Row, _bias is not null, functions),
            parameters.Append(new Operand.Activation(x.Id)).Append(new Operand.Activation(y.Id)).ToEquatableArray(),
            Name,
            "",
            $"{Name}: y = W x{(_bias is null ? "" : " + b")}, {Layer.Input} -> {Layer.Output}")
        {
            TakesFunctions = true,
        });
        return y;
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        Value x = _x!;
        bool alongOutputs = LanesAlong == DenseLanes.Outputs;
        (Value broadcast, Value lanes) = alongOutputs ? (x, dy) : (dy, x);
        plan.Add(new DraftStep(
            (at, _) => new OuterProduct(at(broadcast).Row, at(lanes).Row, RowStride),
            EquatableArray.Of<Operand>(
                ParameterGradient(_weight), new Operand.Activation(broadcast.Id), new Operand.Activation(lanes.Id)),
            Name,
            "WeightGradient",
            $"{Name}: dW += dy xᵀ, [{_outputs}, {_inputs}]; {(alongOutputs ? "a is x, b is dy" : "a is dy, b is x")}"));

        if (_bias is not null)
        {
            plan.Add(new DraftStep(
                (at, _) => new RowSum(at(dy).Row),
                EquatableArray.Of<Operand>(ParameterGradient(_bias), new Operand.Activation(dy.Id)),
                Name,
                "BiasGradient",
                $"{Name}: db += dy, [{_outputs}]"));
        }

        if (!wantsInputGradient)
        {
            return dy;
        }

        Value dx = plan.NewValue(Gradient(x.Name), Layer.Input);
        plan.Add(new DraftStep(
            (at, _) => alongOutputs
                ? Dot(at(dy).Row, at(dx).Row, hasBias: false, EquatableArray<StoreFunction>.Empty)
                : Broadcast(at(dy).Row, at(dx).Row, hasBias: false, EquatableArray<StoreFunction>.Empty),
            EquatableArray.Of<Operand>(
                Parameter(_weight), new Operand.Activation(dy.Id), new Operand.Activation(dx.Id)),
            Name,
            "InputGradient",
            $"{Name}: dx = Wᵀ dy, {Layer.Output} -> {Layer.Input}; x is dy, y is dx"));
        return dx;
    }

    private BroadcastProduct Broadcast(Row x, Row y, bool hasBias, EquatableArray<StoreFunction> functions)
        => new(x, y, RowStride, Tiling.Partials(y.Vectors, x.Length), hasBias, functions);

    private DotProduct Dot(Row x, Row y, bool hasBias, EquatableArray<StoreFunction> functions)
        => new(x, y, RowStride, Tiling.Partials(y.Length, x.Vectors), hasBias, functions);
}
