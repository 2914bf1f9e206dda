using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CsCheck;
using StaticNet.Kernels;

namespace StaticNet.Tests.Parameters;

public sealed class ParameterSetTests
{
    [Fact]
    public void A_new_set_is_zero_and_aligned_to_64_bytes()
    {
        for (int i = 0; i < 20; i++)
        {
            ParameterSet set = new(Layouts.OutputLanes);
            Assert.Equal(Layouts.OutputLanes.Length, set.Flat.Length);
            Assert.Equal(Layouts.OutputLanes.TrainableLength, set.Trainable.Length);
            Assert.True(set.Flat.IndexOfAnyExcept(0f) < 0);
            unsafe
            {
                Assert.Equal(0u, (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(set.Flat)) % 64);
            }
        }
    }

    [Fact]
    public void A_tensor_is_a_view_of_the_logical_shape()
    {
        foreach (ParameterLayout layout in new[] { Layouts.OutputLanes, Layouts.InputLanes })
        {
            ParameterSet set = Layouts.Numbered(layout);
            TensorSpan<float> weight = set["dense1.weight"];
            Assert.Equal([3, 5], weight.Lengths.ToArray());
            Assert.Equal([.. layout.Tensors[0].Strides.Select(static stride => (nint)stride)], weight.Strides.ToArray());
            for (int output = 0; output < 3; output++)
            {
                for (int input = 0; input < 5; input++)
                {
                    Assert.Equal(1 + (output * 5) + input, weight[output, input]);
                }
            }

            weight[2, 1] = -7;
            Assert.Equal(-7, set.Flat[layout.Tensors[0].Offset + (2 * layout.Tensors[0].Strides[0]) + layout.Tensors[0].Strides[1]]);
            Assert.Equal(16f, set["dense1.bias"][0]);
            Assert.Equal(21f, set[2][2]);
        }
    }

    [Theory]
    [InlineData(new[] { 1 }, new[] { 1 })]
    [InlineData(new[] { 1, 1 }, new[] { 1, 16 })]
    [InlineData(new[] { 1, 7 }, new[] { 16, 1 })]
    [InlineData(new[] { 7, 1 }, new[] { 1, 16 })]
    [InlineData(new[] { 1, 7 }, new[] { 1, 16 })]
    [InlineData(new[] { 5, 1, 3, 3 }, new[] { 1, 16, 48, 16 })]
    public void Dimensions_of_one_element_have_views_too(int[] shape, int[] strides)
    {
        ParameterSet set = Layouts.Numbered(new ParameterLayout(256, 256, new TensorDescription("t", shape, strides, 16)));
        TensorSpan<float> view = set["t"];
        Assert.Equal(shape, view.Lengths.ToArray().Select(static length => (int)length));
        float[] values = new float[view.FlattenedLength];
        view.FlattenTo(values);
        Assert.Equal(Enumerable.Range(1, values.Length).Select(static i => (float)i), values);
    }

    [Fact]
    public void Any_order_of_dimensions_in_memory_reads_in_logical_order()
        => Gen.Int[1, 5].Array[1, 4].Select(Gen.Int[0, 1000]).Sample((shape, seed) =>
        {
            int[] strides = new int[shape.Length];
            int[] order = [.. Enumerable.Range(0, shape.Length)];
            new RandomSource(seed).Shuffle<int>(order);
            int stride = 1;
            foreach (int dimension in order)
            {
                strides[dimension] = stride;
                stride *= shape[dimension] + (seed % 3);
            }

            int length = (stride + 15) / 16 * 16;
            ParameterSet set = Layouts.Numbered(new ParameterLayout(length, length, new TensorDescription("t", shape, strides, 0)));
            float[] values = new float[set["t"].FlattenedLength];
            set["t"].FlattenTo(values);
            Assert.Equal(Enumerable.Range(1, values.Length).Select(static i => (float)i), values);
        });

