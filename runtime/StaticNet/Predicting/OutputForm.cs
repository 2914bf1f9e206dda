namespace StaticNet;

/// <summary>What the values of an output are.</summary>
internal enum OutputForm
{
    Values,
    Logits,
    Probabilities,
    LogProbabilities,
}
