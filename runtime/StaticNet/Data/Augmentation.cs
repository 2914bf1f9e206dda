using StaticNet.Kernels;

namespace StaticNet;

/// <summary>
/// Random changes of images during training, so that a network sees each image in many forms: flips, shifts, rotations and noise. It never changes, and any number of threads may use it.
/// </summary>
/// <remarks>
/// What becomes of an image depends on <see cref="Seed"/>, the epoch and the image's place in the data set alone: the same bits on every machine, whatever the batch size and the number of threads, and
/// when training resumes from a checkpoint.
/// </remarks>
/// <example>
/// <code>
/// trainer.Fit(data, new FitOptions { Augmentation = new Augmentation(3, 32, 32) { FlipHorizontally = true, Shift = 4, Rotation = 10 } });
/// </code>
/// </example>
public sealed class Augmentation
{
    /// <summary>Makes one that changes nothing until its properties say what.</summary>
    /// <param name="channels">The channels of an image, at least 1.</param>
    /// <param name="height">The height in pixels, at least 1.</param>
    /// <param name="width">The width in pixels, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is less than 1, or an image has more values than an array holds.</exception>
    public Augmentation(int channels, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Int128 length = (Int128)channels * height * width;
        Length = length <= Array.MaxLength
            ? (int)length
            : throw new ArgumentOutOfRangeException(nameof(width), width, $"An image of {channels} x {height} x {width} has {length} values, and an array holds {Array.MaxLength}.");
        Channels = channels;
        Height = height;
        Width = width;
    }

    /// <summary>The channels of an image.</summary>
    public int Channels { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The number of values of an image, channels first.</summary>
    public int Length { get; }

    /// <summary>The seed; others give other changes.</summary>
    public int Seed { get; init; }

    /// <summary>Whether every second image, at random, is flipped left to right.</summary>
    public bool FlipHorizontally { get; init; }

    /// <summary>Whether every second image, at random, is flipped upside down.</summary>
    public bool FlipVertically { get; init; }

    /// <summary>The most pixels that an image is shifted in each direction, all whole numbers up to it equally likely; 0 for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to a number below 0 or above 1,000,000.</exception>
    public int Shift
    {
        get;
        init => field = value is >= 0 and <= 1_000_000 ? value : throw new ArgumentOutOfRangeException(nameof(Shift), value, "Shift has to be from 0 to 1,000,000 pixels.");
    }

    /// <summary>The largest angle, in degrees, that an image is rotated about its centre, to either side, all angles equally likely; 0 for none. Pixels are interpolated linearly.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to a number below 0 or above 180.</exception>
    public float Rotation
    {
        get;
        init => field = value is >= 0 and <= 180 ? value : throw new ArgumentOutOfRangeException(nameof(Rotation), value, "Rotation has to be from 0 to 180 degrees.");
    }

    /// <summary>
    /// The standard deviation of the noise that is added to each value, in the unit of the values; 0 for none. It has the normal distribution, made of the sum of twelve uniform numbers: up to 6 deviations.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to a number below 0, NaN or infinity.</exception>
    public float Noise
    {
        get;
        init => field = value >= 0 && float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(Noise), value, "Noise has to be a finite number from 0 on.");
    }

    /// <summary>The value of pixels from beyond the image's edges; 0 by default. With scaled inputs, what black or the background is scaled to.</summary>
    public float Fill { get; init; }

    /// <summary>Changes an image. Allocates nothing.</summary>
    /// <param name="image">The image, channels first, <see cref="Length"/> values.</param>
    /// <param name="augmented">Where the changed one goes, as many values; must not overlap the image.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="sample">The image's place in the data set.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the memory overlaps.</exception>
    public void Apply(ReadOnlySpan<float> image, Span<float> augmented, int epoch, int sample)
    {
        if (image.Length != Length || augmented.Length != Length)
        {
            throw new ArgumentException($"Images of {this} have {Length} values, but got {image.Length} and room for {augmented.Length}.", image.Length != Length ? nameof(image) : nameof(augmented));
        }

        if (image.Overlaps(augmented))
        {
            throw new ArgumentException("The memory that is written overlaps the image.", nameof(augmented));
        }

        // All are drawn, also those that are not used: one option does not change what another one does.
        RandomStream random = new(Seed, epoch, sample);
        bool isMirrored = random.Next(2) == 1 && FlipHorizontally;
        bool isUpsideDown = random.Next(2) == 1 && FlipVertically;
        int right = random.Next((2 * Shift) + 1) - Shift;
        int down = random.Next((2 * Shift) + 1) - Shift;
        double angle = ((2 * random.NextDouble()) - 1) * Rotation;
        if (angle == 0)
        {
            Move(image, augmented, isMirrored, isUpsideDown, right, down);
        }
        else
        {
            Rotate(image, augmented, isMirrored, isUpsideDown, right, down, angle / 180);
        }

        if (Noise > 0)
        {
            foreach (ref float value in augmented)
            {
                value += Noise * random.NextNormal();
            }
        }
    }

