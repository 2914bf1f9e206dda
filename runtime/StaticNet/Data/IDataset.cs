using System.Collections.Immutable;

namespace StaticNet;

/// <summary>
/// Samples that training and evaluation read part by part: a <see cref="Dataset"/> in memory, a <see cref="DatasetFile"/> that need not fit it, or a source of your own. The same
/// part has the same samples each time.
/// </summary>
public interface IDataset
{
    /// <summary>The number of samples.</summary>
    int Count { get; }

    /// <summary>The number of values of one sample's input.</summary>
    int InputLength { get; }

    /// <summary>The number of values of one sample's target; 0 with labels.</summary>
    int TargetLength { get; }

    /// <summary>The number of labels of one sample: 1, or one for each of its positions; 0 with targets.</summary>
    int LabelLength { get; }

    /// <summary>Whether the samples have labels; otherwise they have targets.</summary>
    bool HasLabels => LabelLength > 0;

    /// <summary>The label of what counts for nothing, or <see langword="null"/> for none.</summary>
    int? IgnoredLabel => null;

    /// <summary>The names of the classes; empty when they have none.</summary>
    ImmutableArray<string> ClassNames => [];

    /// <summary>
    /// The samples of a block, at least 1: those that are read together at little more cost than one of them. <c>Fit</c> reads whole blocks, the last one may be shorter, in random
    /// order, and mixes the samples of some of them (<see cref="FitOptions.MixedBlocks"/>).
    /// </summary>
    int BlockLength { get; }

    /// <summary>Reads samples that follow each other. <c>Fit</c> and <c>Evaluate</c> call it on their own thread.</summary>
    /// <param name="first">The first sample's number.</param>
    /// <param name="count">How many there are, at least 1.</param>
    /// <param name="inputs">Takes the inputs, one sample after another; empty if they are not needed.</param>
    /// <param name="targets">Takes the targets; empty if they are not needed, or with labels.</param>
    /// <param name="labels">Takes the labels; empty if they are not needed, or with targets.</param>
    void Read(int first, int count, Span<float> inputs, Span<float> targets, Span<int> labels);
}
