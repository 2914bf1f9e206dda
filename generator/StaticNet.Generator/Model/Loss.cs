namespace StaticNet.Generator.Model;

/// <summary>A loss as declared: one record a kind.</summary>
internal abstract record Loss;

internal sealed record MeanSquaredError : Loss;

internal sealed record MeanAbsoluteError : Loss;

internal sealed record Huber(float Delta) : Loss;

internal sealed record CrossEntropy : Loss;

internal sealed record BinaryCrossEntropy : Loss;
