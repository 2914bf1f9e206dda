namespace StaticNet;

/// <summary>What the values of an output say.</summary>
public enum PredictionKind
{
    /// <summary>Numbers: a regression.</summary>
    Values,

    /// <summary>One score for each class, of which one is right: outputs with <c>[CrossEntropy]</c>, and several outputs of samples with labels.</summary>
    Classes,

    /// <summary>One score for yes or no each, independent of the others: outputs with <c>[BinaryCrossEntropy]</c>, and a single output of samples with labels.</summary>
    YesOrNo,
}