    /// <summary>The shape of an image: <c>3 x 32 x 32</c>.</summary>
    public override string ToString() => $"{Channels} x {Height} x {Width}";

    /// <exception cref="ArgumentException">A network takes other inputs.</exception>
    internal static void ThrowUnlessFitting<TNetwork>(Augmentation? augmentation, string parameterName)
        where TNetwork : class, INetwork<TNetwork>
    {
        if (augmentation is not null && augmentation.Length != TNetwork.InputLength)
        {
            throw new ArgumentException(
                $"The augmentation is for images of {augmentation}, which have {augmentation.Length} values, but {TNetwork.Summary.Name} takes {TNetwork.InputLength}.", parameterName);
        }
    }

    private void Move(ReadOnlySpan<float> image, Span<float> augmented, bool isMirrored, bool isUpsideDown, int right, int down)
    {
        int at = 0;
        for (int channel = 0; channel < Channels; channel++)
        {
            ReadOnlySpan<float> plane = image.Slice(channel * Height * Width, Height * Width);
            for (int y = 0; y < Height; y++)
            {
                int fromY = isUpsideDown ? Height - 1 - (y - down) : y - down;
                for (int x = 0; x < Width; x++)
                {
                    int fromX = isMirrored ? Width - 1 - (x - right) : x - right;
                    augmented[at++] = (uint)fromY < (uint)Height && (uint)fromX < (uint)Width ? plane[(fromY * Width) + fromX] : Fill;
                }
            }
        }
    }

    // For each pixel, where it comes from: the shift, the rotation about the centre and the flips, undone in this order.
    private void Rotate(ReadOnlySpan<float> image, Span<float> augmented, bool isMirrored, bool isUpsideDown, int right, int down, double halfTurns)
    {
        float cosine = (float)ScalarMath.CosPi(Math.Abs(halfTurns));
        float sine = (float)ScalarMath.CosPi(Math.Abs(Math.Abs(halfTurns) - 0.5)) * Math.Sign(halfTurns);
        float middleY = (Height - 1) / 2f;
        float middleX = (Width - 1) / 2f;
        int plane = Height * Width;
        for (int y = 0; y < Height; y++)
        {
            float offY = y - down - middleY;
            for (int x = 0; x < Width; x++)
            {
                float offX = x - right - middleX;
                float turnedX = (offX * cosine) + (offY * sine);
                float turnedY = (offY * cosine) - (offX * sine);
                float fromX = middleX + (isMirrored ? -turnedX : turnedX);
                float fromY = middleY + (isUpsideDown ? -turnedY : turnedY);
                float left = MathF.Floor(fromX);
                float top = MathF.Floor(fromY);
                for (int channel = 0; channel < Channels; channel++)
                {
                    ReadOnlySpan<float> pixels = image.Slice(channel * plane, plane);
                    float upper = Between(Pixel(pixels, top, left), Pixel(pixels, top, left + 1), fromX - left);
                    float lower = Between(Pixel(pixels, top + 1, left), Pixel(pixels, top + 1, left + 1), fromX - left);
                    augmented[(channel * plane) + (y * Width) + x] = Between(upper, lower, fromY - top);
                }
            }
        }
    }

    private float Pixel(ReadOnlySpan<float> pixels, float y, float x)
        => y >= 0 && y < Height && x >= 0 && x < Width ? pixels[((int)y * Width) + (int)x] : Fill;

    // Without a product with 0, which would make NaN of an infinite neighbour.
    private static float Between(float a, float b, float share) => share == 0 ? a : a + ((b - a) * share);
}
