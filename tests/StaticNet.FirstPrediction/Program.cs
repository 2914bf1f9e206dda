using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using StaticNet.Benchmarks;
using StaticNet.FirstPrediction;

// Loads a network, predicts one sample, writes the outputs as they lie in memory, and ends.
float[]? outputs = args switch
{
    ["staticnet", "784-128-64-10", string weights] => Predictor.StaticNet<Networks.Dense784x128x64x10>(weights),
    ["staticnet", "LeNet-5", string weights] => Predictor.StaticNet<Networks.LeNet>(weights),
    ["staticnet", "ResNet-8", string weights] => Predictor.StaticNet<Networks.ResNet8>(weights),
    ["onnx", "784-128-64-10", string model] => Predictor.OnnxRuntime(model, 784),
    ["onnx", "LeNet-5", string model] => Predictor.OnnxRuntime(model, 1, 28, 28),
    ["onnx", "ResNet-8", string model] => Predictor.OnnxRuntime(model, 3, 32, 32),
    _ => null,
};
if (outputs is null)
{
    Console.Error.WriteLine("staticnet|onnx 784-128-64-10|LeNet-5|ResNet-8 <file of weights, or model>");
    return 2;
}

// The bare handle: a console with its encodings takes longer than the prediction.
using var handle = new SafeFileHandle(1, ownsHandle: false);
using var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
stream.Write(MemoryMarshal.AsBytes<float>(outputs));
return 0;
