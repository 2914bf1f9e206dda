using System.Diagnostics;
using System.Globalization;
using StaticNet;
using StaticNet.Samples.Segmentation;

// Learns which pixels of an image belong to which handwritten digit. Shows an image in the terminal, and writes several as a picture where a file is named.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not ([] or [_]))
{
    Console.Error.WriteLine($"usage: Segmentation [picture.svg]; '{string.Join(' ', args)}' came");
    return 2;
}

// A quarter of the digits is held out: no image to learn from has one of them.
Dataset digits = Csv.Load(Path.Combine(AppContext.BaseDirectory, "data", "digits.csv.gz")).Scale(1f / 16f);
(Dataset known, Dataset unknown) = digits.SplitByLabel(0.75, seed: 1);
Dataset training = Scene.Draw(known, count: 1_500, seed: 1);
Dataset test = Scene.Draw(unknown, count: 200, seed: 2);
Console.WriteLine($"{training.Count:N0} images of {Scene.Side} x {Scene.Side} pixels to learn from, {test.Count} of other digits held out");
Console.WriteLine(Segmenter.Summary);

const int Epochs = 12, BatchSize = 32;
var network = new Segmenter(seed: 1);
var trainer = new Trainer<Segmenter>(network, new AdamW(3e-3, weightDecay: 0.05))
{
    Schedule = new OneCycle(Epochs * training.BatchCount(BatchSize)),
    ShuffleSeed = 1,
};
long start = Stopwatch.GetTimestamp();
trainer.Fit(training, new FitOptions
{
    Epochs = Epochs,
    BatchSize = BatchSize,
    OnEpoch = epoch => Console.WriteLine($"epoch {epoch.Epoch,2} of {Epochs}: loss {epoch.Loss:0.000}"),
});
Console.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");

ConfusionMatrix pixels = Evaluator.Evaluate(network, test).ConfusionMatrix!;
int[] predicted = new int[test.Count * Segmenter.Summary.LabelLength];
network.PredictClasses(test.Inputs, predicted);
Console.WriteLine();
Console.Write(Picture.Text(test.Input(0), test.Label(0), predicted.AsSpan(0, Segmenter.Summary.LabelLength)));
if (args is [var path])
{
    File.WriteAllText(path, Picture.Svg(test, predicted, count: 4));
    Console.WriteLine($"{path}: images, digits, and what the pixels are taken for");
}

Console.WriteLine();
Console.WriteLine($"pixels taken for what they are: {100 * pixels.Accuracy:0.00} %");
Console.WriteLine($"mean intersection over union: {100 * Enumerable.Range(0, Scene.Classes).Average(IntersectionOverUnion):0.00} %");
return 0;

// Of the pixels that are of a class or taken for it, the share that is both.
double IntersectionOverUnion(int number)
{
    long actual = 0, taken = 0;
    for (int other = 0; other < Scene.Classes; other++)
    {
        actual += pixels[number, other];
        taken += pixels[other, number];
    }

    return (double)pixels[number, number] / (actual + taken - pixels[number, number]);
}
