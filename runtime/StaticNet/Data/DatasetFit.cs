namespace StaticNet;

/// <summary>Whether samples fit a network.</summary>
internal static class DatasetFit
{
    /// <summary>Throws unless a network takes these inputs and has these outputs. The labels of a data set that is not in memory are checked as they are read.</summary>
    public static void ThrowUnlessFitting<TNetwork>(this IDataset data, string parameterName)
        where TNetwork : class, INetwork<TNetwork>
    {
        NetworkSummary summary = TNetwork.Summary;
        if (data.InputLength != TNetwork.InputLength)
        {
            throw new ArgumentException($"The samples have {data.InputLength} inputs, but {summary.Name} takes {TNetwork.InputLength}.", parameterName);
        }

        if (!data.HasLabels && data.TargetLength != TNetwork.TargetLength)
        {
            throw new ArgumentException(
                $"The samples have {data.TargetLength} targets, but {summary.Name} has {TNetwork.TargetLength} outputs to compare them with.", parameterName);
        }

        if (data.HasLabels && data.LabelLength != summary.LabelLength)
        {
            throw new ArgumentException($"The samples have {Labels(data.LabelLength)}, but {summary.Name} takes {Labels(summary.LabelLength)}.", parameterName);
        }

        if (data is Dataset { HasLabels: true } inMemory)
        {
            data.ThrowUnlessLabelsFit(inMemory.Labels, 0, summary, parameterName);
        }

        static string Labels(int count) => count == 1 ? "1 label" : $"{count} labels";
    }

    /// <summary>Throws unless a network knows the classes of labels.</summary>
    /// <param name="data">What they are of.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="first">The number of their first sample.</param>
    /// <param name="summary">The network's.</param>
    /// <param name="parameterName">The parameter that is wrong.</param>
    public static void ThrowUnlessLabelsFit(this IDataset data, ReadOnlySpan<int> labels, int first, NetworkSummary summary, string parameterName)
    {
        int classes = summary.ClassCount;
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes && labels[i] != summary.IgnoredLabel)
            {
                string ignored = labels[i] != data.IgnoredLabel ? ""
                    : summary.IgnoredLabel is { } other ? $", and ignores {other}"
                    : ", and ignores none: [CrossEntropy] has IgnoredLabel for that";
                throw new ArgumentException(
                    $"The label of {Place(i, data.LabelLength, first)} is {labels[i]}, but {summary.Name} tells {classes} classes apart: 0 to {classes - 1}{ignored}.",
                    parameterName);
            }
        }
    }

    /// <summary>The name of a label's place in a message.</summary>
    /// <param name="label">Its number among all labels.</param>
    /// <param name="labelLength">The labels of a sample.</param>
    /// <param name="first">The number of the first sample.</param>
    public static string Place(int label, int labelLength, int first = 0)
        => labelLength == 1 ? $"sample {first + label}" : $"position {label % labelLength} of sample {first + (label / labelLength)}";
}
