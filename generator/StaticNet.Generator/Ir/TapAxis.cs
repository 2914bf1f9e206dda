using StaticNet.Generator.Layers;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Ir;

/// <summary>
/// Along one axis, which positions of x and of the kernel the terms of a sum meet: pixel i of y meets pixel <c>i * Stride + Start + m * Step</c> of x at
/// position <c>WeightStart + m * WeightStep</c> of the kernel, for m from 0 to <c>Count - 1</c>.
/// </summary>
/// <param name="Count">The terms.</param>
/// <param name="Stride">From the pixels of x that one pixel of y meets to those of the next.</param>
/// <param name="Start">The pixel of x that the first pixel of y meets first.</param>
/// <param name="Step">From term to term in x.</param>
/// <param name="WeightStart">The kernel's position at the first term.</param>
/// <param name="WeightStep">From term to term in the kernel.</param>
internal readonly record struct TapAxis(int Count, int Stride, int Start, int Step, int WeightStart, int WeightStep)
{
    /// <summary>A convolution's.</summary>
    public static TapAxis Of(int kernel, int stride, int pad, int dilation) => new(kernel, stride, -pad, dilation, 0, 1);

    /// <summary>That of its gradient, for the input pixels of one phase.</summary>
    public static TapAxis Of(ConvTaps taps) => new(taps.Count, 1, taps.Start, -taps.OutputStep, taps.First, taps.Step);
}
