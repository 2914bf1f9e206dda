using System.Runtime.InteropServices;
using StaticNet.Kernels;
using StaticNet.Tests.Networks;
using StaticNet.Tests.Training;

namespace StaticNet.Tests.Data;

[Collection(Threads.Collection)]
public sealed class AugmentationTests : IDisposable
{
    // Two channels of 3 x 4 pixels.
    private static readonly float[] Image = [.. Enumerable.Range(1, 24).Select(static i => (float)i)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_changes_unless_asked()
        => Assert.Equal(Image, Apply(new Augmentation(2, 3, 4) { Seed = 5 }, 3, 7));

    [Fact]
    public void Half_of_the_images_are_flipped()
    {
        float[] mirrored = [4, 3, 2, 1, 8, 7, 6, 5, 12, 11, 10, 9, 16, 15, 14, 13, 20, 19, 18, 17, 24, 23, 22, 21];
        float[] upsideDown = [9, 10, 11, 12, 5, 6, 7, 8, 1, 2, 3, 4, 21, 22, 23, 24, 17, 18, 19, 20, 13, 14, 15, 16];
        float[] both = [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13];
        Count(new Augmentation(2, 3, 4) { FlipHorizontally = true }, Image, mirrored);
        Count(new Augmentation(2, 3, 4) { FlipVertically = true }, Image, upsideDown);
        Count(new Augmentation(2, 3, 4) { FlipVertically = true, FlipHorizontally = true }, Image, mirrored, upsideDown, both);

        static void Count(Augmentation augmentation, params float[][] expected)
        {
            int[] counts = new int[expected.Length];
            for (int i = 0; i < 400; i++)
            {
                float[] image = Apply(augmentation, i % 4, i);
                counts[Array.FindIndex(expected, one => one.SequenceEqual(image))]++;
            }

            Assert.All(counts, count => Assert.InRange(count, (400 / counts.Length) - 45, (400 / counts.Length) + 45));
        }
    }

    [Fact]
    public void Shifts_are_whole_pixels_in_all_directions_and_fill_what_is_beyond()
    {
        Augmentation augmentation = new(2, 3, 4) { Shift = 1, Fill = -1 };
        HashSet<(int, int)> seen = [];
        for (int i = 0; i < 200; i++)
        {
            float[] image = Apply(augmentation, 0, i);
            (int Right, int Down) found = Enumerable.Range(-1, 3).SelectMany(static right => Enumerable.Range(-1, 3).Select(down => (right, down))).Single(shift => Shifted(shift.right, shift.down).SequenceEqual(image));
            seen.Add(found);
        }

        Assert.Equal(9, seen.Count);

        static float[] Shifted(int right, int down) =>
        [
            .. from c in Enumerable.Range(0, 2)
               from y in Enumerable.Range(0, 3)
               from x in Enumerable.Range(0, 4)
               select y - down is >= 0 and < 3 && x - right is >= 0 and < 4 ? Image[(12 * c) + (4 * (y - down)) + x - right] : -1,
        ];
    }

    [Fact]
    public void Rotations_turn_about_the_centre_by_up_to_their_angle()
    {
        // A plane that rises to the right: its values say where each pixel comes from.
        const int Size = 33;
        float[] image = new float[2 * Size * Size];
        for (int i = 0; i < Size * Size; i++)
        {
            image[i] = (i % Size) - 16;
            image[(Size * Size) + i] = (i / Size) - 16;
        }

        Augmentation augmentation = new(2, Size, Size) { Rotation = 30, Fill = 100 };
        List<double> angles = [];
        for (int i = 0; i < 200; i++)
        {
            float[] turned = new float[image.Length];
            augmentation.Apply(image, turned, 1, i);
            Assert.Equal(0, turned[(16 * Size) + 16], 1e-5f);

            // Ten pixels to the right of the centre.
            (float x, float y) = (turned[(16 * Size) + 26], turned[(Size * Size) + (16 * Size) + 26]);
            Assert.Equal(10, Math.Sqrt((x * x) + (y * y)), 1e-4);
            angles.Add(Math.Atan2(y, x) * 180 / Math.PI);

            // Ten pixels below it: a quarter turn further, and no reflection.
            Assert.Equal(-y, turned[(26 * Size) + 16], 1e-4f);
            Assert.Equal(x, turned[(Size * Size) + (26 * Size) + 16], 1e-4f);
        }

        Assert.InRange(angles.Max(), 25, 30.001);
        Assert.InRange(angles.Min(), -30.001, -25);
        Assert.InRange(angles.Average(), -4, 4);
        float[] corner = new float[image.Length];
        Assert.Contains(Enumerable.Range(0, 9), i =>
        {
            augmentation.Apply(image, corner, 2, i);
            return corner[0] == 100;
        });
    }

    [Fact]
    public void Noise_has_its_deviation()
    {
        Augmentation augmentation = new(2, 3, 4) { Noise = 0.5f };
        double[] noise = [.. Enumerable.Range(0, 500).SelectMany(i => Apply(augmentation, 0, i).Zip(Image, static (a, b) => (double)a - b))];
        Assert.Equal(0, noise.Average(), 0.02);
        Assert.Equal(0.5, Math.Sqrt(noise.Average(static value => value * value)), 0.02);
        Assert.InRange(noise.Count(static value => Math.Abs(value) < 0.5) / (double)noise.Length, 0.66, 0.70);
    }

    [Fact]
    public void Seed_epoch_and_sample_decide_the_bits()
    {
        Augmentation augmentation = Every(1);
        ulong hash = 14695981039346656037;
        for (int i = 0; i < 20; i++)
        {
            foreach (byte value in MemoryMarshal.AsBytes<float>(Apply(augmentation, i / 5, i)))
            {
                hash = (hash ^ value) * 1099511628211;
            }
        }

        Assert.Equal(17828075354290129361, hash);
        Assert.Equal(Apply(Every(1), 2, 3), Apply(Every(1), 2, 3));
        Assert.NotEqual(Apply(Every(1), 2, 3), Apply(Every(2), 2, 3));
        Assert.NotEqual(Apply(Every(1), 2, 3), Apply(Every(1), 3, 3));
        Assert.NotEqual(Apply(Every(1), 2, 3), Apply(Every(1), 2, 4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_run_that_is_resumed_sees_the_same_images(int threads)
    {
        int before = Parallelism.Threads;
        Parallelism.Threads = threads;
        try
        {
            Dataset data = Images(40);
            FitOptions Options(int epochs, string file) => new()
            {
                Epochs = epochs,
                BatchSize = 8,
                ValidationSplit = 0.2,
                Augmentation = new Augmentation(3, 9, 11) { Seed = 7, FlipHorizontally = true, Shift = 1, Rotation = 20, Noise = 0.1f },
                ResumeFrom = file,
                Callbacks = [new ModelCheckpoint(file)],
            };

            Trainer<SmallConvolution> whole = New();
            TrainingHistory expected = whole.Fit(data, Options(6, _folder["whole.safetensors"]));
            New().Fit(data, Options(2, _folder["run.safetensors"]));
            Trainer<SmallConvolution> resumed = New();
            TrainingHistory history = resumed.Fit(data, Options(6, _folder["run.safetensors"]));
            Assert.Equal(expected.Losses, history.Losses);
            Assert.True(whole.Network.Parameters.Flat.SequenceEqual(resumed.Network.Parameters.Flat));

            Trainer<SmallConvolution> plain = New();
            FitOptions without = new() { Epochs = 6, BatchSize = 8, ValidationSplit = 0.2 };
            Assert.NotEqual(expected.Losses, plain.Fit(data, without).Losses);
        }
        finally
        {
            Parallelism.Threads = before;
        }

        static Trainer<SmallConvolution> New() => new(new SmallConvolution(seed: 3), new Adam(0.01));
    }

    [Fact]
    public void Fit_passes_each_sample_through_it_and_validates_without()
    {
        Dataset data = TrainerTests.Separable(12);
        SoftmaxRegression network = new(1) { IsRecording = true };
        Augmentation augmentation = new(1, 2, 2) { Noise = 1, Seed = 3 };
        Trainer<SoftmaxRegression> trainer = new(network, new Sgd()) { ShuffleSeed = null };
        trainer.Fit(data, new FitOptions { Epochs = 2, BatchSize = 5, Validation = data, Augmentation = augmentation });
        float[] expected = new float[24];
        float[] image = new float[4];
        for (int i = 0; i < 24; i++)
        {
            augmentation.Apply(data.Input(i % 12), image, i / 12, i % 12);
            expected[i] = image[0];
        }

        Assert.Equal(expected, network.Seen);
        Assert.Equal(Evaluator.Evaluate(network, data).Loss, trainer.History![1].ValidationLoss);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        Augmentation augmentation = Every(1);
        float[] image = new float[24];
        augmentation.Apply(Image, image, 0, 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        augmentation.Apply(Image, image, 0, 1);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Augmentation augmentation = new(2, 3, 4);
        Assert.Contains("2 x 3 x 4 have 24 values, but got 23", Assert.Throws<ArgumentException>("image", () => augmentation.Apply(new float[23], new float[24], 0, 0)).Message);
        Assert.Contains("room for 25", Assert.Throws<ArgumentException>("augmented", () => augmentation.Apply(new float[24], new float[25], 0, 0)).Message);
        Assert.Throws<ArgumentException>("augmented", () => augmentation.Apply(Image, Image, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("channels", static () => new Augmentation(0, 1, 1));
        Assert.Contains("array holds", Assert.Throws<ArgumentOutOfRangeException>("width", static () => new Augmentation(int.MaxValue, int.MaxValue, int.MaxValue)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("Shift", static () => new Augmentation(1, 1, 1) { Shift = -1 });
        Assert.Throws<ArgumentOutOfRangeException>("Rotation", static () => new Augmentation(1, 1, 1) { Rotation = float.NaN });
        Assert.Throws<ArgumentOutOfRangeException>("Noise", static () => new Augmentation(1, 1, 1) { Noise = float.PositiveInfinity });
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Sgd());
        Assert.Contains(
            "images of 2 x 3 x 4, which have 24 values, but SoftmaxRegression takes 4",
            Assert.Throws<ArgumentException>("options", () => trainer.Fit(TrainerTests.Separable(9), new FitOptions { Augmentation = augmentation })).Message);
    }

    private static Augmentation Every(int seed) => new(2, 3, 4) { Seed = seed, FlipHorizontally = true, FlipVertically = true, Shift = 1, Rotation = 45, Noise = 0.25f, Fill = 0.5f };

    private static float[] Apply(Augmentation augmentation, int epoch, int sample)
    {
        float[] image = new float[Image.Length];
        augmentation.Apply(Image, image, epoch, sample);
        return image;
    }

    private static Dataset Images(int count)
    {
        RandomSource random = new(2);
        float[] inputs = new float[count * SmallConvolution.InputLength];
        foreach (ref float input in inputs.AsSpan())
        {
            input = random.NextSingle();
        }

        return new Dataset(inputs, SmallConvolution.InputLength, [.. Enumerable.Range(0, count).Select(static i => i % 4)]);
    }
}
