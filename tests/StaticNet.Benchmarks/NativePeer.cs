using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace StaticNet.Benchmarks;

/// <summary>
/// A library of native networks, as <c>native/calls.h</c> describes them: with a function for each that runs a number of calls, so that the
/// way from .NET is taken once a batch and not once a call.
/// </summary>
/// <param name="path">The file; its name is the peer's.</param>
internal sealed class NativePeer(string path) : IDisposable
{
    private readonly nint _library = NativeLibrary.Load(path);

    /// <summary>Runs calls of one sample, one after another, each on the same inputs, or each on the last one's output.</summary>
    public delegate void Loop(float[] inputs, float[] outputs, long calls, [MarshalAs(UnmanagedType.Bool)] bool dependent);

    private delegate void Loader(float[] parameters);

    public string Name { get; } = Path.GetFileNameWithoutExtension(path);

    /// <summary>What a network is called there: <c>1_32_32_1_tanh</c>.</summary>
    public static string NameOf(string network) => network.Replace('-', '_').Replace(' ', '_');

    /// <summary>Gives a network its weights, unless it was compiled with them, and returns what runs it.</summary>
    /// <param name="network">Its name.</param>
    /// <param name="parameters">Ours: each layer's weight, rows of inputs, and bias.</param>
    public Loop Load(string network, ParameterSet parameters)
    {
        string name = NameOf(network);
        if (NativeLibrary.TryGetExport(_library, $"load_{name}", out nint load))
        {
            Marshal.GetDelegateForFunctionPointer<Loader>(load)(Flatten(parameters));
        }

        return Marshal.GetDelegateForFunctionPointer<Loop>(NativeLibrary.GetExport(_library, $"run_{name}"));
    }

    public void Dispose() => NativeLibrary.Free(_library);

    private static float[] Flatten(ParameterSet parameters)
    {
        var values = new List<float>();
        foreach (string name in parameters.Names)
        {
            TensorSpan<float> tensor = parameters[name];
            float[] flat = new float[tensor.FlattenedLength];
            tensor.FlattenTo(flat);
            values.AddRange(flat);
        }

        return [.. values];
    }
}
