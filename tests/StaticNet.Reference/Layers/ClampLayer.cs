namespace StaticNet.Reference.Layers;

/// <summary><c>y = min(max(x, min), max)</c>.</summary>
internal sealed class ClampLayer(double min, double max) : ElementwiseLayer
{
    protected override double Function(double x) => Math.Clamp(x, min, max);

    protected override double Derivative(double x, double y) => x >= min && x <= max ? 1 : 0;
}
