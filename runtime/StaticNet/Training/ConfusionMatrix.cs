using System.Collections.Immutable;
using System.Globalization;

namespace StaticNet;

/// <summary>How often samples of each class were taken for each class.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[] _counts;

    /// <summary>Counts predictions.</summary>
    /// <param name="classCount">The number of classes, at least 1.</param>
    /// <param name="actual">The class of each sample.</param>
    /// <param name="predicted">The class that each was taken for.</param>
    /// <param name="classNames">The names of the classes, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The numbers of samples differ, or that of the names is not that of the classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class is out of range.</exception>
    public ConfusionMatrix(int classCount, ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, IEnumerable<string>? classNames = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (actual.Length != predicted.Length)
        {
            throw new ArgumentException($"There are {actual.Length} classes but {predicted.Length} predictions.", nameof(predicted));
        }

        ClassCount = classCount;
        ClassNames = classNames is null ? [.. Enumerable.Range(0, classCount).Select(static i => i.ToString(CultureInfo.InvariantCulture))] : [.. classNames];
        if (ClassNames.Length != classCount)
        {
            throw new ArgumentException($"There are {classCount} classes but {ClassNames.Length} names.", nameof(classNames));
        }

        _counts = new int[checked(classCount * classCount)];
        for (int i = 0; i < actual.Length; i++)
        {
            _counts[Place(actual[i], predicted[i])]++;
        }
    }

    /// <summary>The number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>The names of the classes; their numbers when they have none.</summary>
    public ImmutableArray<string> ClassNames { get; }

    /// <summary>The number of samples.</summary>
    public int Total => _counts.Sum();

    /// <summary>The share of the samples on the diagonal, from 0 to 1; NaN without samples.</summary>
    public double Accuracy => (double)Enumerable.Range(0, ClassCount).Sum(i => this[i, i]) / Total;

    /// <summary>How many samples of a class were taken for another, or for itself.</summary>
    /// <param name="actual">Their class.</param>
    /// <param name="predicted">The class that they were taken for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is out of range.</exception>
    public int this[int actual, int predicted] => _counts[Place(actual, predicted)];

    /// <summary>Of the samples taken for a class, the share that are of it; NaN if there are none.</summary>
    /// <param name="predicted">The class.</param>
    public double Precision(int predicted)
        => (double)this[predicted, predicted] / Enumerable.Range(0, ClassCount).Sum(actual => this[actual, predicted]);

    /// <summary>Of the samples of a class, the share that were taken for it; NaN if there are none.</summary>
    /// <param name="actual">The class.</param>
    public double Recall(int actual)
        => (double)this[actual, actual] / Enumerable.Range(0, ClassCount).Sum(predicted => this[actual, predicted]);

    /// <summary>
    /// The table: a row for each class, a column for each class it was taken for, and the share that was found (recall); below, the
    /// share that was right (precision).
    /// </summary>
    public override string ToString()
    {
        TextTable table = new(1 + ClassCount + 1);
        table.Add(["actual \\ predicted", .. ClassNames, "recall"]);
        for (int actual = 0; actual < ClassCount; actual++)
        {
            table.Add(
            [
                ClassNames[actual],
                .. Enumerable.Range(0, ClassCount).Select(predicted => this[actual, predicted].ToString(CultureInfo.InvariantCulture)),
                Percent(Recall(actual)),
            ]);
        }

        table.Add(["precision", .. Enumerable.Range(0, ClassCount).Select(predicted => Percent(Precision(predicted))), Percent(Accuracy)]);
        return table.ToString();
    }

    private static string Percent(double share)
        => double.IsNaN(share) ? "-" : string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");

    private int Place(int actual, int predicted)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(actual);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(actual, ClassCount);
        ArgumentOutOfRangeException.ThrowIfNegative(predicted);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(predicted, ClassCount);
        return (actual * ClassCount) + predicted;
    }
}
