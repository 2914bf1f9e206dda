using System.Collections.Immutable;
using System.Globalization;

namespace StaticNet;

/// <summary>The figures of one epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Loss">The mean loss of the samples, each as it was when its batch came.</param>
/// <param name="ValidationLoss">The mean loss of the validation data after the epoch; NaN without such data.</param>
/// <param name="ValidationAccuracy">The share of the validation data whose class was predicted, from 0 to 1; NaN without such data, or if it has targets in place of labels.</param>
/// <param name="LearningRate">The learning rate of the epoch's last step.</param>
/// <param name="Elapsed">The time that the epoch took, validation included.</param>
public sealed record EpochResult(int Epoch, double Loss, double ValidationLoss, double ValidationAccuracy, double LearningRate, TimeSpan Elapsed)
{
    /// <summary>The metrics of the validation data, by their names.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Whether all figures are equal, those of <see cref="Metrics"/> included.</summary>
    /// <param name="other">Another epoch's figures.</param>
    public bool Equals(EpochResult? other)
        => other is not null
            && (Epoch, Loss, ValidationLoss, ValidationAccuracy, LearningRate, Elapsed).Equals((other.Epoch, other.Loss, other.ValidationLoss, other.ValidationAccuracy, other.LearningRate, other.Elapsed))
            && Metrics.OrderBy(static metric => metric.Key, StringComparer.Ordinal).SequenceEqual(other.Metrics.OrderBy(static metric => metric.Key, StringComparer.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Epoch, Loss, ValidationLoss, ValidationAccuracy, LearningRate, Elapsed);

    /// <summary>The figures in one line: <c>epoch 3: loss 0.1234, validation loss 0.2345, validation accuracy 97.22 %</c>.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"epoch {Epoch}: loss {Loss:0.0000}")
            + (double.IsNaN(ValidationLoss) ? "" : string.Create(CultureInfo.InvariantCulture, $", validation loss {ValidationLoss:0.0000}"))
            + (double.IsNaN(ValidationAccuracy) ? "" : string.Create(CultureInfo.InvariantCulture, $", validation accuracy {100 * ValidationAccuracy:0.00} %"))
            + string.Concat(Metrics.Select(static metric => string.Create(CultureInfo.InvariantCulture, $", validation {metric.Key} {metric.Value:0.0000}")));
}
