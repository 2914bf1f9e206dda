using ScottPlot;
using Color = ScottPlot.Color;

namespace StaticNet.Samples.FashionMnist;

/// <summary>How training went: the loss while learning and the accuracy on the test images, an entry an epoch.</summary>
internal sealed class LearningCurve
{
    private readonly List<float> _losses = [];
    private readonly List<float> _accuracies = [];

    /// <summary>The mean loss of each epoch's images.</summary>
    public IReadOnlyList<float> Losses => _losses;

    /// <summary>The share of the test images that were recognised after each epoch.</summary>
    public IReadOnlyList<float> Accuracies => _accuracies;

    public void Add(float loss, float accuracy)
    {
        _losses.Add(loss);
        _accuracies.Add(accuracy);
    }

    /// <summary>Draws both curves, the loss on the left axis and the accuracy on the right one.</summary>
    /// <param name="path">The PNG file.</param>
    public void Draw(string path)
    {
        double[] epochs = [.. Enumerable.Range(1, _losses.Count).Select(static epoch => (double)epoch)];
        using var plot = new Plot();
        Curve(plot, epochs, [.. _losses.Select(static loss => (double)loss)], "training loss", Colors.C0, plot.Axes.Left);
        Curve(plot, epochs, [.. _accuracies.Select(static accuracy => 100.0 * accuracy)], "test accuracy in %", Colors.C1, plot.Axes.Right);
        plot.Axes.Bottom.Label.Text = "epoch";
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        plot.Title("Fashion-MNIST");
        plot.ShowLegend(Alignment.MiddleRight);
        plot.SavePng(path, width: 800, height: 500);
    }

    private static void Curve(Plot plot, double[] epochs, double[] values, string name, Color color, IYAxis axis)
    {
        ScottPlot.Plottables.Scatter curve = plot.Add.Scatter(epochs, values, color);
        curve.LegendText = name;
        curve.LineWidth = 2;
        curve.MarkerSize = 7;
        curve.Axes.YAxis = axis;
        axis.Label.Text = name;
        axis.Label.ForeColor = color;
    }
}
