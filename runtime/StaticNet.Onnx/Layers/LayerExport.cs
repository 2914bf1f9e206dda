using System.Collections.Immutable;

namespace StaticNet.Onnx.Layers;

/// <summary>
/// Maps each layer to its ONNX form. A new layer adds a line here and a method in the file of its group.
/// </summary>
internal static class LayerExport
{
    /// <summary>Adds the nodes of a list of layers to the graph; the list reads <see cref="GraphBuilder.Current"/>.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="inputShape">The shape of a sample that goes into them.</param>
    /// <exception cref="NotSupportedException">There is no ONNX form for a layer.</exception>
    public static void Write(GraphBuilder graph, ImmutableArray<LayerSummary> layers, ImmutableArray<int> inputShape)
    {
        string x = graph.Current;
        List<string> outputs = [];
        foreach (LayerSummary layer in layers)
        {
            string[] inputs = [.. layer.Inputs.Select(input => input < 0 ? x : outputs[input])];
            graph.Current = inputs[0];
            Write(graph, layer, inputs, [.. layer.Inputs.Select(input => input < 0 ? inputShape : layers[input].OutputShape)]);
            outputs.Add(graph.Current);
        }
    }

    private static void Write(GraphBuilder graph, LayerSummary layer, string[] inputs, ImmutableArray<int>[] shapes)
    {
        switch (layer.Layer)
        {
            case InputAttribute: graph.Current = layer.Name; break;
            case OutputAttribute: graph.Output(layer.Name, layer.OutputShape); break;

            case DenseAttribute dense: LinearExport.Dense(graph, layer, dense); break;
            case Conv1DAttribute conv: ConvolutionExport.Conv1D(graph, layer, conv); break;
            case Conv2DAttribute conv: ConvolutionExport.Conv2D(graph, layer, conv); break;
            case DepthwiseConv2DAttribute conv: ConvolutionExport.DepthwiseConv2D(graph, layer, conv); break;
            case ConvTranspose1DAttribute conv: ConvolutionExport.ConvTranspose1D(graph, layer, conv); break;
            case ConvTranspose2DAttribute conv: ConvolutionExport.ConvTranspose2D(graph, layer, conv); break;

            case MaxPool1DAttribute pool: PoolExport.MaxPool1D(graph, layer, pool); break;
            case MaxPool2DAttribute pool: PoolExport.MaxPool2D(graph, layer, pool); break;
            case AveragePool1DAttribute pool: PoolExport.AveragePool1D(graph, layer, pool); break;
            case AveragePool2DAttribute pool: PoolExport.AveragePool2D(graph, layer, pool); break;
            case GlobalAveragePoolAttribute: PoolExport.GlobalAveragePool(graph, layer); break;
            case GlobalMaxPoolAttribute: PoolExport.GlobalMaxPool(graph, layer); break;
            case UpsampleAttribute upsample: ResamplingExport.Upsample(graph, layer, upsample); break;
            case ZeroPadAttribute pad: ResamplingExport.Pad(graph, layer, pad, "constant"); break;
            case ReflectPadAttribute pad: ResamplingExport.Pad(graph, layer, pad, "reflect"); break;
            case SliceAttribute slice: ShapeExport.Slice(graph, layer, slice); break;
            case TransposeAttribute transpose: ShapeExport.Transpose(graph, layer, transpose); break;
            case ReduceAttribute reduce: ReductionExport.Reduce(graph, layer, reduce); break;
            case ReshapeAttribute: ShapeExport.Reshape(graph, layer); break;
            case PadChannelsAttribute pad: ShapeExport.PadChannels(graph, layer, pad); break;
            case FlattenAttribute: ShapeExport.Flatten(graph, layer); break;

            case GroupNormAttribute norm: NormExport.GroupNorm(graph, layer, norm); break;
            case RMSNormAttribute norm: NormExport.RMSNorm(graph, layer, norm); break;
            case InstanceNormAttribute norm: NormExport.InstanceNorm(graph, layer, norm); break;
            case DropoutAttribute: break; // Predictions drop nothing.
            case LayerNormAttribute norm: NormExport.LayerNorm(graph, layer, norm); break;
            case BatchNormAttribute norm: NormExport.BatchNorm(graph, layer, norm); break;

            case ReLUAttribute: ActivationExport.Operator(graph, layer, "Relu"); break;
            case LeakyReLUAttribute leaky: ActivationExport.LeakyReLU(graph, layer, leaky); break;
            case PReLUAttribute: ActivationExport.PReLU(graph, layer); break;
            case ELUAttribute elu: ActivationExport.ELU(graph, layer, elu); break;
            case GELUAttribute: ActivationExport.GELU(graph, layer); break;
            case SiLUAttribute: ActivationExport.SiLU(graph, layer); break;
            case MishAttribute: ActivationExport.Mish(graph, layer); break;
            case ReLU6Attribute: ActivationExport.Clip(graph, layer, 0f, 6f); break;
            case ClampAttribute clamp: ActivationExport.Clip(graph, layer, clamp.Min, clamp.Max); break;
            case SquareAttribute: ActivationExport.Square(graph, layer); break;
            case SqrtAttribute: ActivationExport.Operator(graph, layer, "Sqrt"); break;
            case ExpAttribute: ActivationExport.Operator(graph, layer, "Exp"); break;
            case LogAttribute: ActivationExport.Operator(graph, layer, "Log"); break;
            case AbsAttribute: ActivationExport.Operator(graph, layer, "Abs"); break;
            case ScaleAttribute scale: ActivationExport.WithScalar(graph, layer, "Mul", "factor", scale.Factor); break;
            case ShiftAttribute shift: ActivationExport.WithScalar(graph, layer, "Add", "offset", shift.Offset); break;
            case SigmoidAttribute: ActivationExport.Operator(graph, layer, "Sigmoid"); break;
            case TanhAttribute: ActivationExport.Operator(graph, layer, "Tanh"); break;
            case SoftplusAttribute: ActivationExport.Operator(graph, layer, "Softplus"); break;
            case HardSigmoidAttribute: ActivationExport.HardSigmoid(graph, layer); break;
            case HardSwishAttribute: ActivationExport.Operator(graph, layer, "HardSwish"); break;
            case StepAttribute: ActivationExport.Step(graph, layer); break;

            case AddAttribute: JoinExport.Elementwise(graph, layer, "Add", inputs, shapes); break;
            case SubtractAttribute: JoinExport.Elementwise(graph, layer, "Sub", inputs, shapes); break;
            case MultiplyAttribute: JoinExport.Elementwise(graph, layer, "Mul", inputs, shapes); break;
            case MaximumAttribute: JoinExport.Elementwise(graph, layer, "Max", inputs, shapes); break;
            case ConcatAttribute: JoinExport.Concat(graph, layer, inputs); break;

            case SoftmaxAttribute: SoftmaxExport.OverChannels(graph, layer, "Softmax"); break;
            case LogSoftmaxAttribute: SoftmaxExport.OverChannels(graph, layer, "LogSoftmax"); break;

            case IFunctionAttribute: FunctionExport.Write(graph, layer); break;

            case CompositionAttribute composition: CompositionExport.Write(graph, layer, composition.Composition); break;

            default: throw new NotSupportedException($"Layer {Quote.Text(layer.Name)} is a {layer.Kind}, which has no ONNX export.");
        }
    }
}
