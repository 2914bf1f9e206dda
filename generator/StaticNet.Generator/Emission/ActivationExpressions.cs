using System;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Emission;

/// <summary>The C# of each activation and of its gradient, on vectors; one line an activation in each table.</summary>
internal static class ActivationExpressions
{
    /// <param name="function">The activation.</param>
    /// <param name="x">The vector it is applied to.</param>
    /// <param name="slope">The vector that holds a learned slope.</param>
    public static string Forward(Activation function, string x, string slope = "slope") => function switch
    {
        ReLU => $"Activation.ReLU({x})",
        LeakyReLU leaky => $"Activation.LeakyReLU({x}, {Literal.Of(leaky.Slope)})",
        PReLU => $"Activation.PReLU({x}, {slope})",
        ELU elu => $"Activation.ELU({x}, {Literal.Of(elu.Alpha)})",
        GELU => $"Activation.GELU({x})",
        SiLU => $"Activation.SiLU({x})",
        Sigmoid => $"Activation.Sigmoid({x})",
        Tanh => $"Activation.Tanh({x})",
        Softplus => $"Activation.Softplus({x})",
        HardSigmoid => $"Activation.HardSigmoid({x})",
        HardSwish => $"Activation.HardSwish({x})",
        Step => $"Activation.Step({x})",
        _ => throw new NotSupportedException($"No expression for {function.GetType().Name}."),
    };

    /// <param name="function">The activation.</param>
    /// <param name="kept">The vector of its input or output, as <see cref="Lowering.ActivationTraits.Keeps"/> says.</param>
    /// <param name="dy">The gradient of its output.</param>
    public static string Gradient(Activation function, string kept, string dy) => function switch
    {
        ReLU => $"Activation.ReLUGradient({kept}, {dy})",
        LeakyReLU leaky => $"Activation.LeakyReLUGradient({kept}, {dy}, {Literal.Of(leaky.Slope)})",
        ELU elu => $"Activation.ELUGradient({kept}, {dy}, {Literal.Of(elu.Alpha)})",
        GELU => $"Activation.GELUGradient({kept}, {dy})",
        SiLU => $"Activation.SiLUGradient({kept}, {dy})",
        Sigmoid => $"Activation.SigmoidGradient({kept}, {dy})",
        Tanh => $"Activation.TanhGradient({kept}, {dy})",
        Softplus => $"Activation.SoftplusGradient({kept}, {dy})",
        HardSigmoid => $"Activation.HardSigmoidGradient({kept}, {dy})",
        HardSwish => $"Activation.HardSwishGradient({kept}, {dy})",
        Step => "Vector512<float>.Zero",
        _ => throw new NotSupportedException($"No gradient for {function.GetType().Name}."),
    };
}
