using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using StaticNet;
using StaticNet.Samples.Digits;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;

if (args is not ([] or ["--conv"]))
{
    Console.Error.WriteLine($"usage: Digits [--conv]; '{string.Join(' ', args)}' came");
    return 2;
}

// A quarter of the digits is held out: the network never sees them until the end.
Dataset digits = Csv.Load(Path.Combine(AppContext.BaseDirectory, "data", "digits.csv.gz")).Scale(1f / 16f);
(Dataset training, Dataset test) = digits.SplitByLabel(0.75, seed: 1);
Dataset moved = MovedDigits.With(training);
Console.WriteLine($"{digits.Count:N0} handwritten digits of 8 x 8 pixels: {test.Count:N0} held out, {training.Count:N0} to learn from,");
Console.WriteLine($"these also moved by one pixel to each side, which makes {moved.Count:N0}");
Console.WriteLine();

return args is ["--conv"]
    ? Run(new ConvolutionalDigitClassifier(seed: 1), new AdamW(3e-3, weightDecay: 0.3), moved, test)
    : Run(new DigitClassifier(seed: 1), new AdamW(3e-3, weightDecay: 0.3), moved, test);

static int Run<TNetwork>(TNetwork network, Optimizer optimizer, Dataset training, Dataset test)
    where TNetwork : class, INetwork<TNetwork>
{
    Train(network, optimizer, training, epochs: 20, batchSize: 32);
    EvaluationResult result = Evaluator.Evaluate(network, test);

    Screen.Heading("The network");
    Console.WriteLine(TNetwork.Summary);

    Screen.Heading("What was taken for what, of the digits held out");
    Screen.Show(result.ConfusionMatrix!);

    Screen.Heading("Some of them, and what the network thinks");
    float[] probabilities = Predict(network, test);
    Screen.ShowSome(test, probabilities);

    Screen.Heading("Saved and loaded");
    string path = Path.Combine(Path.GetTempPath(), $"digits-{Guid.NewGuid():N}.safetensors");
    try
    {
        network.Save(path);
        float[] again = Predict(TNetwork.Load(path), test);
        bool same = MemoryMarshal.AsBytes<float>(probabilities).SequenceEqual(MemoryMarshal.AsBytes<float>(again));
        Console.WriteLine(
            $"{new FileInfo(path).Length:N0} bytes of safetensors; the loaded network's {again.Length:N0} probabilities are {(same ? "the same, bit by bit" : "NOT the same")}");
        if (!same)
        {
            return 1;
        }
    }
    finally
    {
        File.Delete(path);
    }

    Console.WriteLine();
    Console.WriteLine($"test accuracy: {100 * result.Accuracy:0.00} %");
    return 0;
}

static void Train<TNetwork>(TNetwork network, Optimizer optimizer, Dataset data, int epochs, int batchSize)
    where TNetwork : class, INetwork<TNetwork>
{
    var trainer = new Trainer<TNetwork>(network, optimizer)
    {
        Schedule = new CosineAnnealing(epochs * data.BatchCount(batchSize)),
        ShuffleSeed = 1,
    };
    trainer.Fit(data, new FitOptions { Epochs = epochs, BatchSize = batchSize, Callbacks = [new ConsoleProgress()] });
}

static float[] Predict<TNetwork>(TNetwork network, Dataset data)
    where TNetwork : class, INetwork<TNetwork>
{
    float[] outputs = new float[data.Count * TNetwork.OutputLength];
    network.Forward(data.Inputs, outputs);
    return outputs;
}
