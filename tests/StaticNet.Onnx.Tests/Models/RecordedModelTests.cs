using StaticNet.Onnx.Schema;

namespace StaticNet.Onnx.Tests.Models;

/// <summary>Models that people use, declared, with their own weights: the outputs are those that ONNX Runtime gave for a random input.</summary>
public sealed class RecordedModelTests
{
    private const float Tolerance = 2e-4f;

    [Fact]
    public void BlazeFace_finds_what_it_finds_elsewhere()
    {
        GraphProto graph = ModelFile.Read("face_detection_front_128x128_barracuda.onnx");
        var network = new BlazeFace();
        ModelFile.Fill(network.Parameters, graph);
        float[] inputs = ChannelsFirst(RecordedTensor.Read("blazeface.in.input_0").Values, channels: 3);
        float[] coarseBoxes = new float[96 * 64], coarseScores = new float[6 * 64], fineBoxes = new float[32 * 256], fineScores = new float[2 * 256];
        network.Forward(inputs, coarseBoxes, coarseScores, fineBoxes, fineScores);

        AssertRecorded("blazeface.out.Identity_3_0", coarseBoxes, channels: 96);
        AssertRecorded("blazeface.out.Identity_1_0", coarseScores, channels: 6);
        AssertRecorded("blazeface.out.Identity_2_0", fineBoxes, channels: 32);
        AssertRecorded("blazeface.out.Identity_0", fineScores, channels: 2);
    }

    [Fact]
    public void The_direction_of_a_line_of_text_is_what_it_is_elsewhere()
    {
        GraphProto graph = ModelFile.Read("ch_ppocr_mobile_v2.0_cls_infer.onnx");
        var network = new TextDirection();
        ModelFile.Fill(network.Parameters, graph);
        float[] outputs = new float[2];
        network.Forward(RecordedTensor.Read("textdirection.in").Values, outputs);

        Assert.Equal(RecordedTensor.Read("textdirection.out").Values, outputs, (expected, actual) => Math.Abs(expected - actual) < 1e-5f);
    }

    // Both have about as many as their papers and packages say: 100 and 134 thousand.
    [Fact]
    public void They_have_the_published_sizes()
    {
        Assert.InRange(BlazeFace.ParameterCount, 95_000, 105_000);
        Assert.InRange(TextDirection.ParameterCount, 125_000, 135_000);
    }

    // Recorded pixel after pixel.
    private static void AssertRecorded(string name, float[] outputs, int channels)
    {
        float[] expected = ChannelsFirst(RecordedTensor.Read(name).Values, channels);
        float largest = expected.Max(Math.Abs);
        Assert.Equal(expected, outputs, (one, other) => Math.Abs(one - other) <= Tolerance * largest);
    }

    private static float[] ChannelsFirst(float[] values, int channels)
    {
        int pixels = values.Length / channels;
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(i % pixels * channels) + (i / pixels)])];
    }
}
