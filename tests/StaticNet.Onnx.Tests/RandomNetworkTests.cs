using System.Collections.Immutable;
using CsCheck;
using StaticNet.Generator.Tests.Witnesses;
using StaticNet.Reference;

namespace StaticNet.Onnx.Tests;

/// <summary>Randomly composed networks: ONNX Runtime on the export against the reference interpreter in double precision.</summary>
public sealed class RandomNetworkTests
{
    private static readonly Gen<int> Width = Gen.OneOf(1, 2, 3, 5, 7, 15, 16, 17, 31, 33, 63, 65, 100);

    // Without Step: a value that one side rounds to 0 and the other does not would give 0 here and 1 there.
    private static readonly Gen<LayerAttribute> Activation = Gen.OneOf(
        Gen.Const<LayerAttribute>(() => new ReLUAttribute()),
        Gen.Float[-1f, 1f].Select(static slope => (LayerAttribute)new LeakyReLUAttribute(slope)),
        Gen.Const<LayerAttribute>(() => new PReLUAttribute()),
        Gen.Float[0.1f, 2f].Select(static alpha => (LayerAttribute)new ELUAttribute(alpha)),
        Gen.Const<LayerAttribute>(() => new GELUAttribute()),
        Gen.Const<LayerAttribute>(() => new SiLUAttribute()),
        Gen.Const<LayerAttribute>(() => new MishAttribute()),
        Gen.Const<LayerAttribute>(() => new SigmoidAttribute()),
        Gen.Const<LayerAttribute>(() => new TanhAttribute()),
        Gen.Const<LayerAttribute>(() => new SoftplusAttribute()),
        Gen.Const<LayerAttribute>(() => new HardSigmoidAttribute()),
        Gen.Const<LayerAttribute>(() => new HardSwishAttribute()),
        Gen.Float[1e-5f, 0.1f].Select(static epsilon => (LayerAttribute)new BatchNormAttribute { Epsilon = epsilon }));

    private static readonly Gen<LayerAttribute[]> Dense =
        Gen.Select(Width, Gen.Bool, Activation, static (units, bias, activation) => new[] { new DenseAttribute(units) { Bias = bias }, activation });

    private static readonly Gen<LayerAttribute[]> Head = Gen.OneOf(
        Gen.Const<LayerAttribute[]>(() => []),
        Gen.Const<LayerAttribute[]>(() => [new SoftmaxAttribute()]),
        Gen.Const<LayerAttribute[]>(() => [new LogSoftmaxAttribute()]));

    private static readonly Gen<int[]> InputShape = Gen.OneOf(
        Width.Select(static features => new[] { features }),
        Gen.Int[1, 5].Array[2],
        Gen.Int[1, 5].Array[3]);

    // Transposed convolutions enlarge images, and the peer's mean of 20,000 pixels is off by 2e-5.
    private const int LargestImage = 2000;

    [Fact]
    public void Any_composition_of_layers_computes_what_the_reference_does()
        => Gen.Select(InputShape, Dense.Array[1, 4], Head, Gen.Int[1, 9], Gen.Int).Sample(
            static (shape, hidden, head, samples, seed) => Check(
                shape,
                [.. shape.Length > 1 ? (LayerAttribute[])[new FlattenAttribute()] : [], .. hidden.SelectMany(static pair => pair), .. head],
                samples,
                seed),
            iter: 300);

    [Fact]
    public void Any_composition_of_convolutions_and_pools_computes_what_the_reference_does()
        => Gen.Select(
            SpatialLayers.InputShape,
            Gen.Select(SpatialLayers.Any, Activation).Array[1, 4],
            Gen.Bool,
            Dense.Array[0, 1],
            Gen.Int[1, 5],
            Gen.Int).Sample(
            static (shape, blocks, isFlattened, dense, samples, seed) =>
            {
                // Those whose windows do not fit are left out.
                List<LayerAttribute> layers = [];
                ImmutableArray<int> current = shape;
                foreach ((Func<ImmutableArray<int>, LayerAttribute> make, LayerAttribute activation) in blocks)
                {
                    LayerAttribute layer = make(current);
                    int[] output = LayerShapes.Output(layer, current);
                    int pixels = output.Skip(1).Aggregate(1, static (product, length) => product * length);
                    if (layer is not FlattenAttribute && output.All(static length => length > 0) && pixels <= LargestImage)
                    {
                        layers.Add(layer);
                        current = [.. output];
                    }

                    layers.Add(activation);
                }

                Check([.. shape], [.. layers, isFlattened ? new FlattenAttribute() : new GlobalAveragePoolAttribute(), .. dense.SelectMany(static pair => pair)], samples, seed);
            },
            iter: 100,
            print: static network => $"({string.Join(", ", network.Item1)}), seed {network.Item6}");

