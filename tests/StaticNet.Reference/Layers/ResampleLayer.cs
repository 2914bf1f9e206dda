namespace StaticNet.Reference.Layers;

/// <summary>
/// Values that are those of the input at other places, or weighted means of neighbours: along each axis a list, for each output, of inputs and their weights. The weights of
/// several axes are multiplied.
/// </summary>
internal sealed class ResampleLayer : ReferenceLayer
{
    private readonly int[] _inputs;
    private readonly List<(int Input, double Weight)>[][] _axes;

    public ResampleLayer(LayerSummary layer)
    {
        _inputs = [.. layer.InputShape];
        _axes = [.. layer.OutputShape.Select((outputs, axis) => Enumerable.Range(0, outputs).Select(output => Of(layer.Layer, axis, output).ToList()).ToArray())];
    }

    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
    {
        double[] y = new double[samples * Length(_axes.Select(static axis => axis.Length))];
        foreach ((int from, int to, double weight) in Pairs(samples))
        {
            y[to] += weight * x[from];
        }

        return y;
    }

    public override double[] Backward(
        double[] x,
        double[] y,
        double[] dy,
        int samples,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyDictionary<string, double[]> gradients)
    {
        double[] dx = new double[x.Length];
        foreach ((int from, int to, double weight) in Pairs(samples))
        {
            dx[from] += weight * dy[to];
        }

        return dx;
    }

    private IEnumerable<(int From, int To, double Weight)> Pairs(int samples)
    {
        List<(int From, int To, double Weight)> pairs = [(0, 0, 1)];
        for (int axis = 0; axis < _axes.Length; axis++)
        {
            (int inputs, List<(int Input, double Weight)>[] outputs) = (_inputs[axis], _axes[axis]);
            pairs =
            [
                .. from pair in pairs
                   from output in Enumerable.Range(0, outputs.Length)
                   from tap in outputs[output]
                   select ((pair.From * inputs) + tap.Input, (pair.To * outputs.Length) + output, pair.Weight * tap.Weight),
            ];
        }

        (int x, int y) = (Length(_inputs), Length(_axes.Select(static axis => axis.Length)));
        return Enumerable.Range(0, samples).SelectMany(n => pairs.Select(pair => ((n * x) + pair.From, (n * y) + pair.To, pair.Weight)));
    }

    // What an output is made of along an axis: 0 for the channels, then lines and pixels; a sequence has pixels only.
    private IEnumerable<(int Input, double Weight)> Of(LayerAttribute layer, int axis, int output)
    {
        int length = _inputs[axis];
        bool isAcross = axis == _inputs.Length - 1;
        if (layer is SliceAttribute slice)
        {
            return [(axis == slice.Axis ? slice.Start + output : output, 1)];
        }

        if (axis == 0)
        {
            return [(output, 1)];
        }

        if (layer is UpsampleAttribute upsample)
        {
            int scale = isAcross ? upsample.ScaleWidth : upsample.ScaleHeight;
            double place = upsample.Mode == UpsampleMode.Nearest ? Math.Floor((double)output / scale)
                : !upsample.AlignCorners ? Math.Max(0, ((output + 0.5) / scale) - 0.5)
                : length == 1 ? 0
                : output * (length - 1.0) / ((length * scale) - 1);
            int first = Math.Min((int)(place + 1e-9), length - 1);
            double behind = Math.Clamp(place - first, 0, 1);
            return first + 1 < length ? [(first, 1 - behind), (first + 1, behind)] : [(first, 1)];
        }

        var pad = (SpatialPadAttribute)layer;
        int at = output - (isAcross ? pad.PadLeft : pad.PadTop);
        return layer is ReflectPadAttribute ? [(at < 0 ? -at : at >= length ? (2 * (length - 1)) - at : at, 1)]
            : at >= 0 && at < length ? [(at, 1)]
            : [];
    }

    private static int Length(IEnumerable<int> shape) => shape.Aggregate(1, static (product, length) => product * length);
}
