using System.Collections.Immutable;
using System.Globalization;

namespace StaticNet;

/// <summary>How often samples of each class were taken for each class.</summary>
/// <remarks>Its memory grows with the number of pairs of classes that occur, at most the number of samples, and not with the square of the number of classes.</remarks>
public sealed class ConfusionMatrix
{
    // A table of more classes is too wide to read.
    private const int MostColumns = 64;

    // The number of confusions that are listed instead.
    private const int MostRows = 20;

    private readonly Dictionary<(int Actual, int Predicted), int> _counts = [];
    private readonly Dictionary<int, int> _actual = [];
    private readonly Dictionary<int, int> _predicted = [];
    private readonly int _right;
    private ImmutableArray<string> _classNames;

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
        if (classNames is not null)
        {
            _classNames = [.. classNames];
            if (_classNames.Length != classCount)
            {
                throw new ArgumentException($"There are {classCount} classes but {_classNames.Length} names.", nameof(classNames));
            }
        }

        for (int i = 0; i < actual.Length; i++)
        {
            ThrowUnlessClass(actual[i], nameof(actual));
            ThrowUnlessClass(predicted[i], nameof(predicted));
            Count(_counts, (actual[i], predicted[i]));
            Count(_actual, actual[i]);
            Count(_predicted, predicted[i]);
            _right += actual[i] == predicted[i] ? 1 : 0;
        }

        Total = actual.Length;
    }

    /// <summary>The number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>The names of the classes; their numbers when they have none.</summary>
    public ImmutableArray<string> ClassNames
        => _classNames.IsDefault ? _classNames = [.. Enumerable.Range(0, ClassCount).Select(static i => i.ToString(CultureInfo.InvariantCulture))] : _classNames;

    /// <summary>The number of samples.</summary>
    public int Total { get; }

    /// <summary>The share of the samples on the diagonal, from 0 to 1; NaN without samples.</summary>
    public double Accuracy => (double)_right / Total;

    /// <summary>How many samples of a class were taken for another, or for itself.</summary>
    /// <param name="actual">Their class.</param>
    /// <param name="predicted">The class that they were taken for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is out of range.</exception>
    public int this[int actual, int predicted]
    {
        get
        {
            ThrowUnlessClass(actual, nameof(actual));
            ThrowUnlessClass(predicted, nameof(predicted));
            return _counts.GetValueOrDefault((actual, predicted));
        }
    }

    /// <summary>Of the samples taken for a class, the share that are of it; NaN if there are none.</summary>
    /// <param name="predicted">The class.</param>
    /// <exception cref="ArgumentOutOfRangeException">The class is out of range.</exception>
    public double Precision(int predicted) => (double)this[predicted, predicted] / _predicted.GetValueOrDefault(predicted);

    /// <summary>Of the samples of a class, the share that were taken for it; NaN if there are none.</summary>
    /// <param name="actual">The class.</param>
    /// <exception cref="ArgumentOutOfRangeException">The class is out of range.</exception>
    public double Recall(int actual) => (double)this[actual, actual] / _actual.GetValueOrDefault(actual);

    /// <summary>The harmonic mean of <see cref="Precision"/> and <see cref="Recall"/> of a class; NaN if no sample is of it or was taken for it.</summary>
    /// <param name="number">The class.</param>
    /// <exception cref="ArgumentOutOfRangeException">The class is out of range.</exception>
    public double F1(int number)
        => 2d * this[number, number] / ((long)_predicted.GetValueOrDefault(number) + _actual.GetValueOrDefault(number));

    /// <summary>
    /// The table: a row for each class, a column for each class it was taken for, and the share that was found (recall); below, the
    /// share that was right (precision). For more than 64 classes, the 20 most frequent confusions, and the share that was right.
    /// </summary>
    public override string ToString() => ClassCount <= MostColumns ? Table() : Confusions();

    private string Table()
    {
        TextTable table = new(1 + ClassCount + 1);
        table.Add(["actual \\ predicted", .. ClassNames, "recall"]);
        for (int actual = 0; actual < ClassCount; actual++)
        {
            table.Add(
            [
                ClassNames[actual],
                .. Enumerable.Range(0, ClassCount).Select(predicted => Number(this[actual, predicted])),
                Percent(Recall(actual)),
            ]);
        }

        table.Add(["precision", .. Enumerable.Range(0, ClassCount).Select(predicted => Percent(Precision(predicted))), Percent(Accuracy)]);
        return table.ToString();
    }

    private string Confusions()
    {
        TextTable table = new(columns: 3, leftAligned: 2);
        table.Add(["actual", "predicted", "samples"]);
        KeyValuePair<(int Actual, int Predicted), int>[] confusions =
        [
            .. _counts.Where(static pair => pair.Key.Actual != pair.Key.Predicted).OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key),
        ];
        foreach (((int actual, int predicted), int count) in confusions.Take(MostRows))
        {
            table.Add([Name(actual), Name(predicted), Number(count)]);
        }

        int others = confusions.Length - MostRows;
        return $"{table}\n" + (others > 0 ? $"and {Number(others)} other pairs of classes; " : "") + $"{Percent(Accuracy)} of {Number(Total)} right";
    }

    private string Name(int number) => _classNames.IsDefault ? Number(number) : _classNames[number];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double share)
        => double.IsNaN(share) ? "-" : string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");

    private static void Count<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull
        => counts[key] = counts.GetValueOrDefault(key) + 1;

    private void ThrowUnlessClass(int number, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, ClassCount, name);
    }
}
