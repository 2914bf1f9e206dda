using System.Diagnostics;

namespace StaticNet.Tests;

/// <summary>Named pipes.</summary>
internal static class Pipes
{
    /// <summary>Makes a named pipe.</summary>
    public static void Make(string path)
    {
        using Process process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>Reads by path what another thread writes into a pipe.</summary>
    public static T Read<T>(TemporaryFolder folder, byte[] content, Func<string, T> read)
    {
        string path = folder["pipe-" + Guid.NewGuid().ToString("N")];
        Make(path);
        Task writer = Task.Run(() =>
        {
            using FileStream pipe = new(path, FileMode.Open, FileAccess.Write);
            try
            {
                pipe.Write(content);
            }
            catch (IOException)
            {
                // The reader has seen enough.
            }
        });
        try
        {
            return read(path);
        }
        finally
        {
            writer.Wait();
        }
    }
}
