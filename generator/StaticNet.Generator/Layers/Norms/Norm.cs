using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Layers;

/// <summary>
/// What norms have in common: any shape in, the same shape out; <c>weight</c> and <c>bias</c> of shape <c>[channels]</c>, at first 1 and 0.
/// No multiply-adds are counted.
/// </summary>
internal abstract record Norm(float Epsilon) : SimpleLayer
{
    /// <summary>What is added to the variance where nothing is said, as in PyTorch.</summary>
    protected const float DefaultEpsilon = 1e-5f;

    public override string Equation => "y = (x - mean) / sqrt(variance + epsilon) weight + bias";

    public override DeclaredArguments Declared => DeclaredArguments.None.Set("Epsilon", Epsilon, DefaultEpsilon);

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.Normalizes);

    public override LayerView? View => LayerView.Of("NormParameters", "weight", "bias");

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequirePositive(context, GetType().Name, "Epsilon", Epsilon);
        return LayerFacts.Unchanged(context) with { Tensors = Tensors(context.Input.Dimensions[0]).ToEquatableArray() };
    }

    /// <summary>The tensors, each with a value a channel.</summary>
    protected virtual IEnumerable<TensorModel> Tensors(int channels) => [Tensor("weight", channels, 1f), Tensor("bias", channels, 0f)];

    /// <summary>A tensor with a value a channel.</summary>
    protected static TensorModel Tensor(string name, int channels, float initial, bool isTrainable = true) => new(
        name, EquatableArray.Of(channels), EquatableArray.Of(1), Offset: 0, DenseStorage.RoundUp(channels), new InitialValue.Constant(initial), isTrainable);
}
