using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Passes;

/// <summary>
/// The loss of a pass, and the gradient it starts with. A softmax before cross-entropy and a sigmoid before binary cross-entropy
/// are left out of the training pass (<see cref="NetworkGraph.Before"/>): the loss takes the logits.
/// </summary>
internal static class LossRule
{
    /// <summary>Adds the loss.</summary>
    /// <returns>The gradient of the mean loss with respect to <paramref name="y"/>.</returns>
    public static Value Add(PlanBuilder plan, Loss loss, Value y)
    {
        Value dy = plan.NewValue("dOutputs", y.Shape);
        plan.Add(new DraftStep(
            (at, _) => new LossKernel(loss, at(y).Row, at(dy).Row),
            EquatableArray.Of<Operand>(new Operand.Activation(y.Id), new Operand.Targets(), new Operand.Activation(dy.Id)),
            "loss",
            "",
            Equation(loss)));
        return dy;
    }

    private static string Equation(Loss loss) => loss switch
    {
        MeanSquaredError => "loss: L = mean of (y - t)^2, dy = 2 (y - t) / N",
        MeanAbsoluteError => "loss: L = mean of |y - t|, dy = sign(y - t) / N",
        Huber => "loss: with d = y - t, L = mean of (|d| <= delta ? d^2 / 2 : delta (|d| - delta / 2)), dy = clamp(d, -delta, delta) / N",
        CrossEntropy => "loss: L = mean of -sum of t log softmax(y), dy = (softmax(y) sum of t - t) / N",
        BinaryCrossEntropy => "loss: L = mean of log(1 + exp(y)) - t y, dy = (sigmoid(y) - t) / N",
        FunctionLoss { Function: { } function } => $"loss: L = mean of {function.Text}, dy = its derivative for {function.Name}'s first argument / N",
        _ => throw new System.NotSupportedException($"No equation for {loss.GetType().Name}."),
    };
}
