using System;
using System.Collections.Generic;
using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Printing;

/// <summary>What writes the body of each kernel's method, except those of losses, which are several methods. A new kernel is one line here.</summary>
internal sealed class KernelPrinters
{
    private static readonly KernelPrinters All = new KernelPrinters()
        .Add<BroadcastProduct>(BroadcastProductEmitter.Write)
        .Add<DotProduct>(DotProductEmitter.Write)
        .Add<OuterProduct>(OuterProductEmitter.Write)
        .Add<RowSum>(OuterProductEmitter.Write)
        .Add<Elementwise>(ElementwiseEmitter.Write)
        .Add<ElementwiseGradient>(ElementwiseEmitter.Write)
        .Add<SlopeGradient>(ElementwiseEmitter.Write)
        .Add<SoftmaxKernel>(SoftmaxEmitter.Write)
        .Add<SoftmaxGradient>(SoftmaxEmitter.Write)
        .Add<GroupStatistics>(GroupNormEmitter.Write)
        .Add<GroupNormKernel>(GroupNormEmitter.Write)
        .Add<GroupNormSums>(GroupNormEmitter.Write)
        .Add<GroupNormGradient>(GroupNormEmitter.Write)
        .Add<DropoutKernel>(DropoutEmitter.Write)
        .Add<LayerNormKernel>(LayerNormEmitter.Write)
        .Add<LayerNormGradient>(LayerNormEmitter.Write)
        .Add<ClearBorder>(GridEmitter.Write)
        .Add<Relayout>(GridEmitter.Write)
        .Add<GridElementwise>(ElementwiseEmitter.Write)
        .Add<GridElementwiseGradient>(ElementwiseEmitter.Write)
        .Add<GridSlopeGradient>(ElementwiseEmitter.Write)
        .Add<PixelSum>(GridEmitter.Write)
        .Add<BatchStatistics>(BatchNormEmitter.Write)
        .Add<BatchNormGradient>(BatchNormEmitter.Write)
        .Add<GlobalMean>(PoolingEmitter.Write)
        .Add<GlobalMeanGradient>(PoolingEmitter.Write)
        .Add<GlobalLargest>(PoolingEmitter.Write)
        .Add<GlobalLargestGradient>(PoolingEmitter.Write)
        .Add<AxisSum>(ReductionEmitter.Write)
        .Add<AxisSumGradient>(ReductionEmitter.Write)
        .Add<AxisLargest>(ReductionEmitter.Write)
        .Add<AxisLargestGradient>(ReductionEmitter.Write)
        .Add<AxisExchange>(ReductionEmitter.Write)
        .Add<Resample>(ResamplingEmitter.Write)
        .Add<ResampleGradient>(ResamplingEmitter.Write)
        .Add<ChannelConcat>(ChannelEmitter.Write)
        .Add<ChannelCombine>(ChannelEmitter.Write)
        .Add<ChannelSum>(ChannelEmitter.Write)
        .Add<ChannelDot>(ChannelEmitter.Write)
        .Add<ChannelPad>(ChannelEmitter.Write)
        .Add<ChannelSlice>(ChannelEmitter.Write)
        .Add<Pooling>(PoolingEmitter.Write)
        .Add<PoolingGradient>(PoolingEmitter.Write)
        .Add<Convolution>(ConvolutionEmitter.Write)
        .Add<WinogradConvolution>(WinogradEmitter.Write)
        .Add<DepthwiseConvolution>(DepthwiseEmitter.Write)
        .Add<DepthwiseWeightGradient>(DepthwiseEmitter.Write)
        .Add<WeightTranspose>(ConvolutionEmitter.Write)
        .Add<ConvolutionInputGradient>(ConvolutionInputGradientEmitter.Write)
        .Add<ConvolutionWeightGradient>(ConvolutionWeightGradientEmitter.Write);

    private readonly Dictionary<Type, Printer> _printers = [];

    private KernelPrinters()
    {
    }

    private delegate void Printer(SourceWriter writer, Kernel kernel, string name, SharedMethods shared);

    /// <summary>The kernels that are written here.</summary>
    public static IEnumerable<Type> Kinds => All._printers.Keys;

    /// <summary>Writes the body of a kernel's method.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="name">The name of the method.</param>
    /// <param name="shared">The methods that the bodies of several kernels call.</param>
    public static void Write(SourceWriter writer, Kernel kernel, string name, SharedMethods shared) => All._printers[kernel.GetType()](writer, kernel, name, shared);

    private KernelPrinters Add<TKernel>(Action<SourceWriter, TKernel> write)
        where TKernel : Kernel
        => Add<TKernel>((writer, kernel, _, _) => write(writer, kernel));

    private KernelPrinters Add<TKernel>(Action<SourceWriter, TKernel, string, SharedMethods> write)
        where TKernel : Kernel
    {
        _printers.Add(typeof(TKernel), (writer, kernel, name, shared) => write(writer, (TKernel)kernel, name, shared));
        return this;
    }
}
