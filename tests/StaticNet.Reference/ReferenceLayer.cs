using StaticNet.Reference.Layers;

namespace StaticNet.Reference;

/// <summary>A layer in double precision: its formula, and the derivative of that below it.</summary>
public abstract class ReferenceLayer
{
    /// <summary>The layer that a summary describes.</summary>
    /// <param name="layer">The description.</param>
    /// <param name="dropout">What the masks of dropout depend on.</param>
    public static ReferenceLayer Create(LayerSummary layer, DropoutState dropout) => layer.Layer switch
    {
        Conv1DAttribute or Conv2DAttribute or DepthwiseConv2DAttribute or MaxPool1DAttribute or MaxPool2DAttribute or AveragePool1DAttribute or AveragePool2DAttribute
            => CreateSliding(layer),
        ConvTranspose1DAttribute conv => CreateTransposed(layer, conv.Channels, conv.Groups, conv.Bias),
        ConvTranspose2DAttribute conv => CreateTransposed(layer, conv.Channels, conv.Groups, conv.Bias),
        CompositionAttribute composition => new CompositionLayer(
            composition.Composition, [.. layer.Branches.Select(branch => ReferenceGraph.Of(branch.Layers, dropout))]),
        GlobalAveragePoolAttribute => new GlobalAveragePoolLayer(Length(layer.InputShape.Skip(1))),
        GlobalMaxPoolAttribute => new GlobalMaxPoolLayer(Length(layer.InputShape.Skip(1))),
        SpatialPadAttribute or UpsampleAttribute or SliceAttribute => new ResampleLayer(layer),
        DenseAttribute dense => new DenseLayer(new TensorNames(layer), Length(layer.InputShape), dense.Units, dense.Bias),
        DropoutAttribute drop => new DropoutLayer(layer.Name, Length(layer.InputShape), drop.Rate, dropout),
        PadChannelsAttribute pad => CreatePadding(layer, pad),
        LayerNormAttribute norm => CreateNorm(layer, norm.Epsilon),
        RMSNormAttribute norm => new RMSNormLayer(new TensorNames(layer), layer.InputShape[0], Length(layer.InputShape.Skip(1)), norm.Epsilon),
        GroupNormAttribute norm => CreateNorm(layer, norm.Epsilon),
        InstanceNormAttribute norm => CreateNorm(layer, norm.Epsilon, norm.Affine),
        BatchNormAttribute norm => new BatchNormLayer(
            new TensorNames(layer), layer.InputShape[0], Length(layer.InputShape.Skip(1)), norm.Epsilon, norm.Momentum),
        TransposeAttribute transpose => new TransposeLayer([.. layer.InputShape], transpose.First, transpose.Second),
        ReduceAttribute reduce => new ReduceLayer([.. layer.InputShape], reduce),
        FlattenAttribute or ReshapeAttribute => new FlattenLayer(),
        SoftmaxAttribute => new SoftmaxLayer(layer.InputShape[0], Length(layer.InputShape) / layer.InputShape[0]),
        LogSoftmaxAttribute => new LogSoftmaxLayer(layer.InputShape[0], Length(layer.InputShape) / layer.InputShape[0]),
        ReLUAttribute => new ReLULayer(),
        LeakyReLUAttribute leaky => new LeakyReLULayer(leaky.Slope),
        PReLUAttribute => new PReLULayer(new TensorNames(layer)),
        ELUAttribute elu => new ELULayer(elu.Alpha),
        GELUAttribute => new GELULayer(),
        SiLUAttribute => new SiLULayer(),
        MishAttribute => new MishLayer(),
        ReLU6Attribute => new ReLU6Layer(),
        ClampAttribute clamp => new ClampLayer(clamp.Min, clamp.Max),
        SquareAttribute => new SquareLayer(),
        SqrtAttribute => new SqrtLayer(),
        ExpAttribute => new ExpLayer(),
        LogAttribute => new LogLayer(),
        AbsAttribute => new AbsLayer(),
        ScaleAttribute scale => new ScaleLayer(scale.Factor),
        ShiftAttribute shift => new ShiftLayer(shift.Offset),
        SigmoidAttribute => new SigmoidLayer(),
        TanhAttribute => new TanhLayer(),
        SoftplusAttribute => new SoftplusLayer(),
        HardSigmoidAttribute => new HardSigmoidLayer(),
        HardSwishAttribute => new HardSwishLayer(),
        StepAttribute => new StepLayer(),
        IFunctionAttribute => new FunctionLayer(layer.Function!),
        _ => throw new NotSupportedException($"The reference knows no {layer.Kind}."),
    };

