using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace StaticNet;

/// <summary>One layer of a <see cref="NetworkSummary"/>.</summary>
[DebuggerDisplay("{Display,nq}", Name = "{Name,nq}")]
public sealed class LayerSummary
{
    /// <summary>Describes a layer. Generated code calls this.</summary>
    /// <param name="name">The layer's name, such as <c>dense1</c>.</param>
    /// <param name="layer">The declaration: the attribute with its arguments.</param>
    /// <param name="inputShape">The shape of one sample before the layer.</param>
    /// <param name="outputShape">The shape of one sample after the layer.</param>
    /// <param name="receptiveField">The extent of the network's input, along each dimension, that one output depends on.</param>
    /// <param name="multiplyAdds">The multiply-adds of the layer for one sample.</param>
    /// <param name="parameters">The layer's tensors, such as <c>dense1.weight</c>.</param>
    public LayerSummary(
        string name,
        LayerAttribute layer,
        int[] inputShape,
        int[] outputShape,
        int[] receptiveField,
        long multiplyAdds,
        TensorDescription[] parameters)
    {
        Name = name;
        Layer = layer;
        InputShape = [.. inputShape];
        OutputShape = [.. outputShape];
        ReceptiveField = [.. receptiveField];
        MultiplyAdds = multiplyAdds;
        Parameters = [.. parameters];
    }

    /// <summary>Describes a layer made of blocks. Generated code calls this.</summary>
    /// <param name="name">The layer's name, such as <c>residual1</c>.</param>
    /// <param name="layer">The declaration: the attribute with its arguments.</param>
    /// <param name="inputShape">The shape of one sample before the layer.</param>
    /// <param name="outputShape">The shape of one sample after the layer.</param>
    /// <param name="receptiveField">The extent of the network's input, along each dimension, that one output depends on.</param>
    /// <param name="multiplyAdds">The multiply-adds of all of its layers for one sample.</param>
    /// <param name="branches">Its branches.</param>
    public LayerSummary(
        string name,
        CompositionAttribute layer,
        int[] inputShape,
        int[] outputShape,
        int[] receptiveField,
        long multiplyAdds,
        BranchSummary[] branches)
        : this(name, layer, inputShape, outputShape, receptiveField, multiplyAdds, Array.Empty<TensorDescription>())
        => Branches = [.. branches];

