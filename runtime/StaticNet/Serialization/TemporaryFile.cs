using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace StaticNet;

/// <summary>
/// A file beside the one that is to be written. The process has a lock on it as long as it lives, so that others can tell a file that is being
/// written from one that a process left when it was killed. Its name is short, whatever the name of the file that it becomes.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    private const string Prefix = ".staticnet-";
    private const string Suffix = ".tmp";

    // Looking for what others left must not take longer than writing, however large the folder is.
    private const int MaxEntries = 10_000;

    // Where nothing says whether a process lives.
    private static readonly TimeSpan AgeWithoutLocks = TimeSpan.FromDays(1);

    private bool _isMoved;

    private TemporaryFile(string path, FileStream stream)
    {
        Path = path;
        Stream = stream;
    }

    public string Path { get; }

    public FileStream Stream { get; }

    /// <summary>Makes a file, after those in the folder are gone that dead processes have left.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isPrivate">Whether only the owner may read it, until <see cref="AtomicFile"/> says who else; otherwise it is as open as any new file.</param>
    public static TemporaryFile Create(string folder, bool isPrivate)
    {
        DeleteAbandoned(folder);
        while (true)
        {
            string path = System.IO.Path.Combine(folder, Prefix + RandomNumberGenerator.GetHexString(12, lowercase: true) + Suffix);
            FileStreamOptions options = new()
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = OperatingSystem.IsWindows() ? FileShare.Read | FileShare.Delete : FileShare.ReadWrite | FileShare.Delete,
            };
            if (isPrivate && !OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            // Between its creation and its lock, another process may have taken it for abandoned. The lock is a shared one, so that whoever opens the file
            // under its new name while it is still open here can.
            TemporaryFile? file = TryMake(path, options);
            if (file is not null && NativeFile.TryLock(file.Stream.SafeFileHandle, shared: true) != false && File.Exists(path))
            {
                return file;
            }

            file?.Dispose();
        }
    }

    /// <summary>Renames it to the place that it was made for.</summary>
    public void MoveTo(string path)
    {
        File.Move(Path, path, overwrite: true);
        _isMoved = true;
    }

    public void Dispose()
    {
        try
        {
            // While the lock is held, nobody else deletes it.
            if (!_isMoved)
            {
                Delete(Path);
            }

            Stream.Dispose();
        }
        catch (IOException)
        {
            // What could not be written is not wanted any more; what went wrong first is what the caller has to hear of.
        }
    }

    // .NET locks what it opens, too, and fails if another process is just looking whether the file is abandoned.
    private static TemporaryFile? TryMake(string path, FileStreamOptions options)
    {
        try
        {
            return new TemporaryFile(path, new FileStream(path, options));
        }
        catch (IOException exception) when (OperatingSystem.IsLinux() && exception.HResult == NativeFile.WouldBlock)
        {
            return null;
        }
    }

    private static void DeleteAbandoned(string folder)
    {
        EnumerationOptions all = new() { AttributesToSkip = 0, IgnoreInaccessible = true };
        try
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(folder, "*", all).Take(MaxEntries))
            {
                ReadOnlySpan<char> name = System.IO.Path.GetFileName(path.AsSpan());
                if (name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
                {
                    DeleteIfAbandoned(path);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that can be written to and not be listed.
        }
    }

    private static void DeleteIfAbandoned(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > AgeWithoutLocks)
            {
                Delete(path);
            }

            return;
        }

        // What is no file cannot be one of ours, and opening a pipe would wait.
        if (NativeFile.Find(path, followLinks: false) is not { IsRegular: true })
        {
            return;
        }

        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            if (NativeFile.TryLock(file) == true)
            {
                Delete(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has gone by now, or is another user's.
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What went wrong first is what the caller has to hear of; and a temporary file that stays is deleted by the next one who saves.
        }
    }
}
