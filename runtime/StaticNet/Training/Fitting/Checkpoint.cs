using System.Globalization;

namespace StaticNet;

/// <summary>
/// The file that training resumes from: weights under their own names, the optimizer's state, the moving averages and the sets of callbacks with suffixes, and everything else as metadata. The weights alone are a
/// part of it, so that other programs can read them.
/// </summary>
internal static class Checkpoint
{
    /// <summary>The number of completed epochs, which the metadata of every checkpoint has.</summary>
    internal const string EpochsKey = "epochs";

    private const string Average = ".moving_average";

    public static void Save(string path, ParameterSet weights, Optimizer optimizer, ExponentialMovingAverage? average, object network, int completedEpochs, TrainingHistory? history, CallbackState[] states, SaveOptions options)
    {
        weights.ThrowUnlessSavable(options);
        optimizer.ThrowUnlessSavable(options);
        List<SafeTensor> tensors = [.. SafeTensor.From(weights), .. optimizer.Tensors()];
        Dictionary<string, string> metadata = options.Metadata(optimizer.Metadata());
        metadata["learning-rate"] = optimizer.LearningRate.ToString("R", CultureInfo.InvariantCulture);
        metadata[EpochsKey] = completedEpochs.ToString(CultureInfo.InvariantCulture);
        if (network is IDropoutNetwork dropout)
        {
            metadata["dropout-seed"] = dropout.DropoutSeed.ToString(CultureInfo.InvariantCulture);
            metadata["dropout-step"] = dropout.DropoutStep.ToString(CultureInfo.InvariantCulture);
        }

        if (average is not null)
        {
            tensors.AddRange(SafeTensor.From(average.Parameters!, Average));
            metadata["moving-average"] = average.Decay.ToString("R", CultureInfo.InvariantCulture);
        }

        if (history is not null)
        {
            metadata["history"] = history.ToCsv();
            if (history.StopReason is { } reason)
            {
                metadata["stop-reason"] = reason;
            }
        }

        for (int i = 0; i < states.Length; i++)
        {
            foreach ((string name, string text) in states[i].Texts)
            {
                metadata[TextName(i, name)] = text;
            }

            foreach ((string name, ParameterSet set) in states[i].Sets)
            {
                tensors.AddRange(SafeTensor.From(set, SetName(i, name)));
                metadata[TextName(i, "sets")] = string.Join(' ', states[i].Sets.Keys);
            }
        }

        SafeTensorsFile.Save(path, tensors, metadata);
    }

    /// <summary>Reads a checkpoint; everything is checked before anything changes.</summary>
    /// <returns>The completed epochs, the history if there is one, and the reason why its run stopped.</returns>
    public static (int CompletedEpochs, List<EpochResult>? History, string? StopReason) Load(
        string path,
        ParameterSet weights,
        Optimizer optimizer,
        ExponentialMovingAverage? average,
        object network,
        IReadOnlyList<TrainingCallback>? callbacks)
    {
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        (long Step, long[] Missed) steps = optimizer.StepsOf(file);
        double rate = Number(file, "learning-rate", static value => value >= 0 && float.IsFinite((float)value), "a finite number from 0 on");
        int epochs = (int)Number(file, EpochsKey, static value => value is >= 0 and <= int.MaxValue && value == Math.Floor(value), "a whole number from 0 on");
        double seed = 0, dropoutStep = 0;
        if (network is IDropoutNetwork)
        {
            seed = Number(file, "dropout-seed", static value => value is >= int.MinValue and <= int.MaxValue, "a whole number");
            dropoutStep = Number(file, "dropout-step", static value => value is >= 0 and < 1L << 53, "a whole number from 0 on");
        }

        if (average is null == file.Metadata.ContainsKey("moving-average"))
        {
            throw new InvalidDataException($"{file.Subject} has {(average is null ? "" : "no ")}moving averages of the weights, but the trainer's WeightAverage {(average is null ? "is null" : "needs them")}.");
        }

        List<EpochResult>? history = null;
        if (file.Metadata.TryGetValue("history", out string? csv))
        {
            history = TrainingHistory.Parse(csv) ?? throw new InvalidDataException($"{file.Subject} has a history that is not one: {Quote.Text(csv)}.");
        }

        List<(string Suffix, ParameterLayout Layout)> parts = [("", weights.Layout), .. optimizer.Parts()];
        if (average is not null)
        {
            parts.Add((Average, weights.Layout));
        }

        // The sets of all callbacks of the file, also if nobody wants them: the file is checked as a whole.
        List<(int Callback, string Name, int Part)> sets = [];
        foreach ((string key, string names) in file.Metadata)
        {
            if (key.Split('.') is ["callback", var number, "sets"] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            {
                foreach (string name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    sets.Add((index, name, parts.Count));
                    parts.Add((SetName(index, name), weights.Layout));
                }
            }
        }

        ParameterSet[] read = file.Read([.. parts]);
        for (int i = 0; i < callbacks?.Count; i++)
        {
            CallbackState state = new(callbacks[i].GetType().Name);
            string prefix = TextName(i, "");
            foreach ((string key, string text) in file.Metadata)
            {
                if (key.StartsWith(prefix, StringComparison.Ordinal))
                {
                    state.Texts.Add(key[prefix.Length..], text);
                }
            }

            foreach ((_, string name, int part) in sets.Where(set => set.Callback == i))
            {
                state.Sets[name] = read[part];
            }

            callbacks[i].LoadState(state);
        }

        int states = optimizer.Parts().Length;
        weights.CopyFrom(read[0]);
        optimizer.Restore(steps, read[1..(1 + states)]);
        optimizer.LearningRate = rate;
        average?.Parameters!.CopyFrom(read[1 + states]);
        if (network is IDropoutNetwork dropout)
        {
            dropout.DropoutSeed = (int)seed;
            dropout.DropoutStep = (long)dropoutStep;
        }

        file.Metadata.TryGetValue("stop-reason", out string? reason);
        return (epochs, history, reason);
    }

    private static string TextName(int callback, string name) => string.Create(CultureInfo.InvariantCulture, $"callback.{callback}.{name}");

    private static string SetName(int callback, string name) => string.Create(CultureInfo.InvariantCulture, $".callback{callback}.{name}");

    private static double Number(SafeTensorsFile file, string name, Func<double, bool> isValid, string expected)
        => file.Metadata.TryGetValue(name, out string? text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && isValid(value)
            ? value
            : throw new InvalidDataException($"{file.Subject} has {(text is null ? "nothing" : Quote.Text(text))} as '{name}'; {expected} is needed, as in a checkpoint of training.");
}
