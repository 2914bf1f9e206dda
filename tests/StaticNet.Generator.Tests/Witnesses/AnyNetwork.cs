using System.Collections.Immutable;
using System.Reflection;
using StaticNet.Generator.Layers;
using StaticNet.Reference;

namespace StaticNet.Generator.Tests.Witnesses;

/// <summary>
/// Composes networks of every layer that the library has, in every place, as a stranger would who knows nothing but the public attributes: it finds them,
/// their arguments and their properties by reflection, writes them as text, and keeps those that fit the shape they meet.
/// </summary>
/// <param name="seed">The seed of the network.</param>
internal sealed partial class AnyNetwork(int seed)
{
    /// <summary>The attributes of all layers but inputs and outputs; those made of blocks as they are for one block and for several.</summary>
    public static readonly ImmutableArray<Type> Kinds =
    [
        .. typeof(LayerAttribute).Assembly.GetExportedTypes()
            .Where(static type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract && type != typeof(InputAttribute) && type != typeof(OutputAttribute))
            .OrderBy(static type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>The attributes of all losses.</summary>
    public static readonly ImmutableArray<Type> Losses =
    [
        .. typeof(NetworkLossAttribute).Assembly.GetExportedTypes()
            .Where(static type => type.IsSubclassOf(typeof(NetworkLossAttribute)) && !type.IsAbstract)
            .OrderBy(static type => type.Name, StringComparer.Ordinal),
    ];

    private static readonly Type[] Joins = [.. Kinds.Where(static kind => kind.IsSubclassOf(typeof(JoinAttribute)))];

    private const int LargestDepth = 2;
    private const int Attempts = 6;

    // So that the reference stays quick.
    private const long MostMultiplyAdds = 120_000;
    private const int MostValues = 6_000;

    // A norm of fewer values leaves next to nothing: their gradients cancel, and what is left is rounding.
    private const int FewestNormalized = 4;

    private static readonly int[] Sizes = [1, 1, 2, 3, 4, 5, 7, 8, 11, 13, 15, 16, 17, 20, 23, 31, 32, 33, 37, 47, 48, 61, 64, 65, 79, 97, 100];

    private readonly Random _random = new(seed);
    private readonly List<string> _blocks = [];

    // The values of the network itself that have names.
    private List<Named> _values = [];
    private int _samples;
    private long _multiplyAdds;

    /// <summary>The kinds of layers in the places of a network: those of blocks count where the block is.</summary>
    public (List<Type> First, List<Type> Middle, List<Type> Last) Places { get; } = ([], [], []);

    /// <summary>The inputs and the outputs that have names.</summary>
    public (int Inputs, int Outputs) Ends { get; private set; }

    /// <summary>Makes the network.</summary>
    public RandomNetwork Make()
    {
        _samples = _random.Next(4) == 0 ? _random.Next(1, 71) : _random.Next(1, 10);
        ImmutableArray<int> input = InputShape();
        ImmutableArray<int> shape = input;
        string? firstInput = _random.Next(4) == 0 ? "in1" : null;
        Ends = (firstInput is null ? 0 : 1, 0);
        List<(Type Kind, string Text)> layers = Layers(ref shape, _random.Next(1, 7), LargestDepth, firstInput);
        while (layers.Count == 0)
        {
            layers = Layers(ref shape, 1, LargestDepth, firstInput);
        }

        foreach ((int i, (Type kind, _)) in layers.Index())
        {
            if (i > 0 && i < layers.Count - 1 && kind != typeof(InputAttribute))
            {
                Places.Middle.Add(kind);
            }
        }

        Places.First.Add(layers[0].Kind);
        Places.Last.Add(layers[^1].Kind);
        string loss = _random.Next(6) == 0 ? "" : Loss(shape);
        List<string> texts = [.. layers.Select(static layer => layer.Text)];
        if (firstInput is not null)
        {
            texts.Insert(0, InputText(firstInput, input));
        }

        if (_random.Next(3) == 0)
        {
            AddOutputs(texts, isTrained: loss.Length > 0);
        }

        return new RandomNetwork(firstInput is null ? input : [], [.. texts], loss, _samples, _random.Next(2) == 0 && Ends.Outputs < 2, seed) { Blocks = [.. _blocks], HasBackward = seed % 2 == 0 };
    }

    private static string InputText(string name, ImmutableArray<int> shape) => $"Input(\"{name}\", {string.Join(", ", shape)})";

    // The last value is an output, and any of those before it that have a name: where they are made, or at the end.
    private void AddOutputs(List<string> layers, bool isTrained)
    {
        int count = 1;
        List<string> taps = [];
        foreach (Named value in _values.SkipLast(1))
        {
            if (_random.Next(3) == 0)
            {
                taps.Add($"Output(\"out{++count}\", From = \"{value.Name}\"{(isTrained ? Trained(value.Shape, ")") : ")")}");
            }
        }

        layers.Add("Output(\"out1\")");
        if (taps.Count > 0)
        {
            // The loss of the last value comes behind all layers.
            layers.InsertRange(layers.Count - 1, taps);
            layers[^1] = $"Output(\"out1\", From = \"{_values[^1].Name}\")";
        }

        // Where nothing has a name, layers read on from the outputs.
        while (_values.Count == 0 && _random.Next(2) == 0)
        {
            int first = layers[0].StartsWith("Input(", StringComparison.Ordinal) ? 1 : 0;
            layers.Insert(_random.Next(first, layers.Count), $"Output(\"out{++count}\"{(isTrained ? ", Trained = false" : "")})");
        }

        Ends = (Ends.Inputs, count);

        string Trained(ImmutableArray<int> shape, string close)
        {
            if (_random.Next(3) == 0)
            {
                return ", Trained = false" + close;
            }

            string loss = Loss(shape);
            return $"{close}] [{(loss.Contains("Weight =", StringComparison.Ordinal) ? loss : With(loss, $"Weight = {_random.Next(1, 9) / 4f}f"))}";
        }
    }

