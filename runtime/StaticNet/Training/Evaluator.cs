using System.Collections.Immutable;
using System.Runtime.InteropServices;
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
    public static EvaluationResult Evaluate<TNetwork>(TNetwork network, IDataset data)
        where TNetwork : class, INetwork<TNetwork>
        => Evaluate(network, data, []);

    /// <summary>Predicts every sample and compares, with further figures.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The samples, at least one.</param>
    /// <param name="metrics">The figures.</param>
    /// <returns>The mean loss, the metrics, and, for samples with labels, accuracy and confusion matrix, as <see cref="Evaluate{TNetwork}(TNetwork, IDataset)"/> has them.</returns>
    /// <exception cref="ArgumentException">The data set is empty, or its samples do not fit the network; or a metric does not fit its outputs, or two have one name.</exception>
    public static EvaluationResult Evaluate<TNetwork>(TNetwork network, IDataset data, IReadOnlyList<Metric> metrics)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ThrowUnlessPossible(network, data);
        NetworkSummary summary = TNetwork.Summary;
        List<int> labels = [];
        List<int> predictions = [];
        OutputSummary classified = summary.Classified;
        OutputForm kind = summary.KindOf(classified);
        float[] row = new float[2 * classified.Classes];
        Reset(metrics, classified, kind, data);
        (double loss, double weight) = (0, 0);
        (OutputSummary Part, OutputForm Kind)[] compared = Compared(summary);
        bool isWeighted = compared is [{ Part.Loss: CrossEntropyAttribute { IsWeighted: true } }];
        ForEachSample(network, data, (_, output, target, label) =>
        {
            for (int position = 0; position < classified.Positions; position++)
            {
                if (data.HasLabels && label[position] == summary.IgnoredLabel)
                {
                    continue;
                }

                ReadOnlySpan<float> values = Position(output.Slice(classified.Offset, classified.Length), classified, position, row.AsSpan(0, classified.Classes));
                if (data.HasLabels)
                {
                    labels.Add(label[position]);
                    predictions.Add(Classify(values, kind, summary));
                }

                if (metrics.Count > 0)
                {
                    ReadOnlySpan<float> expected = Position(target.Slice(classified.TargetOffset, classified.Length), classified, position, row.AsSpan(classified.Classes));
                    foreach (Metric metric in metrics)
                    {
                        metric.Add(values, expected);
                    }
                }
            }

            foreach ((OutputSummary part, OutputForm form) in compared)
            {
                (double ofPart, double weightOfPart) = Loss(output.Slice(part.Offset, part.Length), target.Slice(part.TargetOffset, part.Length), form, part);
                loss += isWeighted ? ofPart : ofPart / part.Positions;
                weight += isWeighted ? weightOfPart : 0;
            }

            weight += isWeighted ? 0 : 1;
        });

        return new EvaluationResult(
            data.Count,
            weight == 0 ? 0 : loss / weight,
            data.HasLabels ? Confusion(summary, data, labels, predictions) : null,
            metrics.ToDictionary(static metric => metric.Name, static metric => metric.Value));
    }

    /// <summary>
    /// Predicts every sample, and gives the loss of each: what stands out, such as anomalies that an autoencoder reproduces badly, or labels that are wrong. It is the sample's part of the mean; with weights of classes it is
    /// not divided by them, as in PyTorch's <c>reduction="none"</c>.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The samples, at least one.</param>
    /// <returns>As many losses, in the order of the samples; NaN where the network declares no loss.</returns>
    /// <exception cref="ArgumentException">The data set is empty, or its samples do not fit the network.</exception>
    public static double[] Losses<TNetwork>(TNetwork network, IDataset data)
        where TNetwork : class, INetwork<TNetwork>
    {
        ThrowUnlessPossible(network, data);
        NetworkSummary summary = TNetwork.Summary;
        (OutputSummary Part, OutputForm Kind)[] compared = Compared(summary);
        double[] losses = new double[data.Count];
        ForEachSample(network, data, (index, output, target, _) =>
        {
            foreach ((OutputSummary part, OutputForm form) in compared)
            {
                losses[index] += Loss(output.Slice(part.Offset, part.Length), target.Slice(part.TargetOffset, part.Length), form, part).Loss / part.Positions;
            }
        });
        return losses;
    }

    private delegate void SampleAction(int index, ReadOnlySpan<float> output, ReadOnlySpan<float> target, ReadOnlySpan<int> label);

    private static void ThrowUnlessPossible<TNetwork>(TNetwork network, IDataset data)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        data.ThrowUnlessFitting<TNetwork>(nameof(data));
        if (data.Count == 0)
        {
            throw new ArgumentException("There are no samples to evaluate.", nameof(data));
        }
    }

    // The outputs that have a loss; the first one where none has.
    private static (OutputSummary Part, OutputForm Kind)[] Compared(NetworkSummary summary)
        => [.. (summary.IsTrained ? summary.Trained : summary.Outputs.Take(1)).Select(output => (output, summary.KindOf(output)))];

    // In their order. Targets are those that labels mean, where there are labels.
    private static void ForEachSample<TNetwork>(TNetwork network, IDataset data, SampleAction action)
        where TNetwork : class, INetwork<TNetwork>
    {
        NetworkSummary summary = TNetwork.Summary;
        int length = TNetwork.OutputLength;
        int batchSize = Math.Min(Math.Clamp(LargestBatchLength / length, 1, LargestBatch), data.Count);
        float[] outputs = new float[batchSize * length];
        float[] oneHot = new float[TNetwork.TargetLength];
        SampleRange samples = new(data, summary);
        for (int start = 0, count; start < data.Count; start += count)
        {
            count = Math.Min(batchSize, data.Count - start);
            samples.Read(start, count);
            network.Forward(samples.Inputs, outputs.AsSpan(0, count * length));
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<int> label = samples.Label(i);
                action(start + i, outputs.AsSpan(i * length, length), data.HasLabels ? Targets(label, summary, oneHot) : samples.Target(i), label);
            }
        }
    }

    // What labels mean: 1 for that class and 0 for the others, or the number itself.
    private static float[] Targets(ReadOnlySpan<int> labels, NetworkSummary summary, float[] targets)
    {
        targets.AsSpan().Clear();
        if (summary.IsBinary)
        {
            targets[0] = labels[0];
            return targets;
        }

        for (int position = 0; position < labels.Length; position++)
        {
            if (labels[position] != summary.IgnoredLabel)
            {
                targets[(labels[position] * labels.Length) + position] = 1;
            }
        }

        return targets;
    }

    // The values of the classes of one position.
    private static ReadOnlySpan<float> Position(ReadOnlySpan<float> values, OutputSummary output, int position, Span<float> row)
    {
        if (output.Positions == 1)
        {
            return values;
        }

        output.CopyPosition(values, position, row);
        return row;
    }

    /// <summary>Begins the metrics, and throws unless they fit the outputs and the samples.</summary>
    internal static void Reset<TNetwork>(IReadOnlyList<Metric> metrics, IDataset data)
        where TNetwork : class, INetwork<TNetwork>
        => Reset(metrics, TNetwork.Summary.Classified, TNetwork.Summary.KindOf(TNetwork.Summary.Classified), data);

    private static void Reset(IReadOnlyList<Metric> metrics, OutputSummary output, OutputForm kind, IDataset data)
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

            metric.Reset(output.Classes, prediction, kind == OutputForm.Logits ? 0 : 0.5);
        }
    }

    private static ConfusionMatrix Confusion(NetworkSummary summary, IDataset data, List<int> labels, List<int> predictions)
    {
        // Names for only some of the classes are not used.
        ImmutableArray<string> names = data.ClassNames;
        return new ConfusionMatrix(summary.ClassCount, CollectionsMarshal.AsSpan(labels), CollectionsMarshal.AsSpan(predictions), names.Length == summary.ClassCount ? names : null);
    }

    private static int Classify(ReadOnlySpan<float> output, OutputForm kind, NetworkSummary summary)
    {
        if (summary.IsBinary)
        {
            return output[0] > (kind == OutputForm.Logits ? 0f : 0.5f) ? 1 : 0;
        }

        return PredictedOutput.Largest(output);
    }

    // Of one output of one sample, the sum over its positions, and what its targets weigh.
    private static (double Loss, double Weight) Loss(ReadOnlySpan<float> output, ReadOnlySpan<float> target, OutputForm kind, OutputSummary summary)
    {
        double factor = summary.Loss?.Weight ?? 1;
        if (summary.Loss is not CrossEntropyAttribute loss)
        {
            return (factor * Elementwise(output, target, kind, summary), 1);
        }

        (double sum, double weight) = (0, 0);
        for (int position = 0; position < summary.Positions; position++)
        {
            sum += factor * CrossEntropy(output[position..], target[position..], kind, loss, summary.Classes, summary.Positions, ref weight);
        }

        return (sum, weight);
    }

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

    // -sum_c w_c ((1 - s) t_c + s / C sum of t) log(p_c) of a position, whose classes are a stride apart.
    private static double CrossEntropy(
        ReadOnlySpan<float> output, ReadOnlySpan<float> target, OutputForm kind, CrossEntropyAttribute loss, int classes, int stride, ref double weight)
    {
        double logOfSum = kind == OutputForm.Logits ? LogOfSumOfExponentials(output, classes, stride) : 0;
        double ofAll = 0;
        for (int c = 0; c < classes; c++)
        {
            ofAll += target[c * stride];
            weight += loss.WeightOf(c) * target[c * stride];
        }

        double sum = 0;
        for (int c = 0; c < classes; c++)
        {
            // A class with target 0 does not count, even if its logarithm is infinite.
            double t = loss.WeightOf(c) * (((1 - loss.LabelSmoothing) * target[c * stride]) + (loss.LabelSmoothing / classes * ofAll));
            if (t != 0)
            {
                sum -= t * (kind switch
                {
                    OutputForm.Probabilities => ClampedLog(output[c * stride]),
                    _ => output[c * stride] - logOfSum,
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

    private static double LogOfSumOfExponentials(ReadOnlySpan<float> values, int count, int stride)
    {
        double largest = double.NegativeInfinity;
        for (int i = 0; i < count; i++)
        {
            largest = Math.Max(largest, values[i * stride]);
        }

        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += ScalarMath.Exp(values[i * stride] - largest);
        }

        return largest + ScalarMath.Log(sum);
    }

    private static double ClampedLog(double probability) => Math.Max(ScalarMath.Log(probability), LowestLog);
}
