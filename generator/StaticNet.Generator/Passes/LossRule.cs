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
    /// <summary>Adds the loss of an output.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="output">The output.</param>
    /// <param name="targetLength">The targets of a sample.</param>
    /// <param name="isScaled">Whether all that the loss is multiplied by is in the scale: of a network's only loss, without a weight.</param>
    /// <param name="y">Its value, as a row.</param>
    /// <returns>The gradient of the mean loss with respect to <paramref name="y"/>.</returns>
    public static Value Add(PlanBuilder plan, NetworkOutput output, int targetLength, bool isScaled, Value y)
    {
        Loss loss = output.Loss! with { Weight = 1 };
        Value dy = plan.NewValue(output.Name is null ? "dOutputs" : "d" + Naming.Pascal(output.Name), y.Shape);
        string name = output.Name is null ? "loss" : output.Name + "Loss";
        plan.Add(new DraftStep(
            (at, _) => new LossKernel(loss, at(y).Row, at(dy).Row, targetLength),
            EquatableArray.Of<Operand>(new Operand.Activation(y.Id), new Operand.Targets(output.TargetOffset, isScaled ? null : output.Loss!.Weight / Terms(output)), new Operand.Activation(dy.Id)),
            name,
            "",
            Equation(loss, name)));
        return dy;
    }

    /// <summary>What a sample's losses are divided by where a network has one loss: the number of outputs, of an element-wise one.</summary>
    public static int Terms(NetworkOutput output) => output.Loss is CrossEntropy ? 1 : (int)output.Shape.Length;

    private static string Equation(Loss loss, string name) => name + ": " + (loss switch
    {
        MeanSquaredError => "L = mean of (y - t)^2, dy = 2 (y - t) / N",
        MeanAbsoluteError => "L = mean of |y - t|, dy = sign(y - t) / N",
        Huber => "with d = y - t, L = mean of (|d| <= delta ? d^2 / 2 : delta (|d| - delta / 2)), dy = clamp(d, -delta, delta) / N",
        CrossEntropy => "L = mean of -sum of t log softmax(y), dy = (softmax(y) sum of t - t) / N",
        BinaryCrossEntropy => "L = mean of log(1 + exp(y)) - t y, dy = (sigmoid(y) - t) / N",
        FunctionLoss { Function: { } function } => $"L = mean of {function.Text}, dy = its derivative for {function.Name}'s first argument / N",
        _ => throw new System.NotSupportedException($"No equation for {loss.GetType().Name}."),
    });
}
