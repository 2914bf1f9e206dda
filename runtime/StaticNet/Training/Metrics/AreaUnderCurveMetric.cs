namespace StaticNet;

internal sealed class AreaUnderCurveMetric : Metric
{
    private List<(float Score, bool IsActual)>[] _outputs = [];

    public override string Name => "auc";

    public override double Value
    {
        get
        {
            double sum = 0;
            int count = 0;
            foreach (List<(float Score, bool IsActual)> output in _outputs)
            {
                double area = Area(output);
                if (!double.IsNaN(area))
                {
                    sum += area;
                    count++;
                }
            }

            return sum / count;
        }
    }

    public override void Reset(int length, PredictionKind kind, double threshold)
    {
        ThrowUnlessClasses(kind);
        _outputs = [.. Enumerable.Range(0, length).Select(static _ => new List<(float, bool)>())];
    }

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        for (int i = 0; i < output.Length; i++)
        {
            _outputs[i].Add((output[i], target[i] > 0.5f));
        }
    }

    // Of all pairs of a sample of the class and another one, the share in which the first has the higher score.
    private static double Area(List<(float Score, bool IsActual)> samples)
    {
        (float Score, bool IsActual)[] sorted = [.. samples.OrderBy(static sample => sample.Score)];
        double won = 0;
        long others = 0;
        long actual = 0;
        for (int i = 0; i < sorted.Length;)
        {
            long equalOthers = 0;
            long equalActual = 0;
            float score = sorted[i].Score;
            for (; i < sorted.Length && sorted[i].Score.Equals(score); i++)
            {
                equalActual += sorted[i].IsActual ? 1 : 0;
                equalOthers += sorted[i].IsActual ? 0 : 1;
            }

            won += equalActual * (others + (equalOthers / 2d));
            others += equalOthers;
            actual += equalActual;
        }

        return won / ((double)others * actual);
    }
}
