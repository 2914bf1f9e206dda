using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Diagnostics;

/// <summary>Mistakes in layers that pad, cut, enlarge and reshape, and in gates: one diagnostic each, at the argument.</summary>
public sealed class ResamplingDiagnosticTests
{
    [Theory]
    [InlineData("[Network(3, 4, 5)] [ZeroPad({|STN0008:-1|})]", "The argument pad of [ZeroPad] is -1, but has to be at least 0")]
    [InlineData("[Network(3, 4, 5)] [ZeroPad(1, {|STN0008:PadTop = -2|})]", "The argument PadTop of [ZeroPad] is -2, but has to be at least 0")]
    [InlineData("[Network(3, 5)] [ZeroPad(1, {|STN0008:PadTop = 2|})]", "The argument PadTop of [ZeroPad] is 2, but has to be left out: a sequence has no height")]
    [InlineData("[Network(5)] [{|STN1004:ZeroPad(1)|}]", null)]
    [InlineData("[Network(3, 4, 5)] [ReflectPad({|STN0008:4|})]", "The argument pad of [ReflectPad] is 4, but has to be at most 3, one less than there is to mirror")]
    [InlineData("[Network(3, 4, 5)] [ReflectPad(3, {|STN0008:PadRight = 5|})]", "The argument PadRight of [ReflectPad] is 5, but has to be at most 4, one less than there is to mirror")]
    [InlineData("[Network(3, 4, 5)] [Upsample({|STN0008:0|})]", "The argument scale of [Upsample] is 0, but has to be at least 1")]
    [InlineData("[Network(3, 4, 5)] [Upsample(2, {|STN0008:-1|})]", "The argument scaleWidth of [Upsample] is -1, but has to be at least 1")]
    [InlineData("[Network(3, 5)] [Upsample({|STN0008:2|}, 3)]", "The argument scaleHeight of [Upsample] is 2, but has to be left out for a sequence: [Upsample(3)]")]
    [InlineData("[Network(3, 4, 5)] [Upsample(2, {|STN0008:AlignCorners = true|})]", "The argument AlignCorners of [Upsample] is true, but has to be left out where nothing is interpolated")]
    [InlineData("[Network(3, 4, 5)] [Upsample(2, {|STN0008:Mode = (UpsampleMode)7|})]", "The argument Mode of [Upsample] is 7, but has to be UpsampleMode.Nearest or UpsampleMode.Bilinear")]
    [InlineData("[Network(3, 4, 5)] [{|STN1003:Upsample(100000)|}]", null)]
    [InlineData("[Network(3, 4, 5)] [Slice(1, {|STN0008:3|})]", "The argument length of [Slice] is 3, but has to be at most 2, as axis 0 of (3, 4, 5) has 3")]
    [InlineData("[Network(3, 4, 5)] [Slice({|STN0008:5|}, 1, Axis = 2)]", "The argument start of [Slice] is 5, but has to be at most 4, as axis 2 of (3, 4, 5) has 5")]
    [InlineData("[Network(3, 4, 5)] [Slice(0, 1, {|STN0008:Axis = 3|})]", "The argument Axis of [Slice] is 3, but has to be at most 2, the last axis of (3, 4, 5)")]
    [InlineData("[Network(3, 4, 5)] [Slice(0, 1, {|STN0008:Axis = -1|})]", "The argument Axis of [Slice] is -1, but has to be at least 0")]
    [InlineData("[Network(3, 4, 5)] [ReduceMean({|STN0008:3|})]", "The argument axis of [ReduceMean] is 3, but has to be at most 2, the last axis of (3, 4, 5)")]
    [InlineData("[Network(3, 4)] [Transpose(0, {|STN0008:2|})]", "The argument second of [Transpose] is 2, but has to be at most 1, the last axis of (3, 4)")]
    [InlineData("[Network(3, 4)] [Transpose({|STN0008:-1|}, 0)]", "The argument first of [Transpose] is -1, but has to be at least 0")]
    [InlineData("[Network(3, 4)] [Transpose(1, {|STN0008:1|})]", "The argument second of [Transpose] is 1, but has to be another axis than the first")]
    [InlineData("[Network(3, 4, 9)] [MaxPool2D(2, {|STN0008:DilationHeight = 5|}, Stride = 1, PadHeight = 1)]", "The argument DilationHeight of [MaxPool2D] is 5, but has to be at most 4, the height of the input")]
    [InlineData("[Network(3, 9)] [MaxPool1D(3, {|STN0008:Dilation = 0|})]", "The argument Dilation of [MaxPool1D] is 0, but has to be at least 1")]
    [InlineData("[Network(3, 4, 5)] [Reshape({|STN0008:6|}, 11)]", "The argument shape of [Reshape] is (6, 11), which has 66 values, but has to be a shape of the 60 values of (3, 4, 5)")]
    [InlineData("[Network(3, 4, 5)] [Reshape(60, {|STN0008:0|})]", "The argument shape of [Reshape] is 0, but has to be at least 1 in each dimension")]
    [InlineData("[Network(3, 4, 5)] [{|STN0008:Reshape|}]", "The argument shape of [Reshape] is 0 dimensions, but has to be of 1, 2 or 3 dimensions")]
    [InlineData("[Network(5)] [{|STN1004:GlobalMaxPool|}]", null)]
    public async Task A_mistake_is_at_its_argument(string layers, string? message)
    {
        string text = $"using StaticNet;\n{layers}\npartial class Net;";
        if (message is null)
        {
            await Diagnosis.FindsAt(text);
        }
        else
        {
            await Diagnosis.Finds(text, message);
        }
    }

    [Fact]
    public Task A_gate_of_another_shape() => Diagnosis.Finds(
        """
        using StaticNet;
        [Block] [GlobalAveragePool] [Dense(4)] [Sigmoid] class Narrow;
        [Network(3, 4, 5)] [{|STN1020:Gate<Narrow>|}]
        partial class Net;
        """,
        "[Gate] cannot join its input of shape (3, 4, 5), the output of 'Narrow' of shape (4): the block has to keep the shape, or to make a number for each channel, (3)");
}
