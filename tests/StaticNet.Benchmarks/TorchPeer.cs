using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace StaticNet.Benchmarks;

/// <summary>
/// PyTorch in a process of its own, on this process's core, with one thread: it starts from our weights, takes some steps on our samples, and then
/// trains when it is told to and says how long a step took.
/// </summary>
internal sealed class TorchPeer : IDisposable
{
    private readonly Process _process;

    /// <param name="python">The executable.</param>
    /// <param name="network">The network's name, as the script knows it.</param>
    /// <param name="save">Writes the weights to a safetensors file.</param>
    /// <param name="inputs">The samples of a step.</param>
    /// <param name="labels">Their classes.</param>
    public TorchPeer(string python, string network, Action<string> save, float[] inputs, int[] labels)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("staticnet-");
        try
        {
            save(Path.Combine(folder.FullName, "weights.safetensors"));
            File.WriteAllBytes(Path.Combine(folder.FullName, "inputs"), MemoryMarshal.AsBytes(inputs));
            File.WriteAllBytes(Path.Combine(folder.FullName, "labels"), MemoryMarshal.AsBytes(labels));
            string script = Path.Combine(AppContext.BaseDirectory, "torch_training.py");
            _process = Process.Start(new ProcessStartInfo(python, [script, network, folder.FullName])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                Environment = { ["OMP_NUM_THREADS"] = "1", ["OPENBLAS_NUM_THREADS"] = "1", ["MKL_NUM_THREADS"] = "1" },
            })!;
            Losses = [.. Read().Split(' ').Select(static loss => double.Parse(loss, CultureInfo.InvariantCulture))];
            HasSlowBlas = Read() == "slow";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The losses of the first steps.</summary>
    public IReadOnlyList<double> Losses { get; }

    /// <summary>Whether it multiplies matrices by the plain BLAS that Debian has by default, many times slower than it could.</summary>
    public bool HasSlowBlas { get; }

    /// <summary>Runs steps, and gives the seconds of one, as the script's own clock measured them.</summary>
    public double Time(int steps)
    {
        _process.StandardInput.WriteLine(steps.ToString(CultureInfo.InvariantCulture));
        _process.StandardInput.Flush();
        return double.Parse(Read(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Read()
        => _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("The PyTorch script ended before it answered; its error output says why.");
}
