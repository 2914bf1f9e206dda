using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace StaticNet;

/// <summary>
/// A network as the generator analysed it, layer by layer: shapes, parameters, cost. Hovers show it,
/// <see cref="ToString()"/> prints it as a table, and exporters and interpreters read it.
/// </summary>
[DebuggerDisplay("{Name,nq}: {Layers.Length} layers, {ParameterCount} parameters, {MultiplyAdds} multiply-adds")]
[DebuggerTypeProxy(typeof(NetworkSummaryView))]
public sealed class NetworkSummary
{
    /// <summary>Describes a network. Generated code calls this.</summary>
    /// <param name="name">The class's name.</param>
    /// <param name="inputShape">The shape of one sample, channels first.</param>
    /// <param name="layers">The layers in order.</param>
    /// <param name="loss">The loss, or <see langword="null"/> for a network that only predicts, and for one with several.</param>
    /// <param name="inferenceBytes">The scratch memory of <c>Forward</c> for one sample, in bytes.</param>
    /// <param name="trainingBytes">The scratch memory of <c>Gradient</c> for one sample, in bytes.</param>
    /// <param name="memory">The layout of the scratch memory of <c>Forward</c>.</param>
    /// <exception cref="ArgumentNullException">The list of layers, or a layer, is null.</exception>
    /// <exception cref="ArgumentException">A layer reads one that is not before it.</exception>
    public NetworkSummary(
        string name,
        int[] inputShape,
        LayerSummary[] layers,
        NetworkLossAttribute? loss,
        long inferenceBytes,
        long trainingBytes,
        params MemoryRegion[] memory)
    {
        Name = name;
        InputShape = [.. inputShape];
        Layers = LayerSummary.List(layers);
        Loss = loss;
        InferenceBytes = inferenceBytes;
        TrainingBytes = trainingBytes;
        Memory = [.. memory];
    }

    /// <summary>The class's name.</summary>
    public string Name { get; }

    /// <summary>The shape of one sample, channels first; of a network with several inputs, which lie one behind another, that of a row.</summary>
    public ImmutableArray<int> InputShape { get; }

    /// <summary>The shape of one sample's output; of several, which lie one behind another, that of a row.</summary>
    public ImmutableArray<int> OutputShape => Outputs.Length == 1 ? Outputs[0].Shape : [Outputs.Sum(static output => output.Length)];

    /// <summary>The inputs: those that <see cref="InputAttribute"/> declares, or the one of <see cref="NetworkAttribute"/>.</summary>
    public ImmutableArray<InputSummary> Inputs
    {
        get
        {
            if (!field.IsDefault)
            {
                return field;
            }

            var inputs = ImmutableArray.CreateBuilder<InputSummary>();
            int offset = 0;
            foreach (LayerSummary layer in Layers.Where(static layer => layer.Layer is InputAttribute))
            {
                inputs.Add(new InputSummary(layer.Name, layer.OutputShape, offset));
                offset += inputs[^1].Length;
            }

            return field = inputs.Count == 0 ? [new InputSummary("input", InputShape, 0)] : inputs.DrainToImmutable();
        }
    }

    /// <summary>The outputs: those that <see cref="OutputAttribute"/> declares, or the value of the last layer.</summary>
    /// <exception cref="ArgumentException">The array is not initialized, or empty, or one of them is null.</exception>
    public ImmutableArray<OutputSummary> Outputs
    {
        get => field.IsDefault
            ? field = [new OutputSummary("output", [.. Layers.IsEmpty ? InputShape : Layers[^1].OutputShape], 0, Loss) { LossFunction = LossFunction }]
            : field;
        init
        {
            if (value.IsDefaultOrEmpty || value.Contains(null!))
            {
                throw new ArgumentException("A network has at least one output: expected their descriptions.", nameof(value));
            }

            int offset = 0;
            field = [.. value.Select(output =>
            {
                int start = offset;
                offset += output.Loss is null ? 0 : output.Length;
                return output.Loss is null ? output : output.WithTargetsAt(start);
            })];
        }
    }

    /// <summary>The outputs that have a loss.</summary>
    internal IEnumerable<OutputSummary> Trained => Outputs.Where(static output => output.Loss is not null);

