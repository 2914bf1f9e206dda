using System.Collections.Immutable;

namespace StaticNet;

/// <summary>
/// Compares a network's gradient with central differences of its loss, <c>(L(w + h) - L(w - h)) / 2h</c>: a check of functions of your own and of derivatives
/// that you have written by hand.
/// </summary>
/// <remarks>
/// <para>
/// Of each tensor the elements with the largest gradients are compared, and as many others at random. Losses are floats, so each difference is taken with two steps, which are
/// extrapolated, and an element fails where the gradient is off by more than 1 % of the tensor's largest and by more than rounding explains. Where the differences of both steps
/// disagree, there is a kink nearby, such as that of a ReLU; the steps are made smaller, and where that does not help the element is skipped.
/// </para>
/// <para>The weights, running statistics and the step of dropout are as before when the check is done.</para>
/// </remarks>
public static class GradientCheck
{
    /// <summary>The error that passes, in parts of the tensor's largest gradient.</summary>
    public const double Tolerance = 0.01;

    private const int ElementsOfTensor = 16;
    private const int Samples = 6;
    private const float LargestStep = 0.02f;
    private const int Halvings = 5;

    // Half the distance of neighbouring floats around 1, and some for the sum that a loss is.
    private const double Rounding = 1e-7;

    /// <summary>Checks a network with initial weights on samples drawn at random: inputs and targets from -1 to 1, targets of cross-entropies from 0 to 1, or labels.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <param name="seed">The seed of weights and samples.</param>
    /// <returns>What was compared.</returns>
    /// <exception cref="GradientMismatchException">A gradient differs from the central difference; the message names the worst one.</exception>
    /// <exception cref="InvalidOperationException">The loss is not finite, or most elements of a tensor are next to kinks, so that nothing can be said.</exception>
    /// <exception cref="NotSupportedException">The network declares no loss.</exception>
    public static GradientCheckResult Run<TNetwork>(int seed = 0)
        where TNetwork : class, INetwork<TNetwork>
    {
        var random = new Random(seed);
        int samples = Math.Max(Samples, TNetwork.Summary.SmallestBatch);
        float[] inputs = new float[samples * TNetwork.InputLength];
        float[] targets = new float[samples * TNetwork.TargetLength];
        Fill(inputs, random, low: -1);
        foreach (OutputSummary output in TNetwork.Summary.Trained)
        {
            for (int sample = 0; sample < samples; sample++)
            {
                Span<float> part = targets.AsSpan((sample * TNetwork.TargetLength) + output.TargetOffset, output.Length);
                if (output.Loss is CrossEntropyAttribute)
                {
                    for (int position = 0; position < output.Positions; position++)
                    {
                        part[(random.Next(output.Classes) * output.Positions) + position] = 1;
                    }
                }
                else
                {
                    Fill(part, random, output.Loss is BinaryCrossEntropyAttribute ? 0 : -1);
                }
            }
        }

        return Run(TNetwork.Create(seed), inputs, targets);
    }

    /// <summary>Checks a network on given samples: for a loss whose outputs or targets have a range of their own, and for weights where training has brought them.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Some samples, one after another. A few are enough.</param>
    /// <param name="targets">Their targets.</param>
    /// <returns>What was compared.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="GradientMismatchException">A gradient differs from the central difference; the message names the worst one.</exception>
    /// <exception cref="InvalidOperationException">The loss is not finite, or most elements of a tensor are next to kinks, so that nothing can be said.</exception>
    /// <exception cref="NotSupportedException">The network declares no loss.</exception>
    public static GradientCheckResult Run<TNetwork>(TNetwork network, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        float[] before = network.Parameters.Flat.ToArray();
        long step = (network as IDropoutNetwork)?.DropoutStep ?? 0;
        try
        {
            return new Comparison<TNetwork>(network, inputs.ToArray(), targets.ToArray(), before, step).Run();
        }
        finally
        {
            Restore(network, before, step);
        }
    }

    private static void Fill(Span<float> values, Random random, float low)
    {
        foreach (ref float value in values)
        {
            value = low + (random.NextSingle() * (1 - low));
        }
    }

    // A call of Gradient moves running statistics, and drops other values each time.
    private static void Restore<TNetwork>(TNetwork network, float[] weights, long step)
        where TNetwork : class, INetwork<TNetwork>
    {
        weights.CopyTo(network.Parameters.Flat);
        if (network is IDropoutNetwork dropout)
        {
            dropout.DropoutStep = step;
        }
    }

