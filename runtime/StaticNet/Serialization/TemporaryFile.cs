using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace StaticNet;

/// <summary>
/// A file in the same folder as the one that is to be written. The process holds a lock on it, so that others can distinguish a file that is being
/// written from one that a killed process left. Its name is short, whatever the name of the file that it becomes.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    private const string Prefix = ".staticnet-";
    private const string Suffix = ".tmp";

    // The search for abandoned files must not take longer than writing, however large the folder is.
    private const int MaxEntries = 10_000;

    // Used where no lock shows whether a process is still running.
    private static readonly TimeSpan AgeWithoutLocks = TimeSpan.FromDays(1);

    private bool _isMoved;

    private TemporaryFile(string path, FileStream stream)
    {
        Path = path;
        Stream = stream;
    }

    public string Path { get; }

    public FileStream Stream { get; }

    /// <summary>Creates a file, after deleting files in the folder that killed processes have left.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isPrivate">Whether only the owner may read it, until <see cref="AtomicFile"/> sets the mode; otherwise it has the mode of any new file.</param>
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

            // Between its creation and its lock, another process may have considered it abandoned. The lock is a shared one, so that a process that opens the file
            // under its new name while it is still open here can.
            TemporaryFile? file = TryMake(path, options);
            if (file is not null && NativeFile.TryLock(file.Stream.SafeFileHandle, shared: true) != false && File.Exists(path))
            {
                return file;
            }

            file?.Dispose();
        }
    }

    /// <summary>Renames it to the path that it was made for.</summary>
    public void MoveTo(string path)
    {
        File.Move(Path, path, overwrite: true);
        _isMoved = true;
    }

    public void Dispose()
    {
        try
        {
            // While the lock is held, no other process deletes it.
            if (!_isMoved)
            {
                Delete(Path);
            }

            Stream.Dispose();
        }
        catch (IOException)
        {
            // An incomplete file is deleted; the caller gets the first exception.
        }
    }

    // .NET locks what it opens, too, and fails if another process is checking whether the file is abandoned.
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
            // A folder that can be written to but not listed.
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

        // Only regular files can be ours, and opening a pipe would wait.
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
            // It has been deleted in the meantime, or belongs to another user.
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
            // The caller gets the first exception; a temporary file that stays is deleted by the next save.
        }
    }
}
