using System.Globalization;
using StaticNet;
using Strict;

if (args.Length > 0)
{
    return 1;
}

float[] outputs = new float[10];
new LeNet(seed: 1).Forward(new float[LeNet.InputLength], outputs);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{LeNet.ParameterCount} parameters, sum {outputs.Sum():0.00}"));
return 0;
