using System.Collections;
using System.Globalization;
using System.Text;

namespace StaticNet;

/// <summary>The epochs of a call of <c>Fit</c>: losses, validation, learning rates and times. It grows while training runs.</summary>
public sealed class TrainingHistory : IReadOnlyList<EpochResult>
{
    private const string Header = "epoch,loss,validation_loss,validation_accuracy,learning_rate,seconds";
    private const string Validation = ",validation_";
    private readonly List<EpochResult> _epochs = [];

    internal TrainingHistory()
    {
    }

    /// <summary>The number of completed epochs.</summary>
    public int Count => _epochs.Count;

    /// <summary>The mean loss of each epoch.</summary>
    public IEnumerable<double> Losses => _epochs.Select(static epoch => epoch.Loss);

    /// <summary>Why training ended before its last epoch, as <see cref="TrainingRun.Stop"/> was told; <see langword="null"/> if it did not.</summary>
    public string? StopReason { get; internal set; }

    /// <summary>The figures of an epoch.</summary>
    /// <param name="index">Its index, from 0: one less than <see cref="EpochResult.Epoch"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many epochs.</exception>
    public EpochResult this[int index] => _epochs[index];

    /// <summary>
    /// A table with a line for each epoch, as CSV with the columns epoch, loss, validation_loss, validation_accuracy, learning_rate, seconds, and those of the metrics, such as validation_f1. Numbers are written so that they are read as the same bits; a figure that
    /// there is not is empty.
    /// </summary>
    public string ToCsv()
    {
        string[] metrics = _epochs.Count == 0 ? [] : [.. _epochs[0].Metrics.Keys];
        StringBuilder text = new(Header + string.Concat(metrics.Select(static name => Validation + name)) + "\n");
        foreach (EpochResult epoch in _epochs)
        {
            text.AppendJoin(
                ',',
                epoch.Epoch.ToString(CultureInfo.InvariantCulture),
                Number(epoch.Loss),
                Number(epoch.ValidationLoss),
                Number(epoch.ValidationAccuracy),
                Number(epoch.LearningRate),
                Number(epoch.Elapsed.TotalSeconds));
            foreach (string name in metrics)
            {
                text.Append(',').Append(Number(epoch.Metrics.GetValueOrDefault(name, double.NaN)));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The learning curve as a picture: the losses of training and validation over the epochs. It shows in any browser, on light and dark pages.</summary>
    public string ToSvg() => LearningCurve.Draw(this);

    /// <inheritdoc/>
    public IEnumerator<EpochResult> GetEnumerator() => _epochs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(EpochResult epoch) => _epochs.Add(epoch);

    /// <summary>Reads what <see cref="ToCsv"/> wrote.</summary>
    /// <returns>The epochs, or <see langword="null"/> if the text is something else.</returns>
    internal static List<EpochResult>? Parse(string csv)
    {
        string[] lines = csv.Split('\n');
        if (!lines[0].StartsWith(Header, StringComparison.Ordinal) || lines[^1].Length > 0)
        {
            return null;
        }

        string[] metrics = lines[0][Header.Length..].Split(Validation)[1..];

        List<EpochResult> epochs = [];
        foreach (string line in lines[1..^1])
        {
            string[] fields = line.Split(',');
            double[] numbers = new double[fields.Length];
            for (int i = 0; i < fields.Length; i++)
            {
                if (fields[i].Length == 0)
                {
                    numbers[i] = double.NaN;
                }
                else if (!double.TryParse(fields[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
                {
                    return null;
                }
            }

            if (numbers.Length != 6 + metrics.Length || numbers[0] != epochs.Count + 1 || !(Math.Abs(numbers[5]) < TimeSpan.MaxValue.TotalSeconds / 2))
            {
                return null;
            }

            epochs.Add(new EpochResult(epochs.Count + 1, numbers[1], numbers[2], numbers[3], numbers[4], TimeSpan.FromSeconds(numbers[5]))
            {
                Metrics = metrics.Zip(numbers[6..]).ToDictionary(static pair => pair.First, static pair => pair.Second),
            });
        }

        return epochs;
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
