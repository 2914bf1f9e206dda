using System.Globalization;
using System.Text;

namespace StaticNet;

/// <summary>Draws the losses of a <see cref="TrainingHistory"/> as SVG.</summary>
internal static class LearningCurve
{
    private const int Width = 640;
    private const int Height = 320;
    private const int Left = 64;
    private const int Right = 16;
    private const int Top = 32;
    private const int Bottom = 40;
    private const int Ticks = 4;

    public static string Draw(TrainingHistory history)
    {
        double[] training = [.. history.Losses];
        double[] validation = [.. history.Select(static epoch => epoch.ValidationLoss)];
        double[] finite = [.. training.Concat(validation).Where(double.IsFinite)];
        double low = finite.DefaultIfEmpty(0).Min();
        double high = finite.DefaultIfEmpty(1).Max();
        if (!(high > low))
        {
            // One value, or none: a line in the middle.
            (low, high) = (low - 0.5, low + 0.5);
        }

        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#808080\">\n");
        for (int tick = 0; tick <= Ticks; tick++)
        {
            double value = low + ((high - low) * tick / Ticks);
            double y = Y(value);
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {y:0.#}H{Width - Right}\" stroke=\"#808080\" stroke-opacity=\"0.3\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{value:0.####}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{Height - 20}\">1</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width - Right}\" y=\"{Height - 20}\" text-anchor=\"end\">{history.Count}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">epoch</text>\n");
        Curve(training, "#1f77b4", "loss", Left);
        if (validation.Any(double.IsFinite))
        {
            Curve(validation, "#ff7f0e", "validation loss", Left + 80);
        }

        return svg.Append("</svg>\n").ToString();

        double X(int index) => history.Count == 1 ? Left : Left + ((double)(Width - Left - Right) * index / (history.Count - 1));

        double Y(double value) => Top + ((Height - Top - Bottom) * (high - value) / (high - low));

        void Curve(double[] values, string color, string name, int place)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{place}\" y=\"16\" fill=\"{color}\">{name}</text><path fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" stroke-linecap=\"round\" d=\"");

            // A loss that is not finite is a gap.
            char command = 'M';
            for (int i = 0; i < values.Length; i++)
            {
                if (double.IsFinite(values[i]))
                {
                    svg.Append(CultureInfo.InvariantCulture, $"{command}{X(i):0.#} {Y(values[i]):0.#}{(command == 'M' ? "h0" : "")}");
                    command = 'L';
                }
                else
                {
                    command = 'M';
                }
            }

            svg.Append("\"/>\n");
        }
    }
}
