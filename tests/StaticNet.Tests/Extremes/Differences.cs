using System.Globalization;

namespace StaticNet.Tests.Extremes;

/// <summary>What differs from PyTorch and is not among the <see cref="Exemptions"/>.</summary>
internal sealed class Differences(string layer)
{
    private readonly List<string> _found = [];
    private readonly HashSet<Exemption> _needed = [];

    /// <summary>Compares values that share their inputs.</summary>
    public void Check(string what, float[] x, float[] expected, float[] actual, float scale)
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Check(what, x, expected[i], actual[i], scale);
        }
    }

    /// <summary>Compares a value.</summary>
    /// <param name="what">What it is: <c>y</c>, <c>dx</c>, <c>loss</c>.</param>
    /// <param name="x">The inputs that it comes of.</param>
    /// <param name="expected">PyTorch's value.</param>
    /// <param name="actual">Ours.</param>
    /// <param name="scale">The magnitude that rounding errors are relative to, beside the value's own.</param>
    public void Check(string what, float[] x, float expected, float actual, float scale)
    {
        if (Same(expected, actual, scale))
        {
            return;
        }

        if (Exemptions.Of(layer, what, x) is { } exemption && exemption.Allows(x[0], actual))
        {
            _needed.Add(exemption);
        }
        else
        {
            string inputs = string.Join(", ", x.Select(static value => value.ToString(CultureInfo.InvariantCulture)));
            _found.Add(string.Create(CultureInfo.InvariantCulture, $"{layer} {what} at {inputs}: {actual}, PyTorch {expected}"));
        }
    }

    /// <summary>Nothing differs but what is exempt, and every exemption is needed.</summary>
    public void Assert()
    {
        Xunit.Assert.True(_found.Count == 0, string.Join("\n", _found));
        Xunit.Assert.Equal(Exemptions.All.Where(exemption => exemption.Layer == layer), _needed.OrderBy(static exemption => Array.IndexOf(Exemptions.All, exemption)));
    }

    // The sign of a zero counts for nothing.
    private static bool Same(float expected, float actual, float scale)
        => expected.Equals(actual) || (float.IsFinite(expected) && Math.Abs((double)expected - actual) <= 2e-6 * Math.Max(Math.Abs(expected), scale));
}
