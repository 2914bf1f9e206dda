using System.Diagnostics;
using System.Globalization;

namespace StaticNet.Benchmarks;

/// <summary>PyTorch in a process of its own, on this process's core: it trains when it is told to, and says how long a step took.</summary>
internal sealed class TorchPeer : IDisposable
{
    private readonly Process _process;

    /// <param name="python">The executable.</param>
    /// <param name="network">The network's name, as the script knows it.</param>
    /// <param name="samples">The samples of a step.</param>
    public TorchPeer(string python, string network, int samples)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "torch_training.py");
        _process = Process.Start(new ProcessStartInfo(python, [script, network, samples.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Expect("ready");
    }

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

    private void Expect(string word)
    {
        string line = Read();
        if (line != word)
        {
            throw new InvalidOperationException($"Expected '{word}' from the PyTorch script, got '{line}'.");
        }
    }

    private string Read()
        => _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("The PyTorch script ended before it answered; its error output says why.");
}
