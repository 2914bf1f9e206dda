using System.Collections.Immutable;
using CsCheck;
using StaticNet.Generator.Layers;
using StaticNet.Reference;

namespace StaticNet.Generator.Tests.Witnesses;

// Networks of blocks: residuals with and without shortcuts, concatenations, chains, to some depth, on features, sequences and images.
internal sealed partial record RandomNetwork
{
    /// <summary>Networks of blocks.</summary>
    public static Gen<RandomNetwork> Composed => Gen.Select(
        Gen.Int[0, 1_000_000],
        Losses,
        Gen.Int[2, 5],
        Gen.Bool,
        static (seed, loss, samples, usesLabels) => new Composer(seed).Network(loss, samples, usesLabels));

    // The shape goes along, so that everything fits.
    private sealed class Composer(int seed)
    {
        private const int LargestDepth = 2;

        private static readonly int[] Widths = [1, 2, 3, 5, 8, 15, 16, 17, 20, 33];

        private readonly Random _random = new(seed);
        private readonly List<string> _blocks = [];

        // How many layers around this place need the sides of the image to stay as they are.
        private int _pinned;

        public RandomNetwork Network(string loss, int samples, bool usesLabels)
        {
            ImmutableArray<int> shape = _random.Next(4) switch
            {
                0 => [One(Widths)],
                1 => [One(Widths), _random.Next(1, 12)],
                _ => [One(Widths), _random.Next(1, 8), _random.Next(1, 8)],
            };
            ImmutableArray<int> input = shape;
            List<string> layers = [.. Layers(ref shape, LargestDepth, _random.Next(1, 4)), Composite(ref shape, LargestDepth), .. Layers(ref shape, 1, _random.Next(0, 3))];
            if (shape.Length > 1 && _random.Next(2) == 0)
            {
                layers.AddRange([_random.Next(2) == 0 ? "Flatten" : "GlobalAveragePool", "Dense(5)"]);
            }

            return new RandomNetwork(input, [.. layers], loss, samples, usesLabels, seed) { Blocks = [.. _blocks] };
        }

        private List<string> Layers(ref ImmutableArray<int> shape, int depth, int count)
        {
            List<string> layers = [];
            for (int i = 0; i < count; i++)
            {
                layers.Add(depth > 0 && _random.Next(3) == 0 ? Composite(ref shape, depth) : _random.Next(2) == 0 ? One(Activations) : Product(ref shape, One(Widths), stride: 1));
            }

            return layers;
        }

        private string Composite(ref ImmutableArray<int> shape, int depth)
        {
            ImmutableArray<int> input = shape;
            switch (_random.Next(6))
            {
                case 0:
                    return $"Apply<{Block(Layers(ref shape, depth - 1, _random.Next(1, 4)))}>";

                case 1:
                    return $"Repeat<{Block(Keeping(input, depth))}>({_random.Next(1, 4)})";

                case 2:
                    return $"Residual<{Block(Keeping(input, depth))}>";

                case 3:
                    // The same width and stride for both, by the parameters of the blocks or written out.
                    int width = One(Widths);
                    int stride = shape.Length > 1 && _pinned == 0 ? _random.Next(1, 3) : 1;
                    ImmutableArray<int> other = shape;
                    List<string> shortcut = [Product(ref other, width, stride, kernel: 1)];
                    List<string> body = [Product(ref shape, width, stride), .. Keeping(shape, depth)];
                    return _random.Next(2) == 0
                        ? $"Residual<{Block(body)}, {Block(shortcut)}>"
                        : $"Residual<{Block(body, width, stride)}, {Block(shortcut, width, stride)}>({width}, {stride})";

                default:
                    List<string> branches = [];
                    int channels = 0;
                    _pinned++;
                    foreach (int _ in Enumerable.Range(0, _random.Next(2, 4)))
                    {
                        ImmutableArray<int> branch = input;
                        branches.Add(Block([.. Layers(ref branch, depth - 1, _random.Next(1, 3))]));
                        channels += branch[0];
                    }

                    _pinned--;
                    shape = input.SetItem(0, channels);
                    return $"Concat<{string.Join(", ", branches)}>";
            }
        }

        // Layers behind which the shape is what it was.
        private List<string> Keeping(ImmutableArray<int> shape, int depth)
        {
            ImmutableArray<int> inner = shape;
            _pinned++;
            List<string> layers = Layers(ref inner, depth - 1, _random.Next(1, 4));
            _pinned--;
            if (inner[0] != shape[0] || _random.Next(3) == 0)
            {
                layers.Add(Product(ref inner, shape[0], stride: 1));
            }

            return layers;
        }

        // A layer that sums products; only a stride changes the sides of an image.
        private string Product(ref ImmutableArray<int> shape, int width, int stride, int kernel = 0)
        {
            kernel = kernel > 0 ? kernel : One([1, 3, 5]);
            LayerAttribute layer = (shape.Length, _random.Next(6)) switch
            {
                (1, _) => new DenseAttribute(width) { Bias = _random.Next(2) == 0 },
                (2, _) => new Conv1DAttribute(width, kernel) { Padding = Padding.Same, Stride = stride, Bias = _random.Next(2) == 0 },
                (_, 0) when stride == 1 && kernel > 1 && width == shape[0] => new DepthwiseConv2DAttribute(kernel) { Padding = Padding.Same },
                (_, 1) when stride == 1 && kernel > 1 && width == shape[0] => new MaxPool2DAttribute(3) { Stride = 1, Pad = 1 },
                _ => new Conv2DAttribute(width, kernel) { Padding = Padding.Same, Stride = stride, Bias = _random.Next(2) == 0 },
            };
            int[] output = LayerShapes.Output(layer, shape);
            string declaration = new LayerSummary("", layer, [.. shape], output, [], 0, []).Declaration;
            shape = [.. output];

            // Where a batch has several values a channel; a norm of few values says little but its sign.
            return shape.Length > 1 && _random.Next(4) == 0 ? $"{declaration}, {One(["BatchNorm", "LayerNorm"])}" : declaration;
        }

        private string Block(List<string> layers) => Declare(layers, "");

        // The same with the numbers of its first layer as parameters of the block.
        private string Block(List<string> layers, int width, int stride)
        {
            string name = $"{Own}Block{_blocks.Count}";
            layers[0] = layers[0]
                .Replace($"Dense({width}", $"Dense({name}.Width", StringComparison.Ordinal)
                .Replace($"Conv1D({width}", $"Conv1D({name}.Width", StringComparison.Ordinal)
                .Replace($"Conv2D({width}", $"Conv2D(2 * {name}.Width - {name}.Width", StringComparison.Ordinal)
                .Replace($"Stride = {stride}", $"Stride = {name}.Stride", StringComparison.Ordinal);
            return Declare(layers, $"public const int Width = 7; public const int Stride = {stride};");
        }

        private string Declare(List<string> layers, string members)
        {
            string name = $"{Own}Block{_blocks.Count}";
            _blocks.Add($"[Block]\n{string.Concat(layers.Select(static layer => $"[{layer}]\n"))}public abstract class {name} {{ {members} }}\n");
            return name;
        }

        private T One<T>(T[] items) => items[_random.Next(items.Length)];
    }
}
