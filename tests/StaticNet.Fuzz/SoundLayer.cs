namespace StaticNet.Fuzz;

/// <summary>
/// A layer that was drawn, and what it makes of a shape. That is known to the analysis, too, but there a layer has to be compiled first. Where
/// this here is wrong, fewer projects are accepted, and that is all.
/// </summary>
/// <param name="Kind">Its attribute.</param>
/// <param name="Text">The attribute as it is written.</param>
/// <param name="Numbers">The arguments that are numbers, by name.</param>
/// <param name="IsSame">Whether it pads by <c>Padding.Same</c>.</param>
/// <param name="Blocks">What it is composed of.</param>
/// <param name="Arguments">What the blocks' parameters are given.</param>
internal sealed record SoundLayer(
    string Kind, string Text, IReadOnlyDictionary<string, Number> Numbers, bool IsSame, IReadOnlyList<SoundBlock> Blocks, IReadOnlyList<Number> Arguments)
{
    // What is larger takes longer to compile, and is no different.
    private const int MostValues = 1024;
    private const int MostChannels = 40;

    /// <summary>The shape of what comes out of the layer; null where it does not fit what comes in, or where that gets large.</summary>
    /// <param name="shape">The shape of what comes in.</param>
    /// <param name="parameters">The parameters of the block that the layer stands in.</param>
    /// <param name="input">The shape of what comes into the network or block, which joins name.</param>
    public int[]? After(int[] shape, IReadOnlyList<int> parameters, int[] input)
    {
        int[]? after = Kind switch
        {
            "Dense" => shape.Length == 1 ? [Value("units", 0)] : null,
            "Flatten" => [Product(shape)],
            "Conv1D" => shape.Length == 2 ? Slide(Value("channels", 0), Value("Groups", 1), stride: 1) : null,
            "Conv2D" => shape.Length == 3 ? Slide(Value("channels", 0), Value("Groups", 1), stride: 1) : null,
            "DepthwiseConv2D" => shape.Length == 3 ? Slide(shape[0] * Value("Multiplier", 1), shape[0], stride: 1) : null,
            "ConvTranspose1D" => shape.Length == 2 ? Spread() : null,
            "ConvTranspose2D" => shape.Length == 3 ? Spread() : null,
            "MaxPool1D" or "AveragePool1D" => shape.Length == 2 && ArePadsWithinHalf() && AreDilationsWithin() ? Slide(shape[0], 1, stride: null) : null,
            "MaxPool2D" or "AveragePool2D" => shape.Length == 3 && ArePadsWithinHalf() && AreDilationsWithin() ? Slide(shape[0], 1, stride: null) : null,
            "GlobalAveragePool" or "GlobalMaxPool" => shape.Length > 1 ? [shape[0]] : null,
            "ZeroPad" or "ReflectPad" => shape.Length > 1 ? Pad() : null,
            "Upsample" => shape.Length > 1 && !Text.Contains("AlignCorners", StringComparison.Ordinal)
                ? [shape[0], .. shape.Skip(1).Select((length, i) => length * Value("scale" + Axis(i + 1), Value("scale", 1)))]
                : null,
            "Reshape" => Given() is var dimensions && dimensions.Aggregate(1, static (one, other) => one * other) == Product(shape) ? [.. dimensions] : null,
            "ReduceMean" or "ReduceSum" or "ReduceMax" => Value("axis", 0) is >= 0 and var along && along < shape.Length ? shape.Length == 1 ? [1] : [.. shape.Where((_, i) => i != along)] : null,
            "Transpose" => Exchange(Value("first", 0), Value("second", 0)),
            "Slice" => Value("Axis", 0) is >= 0 and var axis && axis < shape.Length && Value("start", 0) >= 0 && Value("start", 0) + Value("length", 1) <= shape[axis]
                ? [.. shape.Select((length, i) => i == axis ? Value("length", 1) : length)]
                : null,
            "InstanceNorm" => shape.Length > 1 ? shape : null,
            "PadChannels" => [shape[0] + Value("before", 0) + Value("after", 0), .. shape[1..]],
            "GroupNorm" => Value("groups", 1) is > 0 and var groups && shape[0] % groups == 0 ? shape : null,
            "Apply" => Blocks[0].After(shape, Given()),
            "Repeat" => Enumerable.Range(0, Value("count", 1)).Aggregate((int[]?)shape, (before, _) => before is null ? null : Blocks[0].After(before, Given())),
            "Residual" => Blocks[0].After(shape, Given()) is { } body && (Blocks.Count == 1 ? shape : Blocks[1].After(shape, Given())) is { } shortcut && body.SequenceEqual(shortcut) ? body : null,
            "Gate" => Blocks[0].After(shape, Given()) is { } gate && (gate.SequenceEqual(shape) || (gate.Length == 1 && gate[0] == shape[0])) ? shape : null,
            "Add" or "Subtract" or "Multiply" or "Maximum" => shape.SequenceEqual(input) ? shape : null,
            "Concat" when Blocks.Count == 0 => shape.AsSpan(1).SequenceEqual(input.AsSpan(1)) ? [shape[0] + input[0], .. shape[1..]] : null,
            "Concat" => Append(),
            _ => shape,
        };
        return after is not null && Array.TrueForAll(after, static dimension => dimension > 0) && after[0] <= Math.Max(MostChannels, shape[0]) && Product(after) <= Math.Max(MostValues, Product(shape)) ? after : null;

        int Value(string name, int otherwise) => Numbers.TryGetValue(name, out Number? number) ? number.Of(parameters) : otherwise;

        int[]? Exchange(int first, int second)
        {
            if (first == second || Math.Min(first, second) < 0 || Math.Max(first, second) >= shape.Length)
            {
                return null;
            }

            int[] exchanged = [.. shape];
            (exchanged[first], exchanged[second]) = (exchanged[second], exchanged[first]);
            return exchanged;
        }

        int Kernel(string side) => Value(side, Value("kernel", 1));

        IEnumerable<int> Given() => Arguments.Select(argument => argument.Of(parameters));

        int[]? Slide(int channels, int groups, int? stride)
        {
            if (groups < 1 || channels < 1 || shape[0] % groups != 0 || channels % groups != 0 || (IsSame && Numbers.Keys.Any(static name => name.StartsWith("Pad", StringComparison.Ordinal))))
            {
                return null;
            }

            List<int> after = [channels];
            for (int i = 1; i < shape.Length; i++)
            {
                string axis = Axis(i);
                int kernel = Kernel("kernel" + axis);
                int span = (kernel - 1) * Value("Dilation" + axis, Value("Dilation", 1));
                int step = Value("Stride" + axis, Value("Stride", stride ?? kernel));
                int pad = IsSame ? span : Pads(axis).Sum();
                if (kernel < 1 || span < 0 || step < 1 || (IsSame && span % 2 != 0) || shape[i] + pad <= span)
                {
                    return null;
                }

                after.Add(((shape[i] + pad - span - 1 + (Text.Contains("CeilMode = true", StringComparison.Ordinal) ? step - 1 : 0)) / step) + 1);
            }

            return [.. after];
        }

        int[]? Spread()
        {
            (int channels, int groups) = (Value("channels", 0), Value("Groups", 1));
            if (groups < 1 || channels < 1 || shape[0] % groups != 0 || channels % groups != 0)
            {
                return null;
            }

            List<int> after = [channels];
            for (int i = 1; i < shape.Length; i++)
            {
                string axis = Axis(i);
                (int kernel, int stride, int dilation) = (Kernel("kernel" + axis), Value("Stride" + axis, Value("Stride", 1)), Value("Dilation" + axis, Value("Dilation", 1)));
                (int[] pads, int longer) = (Pads(axis), Value("OutputPadding" + axis, Value("OutputPadding", 0)));
                if (kernel < 1 || stride < 1 || dilation < 1 || pads.Min() < 0 || longer < 0 || longer >= Math.Max(stride, dilation))
                {
                    return null;
                }

                after.Add(((shape[i] - 1) * stride) - pads.Sum() + (dilation * (kernel - 1)) + longer + 1);
            }

            return [.. after];
        }

        string Axis(int dimension) => dimension == shape.Length - 1 ? "Width" : "Height";

        // Before and behind.
        int[] Pads(string axis)
        {
            int both = Value("Pad" + axis, Value("Pad", 0));
            return axis == "Width" ? [Value("PadLeft", both), Value("PadRight", both)] : [Value("PadTop", both), Value("PadBottom", both)];
        }

        int[]? Pad()
        {
            List<int> after = [shape[0]];
            for (int i = 1; i < shape.Length; i++)
            {
                string axis = Axis(i);
                int both = Value("Pad" + axis, Value("pad", 0));
                int[] pads = axis == "Width" ? [Value("PadLeft", both), Value("PadRight", both)] : [Value("PadTop", both), Value("PadBottom", both)];
                if (pads.Min() < 0 || (Kind == "ReflectPad" && pads.Max() >= shape[i]))
                {
                    return null;
                }

                after.Add(shape[i] + pads.Sum());
            }

            return [.. after];
        }

        bool ArePadsWithinHalf()
            => Enumerable.Range(1, shape.Length - 1).All(dimension => Pads(Axis(dimension)) is var pads && pads.Min() >= 0 && 2 * pads.Max() <= Kernel("kernel" + Axis(dimension)));

        bool AreDilationsWithin()
            => Enumerable.Range(1, shape.Length - 1).All(dimension => Value("Dilation" + Axis(dimension), Value("Dilation", 1)) <= shape[dimension]);

        int[]? Append()
        {
            int[] given = [.. Given()];
            int dealt = 0, channels = 0;
            int[]? last = null;
            foreach (SoundBlock block in Blocks)
            {
                int[]? branch = block.After(shape, given.Skip(dealt));
                if (branch is null || (last is not null && !branch.AsSpan(1).SequenceEqual(last.AsSpan(1))))
                {
                    return null;
                }

                dealt += block.Defaults.Count;
                channels += branch[0];
                last = branch;
            }

            return [channels, .. last![1..]];
        }
    }

    private static int Product(int[] shape) => shape.Aggregate(static (one, other) => one * other);
}