    /// <summary>Whether an output has a loss.</summary>
    public bool IsTrained => Trained.Any();

    /// <summary>
    /// The number of classes of labels: one per output, and two if a single output, with any loss but
    /// <c>[CrossEntropy]</c>, says how much a sample belongs to class 1.
    /// </summary>
    public int ClassCount => IsBinary ? 2 : Classified.Classes;

    /// <summary>
    /// The number of labels of a sample: one, or with <see cref="CrossEntropyAttribute"/> of outputs of shape <c>(classes, height, width)</c> or <c>(classes, length)</c> one for each position, row by row.
    /// </summary>
    public int LabelLength => Classified.Positions;

    /// <summary>The label of what counts for nothing, or <see langword="null"/> for none.</summary>
    internal int? IgnoredLabel => (Classified.Loss as CrossEntropyAttribute)?.Ignored;

    /// <summary>The layers in order.</summary>
    public ImmutableArray<LayerSummary> Layers { get; }

    /// <summary>All layers, those of blocks after the layer that contains them.</summary>
    public IEnumerable<LayerSummary> AllLayers => Layers.SelectMany(static layer => layer.Family);

    /// <summary>The loss, or <see langword="null"/> for a network that only predicts, and for one with several (<see cref="Outputs"/>).</summary>
    public NetworkLossAttribute? Loss { get; }

    /// <summary>The function of a loss with <see cref="LossAttribute{T}"/>; null for every other loss.</summary>
    public FunctionSummary? LossFunction { get; init; }

    /// <summary>Whether the network has <c>Backward</c> (<see cref="NetworkAttribute.Backward"/>).</summary>
    public bool HasBackward { get; init; }

    /// <summary>The number of trainable scalars.</summary>
    public int ParameterCount => Layers.Sum(static layer => layer.ParameterCount);

    /// <summary>The multiply-adds of one forward pass of one sample.</summary>
    public long MultiplyAdds => Layers.Sum(static layer => layer.MultiplyAdds);

    /// <summary>The memory of a call of <c>Forward</c> in addition to its arguments.</summary>
    public CallMemory ForwardMemory { get; init; } = new();

    /// <summary>The memory of a call of <c>Gradient</c>, or of <c>Backward</c> where there is no loss, in addition to its arguments: scratch memory, and partial gradients of many samples.</summary>
    public CallMemory GradientMemory { get; init; } = new();

    /// <summary>The scratch memory of <c>Forward</c> for one sample, in bytes.</summary>
    public long InferenceBytes { get; }

    /// <summary>The scratch memory of <c>Gradient</c> for one sample, in bytes, or of <c>Backward</c> if that takes more.</summary>
    public long TrainingBytes { get; }

    /// <summary>
    /// The minimum number of samples in a batch of <c>Gradient</c>: 2 if a <c>[BatchNorm]</c>, also one in a block, has one value of each channel in a
    /// sample, which has no variance in a batch of one; else 1. <c>Forward</c> takes any number.
    /// </summary>
    public int SmallestBatch => NormOfSingleValues is null ? 1 : 2;

    /// <summary>
    /// The layout of the scratch memory of <c>Forward</c>, in the order in which it is written, as planned at build time. Empty if
    /// all values stay in registers or are written to the outputs directly.
    /// </summary>
    public ImmutableArray<MemoryRegion> Memory { get; }

    /// <summary>Whether the inputs have names.</summary>
    internal bool DeclaresInputs => Layers.Any(static layer => layer.Layer is InputAttribute);

    /// <summary>Whether the outputs have names.</summary>
    internal bool DeclaresOutputs => Layers.Any(static layer => layer.Layer is OutputAttribute);

    /// <summary>Whether a single output distinguishes two classes: a label is then the output's target, and not its index.</summary>
    internal bool IsBinary => Classified is { Length: 1, Loss: not CrossEntropyAttribute };

    /// <summary>The output that labels are about: the first that has a loss.</summary>
    internal OutputSummary Classified => Trained.FirstOrDefault() ?? Outputs[0];

    /// <summary>The first layer that needs at least two samples in a batch, or <see langword="null"/>.</summary>
    internal LayerSummary? NormOfSingleValues => AllLayers.FirstOrDefault(static layer => layer.NeedsSeveralSamples);

