using StaticNet.Reference.Losses;

namespace StaticNet.Reference;

/// <summary>A loss in double precision: its formula, and the derivative of that below it.</summary>
public abstract class ReferenceLoss
{
    /// <summary>The loss of an attribute.</summary>
    /// <param name="loss">The declaration.</param>
    /// <param name="output">The shape of the output.</param>
    /// <param name="function">The function of a loss that the user has written.</param>
    /// <param name="isOnly">Whether it is the network's only loss.</param>
    public static ReferenceLoss Create(NetworkLossAttribute loss, IReadOnlyList<int> output, FunctionSummary? function = null, bool isOnly = true) => loss switch
    {
        MeanSquaredErrorAttribute => new MeanSquaredErrorLoss(),
        MeanAbsoluteErrorAttribute => new MeanAbsoluteErrorLoss(),
        HuberAttribute huber => new HuberLoss(huber.Delta),
        CrossEntropyAttribute crossEntropy => new CrossEntropyLoss(crossEntropy, output[0], output.Skip(1).Aggregate(1, static (product, length) => product * length), isOnly),
        BinaryCrossEntropyAttribute => new BinaryCrossEntropyLoss(),
        IFunctionAttribute => new FunctionLoss(function!),
        _ => throw new NotSupportedException($"The reference knows no {loss.GetType().Name}."),
    };

    /// <summary>The mean loss.</summary>
    /// <param name="y">The outputs (the logits, for those that take logits) of all samples, one after another.</param>
    /// <param name="t">The targets of all samples.</param>
    /// <param name="samples">The number of samples.</param>
    public abstract double Forward(double[] y, double[] t, int samples);

    /// <summary>The gradient of the mean loss for each output.</summary>
    /// <param name="y">The outputs (the logits, for those that take logits) of all samples, one after another.</param>
    /// <param name="t">The targets of all samples.</param>
    /// <param name="samples">The number of samples.</param>
    public abstract double[] Backward(double[] y, double[] t, int samples);
}
