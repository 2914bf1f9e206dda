using CsCheck;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Analysis;

/// <summary>Shapes, costs, places and receptive fields of convolutions and pools, straight from models.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class ConvolutionAnalysisTests
{
    // The input's length, the kernel, the stride, the padding, the dilation of one direction, such that at least one window fits.
    private static readonly Gen<(int Length, int Kernel, int Stride, int Pad, int Dilation)> Direction =
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 6], Gen.Int[1, 4], Gen.Int[0, 4], Gen.Int[1, 3])
            .Where(static d => ((d.Item2 - 1) * d.Item5) + 1 <= d.Item1 + (2 * d.Item4));

    [Fact]
    public void LeNet_has_61706_parameters()
    {
        AnalyzedNetwork network = Analyzed.Network(
            Shape.Of(1, 28, 28),
            Conv(6, 5, padding: PaddingMode.Same), new ReLU(), new MaxPool2D(2, 2, Moving.By(), CeilMode: false),
            Conv(16, 5), new ReLU(), new MaxPool2D(2, 2, Moving.By(), CeilMode: false),
            new Flatten(),
            new Dense(120, Bias: true), new ReLU(), new Dense(84, Bias: true), new ReLU(), new Dense(10, Bias: true), new Softmax());

        Assert.Equal(61_706, network.ParameterCount);
        Assert.Equal(117_600 + 240_000 + 48_000 + 10_080 + 840, network.MultiplyAdds);
        Assert.Equal(
            ["(6, 28, 28)", "(6, 28, 28)", "(6, 14, 14)", "(16, 10, 10)", "(16, 10, 10)", "(16, 5, 5)", "(400)"],
            network.Layers.Take(7).Select(static layer => layer.Output.ToString()));
        Assert.Equal(["conv1", "relu1", "maxpool1", "conv2", "relu2", "maxpool2", "flatten1"], network.Layers.Take(7).Select(static layer => layer.Name));
        Assert.Equal(
            ["(1, 5, 5)", "(1, 5, 5)", "(1, 6, 6)", "(1, 14, 14)", "(1, 14, 14)", "(1, 16, 16)", "(1, 16, 16)", "(1, 28, 28)"],
            network.Layers.Take(8).Select(static layer => new Shape(layer.ReceptiveField).ToString()));
    }

    [Theory]
    [InlineData(192, 32, 128, 3, 1, 226_492_416)] // the worksheet's row 13
    [InlineData(192, 32, 32, 5, 1, 157_286_400)]
    [InlineData(3, 32, 16, 3, 1, 442_368)] // ResNet-20's
    [InlineData(16, 32, 16, 3, 1, 2_359_296)]
    [InlineData(16, 32, 32, 3, 2, 1_179_648)]
    [InlineData(32, 16, 32, 3, 1, 2_359_296)]
    [InlineData(32, 16, 64, 3, 2, 1_179_648)]
    [InlineData(64, 8, 64, 3, 1, 2_359_296)]
    [InlineData(16, 32, 32, 1, 2, 131_072)] // its shortcuts
    public void The_multiply_adds_of_a_convolution(int inputs, int size, int channels, int kernel, int stride, long expected)
    {
        AnalyzedLayer layer = Analyzed.Network(Shape.Of(inputs, size, size), Conv(channels, kernel, stride, PaddingMode.Same)).Layers[0];

        Assert.Equal(expected, layer.MultiplyAdds);
        Assert.Equal(Shape.Of(channels, size / stride, size / stride), layer.Output);
        Assert.Equal(((long)inputs * kernel * kernel * channels) + channels, layer.ParameterCount);
    }

    [Fact]
    public void The_convolutions_of_ResNet_20_and_its_classifier_take_40551040_multiply_adds()
    {
        var layers = new List<Layer> { Without(16, 1) };
        foreach (int width in new[] { 16, 32, 64 })
        {
            layers.AddRange(Enumerable.Range(0, 6).Select(i => Without(width, stride: width > 16 && i == 0 ? 2 : 1)));
        }

        AnalyzedNetwork network = Analyzed.Network(Shape.Of(3, 32, 32), [.. layers, new GlobalAveragePool(), new Dense(10, Bias: true)]);

        Assert.Equal(40_551_040, network.MultiplyAdds);

        // With the gamma and beta of 7 norms of 16, 6 of 32 and 6 of 64 channels: the paper's 0.27 million.
        Assert.Equal(269_722, network.ParameterCount + (2 * ((7 * 16) + (6 * 32) + (6 * 64))));
        Assert.Equal(Shape.Of(64), network.Layers[^2].Output);
        Assert.Equal("conv19", network.Layers[^3].Name);

        static Layer Without(int channels, int stride) => new Conv2D(channels, 3, 3, Moving.By(stride, PaddingMode.Same, 0, 1), 1, Bias: false);
    }

    [Fact]
    public void A_convolution_has_as_many_outputs_as_windows_fit()
        => Gen.Select(Direction, Direction).Sample(static (rows, columns) =>
        {
            // Strides and paddings are the same in both directions.
            columns = columns with { Stride = rows.Stride, Pad = rows.Pad, Dilation = rows.Dilation };
            if (((columns.Kernel - 1) * columns.Dilation) + 1 > columns.Length + (2 * columns.Pad))
            {
                return;
            }

            AnalyzedLayer layer = Analyzed.Network(
                Shape.Of(3, rows.Length, columns.Length),
                new Conv2D(5, rows.Kernel, columns.Kernel, Moving.By(rows.Stride, PaddingMode.None, rows.Pad, rows.Dilation), 1, Bias: true)).Layers[0];

            Assert.Equal(Shape.Of(5, Windows(rows), Windows(columns)), layer.Output);
            Assert.Equal(layer.Output.Length * 3 * rows.Kernel * columns.Kernel, layer.MultiplyAdds);
            Assert.Equal(
                new ConvGeometry(rows.Kernel, columns.Kernel, rows.Stride, rows.Stride, rows.Pad, rows.Pad, rows.Pad, rows.Pad, rows.Dilation, rows.Dilation).Within(rows.Length, columns.Length),
                layer.Geometry);

            // One by one, from the first that begins at the padding to the last that ends within it.
            static int Windows((int Length, int Kernel, int Stride, int Pad, int Dilation) d)
            {
                int count = 0;
                for (int first = -d.Pad; first + ((d.Kernel - 1) * d.Dilation) < d.Length + d.Pad; first += d.Stride)
                {
                    count++;
                }

                return count;
            }
        });

    [Fact]
    public void Same_padding_keeps_the_size_at_stride_one_and_divides_it_at_others()
        => Gen.Select(Gen.Int[1, 40], Gen.Int[0, 5], Gen.Int[1, 4], Gen.Int[1, 4]).Sample(static (size, half, stride, dilation) =>
        {
            int kernel = (2 * half) + 1;
            AnalyzedNetwork image = Analyzed.Network(Shape.Of(2, size, size + 1), Conv(3, kernel, stride, PaddingMode.Same, dilation));
            AnalyzedNetwork sequence = Analyzed.Network(Shape.Of(2, size), new Conv1D(3, kernel, Moving.By(stride, PaddingMode.Same, 0, dilation), 1, Bias: true));

            Assert.Equal(Shape.Of(3, (size + stride - 1) / stride, (size + stride) / stride), image.OutputShape);
            Assert.Equal(Shape.Of(3, (size + stride - 1) / stride), sequence.OutputShape);
            Assert.Equal(dilation * half, image.Layers[0].Geometry!.Value.PadTop);
            Assert.Equal(
                new ConvGeometry(1, kernel, 1, stride, 0, dilation * half, 0, dilation * half, 1, dilation).Within(1, size),
                sequence.Layers[0].Geometry);
        });

    [Fact]
    public void An_even_kernel_has_same_padding_when_its_dilation_is_even()
        => Assert.Equal(Shape.Of(1, 9, 9), Analyzed.Network(Shape.Of(1, 9, 9), Conv(1, 4, padding: PaddingMode.Same, dilation: 2)).OutputShape);

    [Fact]
    public void Weights_lie_kernel_row_by_kernel_row_with_the_outputs_in_the_lanes()
    {
        AnalyzedNetwork network = Analyzed.Network(Shape.Of(6, 20, 20), new Conv2D(40, 3, 5, Moving.By(1, PaddingMode.None, 0, 1), 2, Bias: true));
        TensorModel weight = network.Layers[0].Tensor("weight")!;
        TensorModel bias = network.Layers[0].Tensor("bias")!;

        Assert.Equal([40, 3, 3, 5], weight.Shape);
        Assert.Equal([1, 48, 5 * 3 * 48, 3 * 48], weight.Strides);
        Assert.Equal(3 * 5 * 3 * 48, weight.Length);
        Assert.Equal([40], bias.Shape);
        Assert.Equal(48, bias.Length);
        Assert.Equal(weight.Length, bias.Offset);
        Assert.Equal(new InitialValue.UniformByFanIn(3 * 3 * 5), weight.Initial);
        Assert.Equal(new InitialValue.UniformByFanIn(3 * 3 * 5), bias.Initial);
        Assert.Equal((40 * 45) + 40, network.ParameterCount);
        Assert.Equal(40L * 18 * 16 * 45, network.MultiplyAdds);
    }

    [Fact]
    public void The_weight_of_a_sequence_has_no_height()
    {
        AnalyzedLayer layer = Analyzed.Network(Shape.Of(4, 50), new Conv1D(20, 7, Moving.By(3, PaddingMode.None, 1, 2), 4, Bias: false)).Layers[0];
        TensorModel weight = Assert.Single(layer.Tensors);

        Assert.Equal([20, 1, 7], weight.Shape);
        Assert.Equal([1, 32, 32], weight.Strides);
        Assert.Equal(7 * 32, weight.Length);
        Assert.Equal(Shape.Of(20, 14), layer.Output); // (50 + 2 - 12 - 1) / 3 + 1
        Assert.Equal(20 * 14 * 7, layer.MultiplyAdds);
        Assert.Equal(new ConvGeometry(1, 7, 1, 3, 0, 1, 0, 1, 1, 2, 4), layer.Geometry);
        Assert.Equal([1, 13], layer.ReceptiveField);
    }

    [Fact]
    public void No_two_elements_of_a_weight_share_a_place()
        => Gen.Select(Gen.Int[1, 3], Gen.Int[1, 5], Gen.Int[1, 9], Gen.Int[1, 4], Gen.Int[1, 4]).Sample(static (groups, inputs, outputs, height, width) =>
        {
            AnalyzedLayer layer = Analyzed.Network(
                Shape.Of(groups * inputs, 4, 4), new Conv2D(groups * outputs, height, width, Moving.By(1, PaddingMode.None, 0, 1), groups, Bias: true)).Layers[0];
            TensorModel weight = layer.Tensor("weight")!;

            Assert.Equal([groups * outputs, inputs, height, width], weight.Shape);
            var places = new HashSet<int>();
            for (int i = 0; i < weight.Count; i++)
            {
                int rest = i;
                int place = 0;
                for (int dimension = 3; dimension >= 0; dimension--)
                {
                    place += rest % weight.Shape[dimension] * weight.Strides[dimension];
                    rest /= weight.Shape[dimension];
                }

                Assert.True(places.Add(place));
                Assert.InRange(place, 0, weight.Length - 1);
            }
        }, iter: 50);

    [Fact]
    public void A_depthwise_convolution_has_a_group_a_channel()
    {
        AnalyzedNetwork network = Analyzed.Network(
            Shape.Of(3, 9, 9), new DepthwiseConv2D(3, 3, Moving.By(2, PaddingMode.Same, 0, 1), Multiplier: 4, Bias: true), new DepthwiseConv2D(5, 1, Moving.By(1, PaddingMode.None, 0, 1), 1, Bias: false));

        Assert.Equal(Shape.Of(12, 5, 5), network.Layers[0].Output);
        Assert.Equal([12, 1, 3, 3], network.Layers[0].Tensor("weight")!.Shape);
        Assert.Equal(new ConvGeometry(3, 3, 2, 2, 1, 1, 1, 1, Groups: 3), network.Layers[0].Geometry);
        Assert.Equal(12 * 25 * 9, network.Layers[0].MultiplyAdds);
        Assert.Equal(Shape.Of(12, 1, 5), network.Layers[1].Output);
        Assert.Equal(12, network.Layers[1].Geometry!.Value.Groups);
        Assert.Equal("conv2", network.Layers[1].Name);

        // One channel of three, as nothing has mixed them.
        Assert.Equal([1, 9, 3], network.Layers[1].ReceptiveField);
    }

    [Fact]
    public void A_transposed_convolution_has_PyTorchs_shapes_names_and_initial_values()
    {
        AnalyzedNetwork network = Analyzed.Network(
            Shape.Of(12, 5, 4),
            new ConvTranspose2D(20, 3, 4, Moving.By(3, pad: 2, dilation: 2), new OutputPadding(1, null, null), Groups: 4, Bias: true),
            new Conv2D(3, 1, 1, Moving.By(1, PaddingMode.None, 0, 1), 1, Bias: false),
            new ConvTranspose2D(1, 2, 2, Moving.By(1), default, Groups: 1, Bias: false));
        AnalyzedLayer layer = network.Layers[0];

        Assert.Equal(["convtranspose1", "conv1", "convtranspose2"], network.Layers.Select(static layer => layer.Name));
        Assert.Equal(Shape.Of(20, 14, 13), layer.Output); // 4 * 3 - 4 + 2 * 2 + 1 + 1, 3 * 3 - 4 + 2 * 3 + 1 + 1
        Assert.Equal(new ConvGeometry(3, 4, 3, 3, 2, 2, 2, 2, 2, 2, 4), layer.Geometry);
        Assert.Equal(12 * 5 * 4 * 5 * 3 * 4, layer.MultiplyAdds);

        // Rows of the 12 inputs, one for each position of the kernel and each output of a group.
        TensorModel weight = layer.Tensor("weight")!;
        Assert.Equal([12, 5, 3, 4], weight.Shape);
        Assert.Equal([1, 16, 4 * 5 * 16, 5 * 16], weight.Strides);
        Assert.Equal(3 * 4 * 5 * 16, weight.Length);
        Assert.Equal(new InitialValue.UniformByFanIn(5 * 3 * 4), weight.Initial);
        Assert.Equal([20], layer.Tensor("bias")!.Shape);
        Assert.Equal(new InitialValue.UniformByFanIn(5 * 3 * 4), layer.Tensor("bias")!.Initial);
        Assert.Single(network.Layers[2].Tensors);
    }

    [Fact]
    public void A_transposed_convolution_of_a_sequence_has_no_height()
    {
        AnalyzedLayer layer = Analyzed.Network(
            Shape.Of(4, 50), new ConvTranspose1D(20, 7, Moving.By(3, pad: 1, dilation: 2), new OutputPadding(2, null, null), Groups: 4, Bias: false)).Layers[0];
        TensorModel weight = Assert.Single(layer.Tensors);

        Assert.Equal([4, 5, 7], weight.Shape);
        Assert.Equal([1, 16, 5 * 16], weight.Strides);
        Assert.Equal(Shape.Of(20, 160), layer.Output); // 49 * 3 - 2 + 2 * 6 + 2 + 1
        Assert.Equal(4 * 50 * 5 * 7, layer.MultiplyAdds);
        Assert.Equal(new ConvGeometry(1, 7, 1, 3, 0, 1, 0, 1, 1, 2, 4), layer.Geometry);
    }

    // The most inputs that an output is made of, found from the outputs' side one by one.
    [Fact]
    public void The_receptive_field_of_transposed_convolutions_is_what_the_outputs_depend_on()
        => Gen.Select(Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3]).Array[1, 2], Gen.Int[0, 3]).Sample(static (layers, kernel) =>
        {
            const int Length = 9;
            List<Layer> network = [.. layers.Select(static layer => new ConvTranspose1D(1, layer.Item1, Moving.By(layer.Item2), default, 1, Bias: false))];
            List<(int First, int Last)> seen = [.. Enumerable.Range(0, Length).Select(static i => (i, i))];
            foreach ((int size, int stride) in layers)
            {
                List<(int First, int Last)> inner = seen;
                seen =
                [
                    .. from output in Enumerable.Range(0, ((inner.Count - 1) * stride) + size)
                       let inputs = Enumerable.Range(0, inner.Count).Where(input => output >= input * stride && output < (input * stride) + size).Select(input => inner[input]).Where(static input => input.Last >= 0).ToArray()
                       select inputs.Length == 0 ? (Length, -1) : (inputs.Min(static input => input.First), inputs.Max(static input => input.Last)),
                ];
            }

            if (kernel > 0)
            {
                network.Add(new Conv1D(1, kernel, Moving.By(1, PaddingMode.None, 0, 1), 1, Bias: false));
                seen = [.. Enumerable.Range(0, seen.Count - kernel + 1).Select(output => (seen.Skip(output).Take(kernel).Min(static input => input.First), seen.Skip(output).Take(kernel).Max(static input => input.Last)))];
            }

            if (seen.Count > 0)
            {
                int most = seen.Max(static input => input.Last - input.First + 1);
                Assert.Equal(Math.Max(most, 1), Analyzed.Network(Shape.Of(1, Length), [.. network]).Layers[^1].ReceptiveField[1]);
            }
        });

    [Fact]
    public void Pools_keep_the_channels_and_round_down()
    {
        AnalyzedNetwork network = Analyzed.Network(
            Shape.Of(8, 112, 30),
            new MaxPool2D(3, 3, Moving.By(2, PaddingMode.None, 1), CeilMode: false), // (112 + 2 - 3) / 2 + 1, (30 + 2 - 3) / 2 + 1
            new AveragePool2D(4, 5, Moving.By(), CountIncludePad: true, CeilMode: false),
            new MaxPool2D(1, 2, Moving.By(1, PaddingMode.None, 0), CeilMode: false));

        Assert.Equal(["(8, 56, 15)", "(8, 14, 3)", "(8, 14, 2)"], network.Layers.Select(static layer => layer.Output.ToString()));
        Assert.Equal(["maxpool1", "averagepool1", "maxpool2"], network.Layers.Select(static layer => layer.Name));
        Assert.Equal(new ConvGeometry(4, 5, 4, 5, 0, 0), network.Layers[1].Geometry);
        Assert.Equal(0, network.MultiplyAdds);
        Assert.Equal(0, network.ParameterCount);
        Assert.Equal([1, 9, 11], network.Layers[1].ReceptiveField);
        Assert.Equal([1, 9, 21], network.Layers[2].ReceptiveField);
    }

    [Fact]
    public void A_global_pool_sees_whole_channels_and_leaves_one_value_of_each()
    {
        Assert.Equal(Shape.Of(5), Analyzed.Network(Shape.Of(5, 7, 9), new GlobalAveragePool()).OutputShape);
        Assert.Equal(Shape.Of(5), Analyzed.Network(Shape.Of(5, 7), new GlobalAveragePool()).OutputShape);
        Assert.Equal([1, 7, 9], Analyzed.Network(Shape.Of(5, 7, 9), new GlobalAveragePool()).Layers[0].ReceptiveField);
        Assert.Equal([5, 7], Analyzed.Network(Shape.Of(5, 7), new Conv1D(3, 1, Moving.By(1, PaddingMode.None, 0, 1), 1, Bias: true), new GlobalAveragePool()).Layers[1].ReceptiveField);
        Assert.Null(Analyzed.Network(Shape.Of(5, 7, 9), new GlobalAveragePool()).Layers[0].Geometry);
    }

    [Fact]
    public void Activations_and_flatten_take_images_and_sequences()
    {
        foreach (Shape input in new[] { Shape.Of(3, 4, 5), Shape.Of(3, 20) })
        {
            AnalyzedNetwork network = Analyzed.Network(input, new ReLU(), new PReLU(0.25f), new LeakyReLU(0.1f), new ELU(1), new Flatten(), new GELU());
            Assert.Equal([input, input, input, input, Shape.Of(60), Shape.Of(60)], network.Layers.Select(static layer => layer.Output));
        }
    }

    [Fact]
    public void The_receptive_field_is_what_the_output_depends_on()
        => Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12], Gen.Select(Gen.Int[1, 3], Gen.Int[1, 2], Gen.Int[1, 2]).Array[1, 3]).Sample(static (height, width, convs) =>
        {
            AnalysisResult result = Analyzed.Result(
                Shape.Of(2, height + 30, width + 30),
                [.. convs.Select(static conv => Conv(1, conv.Item1, conv.Item2, dilation: conv.Item3))]);
            AnalyzedLayer last = result.Network!.Layers[^1];

            // Backwards from the first output: the last row that it sees.
            int row = 0;
            foreach ((int kernel, int stride, int dilation) in convs.Reverse())
            {
                row = (row * stride) + ((kernel - 1) * dilation);
            }

            Assert.Equal([2, row + 1, row + 1], last.ReceptiveField);
        });

    [Fact]
    public void The_receptive_field_ends_where_the_input_ends()
        => Assert.Equal([1, 7, 9], Analyzed.Network(Shape.Of(1, 7, 9), Conv(1, 5, padding: PaddingMode.Same), Conv(1, 5, padding: PaddingMode.Same), Conv(1, 5, padding: PaddingMode.Same)).Layers[^1].ReceptiveField);

    [Fact]
    public void Enormous_numbers_are_told_and_break_nothing()
        => Gen.Select(
            Gen.Select(Big, Big, Big), Gen.Select(Big, Big, Big), Gen.Select(Big, Big, Big, Big), Gen.Bool, Gen.Int[0, 5]).Sample(static (input, kernel, rest, same, kind) =>
        {
            PaddingMode padding = same ? PaddingMode.Same : PaddingMode.None;
            (int stride, int pad, int dilation, int groups) = rest;
            Layer layer = kind switch
            {
                4 => new ConvTranspose2D(kernel.Item1, kernel.Item2, kernel.Item3, Moving.By(stride, PaddingMode.None, pad, dilation), new OutputPadding(dilation - 1, null, null), groups, Bias: true),
                5 => new ConvTranspose1D(kernel.Item1, kernel.Item2, Moving.By(stride, PaddingMode.None, pad, dilation), new OutputPadding(kernel.Item3, null, null), groups, Bias: true),
                0 => new Conv2D(kernel.Item1, kernel.Item2, kernel.Item3, Moving.By(stride, padding, pad, dilation), groups, Bias: true),
                1 => new DepthwiseConv2D(kernel.Item2, kernel.Item3, Moving.By(stride, padding, pad, dilation), groups, Bias: true),
                2 => new MaxPool2D(kernel.Item2, kernel.Item3, Moving.By(stride, PaddingMode.None, pad), CeilMode: false),
                _ => new Conv1D(kernel.Item1, kernel.Item2, Moving.By(stride, padding, pad, dilation), groups, Bias: true),
            };
            Shape shape = kind is 3 or 5 ? Shape.Of(input.Item1, input.Item2) : Shape.Of(input.Item1, input.Item2, input.Item3);
            AnalysisResult result = Analyzed.Result(shape, layer, new Flatten(), new Dense(1, Bias: true));

            Assert.True(result.Problems.Count > 0 || result.Network!.Layers.All(static analyzed => Sizes.Fits(analyzed.Output.Length)));
            Assert.All(result.Surface!.Network.Layers, static analyzed => Assert.True(analyzed.MultiplyAdds >= 0));
        });

    private static readonly Gen<int> Big = Gen.OneOf(Gen.Int[1, 4], Gen.OneOf(0, -1, int.MinValue, 65_536, int.MaxValue / 2, int.MaxValue));

    private static Conv2D Conv(int channels, int kernel, int stride = 1, PaddingMode padding = PaddingMode.None, int dilation = 1)
        => new(channels, kernel, kernel, Moving.By(stride, padding, 0, dilation), 1, Bias: true);
}