    // Of one, two or three dimensions from 1 to 100: odd, prime, wide or high ones too.
    private ImmutableArray<int> InputShape()
    {
        while (true)
        {
            int rank = _random.Next(1, 4);
            ImmutableArray<int> shape = [.. Enumerable.Range(0, rank).Select(_ => rank == 3 && _random.Next(3) > 0 ? _random.Next(1, 9) : One(Sizes))];
            if (shape.Aggregate(static (product, dimension) => product * dimension) <= 1_500)
            {
                return shape;
            }
        }
    }

    private string Loss(ImmutableArray<int> shape)
    {
        Type kind = Losses[_random.Next(Losses.Length)];
        if (IsFunction(kind))
        {
            return Function(kind, $"[Loss] public static float Drawn(float y, float t) => {RandomFunction.Loss(_random)};");
        }

        if (kind == typeof(CrossEntropyAttribute))
        {
            return CrossEntropy(shape[0]);
        }

        Instance(kind, [1], out string text);
        return text;
    }

    private string CrossEntropy(int classes)
    {
        string text = "CrossEntropy";
        if (_random.Next(3) == 0)
        {
            text = With(text, $"LabelSmoothing = {_random.Next(1, 8) / 8.0}");
        }

        if (_random.Next(3) == 0)
        {
            text = With(text, $"ClassWeights = [{string.Join(", ", Enumerable.Range(0, classes).Select(c => c == 0 ? "1.5" : _random.Next(0, 4) + ".25"))}]");
        }

        return _random.Next(3) == 0 ? With(text, $"IgnoredLabel = {(_random.Next(2) == 0 ? 255 : _random.Next(classes))}") : text;
    }

    // As many layers as asked for, or fewer where nothing fits.
    private List<(Type Kind, string Text)> Layers(ref ImmutableArray<int> shape, int count, int depth, string? input = null)
    {
        List<(Type, string)> layers = [];
        List<Named>? values = _random.Next(2) == 0 || input is not null ? [new Named(input ?? "input", shape)] : null;
        for (int attempt = 0; layers.Count < count && attempt < Attempts * count; attempt++)
        {
            if (values is not null && layers.Count > 0 && _random.Next(4) == 0)
            {
                Fork(layers, values, ref shape, depth, input is not null);
                continue;
            }

            Type kind = Kinds[_random.Next(Kinds.Length)];
            string? layer = kind.IsSubclassOf(typeof(JoinAttribute)) ? Join(kind, values, ref shape)
                : IsFunction(kind) ? Function(kind, $"[Activation] public static float Drawn(float x) => {RandomFunction.Activation(_random)};")
                : !kind.IsGenericType ? Single(kind, ref shape)
                : depth > 0 ? Composite(kind, ref shape, depth)
                : null;
            if (layer is not null)
            {
                if (Bounds(kind, isFirst: layers.Count == 0 && depth == LargestDepth) is { } bounds)
                {
                    layers.Add((typeof(ClampAttribute), bounds));
                }

                layers.Add((kind, values is null ? layer : Called(layer, values, shape)));
                if (values is { Count: > 1 } && HasParameters(kind) && _random.Next(3) == 0)
                {
                    AddTied(layers, values, kind, layer);
                }
            }
        }

        if (depth == LargestDepth)
        {
            _values = values ?? [];
        }

        return layers;
    }

