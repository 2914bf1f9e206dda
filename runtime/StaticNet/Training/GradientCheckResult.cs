using System.Collections.Immutable;

namespace StaticNet;

/// <summary>What a <see cref="GradientCheck"/> has compared.</summary>
public sealed class GradientCheckResult
{
    internal GradientCheckResult(ImmutableArray<GradientCheckElement> elements, int skipped)
    {
        Elements = elements;
        Skipped = skipped;
    }

    /// <summary>The elements that were compared, tensor by tensor.</summary>
    public ImmutableArray<GradientCheckElement> Elements { get; }

    /// <summary>The number of elements that were left out, because the loss has a kink close to them.</summary>
    public int Skipped { get; }

    /// <summary>Whether no element is a mismatch.</summary>
    public bool IsPassed => !Elements.Any(static element => element.IsMismatch);

    /// <summary>The element with the largest error, a mismatch before others; null if nothing was compared.</summary>
    public GradientCheckElement? Worst => Elements.OrderBy(static element => element.IsMismatch).ThenBy(static element => element.RelativeError).LastOrDefault();

    /// <summary>How much was compared, and the worst of it.</summary>
    public override string ToString() => $"{Elements.Length} gradients compared, {Skipped} skipped at kinks; the worst: {Worst?.ToString() ?? "none"}";
}