    /// <summary>The outputs of the inputs.</summary>
    /// <param name="x">The inputs of all samples, one after another.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="weights">All weights by name, row by row in their logical shapes.</param>
    public abstract double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights);

    /// <summary>The outputs as training has them; those of prediction, unless a layer does something else there.</summary>
    /// <param name="x">The inputs of all samples, one after another.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="weights">All weights by name, row by row in their logical shapes.</param>
    /// <param name="statistics">Gets what becomes of the layer's running statistics, by name.</param>
    public virtual double[] ForwardTraining(
        double[] x, int samples, IReadOnlyDictionary<string, double[]> weights, IDictionary<string, double[]> statistics)
        => Forward(x, samples, weights);

    /// <summary>The gradient of the inputs; those of the layer's own parameters are added to <paramref name="gradients"/>.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The outputs of training.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="weights">All weights by name.</param>
    /// <param name="gradients">The gradients of all weights by name.</param>
    public abstract double[] Backward(
        double[] x,
        double[] y,
        double[] dy,
        int samples,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyDictionary<string, double[]> gradients);

    private static ReferenceLayer CreateSliding(LayerSummary layer)
    {
        int channels = layer.InputShape[0];
        (SlidingWindow down, SlidingWindow across) = LayerShapes.Windows(layer.Layer, layer.InputShape);
        return layer.Layer switch
        {
            Conv1DAttribute conv => new Conv1DLayer(new TensorNames(layer), channels, conv.Channels, across, conv.Groups, conv.Bias),
            Conv2DAttribute conv => new Conv2DLayer(new TensorNames(layer), channels, conv.Channels, down, across, conv.Groups, conv.Bias),
            DepthwiseConv2DAttribute conv => new DepthwiseConv2DLayer(new TensorNames(layer), channels, conv.Multiplier, down, across, conv.Bias),
            AveragePool1DAttribute pool => new AveragePoolLayer(channels, down, across, pool.CountIncludePad),
            AveragePool2DAttribute pool => new AveragePoolLayer(channels, down, across, pool.CountIncludePad),
            _ => new MaxPoolLayer(channels, down, across),
        };
    }

    private static ConvTransposeLayer CreateTransposed(LayerSummary layer, int channels, int groups, bool hasBias)
    {
        (SlidingWindow down, SlidingWindow across) = LayerShapes.Windows(layer.Layer, layer.InputShape);
        int[] lines = layer.InputShape.Length == 2 ? [1, layer.InputShape[1]] : [layer.InputShape[1], layer.InputShape[2]];
        return new ConvTransposeLayer(new TensorNames(layer), layer.InputShape[0], lines[0], lines[1], channels, down, across, groups, hasBias);
    }

    private static PadChannelsLayer CreatePadding(LayerSummary layer, PadChannelsAttribute pad)
    {
        int channel = Length(layer.InputShape.Skip(1));
        return new PadChannelsLayer(pad.Before * channel, Length(layer.InputShape), pad.After * channel);
    }

    private static NormLayer CreateNorm(LayerSummary layer, double epsilon, bool isAffine = true)
        => new(new TensorNames(layer), layer.InputShape[0], Length(layer.InputShape.Skip(1)), LayerShapes.Parts(layer.Layer, layer.InputShape), epsilon, isAffine);

    private static int Length(IEnumerable<int> shape) => shape.Aggregate(1, static (product, dimension) => product * dimension);
}