    /// <summary>Layers in a list: each reads the one before it, unless it says otherwise.</summary>
    /// <exception cref="ArgumentNullException">The list or a layer is null.</exception>
    /// <exception cref="ArgumentException">A layer reads one that is not before it.</exception>
    internal static ImmutableArray<LayerSummary> List(LayerSummary[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var list = ImmutableArray.CreateBuilder<LayerSummary>(layers.Length);
        for (int i = 0; i < layers.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(layers[i], nameof(layers));
            LayerSummary layer = layers[i].Inputs.IsDefault ? new LayerSummary(layers[i], [i - 1]) : layers[i];
            if (layer.Inputs.IsEmpty || layer.Inputs.Any(input => input < -1 || input >= i))
            {
                throw new ArgumentException($"{Quote.Name(layer.Name)} reads the layers {string.Join(", ", layer.Inputs)}: expected indices of layers before it, or -1.", nameof(layers));
            }

            list.Add(layer);
        }

        return list.MoveToImmutable();
    }

    private LayerSummary(LayerSummary layer, ImmutableArray<int> inputs)
    {
        Name = layer.Name;
        Layer = layer.Layer;
        InputShape = layer.InputShape;
        OutputShape = layer.OutputShape;
        ReceptiveField = layer.ReceptiveField;
        MultiplyAdds = layer.MultiplyAdds;
        Parameters = layer.Parameters;
        Branches = layer.Branches;
        Function = layer.Function;
        Inputs = inputs;
    }

    /// <summary>The layer's name, such as <c>dense1</c>; in a block, preceded by the path to it, such as <c>residual2.conv1</c>.</summary>
    public string Name { get; }

    /// <summary>The declaration: the attribute with its arguments.</summary>
    public LayerAttribute Layer { get; }

    /// <summary>The layer's kind: the attribute's name without the suffix, such as <c>Dense</c>.</summary>
    public string Kind
    {
        get
        {
            // A generic attribute's name ends in `2.
            string name = Layer.GetType().Name;
            int arity = name.IndexOf('`', StringComparison.Ordinal);
            return (arity < 0 ? name : name[..arity])[..^"Attribute".Length];
        }
    }

    /// <summary>The layer as it is declared: the kind with its arguments, such as <c>Dense(128)</c> or <c>Conv2D(16, 3, Stride = 2)</c>.</summary>
    public string Declaration
    {
        get
        {
            string declaration = OwnDeclaration;
            foreach ((string property, string? value) in (ReadOnlySpan<(string, string?)>)[("From", Layer.From), ("Tied", Layer.Tied)])
            {
                if (value is not null)
                {
                    string written = $"{property} = \"{value}\"";
                    declaration = declaration is [.. var start, ')'] ? $"{start}, {written})" : $"{declaration}({written})";
                }
            }

            return declaration;
        }
    }

    /// <summary>
    /// The layers that it reads, by their indices in the list of layers that it is in; -1 for what goes into that list, which is the network's input or, in a
    /// block, what the block reads. One index, unless it joins several values.
    /// </summary>
    /// <exception cref="ArgumentException">The array is not initialized, or empty.</exception>
    public ImmutableArray<int> Inputs
    {
        get;
        init => field = value.IsDefaultOrEmpty ? throw new ArgumentException("A layer reads at least one value: expected its indices.", nameof(value)) : value;
    }

    /// <summary>The shape of one sample before the layer; of a layer that joins values, that of the first.</summary>
    public ImmutableArray<int> InputShape { get; }

    /// <summary>The shape of one sample after the layer.</summary>
    public ImmutableArray<int> OutputShape { get; }

    /// <summary>The extent of the network's input, along each dimension, that one output depends on.</summary>
    public ImmutableArray<int> ReceptiveField { get; }

    /// <summary>The multiply-adds of the layer, and of all layers within it, for one sample.</summary>
    public long MultiplyAdds { get; }

    /// <summary>The layer's tensors, such as <c>dense1.weight</c>; those that it shares (<see cref="LayerAttribute.Tied"/>) have the name of the layer whose they are.</summary>
    public ImmutableArray<TensorDescription> Parameters { get; }

    /// <summary>The branches of a layer made of blocks; empty for every other layer.</summary>
    public ImmutableArray<BranchSummary> Branches { get; } = [];

    /// <summary>The function of a layer with <see cref="ActivationAttribute{T}"/>; null for every other layer.</summary>
    public FunctionSummary? Function { get; init; }

    /// <summary>The layer itself and all layers within it, in the order of the declaration.</summary>
    public IEnumerable<LayerSummary> Family
        => [this, .. Branches.SelectMany(static branch => branch.Layers).SelectMany(static layer => layer.Family)];

    /// <summary>The trainable scalars of the layer and of all layers within it, without those that it shares with an earlier one.</summary>
    public int ParameterCount => Family.Sum(static layer => layer.Parameters.Where(tensor => tensor.IsTrainable && layer.Owns(tensor)).Sum(static tensor => tensor.Count));

    /// <summary>The memory of the layer's output for one sample, in bytes.</summary>
    public long ActivationBytes => sizeof(float) * OutputShape.Aggregate(1L, static (product, dimension) => product * dimension);

    /// <summary>
    /// Whether training needs more than one sample in a batch: a batch norm that has one value of each channel in a sample has no variance in one.
    /// </summary>
    internal bool NeedsSeveralSamples
        => Layer is BatchNormAttribute && InputShape.Aggregate(1L, static (product, dimension) => product * dimension) == InputShape[0];

    /// <summary>Whether a tensor is the layer's, and not one that it shares with an earlier one.</summary>
    internal bool Owns(TensorDescription tensor) => tensor.Name.StartsWith(Name + ".", StringComparison.Ordinal);

    // What a debugger shows after the name.
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private string Display => string.Create(
        CultureInfo.InvariantCulture, $"{Declaration}, {Picture.Shape(InputShape)} to {Picture.Shape(OutputShape)}, {ParameterCount:N0} parameters, {MultiplyAdds:N0} multiply-adds");

    // As declared, without what it reads.
    private string OwnDeclaration => Layer switch
    {
        InputAttribute input => $"{Kind}({string.Join(", ", input.Shape.Select(static length => length.ToString(CultureInfo.InvariantCulture)).Prepend($"\"{input.Name}\""))})",
        OutputAttribute output => $"{Kind}(\"{output.Name}\"{(output.Trained ? "" : ", Trained = false")})",
        DenseAttribute dense => Declare([dense.Units], Set(dense.Bias)),
        Conv2DAttribute conv => Declare(
            [conv.Channels, .. Kernel(conv.KernelHeight, conv.KernelWidth)],
            [.. Sliding(conv, conv.Padding), .. Dilation(conv), Set("Groups", conv.Groups, byDefault: 1), Set(conv.Bias)]),
        Conv1DAttribute conv => Declare(
            [conv.Channels, conv.Kernel],
            [.. Sliding(conv, stride: 1, conv.Padding), Set("Dilation", conv.Dilation, byDefault: 1), Set("Groups", conv.Groups, byDefault: 1), Set(conv.Bias)]),
        DepthwiseConv2DAttribute conv => Declare(
            Kernel(conv.KernelHeight, conv.KernelWidth),
            [.. Sliding(conv, conv.Padding), .. Dilation(conv), Set("Multiplier", conv.Multiplier, byDefault: 1), Set(conv.Bias)]),
        ConvTranspose1DAttribute conv => Declare(
            [conv.Channels, conv.Kernel],
            [
                .. Sliding(conv, stride: 1),
                Set("Dilation", conv.Dilation, byDefault: 1),
                Set("OutputPadding", conv.OutputPadding, byDefault: 0),
                Set("Groups", conv.Groups, byDefault: 1),
                Set(conv.Bias),
            ]),
        ConvTranspose2DAttribute conv => Declare(
            [conv.Channels, .. Kernel(conv.KernelHeight, conv.KernelWidth)],
            [
                .. Sliding(conv),
                .. Dilation(conv),
                Set("OutputPadding", conv.OutputPadding, byDefault: 0),
                .. Own(conv.OwnOutputPaddings),
                Set("Groups", conv.Groups, byDefault: 1),
                Set(conv.Bias),
            ]),
        MaxPool1DAttribute pool => Declare([pool.Kernel], [.. Sliding(pool, stride: pool.Kernel), Set("Dilation", pool.Dilation, byDefault: 1), Set("CeilMode", pool.CeilMode, byDefault: false)]),
        MaxPool2DAttribute pool => Declare(Kernel(pool.KernelHeight, pool.KernelWidth), [.. Sliding(pool), .. Dilation(pool), Set("CeilMode", pool.CeilMode, byDefault: false)]),
        AveragePool1DAttribute pool => Declare(
            [pool.Kernel],
            [
                .. Sliding(pool, stride: pool.Kernel),
                Set("CountIncludePad", pool.CountIncludePad, byDefault: true),
                Set("CeilMode", pool.CeilMode, byDefault: false),
            ]),
        AveragePool2DAttribute pool => Declare(
            Kernel(pool.KernelHeight, pool.KernelWidth),
            [.. Sliding(pool), Set("CountIncludePad", pool.CountIncludePad, byDefault: true), Set("CeilMode", pool.CeilMode, byDefault: false)]),
        JoinAttribute join => $"{Kind}({string.Join(", ", join.Values.Select(static value => $"\"{value}\""))})",
        UpsampleAttribute upsample => Declare(
            Kernel(upsample.ScaleHeight, upsample.ScaleWidth),
            upsample.Mode == UpsampleMode.Nearest ? null : $"Mode = {nameof(UpsampleMode)}.{upsample.Mode}",
            upsample.AlignCorners ? "AlignCorners = true" : null),
        SpatialPadAttribute pad => Declare(pad.Pad == 0 ? [] : [pad.Pad], [.. Own(pad.OwnPads)]),
        SliceAttribute slice => Declare([slice.Start, slice.Length], Set("Axis", slice.Axis, byDefault: 0)),
        ReshapeAttribute reshape => Declare(reshape.Shape),
        TransposeAttribute transpose => Declare([transpose.First, transpose.Second]),
        ReduceAttribute reduce => Declare([reduce.Axis]),
        PadChannelsAttribute pad => Declare([pad.Before, pad.After]),
        CompositionAttribute composition => DeclareComposition(composition),
        DropoutAttribute dropout => string.Create(CultureInfo.InvariantCulture, $"{Kind}({dropout.Rate})"),
        LayerNormAttribute norm => Declare([], Set("Epsilon", (float)norm.Epsilon, byDefault: 1e-5f)),
        RMSNormAttribute norm => Declare([], Set("Epsilon", (float)norm.Epsilon, byDefault: 1.1920929e-7f)),
        GroupNormAttribute norm => Declare([norm.Groups], Set("Epsilon", (float)norm.Epsilon, byDefault: 1e-5f)),
        InstanceNormAttribute norm => Declare([], norm.Affine ? "Affine = true" : null, Set("Epsilon", (float)norm.Epsilon, byDefault: 1e-5f)),
        BatchNormAttribute norm => Declare([], Set("Epsilon", (float)norm.Epsilon, byDefault: 1e-5f), Set("Momentum", (float)norm.Momentum, byDefault: 0.1f)),
        LeakyReLUAttribute leaky => string.Create(CultureInfo.InvariantCulture, $"{Kind}({leaky.Slope})"),
        IFunctionAttribute function => $"{Kind}<{function.DeclaringType.Name}>(\"{function.Function}\")",
        PReLUAttribute prelu => string.Create(CultureInfo.InvariantCulture, $"{Kind}({prelu.InitialSlope})"),
        ClampAttribute clamp => string.Create(CultureInfo.InvariantCulture, $"{Kind}({clamp.Min}, {clamp.Max})"),
        ScaleAttribute scale => string.Create(CultureInfo.InvariantCulture, $"{Kind}({scale.Factor})"),
        ShiftAttribute shift => string.Create(CultureInfo.InvariantCulture, $"{Kind}({shift.Offset})"),
        ELUAttribute elu => string.Create(CultureInfo.InvariantCulture, $"{Kind}({elu.Alpha})"),
        _ => Kind,
    };

    // Dense(128, Bias = false): defaults are omitted, and so are empty parentheses.
    private string Declare(int[] arguments, params string?[] properties)
    {
        string list = string.Join(", ", arguments.Select(static argument => argument.ToString(CultureInfo.InvariantCulture)).Concat(properties.OfType<string>()));
        return list.Length == 0 ? Kind : $"{Kind}({list})";
    }

    // Residual<BasicBlock, Projection>(32, 2).
    private string DeclareComposition(CompositionAttribute composition)
    {
        string declaration = $"{Kind}<{string.Join(", ", composition.Blocks.Select(static block => block.Name))}>";
        int[] arguments = Kind == "Repeat" ? [Branches.Length, .. composition.Arguments] : [.. composition.Arguments];
        return arguments.Length == 0
            ? declaration
            : $"{declaration}({string.Join(", ", arguments.Select(static argument => argument.ToString(CultureInfo.InvariantCulture)))})";
    }

    private static int[] Kernel(int height, int width) => height == width ? [height] : [height, width];

    private static string? Set(string property, int value, int byDefault)
        => value == byDefault ? null : string.Create(CultureInfo.InvariantCulture, $"{property} = {value}");

    private static string? Set(string property, float value, float byDefault)
        => value == byDefault ? null : string.Create(CultureInfo.InvariantCulture, $"{property} = {value}");

    private static string? Set(Padding padding) => padding == Padding.None ? null : $"Padding = Padding.{padding}";

    private static string? Set(bool bias) => Set("Bias", bias, byDefault: true);

    private static string? Set(string property, bool value, bool byDefault) => value == byDefault ? null : $"{property} = {(value ? "true" : "false")}";

    // How a window moves, of both axes first.
    private static IEnumerable<string?> Sliding(Window2DAttribute window, Padding padding = Padding.None) =>
    [
        Set("Stride", window.Stride, byDefault: window is Convolution2DAttribute ? 1 : 0),
        .. Own(window.OwnStrides),
        Set(padding),
        Set("Pad", window.Pad, byDefault: 0),
        .. Own(window.OwnPads),
    ];

    private static IEnumerable<string?> Sliding(Window1DAttribute window, int stride, Padding padding = Padding.None)
        => [Set("Stride", window.Stride, stride), Set(padding), Set("Pad", window.Pad, byDefault: 0), .. Own(window.OwnPads)];

    private static IEnumerable<string?> Dilation(DilatedWindow2DAttribute window) => [Set("Dilation", window.Dilation, byDefault: 1), .. Own(window.OwnDilations)];

    // What is declared for an axis or a side.
    private static IEnumerable<string> Own(IEnumerable<(string Name, int? Value)> properties)
        => properties.Where(static property => property.Value is not null).Select(static property => string.Create(CultureInfo.InvariantCulture, $"{property.Name} = {property.Value}"));
}
