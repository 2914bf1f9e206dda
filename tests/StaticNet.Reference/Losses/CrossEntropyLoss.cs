using StaticNet.Reference.Layers;

namespace StaticNet.Reference.Losses;

/// <summary>The mean over the samples of <c>-sum_c t_c log(p_c)</c> with <c>p = softmax(y)</c>.</summary>
internal sealed class CrossEntropyLoss(int outputs) : ReferenceLoss
{
    public override double Forward(double[] y, double[] t, int samples)
    {
        double[] log = new double[outputs];
        double sum = 0;
        for (int n = 0; n < samples; n++)
        {
            LogSoftmaxLayer.Of(y.AsSpan(n * outputs, outputs), log);
            for (int c = 0; c < outputs; c++)
            {
                sum -= t[(n * outputs) + c] * log[c];
            }
        }

        return sum / samples;
    }

    // dL/dy_c = (p_c sum_k t_k - t_c) / samples
    public override double[] Backward(double[] y, double[] t, int samples)
    {
        double[] p = new double[outputs];
        double[] dy = new double[y.Length];
        for (int n = 0; n < samples; n++)
        {
            SoftmaxLayer.Of(y.AsSpan(n * outputs, outputs), p);
            double weight = 0;
            for (int c = 0; c < outputs; c++)
            {
                weight += t[(n * outputs) + c];
            }

            for (int c = 0; c < outputs; c++)
            {
                dy[(n * outputs) + c] = ((p[c] * weight) - t[(n * outputs) + c]) / samples;
            }
        }

        return dy;
    }
}