    [Fact]
    public void Any_composition_of_blocks_computes_what_the_reference_does()
        => Gen.Select(Gen.OneOf<int[]>([5], [4, 9], [3, 6, 5]), Gen.Int[1, 4], Gen.Int[0, 1_000_000]).Sample(
            static (shape, samples, seed) =>
            {
                var random = new Random(seed);
                int width = shape[0];
                Described.Node[] nodes = [.. Blocks(random, shape.Length, ref width, depth: 3)];
                Check(shape, Described.Network(shape, nodes), samples, seed);
            },
            iter: 100,
            print: static network => $"({string.Join(", ", network.Item1)}), seed {network.Item3}");

    // Layers of the same sides, however wide; the width goes along.
    private static List<Described.Node> Blocks(Random random, int rank, ref int width, int depth)
    {
        List<Described.Node> nodes = [];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int input = width;
            switch (depth == 0 ? random.Next(2) : random.Next(6))
            {
                case 0:
                    nodes.Add(new Described.Node(random.Next(3) switch { 0 => new TanhAttribute(), 1 => new SiLUAttribute(), _ => new PadChannelsAttribute(random.Next(3), 0) }));
                    width += nodes[^1].Layer is PadChannelsAttribute pad ? pad.Before : 0;
                    break;

                case 1:
                    width = random.Next(1, 9);
                    nodes.Add(Product(rank, width));
                    break;

                case 2:
                    nodes.Add(new Described.Node(new ResidualAttribute<object>(), [.. Blocks(random, rank, ref width, depth - 1), Product(rank, input)]));
                    width = input;
                    break;

                case 3:
                    Described.Node[] body = [.. Blocks(random, rank, ref width, depth - 1)];
                    nodes.Add(new Described.Node(new ResidualAttribute<object, object>(), body, [Product(rank, width)]));
                    break;

                case 4:
                    Described.Node[] first = [.. Blocks(random, rank, ref width, depth - 1)];
                    nodes.Add(new Described.Node(new RepeatAttribute<object>(2), first, [.. Blocks(random, rank, ref width, depth - 1)]));
                    break;

                default:
                    int other = input;
                    Described.Node[][] branches = [[.. Blocks(random, rank, ref width, depth - 1)], [.. Blocks(random, rank, ref other, depth - 1)]];
                    nodes.Add(new Described.Node(new ConcatAttribute<object, object>(), branches));
                    width += other;
                    break;
            }
        }

        return nodes;
    }

    private static Described.Node Product(int rank, int width) => new(rank switch
    {
        1 => new DenseAttribute(width),
        2 when width % 2 == 0 => new ConvTranspose1DAttribute(width, 3) { Pad = 1 },
        2 => new Conv1DAttribute(width, 3) { Padding = Padding.Same },
        3 when width % 3 == 0 => new ConvTranspose2DAttribute(width, 5) { Pad = 2 },
        _ => new Conv2DAttribute(width, 3) { Padding = Padding.Same, Bias = false },
    });

    private static void Check(int[] shape, LayerAttribute[] layers, int samples, int seed) => Check(shape, Described.Network(shape, layers), samples, seed);

    private static void Check(int[] shape, (NetworkSummary Summary, ParameterSet Parameters) described, int samples, int seed)
    {
        (NetworkSummary summary, ParameterSet parameters) = described;
        var random = new Random(seed);
        foreach (TensorDescription tensor in parameters.Layout.Tensors)
        {
            float range = 1f / MathF.Sqrt(tensor.Shape.Length == 1 ? tensor.Count : tensor.Count / tensor.Shape[0]);
            bool isVariance = tensor.Name.EndsWith(".running_var", StringComparison.Ordinal);
            parameters.Set(tensor.Name, [.. Enumerable.Range(0, tensor.Count).Select(_ => isVariance ? 0.5f + random.NextSingle() : range * ((2f * random.NextSingle()) - 1f))]);
        }

        var reference = new ReferenceNetwork(summary);
        float[] inputs = [.. Enumerable.Range(0, samples * reference.InputLength).Select(_ => (4f * random.NextSingle()) - 2f)];
        double[] expected = reference.Forward([.. inputs.Select(static value => (double)value)], ReferenceNetwork.Tensors(parameters));
        float[] actual = Peer.Run(OnnxModel.ToBytes(summary, parameters), shape, inputs);
        try
        {
            Peer.AssertAgrees(expected, actual);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{failure.Message} {samples} samples, seed {seed}, through{Environment.NewLine}{summary}", failure);
        }
    }
}
