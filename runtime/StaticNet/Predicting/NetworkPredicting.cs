namespace StaticNet;

/// <summary>Predictions of classes by every network: the class, its probability, and the most likely ones with their names, of one sample and of many.</summary>
/// <remarks>
/// <para>Classes are read from the output that labels are about: the first that has a loss, or the first of a network without one. The class is that of the largest value, the first of several; of a single value,
/// class 1 where it is above 1/2, or above 0 where it is a logit: as <see cref="Evaluator"/> counts it.</para>
/// <para>
/// Probabilities are the outputs after <c>[Softmax]</c> and <c>[Sigmoid]</c>, their exponentials after <c>[LogSoftmax]</c>, and what softmax or sigmoid make of logits whose loss is <c>[CrossEntropy]</c> or
/// <c>[BinaryCrossEntropy]</c>. A single value is the probability of class 1. Those of several yes-or-no outputs do not add up to 1.
/// </para>
/// <para>They read the network as <c>Forward</c> does: any number of threads at once, but none that writes the weights. In a steady state they allocate nothing.</para>
/// </remarks>
/// <example>
/// <code>
/// int best = network.PredictClass(image, out float probability);
/// Span&lt;ClassPrediction&gt; top = stackalloc ClassPrediction[5];      // an array, if there are names
/// network.PredictTop(image, top);
/// </code>
/// </example>
public static class NetworkPredicting
{
    /// <summary>Members of every network.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <param name="network">The network.</param>
    extension<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        /// <summary>The class of one sample.</summary>
        /// <param name="input">The values of one sample.</param>
        /// <returns>The number of the class, from 0.</returns>
        /// <exception cref="ArgumentException">It is not one sample.</exception>
        /// <exception cref="NotSupportedException">The positions of a sample have classes of their own.</exception>
        public int PredictClass(ReadOnlySpan<float> input)
        {
            ThrowUnlessOne(network, input);
            int predicted = 0;
            network.PredictClasses(input, new Span<int>(ref predicted));
            return predicted;
        }

        /// <summary>The class of one sample, and its probability.</summary>
        /// <param name="input">The values of one sample.</param>
        /// <param name="probability">The probability of the class, from 0 to 1.</param>
        /// <returns>The number of the class, from 0.</returns>
        /// <exception cref="ArgumentException">It is not one sample.</exception>
        /// <exception cref="NotSupportedException">The outputs are values of a regression, which have no probabilities, or the positions of a sample have classes of their own.</exception>
        public int PredictClass(ReadOnlySpan<float> input, out float probability)
        {
            ThrowUnlessOne(network, input);
            int predicted = 0;
            probability = 0;
            network.PredictClasses(input, new Span<int>(ref predicted), new Span<float>(ref probability));
            return predicted;
        }

        /// <summary>The classes of samples.</summary>
        /// <param name="inputs">Any number of samples, one after another.</param>
        /// <param name="classes">Where the number of each sample's class goes, from 0; that of each of its positions, row by row, if those have classes of their own (<see cref="NetworkSummary.LabelLength"/>).</param>
        /// <exception cref="ArgumentException">It is not a whole number of samples, or not as many as classes.</exception>
        public void PredictClasses(ReadOnlySpan<float> inputs, Span<int> classes)
        {
            ThrowUnlessFitting(network, inputs, classes.Length, SampleOutputs<TNetwork>.Plan.Positions, nameof(classes));
            int sample = 0;
            foreach (ReadOnlySpan<float> output in new SampleOutputs<TNetwork>(network, inputs))
            {
                classes[sample++] = SampleOutputs<TNetwork>.Plan.ClassOf(output);
            }
        }

        /// <summary>The classes of samples, and their probabilities.</summary>
        /// <param name="inputs">Any number of samples, one after another.</param>
        /// <param name="classes">Where the number of each sample's class goes, from 0; that of each of its positions, row by row, if those have classes of their own (<see cref="NetworkSummary.LabelLength"/>).</param>
        /// <param name="probabilities">Where the probability of that class goes, from 0 to 1. Must not overlap the inputs.</param>
        /// <exception cref="ArgumentException">It is not a whole number of samples, not as many as classes and probabilities, or memory overlaps.</exception>
        /// <exception cref="NotSupportedException">The outputs are values of a regression, which have no probabilities.</exception>
        public void PredictClasses(ReadOnlySpan<float> inputs, Span<int> classes, Span<float> probabilities)
        {
            ThrowUnlessFitting(network, inputs, classes.Length, SampleOutputs<TNetwork>.Plan.Positions, nameof(classes));
            ThrowUnlessFitting(network, inputs, probabilities.Length, SampleOutputs<TNetwork>.Plan.Positions, nameof(probabilities));
            ThrowIfOverlapping(inputs, probabilities);
            PredictedOutput plan = SampleOutputs<TNetwork>.Plan;
            plan.ThrowUnlessProbabilities();
            int sample = 0;
            foreach (ReadOnlySpan<float> output in new SampleOutputs<TNetwork>(network, inputs))
            {
                int predicted = plan.ClassOf(output);
                classes[sample] = predicted;
                probabilities[sample++] = plan.ProbabilityOf(output, predicted, plan.ScaleOf(output));
            }
        }

