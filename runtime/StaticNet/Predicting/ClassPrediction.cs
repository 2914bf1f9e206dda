namespace StaticNet;

/// <summary>A class that a network predicts for a sample.</summary>
/// <param name="Class">The number of the class, from 0.</param>
/// <param name="Probability">Its probability, from 0 to 1.</param>
/// <param name="Name">Its name, if the names have been passed.</param>
public readonly record struct ClassPrediction(int Class, float Probability, string? Name = null);