    /// <summary>Whether <c>Gradient</c> takes a batch at once, with scratch memory of <see cref="TrainingBytes"/> for each sample.</summary>
    internal bool TakesWholeBatch => AllLayers.Any(static layer => layer.Layer is BatchNormAttribute);

    /// <summary>What the values of an output are to its loss: the same rule as in training. A change of shape does not affect it.</summary>
    internal OutputForm KindOf(OutputSummary output)
        => (output.Loss, LastLayer(output) is { } last && (output.Loss is not CrossEntropyAttribute || last.OutputShape[0] == output.Classes) ? last.Layer : null) switch
        {
            (CrossEntropyAttribute, SoftmaxAttribute) or (BinaryCrossEntropyAttribute, SigmoidAttribute) => OutputForm.Probabilities,
            (CrossEntropyAttribute, LogSoftmaxAttribute) => OutputForm.LogProbabilities,
            (CrossEntropyAttribute or BinaryCrossEntropyAttribute, _) => OutputForm.Logits,
            _ => OutputForm.Values,
        };

    /// <summary>The layer of an output that does more than change the shape, also within blocks; null for none, or if it is a sum or a concatenation.</summary>
    internal LayerSummary? LastLayer(OutputSummary output)
    {
        int declared = -1;
        for (int i = 0; i < Layers.Length; i++)
        {
            declared = Layers[i].Layer is OutputAttribute && Layers[i].Name == output.Name ? i : declared;
        }

        return Last(Layers, declared < 0 ? Layers.Length - 1 : declared);
    }

    /// <summary>
    /// The layer table: for each layer its name, its declaration, its output's shape, its trainable scalars, the multiply-adds and
    /// the memory of its output for one sample, and its receptive field; then the totals, and the layout of the scratch
    /// memory of <c>Forward</c>.
    /// </summary>
    public override string ToString()
    {
        TextTable table = new(columns: 7, leftAligned: 2);
        table.Add(["name", "layer", "output", "parameters", "multiply-adds", "memory", "receptive field"]);
        table.AddRule();
        table.Add(["", "input", Picture.Shape(InputShape), "", "", Bytes(sizeof(float) * InputShape.Aggregate(1L, static (product, length) => product * length)), ""]);
        foreach (LayerSummary layer in AllLayers)
        {
            // The numbers of layers made of blocks are those of their layers.
            bool isComposed = layer.Branches.Length > 0;
            table.Add(
            [
                layer.Name,
                layer.Declaration,
                Picture.Shape(layer.OutputShape),
                isComposed ? "" : Number(layer.ParameterCount),
                isComposed ? "" : Number(layer.MultiplyAdds),
                Bytes(layer.ActivationBytes),
                Picture.Shape(layer.ReceptiveField),
            ]);
        }

        table.AddRule();
        table.Add(["", "total", Picture.Shape(OutputShape), Number(ParameterCount), Number(MultiplyAdds), "", ""]);
        string loss = !IsTrained ? "no loss"
            : Outputs.Length == 1 ? "loss " + Declaration(Outputs[0].Loss!)
            : "losses " + string.Join(", ", Outputs.Where(static output => output.Loss is not null).Select(static output => $"{output.Name}: {Declaration(output.Loss!)}"));
        return $"{Name}, {loss}\n{table}\n"
            + $"weights {Bytes(sizeof(float) * (long)ParameterCount)}; scratch memory of one sample: Forward {Bytes(InferenceBytes)}, {Training} {Bytes(TrainingBytes)}"
            + CallMemories()
            + (Memory.IsEmpty ? "" : "\n" + MemoryTable());
    }

    /// <summary>
    /// The network as a flowchart in the language of Mermaid, which many sites and editors draw: a box for each layer, with a wider border the more it costs, a
    /// frame around the parts of a layer of blocks, an arrow for each value.
    /// </summary>
    /// <returns>The text, which is the same on every machine; lines end in <c>\n</c>.</returns>
    public string ToMermaid() => MermaidPicture.Of(this);