        /// <summary>The probabilities of all classes.</summary>
        /// <param name="inputs">Any number of samples, one after another.</param>
        /// <param name="probabilities">Where they go, <see cref="NetworkSummary.ClassCount"/> for each sample, or for each of its positions. Must not overlap the inputs.</param>
        /// <exception cref="ArgumentException">It is not a whole number of samples, the lengths do not fit, or memory overlaps.</exception>
        /// <exception cref="NotSupportedException">The outputs are values of a regression, which have no probabilities.</exception>
        public void PredictProbabilities(ReadOnlySpan<float> inputs, Span<float> probabilities)
        {
            PredictedOutput plan = SampleOutputs<TNetwork>.Plan;
            ThrowUnlessFitting(network, inputs, probabilities.Length, plan.Positions * plan.ClassCount, nameof(probabilities));
            ThrowIfOverlapping(inputs, probabilities);
            plan.ThrowUnlessProbabilities();
            int at = 0;
            foreach (ReadOnlySpan<float> output in new SampleOutputs<TNetwork>(network, inputs))
            {
                (double Largest, double Sum) scale = plan.ScaleOf(output);
                for (int i = 0; i < plan.ClassCount; i++)
                {
                    probabilities[at++] = plan.ProbabilityOf(output, i, scale);
                }
            }
        }

        /// <summary>The most likely classes of samples, the likeliest first; of equal ones the one with the lower number.</summary>
        /// <param name="inputs">One or more samples, one after another.</param>
        /// <param name="top">Where they go, the same number for each sample, or for each of its positions, from 1 to <see cref="NetworkSummary.ClassCount"/>.</param>
        /// <param name="classNames">The names of the classes, such as <c>data.ClassNames.AsSpan()</c> of a <see cref="DataDescription"/>; none if they are not wanted.</param>
        /// <exception cref="ArgumentException">It is not a whole number of samples, the lengths do not fit, or there are not as many names as classes.</exception>
        /// <exception cref="NotSupportedException">The outputs are values of a regression, which have no probabilities.</exception>
        public void PredictTop(ReadOnlySpan<float> inputs, Span<ClassPrediction> top, ReadOnlySpan<string> classNames = default)
        {
            PredictedOutput plan = SampleOutputs<TNetwork>.Plan;
            int samples = SamplesOf(network, inputs) * plan.Positions;
            int k = samples == 0 ? 0 : top.Length / samples;
            if (k < 1 || k > plan.ClassCount || k * samples != top.Length)
            {
                throw new ArgumentException(
                    $"{TNetwork.Summary.Name} tells {plan.ClassCount} classes apart, of which each {(plan.Positions == 1 ? "sample" : "position")} takes the same number, at least 1: room for {top.Length} does not fit {samples} {(plan.Positions == 1 ? "samples" : "positions")}.", nameof(top));
            }

            if (!classNames.IsEmpty && classNames.Length != plan.ClassCount)
            {
                throw new ArgumentException($"There are {classNames.Length} names, but {TNetwork.Summary.Name} tells {plan.ClassCount} classes apart.", nameof(classNames));
            }

            plan.ThrowUnlessProbabilities();
            foreach (ReadOnlySpan<float> output in new SampleOutputs<TNetwork>(network, inputs))
            {
                Choose(plan, output, top[..k], classNames);
                top = top[k..];
            }
        }
    }

    private static void Choose(PredictedOutput plan, ReadOnlySpan<float> output, Span<ClassPrediction> top, ReadOnlySpan<string> classNames)
    {
        (double Largest, double Sum) scale = plan.ScaleOf(output);
        int count = 0;
        for (int i = 0; i < plan.ClassCount; i++)
        {
            // In place of the probability at first what decides the order: different values may have probabilities that are rounded to the same.
            float value = plan.IsBinary ? plan.ProbabilityOf(output, i, scale) : output[i];
            int place = count;
            while (place > 0 && PredictedOutput.IsAhead(value, top[place - 1].Probability))
            {
                place--;
            }

            if (place < top.Length)
            {
                count = Math.Min(count + 1, top.Length);
                top[place..(count - 1)].CopyTo(top[(place + 1)..]);
                top[place] = new ClassPrediction(i, value);
            }
        }

        foreach (ref ClassPrediction prediction in top)
        {
            prediction = new ClassPrediction(prediction.Class, plan.ProbabilityOf(output, prediction.Class, scale), classNames.IsEmpty ? null : classNames[prediction.Class]);
        }
    }

    private static int SamplesOf<TNetwork>(TNetwork network, ReadOnlySpan<float> inputs)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        return inputs.Length % TNetwork.InputLength == 0
            ? inputs.Length / TNetwork.InputLength
            : throw new ArgumentException($"A sample of {TNetwork.Summary.Name} has {TNetwork.InputLength} values, of which {inputs.Length} are not a multiple.", nameof(inputs));
    }

    private static void ThrowUnlessOne<TNetwork>(TNetwork network, ReadOnlySpan<float> input)
        where TNetwork : class, INetwork<TNetwork>
    {
        if (SampleOutputs<TNetwork>.Plan.Positions is > 1 and var positions)
        {
            throw new NotSupportedException($"A sample of {TNetwork.Summary.Name} has {positions} positions with a class each: PredictClasses has room for them.");
        }

        if (SamplesOf(network, input) != 1)
        {
            throw new ArgumentException($"One sample of {TNetwork.Summary.Name} has {TNetwork.InputLength} values, but got {input.Length}.", nameof(input));
        }
    }

    private static void ThrowUnlessFitting<TNetwork>(TNetwork network, ReadOnlySpan<float> inputs, int length, int perSample, string parameterName)
        where TNetwork : class, INetwork<TNetwork>
    {
        int samples = SamplesOf(network, inputs);
        if ((long)samples * perSample != length)
        {
            throw new ArgumentException($"{samples} samples need room for {(long)samples * perSample} values, but got {length}.", parameterName);
        }
    }

    private static void ThrowIfOverlapping(ReadOnlySpan<float> inputs, Span<float> probabilities)
    {
        if (inputs.Overlaps(probabilities))
        {
            throw new ArgumentException("The probabilities overlap the inputs.", nameof(probabilities));
        }
    }
}
