using CsCheck;
using StaticNet.Kernels;

namespace StaticNet.Tests.Kernels;

/// <summary>How the values of a batch lie.</summary>
public sealed class PixelViewTests
{
    [Fact]
    public void Clearing_the_border_leaves_the_pixels_alone()
        => Gen.Select(Gen.Int[1, 40], Gen.Select(Gen.Int[1, 4], Gen.Int[1, 5]), Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2]), Gen.Int[0, 3]).Sample(static (channels, size, border, samples) =>
        {
            ((int height, int width), (int above, int beside)) = (size, border);
            int pixel = (channels + 15) / 16 * 16;
            int line = (width + (2 * beside)) * pixel;
            int sample = (height + (2 * above)) * line;
            int origin = (above * line) + (beside * pixel);

            // What lies behind the last sample belongs to somebody else.
            float[] memory = new float[(samples * sample) + 64];
            Array.Fill(memory, 7);
            var view = new PixelView(ref memory[0], channels, height, width, line, sample, origin);
            view.ClearBorder(samples);
            float[] expected = [.. Enumerable.Range(0, memory.Length).Select(i => i >= samples * sample || IsPixel(i % sample) ? 7f : 0f)];
            Assert.Equal(expected, memory);

            bool IsPixel(int i)
            {
                (int y, int x) = ((i / line) - above, (i % line / pixel) - beside);
                return y >= 0 && y < height && x >= 0 && x < width;
            }
        });

    [Fact]
    public void Values_go_to_channels_first_and_back()
        => Gen.Select(Gen.Int[1, 40], Gen.Select(Gen.Int[1, 6], Gen.Int[1, 20]), Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2]), Gen.Int[0, 3]).Sample(static (channels, size, border, samples) =>
        {
            ((int height, int width), (int above, int beside)) = (size, border);
            int pixel = (channels + 15) / 16 * 16;
            int line = (width + (2 * beside)) * pixel;
            int sample = (height + (2 * above)) * line;
            int origin = (above * line) + (beside * pixel);
            int values = channels * height * width;
            int stride = values + 3;
            float[] first = [.. Enumerable.Range(1, (samples * stride) + 1).Select(static i => (float)i)];
            float[] last = new float[(samples * sample) + 1], back = new float[first.Length];
            var view = new PixelView(ref last[0], channels, height, width, line, sample, origin);

            view.CopyFrom(ref first[0], stride, samples);
            for (int s = 0; s < samples; s++)
            {
                for (int i = 0; i < values; i++)
                {
                    (int c, int y, int x) = (i / (height * width), i / width % height, i % width);
                    Assert.Equal(first[(s * stride) + i], last[(s * sample) + origin + (y * line) + (x * pixel) + c]);
                }
            }

            // Nothing is written but pixels, and nothing behind the last sample.
            float written = last.Sum(static value => value == 0 ? 0 : 1);
            Assert.Equal(samples * values, written);

            view.CopyTo(ref back[0], stride, samples);
            float[] expected = [.. first.Select((value, i) => i < samples * stride && i % stride < values ? value : 0)];
            Assert.Equal(expected, back);
        });

    [Fact]
    public void Values_without_a_border_follow_each_other()
    {
        float[] memory = new float[2 * 3 * 4 * 32];
        memory[(((1 * 3) + 2) * 4 * 32) + 5] = 7;
        var view = new PixelView(ref memory[0], 20, 3, 4);
        Assert.Equal((2, 32, 16, 4), (view.Vectors, view.PixelStride, view.LanesOf(0), view.LanesOf(1)));
        Assert.Equal(16, view.RoomOf(1));
        Assert.Equal(7f, System.Runtime.CompilerServices.Unsafe.Add(ref view.Line(1, 2), 5));
        Assert.Equal(4, new PixelView(ref memory[0], 20, 1, 1, line: 20, sample: 20, origin: 0).RoomOf(1));
    }
}
