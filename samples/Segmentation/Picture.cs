using System.Globalization;
using System.Text;

namespace StaticNet.Samples.Segmentation;

/// <summary>Pictures of images and of what their pixels are taken for: for a terminal, and as SVG.</summary>
internal static class Picture
{
    private const string Shades = " .:-=+*#%@";

    // One for each digit, light ones after dark ones; the background is black, and what is ignored is grey.
    private static readonly string[] Colours = ["#4e79a7", "#f28e2b", "#e15759", "#76b7b2", "#59a14f", "#edc948", "#b07aa1", "#ff9da7", "#9c755f", "#d7dde6"];

    /// <summary>An image, what its pixels are, and what they are taken for, side by side.</summary>
    public static string Text(ReadOnlySpan<float> image, ReadOnlySpan<int> labels, ReadOnlySpan<int> predicted)
    {
        var text = new StringBuilder();
        text.AppendLine($"{"image",-Scene.Side}  {"digits",-Scene.Side}  taken for");
        for (int y = 0; y < Scene.Side; y++)
        {
            var line = new StringBuilder();
            for (int x = 0; x < Scene.Side; x++)
            {
                line.Append(Shades[(int)(Math.Clamp(image[(y * Scene.Side) + x], 0f, 0.999f) * Shades.Length)]);
            }

            line.Append("  ");
            Append(line, labels.Slice(y * Scene.Side, Scene.Side));
            line.Append("  ");
            Append(line, predicted.Slice(y * Scene.Side, Scene.Side));
            text.AppendLine(line.ToString().TrimEnd());
        }

        return text.ToString();
    }

    /// <summary>Several images, one below another, each with what its pixels are and what they are taken for.</summary>
    public static string Svg(Dataset scenes, ReadOnlySpan<int> predicted, int count)
    {
        const int Pixel = 6, Gap = 12, Picture = Scene.Side * Pixel;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{(3 * Picture) + (4 * Gap)}\" height=\"{(count * (Picture + Gap)) + Gap}\" shape-rendering=\"crispEdges\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (int i = 0; i < count; i++)
        {
            for (int column = 0; column < 3; column++)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({Gap + (column * (Picture + Gap))} {Gap + (i * (Picture + Gap))}) scale({Pixel})\"><rect width=\"{Scene.Side}\" height=\"{Scene.Side}\" fill=\"black\"/>\n");
                for (int at = 0; at < Scene.Side * Scene.Side; at++)
                {
                    string? colour = column switch
                    {
                        0 => Grey(scenes.Input(i)[at]),
                        1 => Colour(scenes.Label(i)[at]),
                        _ => Colour(predicted[(i * Scene.Side * Scene.Side) + at]),
                    };
                    if (colour is not null)
                    {
                        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{at % Scene.Side}\" y=\"{at / Scene.Side}\" width=\"1\" height=\"1\" fill=\"{colour}\"/>");
                    }
                }

                svg.Append("</g>\n");
            }
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Append(StringBuilder line, ReadOnlySpan<int> classes)
    {
        foreach (int number in classes)
        {
            line.Append(number switch { Scene.Rim => '.', Scene.Background => ' ', _ => (char)('0' + number) });
        }
    }

    private static string? Grey(float value) => (int)(Math.Clamp(value, 0f, 1f) * 15) is > 0 and var shade ? $"#{shade:x}{shade:x}{shade:x}" : null;

    private static string? Colour(int number) => number switch { Scene.Rim => "#444", Scene.Background => null, _ => Colours[number] };
}
