using System;
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
    /// <param name="isOnly">Whether it is the only one that has a loss: what a sample is divided by is in the scale then.</param>
    /// <param name="y">Its value, as a row.</param>
    /// <returns>The gradient of the mean loss with respect to <paramref name="y"/>.</returns>
    public static Value Add(PlanBuilder plan, NetworkOutput output, int targetLength, bool isOnly, Value y)
    {
        Loss loss = output.Loss! with { Weight = 1 };
        float weight = output.Loss!.Weight;
        Value dy = plan.NewValue(output.Name is null ? "dOutputs" : "d" + Naming.Pascal(output.Name), y.Shape);
        string name = output.Name is null ? "loss" : output.Name + "Loss";
        float? factor = !isOnly || (weight != 1 && !IsWeighted(loss)) ? weight / loss.Terms(output.Shape) : weight != 1 ? weight : null;
        var targets = new Operand.Targets(output.TargetOffset, factor);
        int positions = loss.Positions(output.Shape);
        if (loss is CrossEntropy crossEntropy && (positions > 1 || crossEntropy.ChangesTargets))
        {
            Value made = AddTargets(plan, crossEntropy, output.Shape, targets, targetLength, name);
            plan.Add(new DraftStep(
                (at, _) => new LossKernel(loss, at(y).Row, at(dy).Row, targetLength, at(made).Row, positions),
                EquatableArray.Of<Operand>(new Operand.Activation(y.Id), new Operand.Activation(made.Id), new Operand.Activation(dy.Id)),
                name,
                "",
                Equation(loss, name) + (positions > 1 ? FormattableString.Invariant($", for each of {positions} positions") : "")));
        }
        else
        {
            plan.Add(new DraftStep(
                (at, _) => new LossKernel(loss, at(y).Row, at(dy).Row, targetLength),
                EquatableArray.Of<Operand>(new Operand.Activation(y.Id), targets, new Operand.Activation(dy.Id)),
                name,
                "",
                Equation(loss, name)));
        }

        return dy;
    }

    // Whether the mean is over what the targets weigh, which the scale has in it.
    private static bool IsWeighted(Loss loss) => loss is CrossEntropy { IsWeighted: true };

    private static Value AddTargets(PlanBuilder plan, CrossEntropy loss, Shape output, Operand.Targets targets, int targetLength, string name)
    {
        Value made = plan.NewValue(name + "Targets", Shape.Of((int)output.Length));
        plan.Add(new DraftStep(
            (at, _) => new ClassTargets(loss, CrossEntropy.Classes(output), loss.Positions(output), at(made).Row, targetLength),
            EquatableArray.Of<Operand>(targets, new Operand.Activation(made.Id)),
            name,
            "Targets",
            $"{name}: t, as the classes' weights and the smoothing make it"));
        return made;
    }

    private static string Equation(Loss loss, string name) => name + ": " + (loss switch
    {
        MeanSquaredError => "L = mean of (y - t)^2, dy = 2 (y - t) / N",
        MeanAbsoluteError => "L = mean of |y - t|, dy = sign(y - t) / N",
        Huber => "with d = y - t, L = mean of (|d| <= delta ? d^2 / 2 : delta (|d| - delta / 2)), dy = clamp(d, -delta, delta) / N",
        CrossEntropy => "L = mean of -sum of t log softmax(y), dy = (softmax(y) sum of t - t) / N",
        BinaryCrossEntropy => "L = mean of log(1 + exp(y)) - t y, dy = (sigmoid(y) - t) / N",
        FunctionLoss { Function: { } function } => $"L = mean of {function.Text}, dy = its derivative for {function.Name}'s first argument / N",
        _ => throw new NotSupportedException($"No equation for {loss.GetType().Name}."),
    });
}
