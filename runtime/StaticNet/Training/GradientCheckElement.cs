using System.Collections.Immutable;
using System.Globalization;

namespace StaticNet;

/// <summary>One element of a tensor in a <see cref="GradientCheckResult"/>.</summary>
/// <param name="Tensor">The tensor, such as <c>dense1.weight</c>.</param>
/// <param name="Indices">The indices of the element.</param>
/// <param name="Gradient">The gradient that the network computes.</param>
/// <param name="Difference">The central difference of the loss.</param>
/// <param name="RelativeError">How far they are apart beyond what rounding explains, in parts of the largest gradient of the tensor.</param>
/// <param name="IsMismatch">Whether that is more than <see cref="GradientCheck.Tolerance"/> and rounding explain.</param>
public sealed record GradientCheckElement(string Tensor, ImmutableArray<int> Indices, float Gradient, float Difference, double RelativeError, bool IsMismatch)
{
    /// <summary><c>dense1.weight[3, 0]: gradient 0.25, central difference 0.5, error 50%</c>.</summary>
    public override string ToString()
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{Tensor}[{string.Join(", ", Indices)}]: gradient {Gradient:G6}, central difference {Difference:G6}, error {100 * RelativeError:G3} % of the tensor's largest gradient");
}