    /// <summary>
    /// The network as an SVG picture, from top to bottom: a box for each layer, filled by the ratio of its multiply-adds to those of the most expensive one, a
    /// frame around the parts of a layer of blocks, and branches next to each other.
    /// </summary>
    /// <returns>A whole SVG document, which is the same on every machine; lines end in <c>\n</c>.</returns>
    public string ToSvg() => SvgPicture.Of(this);

    /// <summary>A loss as it is declared: <c>CrossEntropy</c>, <c>Huber(0.5)</c>.</summary>
    internal static string Declaration(NetworkLossAttribute loss)
    {
        string declaration = loss switch
        {
            HuberAttribute huber => string.Create(CultureInfo.InvariantCulture, $"Huber({huber.Delta})"),
            CrossEntropyAttribute crossEntropy => CrossEntropy(crossEntropy),
            IFunctionAttribute function => $"Loss<{function.DeclaringType.Name}>(\"{function.Function}\")",
            _ => loss.GetType().Name[..^"Attribute".Length],
        };
        string weight = string.Create(CultureInfo.InvariantCulture, $"Weight = {(float)loss.Weight}");
        return loss.Weight == 1 ? declaration : declaration is [.. var start, ')'] ? $"{start}, {weight})" : $"{declaration}({weight})";
    }

    private static string CrossEntropy(CrossEntropyAttribute loss)
    {
        List<string> properties = [];
        if (loss.LabelSmoothing != 0)
        {
            properties.Add(string.Create(CultureInfo.InvariantCulture, $"LabelSmoothing = {(float)loss.LabelSmoothing}"));
        }

        if (loss.ClassWeights.Length > 0)
        {
            properties.Add($"ClassWeights = [{string.Join(", ", loss.ClassWeights.Select(static weight => ((float)weight).ToString(CultureInfo.InvariantCulture)))}]");
        }

        if (loss.Ignored is { } ignored)
        {
            properties.Add(string.Create(CultureInfo.InvariantCulture, $"IgnoredLabel = {ignored}"));
        }

        return "CrossEntropy" + (properties.Count > 0 ? $"({string.Join(", ", properties)})" : "");
    }

    // The memory of a call of many samples, which is kept for the next one.
    private string CallMemories()
    {
        if (ForwardMemory.ThreadBytes + GradientMemory.ThreadBytes + GradientMemory.SampleBytes == 0)
        {
            return "";
        }

        string text = $"\nmemory of a call: Forward {Call(ForwardMemory)}";
        return !IsTrained && !HasBackward ? text
            : GradientMemory.MostShards == 1 ? $"{text}; {Training} {Call(GradientMemory)}"
            : $"{text}; {Training} {Call(GradientMemory)}, and up to {GradientMemory.MostShards - 1} partial gradients of {Bytes(GradientMemory.PartialBytes)}, "
            + $"one from {Number(GradientMemory.LeastShard + 1)} samples on";
    }

    // What a network that is not trained has in place of Gradient.
    private string Training => HasBackward && !IsTrained ? "Backward" : "Gradient";

    private static string Call(CallMemory memory)
        => $"{Bytes(memory.ThreadBytes)} a thread" + (memory.SampleBytes == 0 ? "" : $" and {Bytes(memory.SampleBytes)} a sample");

    private string MemoryTable()
    {
        TextTable table = new(columns: 5);
        table.Add(["scratch memory of Forward", "offset", "bytes", "written by", "last read by"]);
        table.AddRule();
        foreach (MemoryRegion region in Memory)
        {
            table.Add([region.Value, Number(region.Offset), Number(region.Bytes), region.WrittenBy, region.LastReadBy]);
        }

        return table.ToString();
    }

    private static LayerSummary? Last(ImmutableArray<LayerSummary> layers, int index)
    {
        while (index >= 0 && layers[index].Layer is FlattenAttribute or OutputAttribute)
        {
            index = layers[index].Inputs[0];
        }

        if (index < 0 || layers[index] is not { Layer: CompositionAttribute composition } composite)
        {
            return index < 0 ? null : layers[index];
        }

        return composition.Composition != Composition.Chain ? null
            : composite.Branches.Reverse().Select(static branch => Last(branch.Layers, branch.Layers.Length - 1)).FirstOrDefault(static last => last is not null);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 10):0.0} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):N1} MiB"),
    };
}
