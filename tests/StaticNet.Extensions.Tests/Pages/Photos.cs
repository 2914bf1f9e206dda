using System;
using System.IO;
using StaticNet;

public static class Photos
{
    public static float[] Read(Stream photo)
    {
        ImageOptions options = new(3, 64, 64);                                  // for [Network(3, 64, 64)]
        (Dataset training, Dataset test) = ImageFolder.Load("photos", options).SplitByLabel(0.8, seed: 1);
        Console.WriteLine($"{training}; {test.Count} others; {string.Join(", ", training.ClassNames)}");
        Images.SavePng("seen.png", training.Input(0), options);                 // what the network sees

        float[] input = new float[options.Length];
        Images.Load(photo, ImageOptions.ImageNet with { Height = 64, Width = 64, Fit = ImageFit.Letterbox }, input);
        return input;
    }
}
