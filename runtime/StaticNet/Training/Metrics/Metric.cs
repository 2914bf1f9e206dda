namespace StaticNet;

/// <summary>
/// A figure of predictions that <see cref="Evaluator"/> and <c>Fit</c> compute beside the loss. The methods of this class make the usual ones; derive from it for another.
/// </summary>
/// <remarks>
/// A metric sees the first output that has a loss. It keeps the sums of one evaluation: use an instance for one evaluation at a time. Sums are in double, in the order of the samples: the same figure on every
/// machine.
/// </remarks>
/// <example>
/// <code>
/// EvaluationResult result = Evaluator.Evaluate(network, test, [Metric.F1(), Metric.TopKAccuracy(5)]);
/// Console.WriteLine(result.Metrics["f1"]);
/// </code>
/// </example>
public abstract class Metric
{
    /// <summary>Its name, as <see cref="EvaluationResult.Metrics"/> and the columns of a <see cref="TrainingHistory"/> have it: no comma, quotation mark or line break.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a higher figure is better.</summary>
    public virtual bool HigherIsBetter => true;

    /// <summary>The figure of the samples since <see cref="Reset"/>; NaN if they do not define one.</summary>
    public abstract double Value { get; }

    /// <summary>The share of samples whose class was predicted; of several yes-or-no outputs, the share of the right ones.</summary>
    public static Metric Accuracy() => new AccuracyMetric();

    /// <summary>The share of samples whose class is among the k largest outputs; of equal outputs the first counts as the largest.</summary>
    /// <param name="k">The number of outputs, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public static Metric TopKAccuracy(int k = 5) => new TopKMetric(k);

    /// <summary>
    /// Of the samples taken for a class, the share that are of it. Of a single yes-or-no output that of yes; otherwise the mean over the classes, or outputs: scikit-learn's <c>average="macro"</c>. A class that no sample was
    /// taken for counts as 0; one that does not occur at all does not count.
    /// </summary>
    public static Metric Precision() => new ClassMetric("precision", static (right, predicted, _) => Share(right, predicted));

    /// <summary>Of the samples of a class, the share that were taken for it; over several classes as <see cref="Precision"/>.</summary>
    public static Metric Recall() => new ClassMetric("recall", static (right, _, actual) => Share(right, actual));

    /// <summary>The harmonic mean of precision and recall of a class; over several classes as <see cref="Precision"/>.</summary>
    public static Metric F1() => new ClassMetric("f1", static (right, predicted, actual) => Share(2 * right, predicted + actual));

    /// <summary>
    /// The area under the receiver operating characteristic: how often a sample of the class has a higher output than one that is not, equal outputs counting half. The mean over the classes (each against the rest), or outputs, that
    /// have both kinds of samples. It keeps all outputs in memory.
    /// </summary>
    public static Metric AreaUnderCurve() => new AreaUnderCurveMetric();

    /// <summary>The mean of the absolute differences between outputs and targets.</summary>
    public static Metric MeanAbsoluteError() => new ErrorMetric("mae", static difference => Math.Abs(difference), static mean => mean);

    /// <summary>The root of the mean of the squared differences between outputs and targets.</summary>
    public static Metric RootMeanSquaredError() => new ErrorMetric("rmse", static difference => difference * difference, Math.Sqrt);

    /// <summary>
    /// The coefficient of determination: <c>1 - sum (t - y)^2 / sum (t - mean t)^2</c>, the mean over the outputs. Of an output whose targets are all equal it is 1 if they are met, otherwise 0, as in scikit-learn.
    /// </summary>
    public static Metric RSquared() => new RSquaredMetric();

    /// <summary>Begins an evaluation.</summary>
    /// <param name="length">The number of values of an output.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="threshold">The output above which a yes-or-no prediction is yes: 0 of logits, 1/2 of probabilities.</param>
    /// <exception cref="ArgumentException">Such outputs have no such figure; the message says what is needed.</exception>
    public abstract void Reset(int length, PredictionKind kind, double threshold);

    /// <summary>Adds a sample.</summary>
    /// <param name="output">Its output.</param>
    /// <param name="target">Its target; of a sample with a label 1 for that class and 0 for the others.</param>
    public abstract void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target);

    private protected static int Largest(ReadOnlySpan<float> values) => PredictedOutput.Largest(values);

    private protected void ThrowUnlessClasses(PredictionKind kind, bool areExclusive = false)
    {
        if (kind == PredictionKind.Values || (areExclusive && kind != PredictionKind.Classes))
        {
            throw new ArgumentException($"The metric '{Name}' needs {(areExclusive ? "one of several classes for each sample" : "classes")}, but these outputs are {(kind == PredictionKind.Values ? "values" : "yes or no")}.", "metrics");
        }
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
