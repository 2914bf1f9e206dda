using System.Runtime.CompilerServices;

namespace StaticNet;

/// <summary>Checks of hyperparameters: each returns the value or throws <see cref="ArgumentOutOfRangeException"/>.</summary>
internal static class Hyperparameter
{
    /// <summary>A finite value from 0 on, as a float too.</summary>
    public static double NonNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
        => value >= 0 && float.IsFinite((float)value) ? value : throw OutOfRange(value, "a finite number from 0 on", name);

    /// <summary>A finite value above 0, as a float too.</summary>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
        => (float)value > 0 && float.IsFinite((float)value) ? value : throw OutOfRange(value, "a finite number above 0", name);

    /// <summary>A value from 0 to below 1, as a float too.</summary>
    public static double Fraction(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
        => value >= 0 && (float)value < 1 ? value : throw OutOfRange(value, "a number from 0 to below 1", name);

    private static ArgumentOutOfRangeException OutOfRange(double value, string expected, string? name)
        => new(name, value, $"{name} has to be {expected}.");
}
