using System.Collections.Immutable;
using StaticNet.Kernels;

namespace StaticNet;

/// <summary>Measures networks on data sets.</summary>
/// <remarks>
/// The loss is computed in double from the outputs of <c>Forward</c>, in the order of the samples: the same figure on every machine.
/// The outputs are probabilities to <c>[CrossEntropy]</c> after <c>[Softmax]</c> and to <c>[BinaryCrossEntropy]</c> after <c>[Sigmoid]</c>:
/// their logarithms count as at least -100, as in PyTorch's <c>BCELoss</c>, so that a probability rounded to 0 does not make the loss
/// infinite. After <c>[LogSoftmax]</c> they are logarithms, after any other layer logits. Training computes the same losses from what comes before the last layer
/// and may differ in the last digits. It reads the network as <c>Forward</c> does: any number of threads at once, but none that writes the weights.
/// </remarks>
public static class Evaluator
{
    private const int LargestBatch = 256;

    // The size of the outputs of a batch: 4 MiB. A sample with more outputs is a batch by itself.
    private const int LargestBatchLength = 1 << 20;

    private const double LowestLog = -100;

    /// <summary>Predicts every sample and compares.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The samples, at least one.</param>
    /// <returns>
    /// The mean loss and, for samples with labels, accuracy and confusion matrix. The predicted class is the largest output, the first
    /// of several; of a single output, class 1 where it is above 1/2, or above 0 where it is a logit.
    /// </returns>
    /// <exception cref="ArgumentException">The data set is empty, or its samples do not fit the network.</exception>
    public static EvaluationResult Evaluate<TNetwork>(TNetwork network, Dataset data)
        where TNetwork : class, INetwork<TNetwork>
        => Evaluate(network, data, []);

    /// <summary>Predicts every sample and compares, with further figures.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The samples, at least one.</param>
    /// <param name="metrics">The figures.</param>
    /// <returns>The mean loss, the metrics, and, for samples with labels, accuracy and confusion matrix, as <see cref="Evaluate{TNetwork}(TNetwork, Dataset)"/> has them.</returns>
    /// <exception cref="ArgumentException">The data set is empty, or its samples do not fit the network; or a metric does not fit its outputs, or two have one name.</exception>
    public static EvaluationResult Evaluate<TNetwork>(TNetwork network, Dataset data, IReadOnlyList<Metric> metrics)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(metrics);
        data.ThrowUnlessFitting<TNetwork>(nameof(data));
        if (data.Count == 0)
        {
            throw new ArgumentException("There are no samples to evaluate.", nameof(data));
        }

