using System.Globalization;

namespace StaticNet;

/// <summary>The results of a network on a data set.</summary>
public sealed class EvaluationResult
{
    internal EvaluationResult(int count, double loss, ConfusionMatrix? confusionMatrix, IReadOnlyDictionary<string, double> metrics)
    {
        Count = count;
        Loss = loss;
        ConfusionMatrix = confusionMatrix;
        Metrics = metrics;
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>The mean loss; NaN for a network that declares none.</summary>
    public double Loss { get; }

    /// <summary>The share of the samples whose class was predicted, from 0 to 1; NaN for samples with targets instead of labels.</summary>
    public double Accuracy => ConfusionMatrix?.Accuracy ?? double.NaN;

    /// <summary>Which classes were taken for which; <see langword="null"/> for samples with targets instead of labels.</summary>
    public ConfusionMatrix? ConfusionMatrix { get; }

    /// <summary>The metrics that were asked for, by their names.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; }

    /// <summary>The figures: <c>loss 0.1234, accuracy 97.22 % of 360</c>.</summary>
    public override string ToString()
    {
        string loss = string.Create(CultureInfo.InvariantCulture, $"loss {Loss:0.0000}");
        string metrics = string.Concat(Metrics.Select(static metric => string.Create(CultureInfo.InvariantCulture, $", {metric.Key} {metric.Value:0.0000}")));
        return ConfusionMatrix is null
            ? loss + metrics
            : string.Create(CultureInfo.InvariantCulture, $"{loss}, accuracy {Accuracy * 100:0.00} % of {Count:N0}{metrics}");
    }
}