    [Fact]
    public void An_unknown_name_is_named_with_those_there_are()
    {
        KeyNotFoundException exception = Assert.Throws<KeyNotFoundException>(() => { _ = new ParameterSet(Layouts.OutputLanes)["dense2.weight"]; });
        Assert.Contains("'dense2.weight'", exception.Message);
        Assert.Contains("dense1.weight [3, 5], dense1.bias [3], norm1.running_mean [3]", exception.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = new ParameterSet(Layouts.OutputLanes)[3]; });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = new ParameterSet(Layouts.OutputLanes)[-1]; });
    }

    [Fact]
    public void Names_are_in_declaration_order()
        => Assert.Equal(["dense1.weight", "dense1.bias", "norm1.running_mean"], new ParameterSet(Layouts.OutputLanes).Names);

    [Fact]
    public void Access_allocates_nothing()
    {
        ParameterSet set = new(Layouts.OutputLanes);
        float sum = Touch(set);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Touch(set);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, sum);

        static float Touch(ParameterSet set) => set["dense1.weight"][0, 0] + new DenseParameters(set, 0, 1).Bias[1] + set.Flat[3];
    }

    [Fact]
    public void Clear_and_CopyFrom_take_every_value()
    {
        ParameterSet source = Layouts.Numbered(Layouts.OutputLanes);

        // Equal by structure, not by reference.
        ParameterSet set = new(Layouts.Create([1, 16], 80));
        set.CopyFrom(source);
        Assert.True(set.Flat.SequenceEqual(source.Flat));
        set.Clear();
        Assert.True(set.Flat.IndexOfAnyExcept(0f) < 0);
        Assert.Equal(1f, source["dense1.weight"][0, 0]);
    }

    [Fact]
    public void Sets_of_different_layouts_name_the_first_difference()
    {
        TensorDescription weight = new("w", [2, 3], [3, 1], 0);
        Check("there is no tensor 0 here, but w [2, 3] there", Layout(), Layout(weight));
        Check("tensor 0 is w [2, 3] here, but there is none there", Layout(weight), Layout());
        Check("tensor 0 is w [2, 3] here, v [2, 3] there", Layout(weight), Layout(new TensorDescription("v", [2, 3], [3, 1], 0)));
        Check("tensor 0 is w [2, 3] here, w [3, 2] there", Layout(weight), Layout(new TensorDescription("w", [3, 2], [2, 1], 0)));
        Check("w [2, 3] lies at 0 with strides [3, 1] here, at 0 with strides [1, 2] there", Layout(weight), Layout(new TensorDescription("w", [2, 3], [1, 2], 0)));
        Check("at 0 with strides [3, 1] here, at 16 with", Layout(weight), Layout(new TensorDescription("w", [2, 3], [3, 1], 16)));
        Check("is trainable here, but not there", Layout(weight), new ParameterLayout(32, 0, new TensorDescription("w", [2, 3], [3, 1], 0, isTrainable: false)));
        Check("32 floats long here, 48 there", Layout(weight), new ParameterLayout(48, 32, weight));
        Check("trainable part is 32 floats long here, 16 there", Layout(weight), new ParameterLayout(32, 16, weight));

        static ParameterLayout Layout(params TensorDescription[] tensors) => new(32, 32, tensors);

        static void Check(string message, ParameterLayout here, ParameterLayout there)
        {
            ParameterSet set = new(here);
            set.Flat.Fill(1);
            ArgumentException exception = Assert.Throws<ArgumentException>("source", () => set.CopyFrom(new ParameterSet(there)));
            Assert.Contains(message, exception.Message);
            Assert.True(set.Flat.IndexOfAnyExcept(1f) < 0);
        }
    }

    [Fact]
    public void Typed_views_are_the_tensors()
    {
        ParameterSet set = Layouts.Numbered(Layouts.OutputLanes);
        DenseParameters dense = new(set, 0, 1);
        Assert.True(dense.HasBias);
        Assert.Equal(8f, dense.Weight[1, 2]);
        dense.Bias[1] = 5;
        Assert.Equal(5f, set["dense1.bias"][1]);
        PReLUParameters prelu = new(set, 1);
        Assert.Equal(5f, prelu.Weight[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PReLUParameters(set, 3));
        Assert.Equal(5f, new RMSNormParameters(set, 1).Weight[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RMSNormParameters(set, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DenseParameters(set, 0, -2));
    }

    [Fact]
    public void A_bias_that_is_not_there_says_so()
    {
        DenseParameters dense = new(new ParameterSet(Layouts.OutputLanes), 0, -1);
        Assert.False(dense.HasBias);
        Assert.Contains("dense1.weight [3, 5]", Assert.Throws<InvalidOperationException>(() => { _ = dense.Bias; }).Message);
    }

    [Fact]
    public void ToString_counts_and_lists()
        => Assert.Equal(
            "3 tensors, 18 trainable scalars: dense1.weight [3, 5], dense1.bias [3], norm1.running_mean [3]",
            new ParameterSet(Layouts.OutputLanes).ToString());
}
