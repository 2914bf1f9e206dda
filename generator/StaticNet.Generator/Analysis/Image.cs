using System.Globalization;
using System.Numerics;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>The input or output of a layer with a window: an image, or a sequence as an image of one row.</summary>
/// <param name="Channels">Its channels.</param>
/// <param name="Height">Its rows; 1 for a sequence.</param>
/// <param name="Width">Its columns, or the length of a sequence.</param>
/// <param name="IsSequence">Whether it is a sequence.</param>
/// <param name="IsKnown">False for a stand-in.</param>
internal readonly record struct Image(int Channels, int Height, int Width, bool IsSequence, bool IsKnown)
{
    public Shape Shape => IsSequence ? Shape.Of(Channels, Width) : Shape.Of(Channels, Height, Width);

    /// <summary>A layer's input as an image; reports one that is none.</summary>
    public static Image Of(LayerContext context, string layer)
    {
        if (context.Input.Rank == 3)
        {
            return OfPixels(context);
        }

        const string Declare = "declare the input as [Network(channels, height, width)]";
        string hint =
            context.Input.Rank == 2 ? (layer is "Conv2D" or "ConvTranspose2D" ? $"use [{layer.Replace("2D", "1D")}], or " : "") + Declare
            : context.NetworkInput.Rank == 3 ? BeforeFlattening(context)
            : Declare;
        context.Report(DiagnosticIds.NeedsSpatialInput, layer, "an image (channels, height, width)", context.Input.ToString(), hint);
        return Unknown(channels: 1, isSequence: false);
    }

    /// <summary>A layer's input as a sequence; reports one that is none.</summary>
    public static Image OfSequence(LayerContext context, string layer)
    {
        if (context.Input.Rank == 2)
        {
            return OfPixels(context);
        }

        const string Declare = "declare the input as [Network(channels, length)]";
        string hint =
            context.Input.Rank == 3 ? $"use [{layer.Replace("1D", "2D")}], or " + Declare
            : context.NetworkInput.Rank == 2 ? BeforeFlattening(context)
            : Declare;
        context.Report(DiagnosticIds.NeedsSpatialInput, layer, "a sequence (channels, length)", context.Input.ToString(), hint);
        return Unknown(channels: 1, isSequence: true);
    }

    /// <summary>Whether a layer's input has pixels, be it an image or a sequence; reports one that has none.</summary>
    public static bool RequireSpatial(LayerContext context, string layer)
    {
        if (context.Input.Rank > 1)
        {
            return true;
        }

        string hint = context.NetworkInput.Rank > 1
            ? BeforeFlattening(context)
            : "declare the input as [Network(channels, height, width)] or [Network(channels, length)]";
        context.Report(DiagnosticIds.NeedsSpatialInput, layer, "an image or a sequence", context.Input.ToString(), hint);
        return false;
    }

    /// <summary>A layer's input with pixels, which is an image or a sequence.</summary>
    public static Image OfPixels(LayerContext context)
    {
        Shape shape = context.Input;
        return shape.Rank == 2
            ? new(shape.Dimensions[0], Height: 1, shape.Dimensions[1], IsSequence: true, context.IsInputKnown)
            : new(shape.Dimensions[0], shape.Dimensions[1], shape.Dimensions[2], IsSequence: false, context.IsInputKnown);
    }

    /// <summary>What a layer makes of it; reports what no array holds.</summary>
    public Image Resized(string layer, long channels, long height, long width, LayerContext context)
    {
        BigInteger length = (BigInteger)channels * height * width;
        if (!Sizes.Fits(length))
        {
            context.Report(DiagnosticIds.TooLarge, $"the output of [{layer}] takes {Sizes.Text(length)} floats a sample", Sizes.Text(Sizes.Maximum));
            return Unknown(Sizes.Fits(channels) ? (int)channels : 1, IsSequence);
        }

        return new Image((int)channels, (int)height, (int)width, IsSequence, IsKnown: true);
    }

    /// <summary>What hints say where an earlier layer has flattened the input.</summary>
    public static string BeforeFlattening(LayerContext context) => $"put it before the layer that flattens {context.NetworkInput}";

    /// <summary>A stand-in for an image that cannot be told.</summary>
    public static Image Unknown(int channels, bool isSequence) => new(channels, Height: 1, Width: 1, isSequence, IsKnown: false);

    /// <summary>Two sides as diagnostics show them: <c>3x5</c>, or <c>5</c> for a sequence.</summary>
    public string Sides(long height, long width)
        => IsSequence
            ? width.ToString(CultureInfo.InvariantCulture)
            : height.ToString(CultureInfo.InvariantCulture) + "x" + width.ToString(CultureInfo.InvariantCulture);
}
