using StaticNet.Reference.Layers;

namespace StaticNet.Reference.Losses;

/// <summary>
/// The mean over samples and positions of <c>-sum_c t'_c log(p_c)</c> with <c>p = softmax(y)</c> and <c>t'_c = w_c ((1 - s) t_c + s / C sum of t)</c>. With weights or an ignored label,
/// and as the only loss, it is divided by <c>sum of w_c t_c</c> in place of their number.
/// </summary>
internal sealed class CrossEntropyLoss(CrossEntropyAttribute loss, int classes, int positions, bool isOnly) : ReferenceLoss
{
    public override double Forward(double[] y, double[] t, int samples)
    {
        double[] log = new double[classes];
        double sum = 0;
        foreach ((double[] scores, double[] targets, _) in Positions(y, t, samples))
        {
            LogSoftmaxLayer.Of(scores, log);
            for (int c = 0; c < classes; c++)
            {
                sum -= targets[c] * log[c];
            }
        }

        return sum / Divisor(t, samples);
    }

    // dL/dy_c = (p_c sum_k t'_k - t'_c) / divisor
    public override double[] Backward(double[] y, double[] t, int samples)
    {
        double[] p = new double[classes];
        double[] dy = new double[y.Length];
        double divisor = Divisor(t, samples);
        foreach ((double[] scores, double[] targets, int start) in Positions(y, t, samples))
        {
            SoftmaxLayer.Of(scores, p);
            double weight = targets.Sum();
            for (int c = 0; c < classes; c++)
            {
                dy[start + (c * positions)] = ((p[c] * weight) - targets[c]) / divisor;
            }
        }

        return dy;
    }

    // The scores of each position, its targets as they count, and where its first score is.
    private IEnumerable<(double[] Scores, double[] Targets, int Start)> Positions(double[] y, double[] t, int samples)
    {
        for (int n = 0; n < samples; n++)
        {
            for (int position = 0; position < positions; position++)
            {
                int start = (n * classes * positions) + position;
                double[] scores = [.. Enumerable.Range(0, classes).Select(c => y[start + (c * positions)])];
                double[] targets = [.. Enumerable.Range(0, classes).Select(c => t[start + (c * positions)])];
                double sum = targets.Sum();
                for (int c = 0; c < classes; c++)
                {
                    targets[c] = Weight(c) * (((1 - loss.LabelSmoothing) * targets[c]) + (loss.LabelSmoothing / classes * sum));
                }

                yield return (scores, targets, start);
            }
        }
    }

    private double Divisor(double[] t, int samples)
    {
        if (!isOnly || (loss.ClassWeights.Length == 0 && loss.IgnoredLabel == CrossEntropyAttribute.NoLabel))
        {
            return (double)samples * positions;
        }

        double sum = 0;
        for (int i = 0; i < t.Length; i++)
        {
            sum += Weight(i / positions % classes) * t[i];
        }

        return sum == 0 ? 1 : sum;
    }

    private double Weight(int c) => loss.ClassWeights.Length == 0 ? 1 : loss.ClassWeights[c];
}