    private static bool HasParameters(Type kind)
        => kind.Name.StartsWith("Conv", StringComparison.Ordinal) || kind == typeof(DenseAttribute) || kind == typeof(DepthwiseConv2DAttribute) || kind == typeof(PReLUAttribute)
            || kind == typeof(LayerNormAttribute) || kind == typeof(RMSNormAttribute) || kind == typeof(GroupNormAttribute) || kind == typeof(BatchNormAttribute);

    // The last layer once more, with its parameters, on something else of the same shape; and the sum of both.
    private void AddTied(List<(Type, string)> layers, List<Named> values, Type kind, string layer)
    {
        (Named before, Named own) = (values[^2], values[^1]);
        layers.Add((typeof(TanhAttribute), Called($"Tanh(From = \"{before.Name}\")", values, before.Shape)));
        layers.Add((kind, Called(With(layer, $"Tied = \"{own.Name}\""), values, own.Shape)));
        layers.Add((typeof(AddAttribute), Called($"Add(\"{own.Name}\")", values, own.Shape)));
    }

    // What comes before a function that is infinite or not a number somewhere, or grows so fast that nothing can be compared behind it. Inputs are small.
    private static string? Bounds(Type kind, bool isFirst)
        => kind == typeof(LogAttribute) || kind == typeof(SqrtAttribute) ? "Clamp(0.25f, 4f)"
            : isFirst ? null
            : kind == typeof(ExpAttribute) || kind == typeof(SquareAttribute) ? "Clamp(-2f, 2f)"
            : null;

    // Some layers on a value further up, and a layer that joins what comes out of them with the value so far; nothing, where these do not go together.
    private void Fork(List<(Type, string)> layers, List<Named> values, ref ImmutableArray<int> shape, int depth, bool hasInputs)
    {
        (int mark, long cost, int count) = (_blocks.Count, _multiplyAdds, values.Count);
        bool isInput = hasInputs && Ends.Inputs < 5 && _random.Next(2) == 0;
        Named from = isInput ? new Named($"in{Ends.Inputs + 1}", [_random.Next(2) == 0 ? shape[0] : _random.Next(1, 20), .. shape.Skip(1)]) : values[_random.Next(values.Count)];
        Named last = values[^1];
        ImmutableArray<int> behind = from.Shape;
        List<(Type, string)> branch = [];
        for (int i = _random.Next(1, 3); i > 0; i--)
        {
            Type kind = Kinds[_random.Next(Kinds.Length)];
            string? layer = kind.IsSubclassOf(typeof(JoinAttribute)) ? null
                : IsFunction(kind) ? Function(kind, $"[Activation] public static float Drawn(float x) => {RandomFunction.Activation(_random)};")
                : !kind.IsGenericType ? Single(kind, ref behind)
                : depth > 0 ? Composite(kind, ref behind, depth)
                : null;
            if (layer is not null)
            {
                if (Bounds(kind, isFirst: false) is { } bounds)
                {
                    branch.Add((typeof(ClampAttribute), branch.Count == 0 ? With(bounds, $"From = \"{from.Name}\"") : bounds));
                }

                layer = branch.Count == 0 ? With(layer, $"From = \"{from.Name}\"") : layer;
                branch.Add((kind, Called(layer, values, behind)));
            }
        }

        List<(Type Kind, string Text)> projection = [];
        if (branch.Count > 0)
        {
            ImmutableArray<int> wanted = shape;
            AddProjection(projection, ref behind, wanted);
            branch.AddRange([.. from layer in projection select (layer.Kind, Called(layer.Text, values, wanted))]);
        }

        Type join = Joins[_random.Next(Joins.Length)];
        if (branch.Count > 0 && Joined(join, behind, [last.Shape]) is { } joined)
        {
            shape = joined;
            if (isInput)
            {
                layers.Add((typeof(InputAttribute), InputText(from.Name, from.Shape)));
                Ends = (Ends.Inputs + 1, 0);
            }

            branch.Add((join, Called($"{Name(join)}(\"{last.Name}\")", values, shape)));
            layers.AddRange(branch);
            return;
        }

        values.RemoveRange(count, values.Count - count);
        _blocks.RemoveRange(mark, _blocks.Count - mark);
        _multiplyAdds = cost;
    }