        NetworkSummary summary = TNetwork.Summary;
        OutputSummary[] compared = summary.IsTrained ? [.. summary.Trained] : [.. summary.Outputs.Take(1)];
        OutputForm[] kinds = [.. compared.Select(output => summary.KindOf(output))];
        int length = TNetwork.OutputLength;
        int batchSize = Math.Min(Math.Clamp(LargestBatchLength / length, 1, LargestBatch), data.Count);
        float[] outputs = new float[batchSize * length];
        int[] predictions = new int[data.HasLabels ? data.Count : 0];
        float[] oneHot = new float[TNetwork.TargetLength];
        OutputSummary classified = summary.Classified;
        OutputForm kind = summary.KindOf(classified);
        Reset(metrics, classified, kind, data);
        double sum = 0;
        for (int start = 0, count; start < data.Count; start += count)
        {
            count = Math.Min(batchSize, data.Count - start);
            network.Forward(data.Inputs.Slice(start * data.InputLength, count * data.InputLength), outputs.AsSpan(0, count * length));
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> output = outputs.AsSpan(i * length, length);
                ReadOnlySpan<float> target = data.Target(start + i);
                if (data.HasLabels)
                {
                    int label = data.Labels[start + i];
                    predictions[start + i] = Classify(output.Slice(classified.Offset, classified.Length), kind, summary);
                    oneHot.AsSpan().Clear();
                    if (summary.IsBinary)
                    {
                        oneHot[0] = label;
                    }
                    else
                    {
                        oneHot[label] = 1;
                    }

                    target = oneHot;
                }

                foreach (Metric metric in metrics)
                {
                    metric.Add(output.Slice(classified.Offset, classified.Length), target.Slice(classified.TargetOffset, classified.Length));
                }

                for (int k = 0; k < compared.Length; k++)
                {
                    OutputSummary part = compared[k];
                    sum += Loss(output.Slice(part.Offset, part.Length), target.Slice(part.TargetOffset, part.Length), kinds[k], part);
                }
            }
        }

        return new EvaluationResult(
            data.Count,
            sum / data.Count,
            data.HasLabels ? Confusion(summary, data, predictions) : null,
            metrics.ToDictionary(static metric => metric.Name, static metric => metric.Value));
    }

    /// <summary>Begins the metrics, and throws unless they fit the outputs and the samples.</summary>
    internal static void Reset<TNetwork>(IReadOnlyList<Metric> metrics, Dataset data)
        where TNetwork : class, INetwork<TNetwork>
        => Reset(metrics, TNetwork.Summary.Classified, TNetwork.Summary.KindOf(TNetwork.Summary.Classified), data);

    private static void Reset(IReadOnlyList<Metric> metrics, OutputSummary output, OutputForm kind, Dataset data)
    {
        PredictionKind prediction = output.Loss switch
        {
            CrossEntropyAttribute => PredictionKind.Classes,
            BinaryCrossEntropyAttribute => PredictionKind.YesOrNo,
            _ when data.HasLabels => output.Length > 1 ? PredictionKind.Classes : PredictionKind.YesOrNo,
            _ => PredictionKind.Values,
        };
        HashSet<string> names = [];
        foreach (Metric metric in metrics)
        {
            if (!names.Add(metric.Name) || metric.Name.AsSpan().ContainsAny(",\"\r\n"))
            {
                throw new ArgumentException($"Metrics need names of their own without commas, quotation marks and line breaks; {Quote.Text(metric.Name)} is not one.", nameof(metrics));
            }

            metric.Reset(output.Length, prediction, kind == OutputForm.Logits ? 0 : 0.5);
        }
    }

    private static ConfusionMatrix Confusion(NetworkSummary summary, Dataset data, int[] predictions)
    {
        // Names for only some of the classes are not used.
        ImmutableArray<string> names = data.ClassNames;
        return new ConfusionMatrix(summary.ClassCount, data.Labels, predictions, names.Length == summary.ClassCount ? names : null);
    }

    private static int Classify(ReadOnlySpan<float> output, OutputForm kind, NetworkSummary summary)
    {
        if (summary.IsBinary)
        {
            return output[0] > (kind == OutputForm.Logits ? 0f : 0.5f) ? 1 : 0;
        }

        return PredictedOutput.Largest(output);
    }

    // Of one output of one sample.
    private static double Loss(ReadOnlySpan<float> output, ReadOnlySpan<float> target, OutputForm kind, OutputSummary summary)
        => (summary.Loss?.Weight ?? 1) * (summary.Loss is CrossEntropyAttribute ? CrossEntropy(output, target, kind) : Elementwise(output, target, kind, summary));

    private static double Elementwise(ReadOnlySpan<float> output, ReadOnlySpan<float> target, OutputForm kind, OutputSummary summary)
    {
        NetworkLossAttribute? loss = summary.Loss;

        double sum = 0;
        for (int i = 0; i < output.Length; i++)
        {
            double difference = (double)output[i] - target[i];
            sum += loss switch
            {
                MeanSquaredErrorAttribute => difference * difference,
                MeanAbsoluteErrorAttribute => Math.Abs(difference),
                HuberAttribute huber => Math.Abs(difference) <= huber.Delta
                    ? difference * difference / 2
                    : huber.Delta * (Math.Abs(difference) - (huber.Delta / 2d)),
                BinaryCrossEntropyAttribute => BinaryCrossEntropy(output[i], target[i], kind),
                IFunctionAttribute => summary.LossFunction?.At(output[i], target[i]) ?? double.NaN,
                null => double.NaN,
                _ => throw new NotSupportedException($"{loss.GetType().Name} cannot be evaluated."),
            };
        }

        return sum / output.Length;
    }

    // -sum_c t_c log(p_c)
    private static double CrossEntropy(ReadOnlySpan<float> output, ReadOnlySpan<float> target, OutputForm kind)
    {
        double logOfSum = kind == OutputForm.Logits ? LogOfSumOfExponentials(output) : 0;
        double sum = 0;
        for (int i = 0; i < output.Length; i++)
        {
            // A class with target 0 does not count, even if its logarithm is infinite.
            if (target[i] != 0)
            {
                sum -= target[i] * (kind switch
                {
                    OutputForm.Probabilities => ClampedLog(output[i]),
                    _ => output[i] - logOfSum,
                });
            }
        }

        return sum;
    }

    // -(t log(p) + (1 - t) log(1 - p)); of a logit x, (1 - t) x - min(x, 0) + log(1 + exp(-|x|)), which infinite logits make as infinite or NaN as in training.
    private static double BinaryCrossEntropy(double output, double target, OutputForm kind)
        => kind == OutputForm.Probabilities
            ? -((target * ClampedLog(output)) + ((1 - target) * ClampedLog(1 - output)))
            : ((1 - target) * output) - Math.Min(output, 0) + ScalarMath.Log(1 + ScalarMath.Exp(-Math.Abs(output)));

    private static double LogOfSumOfExponentials(ReadOnlySpan<float> values)
    {
        double largest = double.NegativeInfinity;
        foreach (float value in values)
        {
            largest = Math.Max(largest, value);
        }

        double sum = 0;
        foreach (float value in values)
        {
            sum += ScalarMath.Exp(value - largest);
        }

        return largest + ScalarMath.Log(sum);
    }

    private static double ClampedLog(double probability) => Math.Max(ScalarMath.Log(probability), LowestLog);
}