    private sealed class Comparison<TNetwork>(TNetwork network, float[] inputs, float[] targets, float[] before, long step)
        where TNetwork : class, INetwork<TNetwork>
    {
        private readonly ParameterSet _gradients = TNetwork.CreateParameters();
        private readonly ParameterSet _ignored = TNetwork.CreateParameters();

        public GradientCheckResult Run()
        {
            double loss = network.Gradient(inputs, targets, _gradients);
            if (!double.IsFinite(loss))
            {
                throw new InvalidOperationException(
                    $"The loss of {TNetwork.Summary.Name} is {loss} on these samples, so it has no differences: pass inputs and targets for which it is finite.");
            }

            var elements = ImmutableArray.CreateBuilder<GradientCheckElement>();
            int skipped = 0;
            string? vague = null;
            foreach (TensorDescription tensor in network.Parameters.Layout.Tensors.Where(static tensor => tensor.IsTrainable))
            {
                int[] places = Places(tensor);
                int compared = 0, skippedBefore = skipped;
                double scale = places.Max(place => Math.Abs((double)GradientAt(place)));
                foreach ((int index, int place) in Chosen(places))
                {
                    if (Compare(place, scale, loss) is var (difference, noise, isMismatch))
                    {
                        double error = Math.Max(0, Math.Abs(difference - GradientAt(place)) - noise);
                        elements.Add(new GradientCheckElement(
                            tensor.Name, Indices(tensor, index), GradientAt(place), (float)difference, scale > 0 ? error / scale : 0, isMismatch));
                        compared++;
                    }
                    else
                    {
                        skipped++;
                    }
                }

                vague = skipped - skippedBefore > compared ? tensor.Name : vague;
            }

            var result = new GradientCheckResult(elements.ToImmutable(), skipped);
            return !result.IsPassed ? throw new GradientMismatchException(TNetwork.Summary.Name, result)
                : vague is not null ? throw new InvalidOperationException(
                    $"Most differences of the loss of {TNetwork.Summary.Name} for {vague} are next to kinks or change too fast, so that nothing can be said: pass other samples.")
                : result;
        }

        private float GradientAt(int place) => _gradients.Flat[place];

        // The elements' places in the flat buffer, in row-major order.
        private static int[] Places(TensorDescription tensor)
        {
            int[] places = new int[tensor.Count];
            for (int index = 0; index < places.Length; index++)
            {
                ImmutableArray<int> indices = Indices(tensor, index);
                places[index] = tensor.Offset;
                for (int dimension = 0; dimension < indices.Length; dimension++)
                {
                    places[index] += indices[dimension] * tensor.Strides[dimension];
                }
            }

            return places;
        }

        private static ImmutableArray<int> Indices(TensorDescription tensor, int index)
        {
            int[] indices = new int[tensor.Shape.Length];
            for (int dimension = indices.Length - 1; dimension >= 0; dimension--)
            {
                (index, indices[dimension]) = Math.DivRem(index, tensor.Shape[dimension]);
            }

            return [.. indices];
        }

        // The largest gradients, and some others.
        private (int Index, int Place)[] Chosen(int[] places)
        {
            (int Index, int Place)[] all = [.. places.Index().OrderByDescending(pair => Math.Abs(GradientAt(pair.Item)))];
            (int, int)[] others = all[Math.Min(ElementsOfTensor / 2, all.Length)..];
            new Random(places.Length).Shuffle(others);
            return [.. all.Take(ElementsOfTensor / 2), .. others.Take(ElementsOfTensor / 2)];
        }

        // The central difference, with smaller and smaller steps until it is the gradient; null where none can be told from rounding, or from a kink nearby.
        private (double Difference, double Noise, bool IsMismatch)? Compare(int place, double scale, double loss)
        {
            (double, double, bool)? mismatch = null;
            float step = LargestStep * Math.Max(1, Math.Abs(before[place]));
            for (int halving = 0; halving < Halvings; halving++, step /= 2)
            {
                double wide = Difference(place, step), narrow = Difference(place, step / 2);
                double difference = narrow + ((narrow - wide) / 3);
                double noise = 10 * Rounding * Math.Abs(loss) / step;
                if (halving > 0 && noise > Tolerance * scale)
                {
                    break;
                }

                if (Math.Abs(difference - GradientAt(place)) <= (Tolerance * scale) + noise)
                {
                    return (difference, noise, false);
                }

                mismatch = Math.Abs(wide - narrow) <= (Tolerance / 5 * scale) + (noise / 3) ? (difference, noise, true) : null;
            }

            return mismatch;
        }

        private double Difference(int place, float step)
        {
            float up = before[place] + step, down = before[place] - step;
            return (LossAt(place, up) - LossAt(place, down)) / ((double)up - down);
        }

        private double LossAt(int place, float weight)
        {
            Restore(network, before, step);
            network.Parameters.Flat[place] = weight;
            return network.Gradient(inputs, targets, _ignored);
        }
    }
}