    // A layer that joins the value so far with one or two others, or with itself.
    private string? Join(Type kind, List<Named>? values, ref ImmutableArray<int> shape)
    {
        if (values is null)
        {
            return null;
        }

        bool isOfMany = kind == typeof(AddAttribute) || kind == typeof(ConcatAttribute);
        List<Named> others = [.. Enumerable.Range(0, isOfMany ? _random.Next(1, 4) : 1).Select(_ => values[_random.Next(values.Count)])];
        if (Joined(kind, shape, [.. others.Select(static other => other.Shape)]) is not { } joined)
        {
            return null;
        }

        // The value so far is the first of several names, too, unless there is one only.
        string[] names = [.. others.Count > 1 || _random.Next(2) == 0 ? [values[^1].Name] : Array.Empty<string>(), .. others.Select(static other => other.Name)];
        shape = joined;
        return $"{Name(kind)}({string.Join(", ", names.Select(static name => $"\"{name}\""))})";
    }

    // The shape of joined values; null where they do not go together.
    private static ImmutableArray<int>? Joined(Type kind, ImmutableArray<int> first, ImmutableArray<int>[] others)
        => others is [var other] && (kind == typeof(AddAttribute) || kind == typeof(MultiplyAttribute)) && (AreChannels(first, other) || AreChannels(other, first))
            ? AreChannels(other, first) ? first : other
            : kind != typeof(ConcatAttribute)
            ? others.All(other => other.SequenceEqual(first)) ? first : null
            : others.All(other => other.Length == first.Length && other.Skip(1).SequenceEqual(first.Skip(1)))
                && (first[0] + others.Sum(static other => other[0])) * first.Skip(1).Aggregate(1, static (a, b) => a * b) <= MostValues
                ? [first[0] + others.Sum(static other => other[0]), .. first.Skip(1)]
                : null;

    // A number for each channel.
    private static bool AreChannels(ImmutableArray<int> numbers, ImmutableArray<int> image)
        => image.Length > 1 && !numbers.SequenceEqual(image) && numbers[0] == image[0] && numbers.Skip(1).All(static length => length == 1);

    // A layer with a name, by which others find its value.
    private static string Called(string layer, List<Named> values, ImmutableArray<int> shape)
    {
        values.Add(new Named($"value{values.Count}", shape));
        return With(layer, $"Name = \"{values[^1].Name}\"");
    }

    private static string With(string layer, string property) => layer.EndsWith(')') ? $"{layer[..^1]}, {property})" : $"{layer}({property})";

    // A layer or a loss that is a function, and the class that declares it.
    private string Function(Type kind, string method)
    {
        string name = $"{RandomNetwork.Own}Functions{_blocks.Count}";
        _blocks.Add($"public abstract class {name} {{ {method} }}\n");
        return $"{Name(kind)}<{name}>(\"Drawn\")";
    }

    private static bool IsFunction(Type kind) => kind.GetInterfaces().Contains(typeof(IFunctionAttribute));

    private string? Single(Type kind, ref ImmutableArray<int> shape)
    {
        var layer = (LayerAttribute)Instance(kind, shape, out string text);
        bool hasLines = layer is SpatialPadAttribute && new[] { "PadHeight", "PadTop", "PadBottom" }.Any(text.Contains);
        if ((hasLines && shape.Length < 3) || Behind(layer, shape) is not { } behind || !Take(layer, shape, behind))
        {
            return null;
        }

        shape = behind;
        return text;
    }

    // Bounds what the network costs.
    private bool Take(LayerAttribute layer, ImmutableArray<int> shape, ImmutableArray<int> behind)
    {
        long products = LayerShapes.Tensors(layer, shape).Take(1).Sum(weight => weight.Shape.Aggregate(1L, static (count, length) => count * length))
            * behind.Skip(1).Aggregate(1L, static (count, length) => count * length);
        if (behind.Aggregate(1L, static (count, length) => count * length) > MostValues || _multiplyAdds + products > MostMultiplyAdds)
        {
            return false;
        }

        _multiplyAdds += products;
        return true;
    }

    // The shape behind a layer; null where the layer does not fit, or where rounding is all that it leaves.
    private ImmutableArray<int>? Behind(LayerAttribute layer, ImmutableArray<int> shape)
    {
        bool fits = layer switch
        {
            DenseAttribute => shape.Length == 1,
            Conv1DAttribute conv => shape.Length == 2 && Divides(conv.Groups, shape[0], conv.Channels) && IsWhole(conv.Padding, conv.Dilation * (conv.Kernel - 1)),
            Conv2DAttribute conv => shape.Length == 3 && Divides(conv.Groups, shape[0], conv.Channels)
                && IsWhole(conv.Padding, conv.DilationHeight * (conv.KernelHeight - 1), conv.DilationWidth * (conv.KernelWidth - 1)),
            DepthwiseConv2DAttribute conv => shape.Length == 3 && IsWhole(conv.Padding, conv.DilationHeight * (conv.KernelHeight - 1), conv.DilationWidth * (conv.KernelWidth - 1)),
            ConvTranspose1DAttribute conv => shape.Length == 2 && Divides(conv.Groups, shape[0], conv.Channels) && conv.OutputPadding < Math.Max(conv.Stride, conv.Dilation),
            ConvTranspose2DAttribute conv => shape.Length == 3 && Divides(conv.Groups, shape[0], conv.Channels)
                && conv.OutputPaddingHeight < Math.Max(conv.StrideHeight, conv.DilationHeight) && conv.OutputPaddingWidth < Math.Max(conv.StrideWidth, conv.DilationWidth),
            MaxPool1DAttribute pool when pool.Dilation > 1 => shape.Length == 2 && pool.Dilation <= shape[1] && 2 * Math.Max(pool.PadLeft, pool.PadRight) <= pool.Kernel,
            MaxPool2DAttribute pool when pool.DilationHeight > 1 || pool.DilationWidth > 1 => shape.Length == 3 && pool.DilationHeight <= shape[1] && pool.DilationWidth <= shape[2]
                && 2 * Math.Max(pool.PadTop, pool.PadBottom) <= pool.KernelHeight && 2 * Math.Max(pool.PadLeft, pool.PadRight) <= pool.KernelWidth,
            Window1DAttribute pool => shape.Length == 2 && 2 * Math.Max(pool.PadLeft, pool.PadRight) <= pool.Kernel,
            Window2DAttribute pool => shape.Length == 3
                && 2 * Math.Max(pool.PadTop, pool.PadBottom) <= pool.KernelHeight && 2 * Math.Max(pool.PadLeft, pool.PadRight) <= pool.KernelWidth,
            GlobalAveragePoolAttribute or GlobalMaxPoolAttribute or ZeroPadAttribute => shape.Length > 1,
            ReflectPadAttribute pad => shape.Length > 1 && Math.Max(pad.PadLeft, pad.PadRight) < shape[^1]
                && (shape.Length == 2 || Math.Max(pad.PadTop, pad.PadBottom) < shape[1]),
            UpsampleAttribute upsample => shape.Length > 1 && (shape.Length == 3 || upsample.ScaleHeight == upsample.ScaleWidth)
                && !(upsample is { AlignCorners: true, Mode: UpsampleMode.Nearest }),
            ReduceAttribute reduce => reduce.Axis < shape.Length,
            TransposeAttribute transpose => transpose.First != transpose.Second && Math.Max(transpose.First, transpose.Second) < shape.Length,
            SliceAttribute slice => slice.Axis < shape.Length && slice.Start + slice.Length <= shape[slice.Axis],
            InstanceNormAttribute => shape.Length > 1,
            GroupNormAttribute norm => shape[0] % norm.Groups == 0,
            BatchNormAttribute => _samples >= FewestNormalized,
            _ => true,
        };
        fits = fits && LayerShapes.Parts(layer, shape).All(static part => part.Length >= FewestNormalized);
        return fits && LayerShapes.Output(layer, shape) is var behind && behind.All(static length => length > 0) ? [.. behind] : null;
    }

    private static bool Divides(int groups, params int[] channels) => channels.All(number => number % groups == 0);

    private static bool IsWhole(Padding padding, params int[] reaches) => padding == Padding.None || reaches.All(static reach => reach % 2 == 0);

    // A layer of blocks: in a chain, which has to fit as often as it is there; added, which has to give the shape of what it is added to; or one behind
    // another, which have to agree in all but the channels.
    private string? Composite(Type kind, ref ImmutableArray<int> shape, int depth)
    {
        Type closed = kind.MakeGenericType([.. kind.GetGenericArguments().Select(static _ => typeof(object))]);
        ParameterInfo[] parameters = closed.GetConstructors()[0].GetParameters();
        object[] arguments = [.. parameters.SkipLast(1).Select(_ => (object)_random.Next(1, 4))];
        Composition composition = ((CompositionAttribute)Activator.CreateInstance(closed, [.. arguments, Array.Empty<int>()])!).Composition;
        int count = kind.GetGenericArguments().Length;
        (int mark, long cost) = (_blocks.Count, _multiplyAdds);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            List<List<(Type, string)>> blocks = [];
            List<ImmutableArray<int>> shapes = [];
            for (int i = 0; i < count; i++)
            {
                ImmutableArray<int> behind = shape;
                blocks.Add(Layers(ref behind, _random.Next(1, 4), depth - 1));
                ImmutableArray<int> wanted = composition == Composition.Chain || (composition == Composition.Sum && count == 1) ? shape
                    : composition == Composition.Gate ? (behind.Length == 1 ? [shape[0]] : shape)
                    : composition == Composition.Sum ? (i == 0 ? behind : shapes[0])
                    : behind;
                if (composition != Composition.Chain || arguments is [> 1])
                {
                    AddProjection(blocks[^1], ref behind, wanted);
                }

                shapes.Add(behind);
            }

            bool fits = blocks.All(static block => block.Count > 0) && composition switch
            {
                Composition.Chain => arguments is not [int and > 1] || shapes[0].SequenceEqual(shape),
                Composition.Sum => shapes[^1].SequenceEqual(count == 1 ? shape : shapes[0]),
                Composition.Gate => shapes[0].SequenceEqual(shape) || AreChannels(shapes[0], shape),
                _ => shapes.All(other => other.Skip(1).SequenceEqual(shapes[0].Skip(1))) && shapes.Sum(static other => other[0]) * shapes[0].Skip(1).Aggregate(1, static (a, b) => a * b) <= MostValues,
            };
            if (fits)
            {
                shape = composition == Composition.Gate ? shape : composition == Composition.Concat ? [shapes.Sum(static other => other[0]), .. shapes[0].Skip(1)] : shapes[0];
                string types = string.Join(", ", blocks.Select(block => Declare(block)));
                return $"{Name(kind)}<{types}>" + (arguments.Length > 0 ? $"({string.Join(", ", arguments)})" : "");
            }

            // What was made for the blocks that do not fit.
            _blocks.RemoveRange(mark, _blocks.Count - mark);
            _multiplyAdds = cost;
        }

        return null;
    }

    // A layer that gives the channels that are wanted, where nothing else differs.
    private void AddProjection(List<(Type Kind, string Text)> layers, ref ImmutableArray<int> shape, ImmutableArray<int> wanted)
    {
        if (shape.SequenceEqual(wanted) || shape.Length != wanted.Length || !shape.Skip(1).SequenceEqual(wanted.Skip(1)))
        {
            return;
        }

        (LayerAttribute layer, string text) = shape.Length switch
        {
            1 => ((LayerAttribute)new DenseAttribute(wanted[0]), $"Dense({wanted[0]})"),
            2 => (new Conv1DAttribute(wanted[0], 1), $"Conv1D({wanted[0]}, 1)"),
            _ => (new Conv2DAttribute(wanted[0], 1), $"Conv2D({wanted[0]}, 1)"),
        };
        if (Take(layer, shape, wanted))
        {
            layers.Add((layer.GetType(), text));
            shape = wanted;
        }
    }

    private string Declare(List<(Type Kind, string Text)> layers)
    {
        string name = $"{RandomNetwork.Own}Block{_blocks.Count}";
        _blocks.Add($"[Block]\n{string.Concat(layers.Select(static layer => $"[{layer.Text}]\n"))}public abstract class {name};\n");
        return name;
    }

    private T One<T>(T[] items) => items[_random.Next(items.Length)];

    /// <summary>A value by its name.</summary>
    private sealed record Named(string Name, ImmutableArray<int> Shape);
}
