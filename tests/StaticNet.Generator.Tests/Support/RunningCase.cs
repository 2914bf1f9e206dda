namespace StaticNet.Generator.Tests.Support;

/// <summary>
/// A case that may stop the process, in a file <c>running-*.txt</c> beside the test program while it runs: what such a file says is left when the process
/// ends early. <c>.ci/run</c> prints them.
/// </summary>
internal sealed class RunningCase : IDisposable
{
    private static int _count;

    private readonly string _path = Path.Combine(AppContext.BaseDirectory, $"running-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}.txt");

    public RunningCase(string text) => File.WriteAllText(_path, text);

    public void Dispose() => File.Delete(_path);
}
