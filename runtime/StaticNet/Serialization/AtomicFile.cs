using Microsoft.Win32.SafeHandles;

namespace StaticNet;

/// <summary>Writes files atomically: at any time, the old or the new file is complete.</summary>
/// <remarks>
/// A temporary file in the same folder is written, flushed to the disk, given the mode and the owner of the file that it replaces, and renamed over it;
/// then the folder is flushed. A file that has further names (hard links), or whose owner this process cannot give to another, cannot be
/// replaced without losing that: it is overwritten in place, once the new content is on the disk. A process that is killed while it does so leaves a file
/// that begins with zeros, which all our readers refuse.
/// </remarks>
internal static class AtomicFile
{
    private const int CopyBytes = 1 << 16;

    // The bytes that are zero while a file is overwritten in place: a whole block, so that they are on the disk before what follows.
    private const int GuardBytes = 1 << 12;

    /// <summary>Writes a file. If anything fails, the temporary file is deleted and an existing file stays.</summary>
    /// <exception cref="IOException">It cannot be written, or is a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">It is read-only, or may not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = Path.GetFullPath(path);
        FileStatus? status = NativeFile.Find(path, followLinks: true);
        if (status is { Exists: true, IsRegular: false } || Directory.Exists(path))
        {
            throw new IOException($"'{path}' is {status?.Kind ?? "a folder"}; only regular files are written.");
        }

        // A rename would replace a link; the file that it points to is written.
        if (new FileInfo(path) is { LinkTarget: not null } link)
        {
            path = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        }

        string folder = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : path;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}' to write '{path}' into.");
        }

        bool exists = status?.Exists ?? File.Exists(path);
        if (exists)
        {
            ThrowUnlessWritable(path, status);
        }

        Write(path, folder, exists, status, write);
    }

    private static void Write(string path, string folder, bool exists, FileStatus? status, Action<Stream> write)
    {
        using TemporaryFile temporary = CreateTemporary(path, folder, exists);
        write(temporary.Stream);
        temporary.Stream.Flush(flushToDisk: true);
        bool isReplaceable = !exists || TryTakeOver(temporary, path, status);
        using SafeFileHandle? folderHandle = NativeFile.OpenFolder(folder);
        if (isReplaceable)
        {
            temporary.MoveTo(path);
        }
        else
        {
            Overwrite(path, temporary.Stream, folderHandle);
        }

        NativeFile.FlushFolder(folderHandle);
    }

    private static TemporaryFile CreateTemporary(string path, string folder, bool isPrivate)
    {
        try
        {
            return TemporaryFile.Create(folder, isPrivate);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UnauthorizedAccessException($"'{path}' cannot be saved: no file can be created in '{folder}'.", exception);
        }
    }

    // A rename asks only for permission to write to the folder, and not to the file.
    private static void ThrowUnlessWritable(string path, FileStatus? status)
    {
        bool isReadOnly = status?.IsReadOnly ?? (File.GetAttributes(path) & FileAttributes.ReadOnly) != 0;
        if (isReadOnly)
        {
            throw new UnauthorizedAccessException($"'{path}' is read-only.");
        }

        using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    // Gives the new file the old one's owner and mode, in this order: a new owner clears some bits of the mode. Synced before the rename.
    private static bool TryTakeOver(TemporaryFile temporary, string path, FileStatus? status)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        SafeFileHandle file = temporary.Stream.SafeFileHandle;
        if (status is not { } old)
        {
            File.SetUnixFileMode(file, File.GetUnixFileMode(path));
            return true;
        }

        if (old.Links > 1)
        {
            return false;
        }

        bool hasOwner = NativeFile.Find(temporary.Path, followLinks: false) is { Exists: true } mine && mine.Owner == old.Owner && mine.Group == old.Group;
        if (!hasOwner && !NativeFile.TrySetOwner(file, old.Owner, old.Group))
        {
            return false;
        }

        File.SetUnixFileMode(file, old.Mode);
        RandomAccess.FlushToDisk(file);
        return true;
    }

    private static void Overwrite(string path, FileStream content, SafeFileHandle? folder)
    {
        // Two writers that overwrite one file take turns. The lock is on the folder: readers may hold a lock on the file for any time.
        if (folder is not null)
        {
            NativeFile.TryLock(folder, wait: true);
        }

        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        long oldLength = RandomAccess.GetLength(file);
        if (!NativeFile.TryReserve(file, content.Length))
        {
            RandomAccess.SetLength(file, oldLength);
            throw new IOException($"There is no room on the disk for the {content.Length} bytes of '{path}'.");
        }

        RandomAccess.Write(file, new byte[Math.Min(GuardBytes, Math.Max(oldLength, content.Length))], 0);
        RandomAccess.FlushToDisk(file);
        RandomAccess.SetLength(file, content.Length);
        Copy(content, file, GuardBytes, content.Length);
        RandomAccess.FlushToDisk(file);
        Copy(content, file, 0, GuardBytes);
        RandomAccess.FlushToDisk(file);
    }

    private static void Copy(FileStream content, SafeFileHandle file, long from, long to)
    {
        byte[] bytes = new byte[CopyBytes];
        content.Position = from;
        for (long at = from; at < to;)
        {
            int read = content.Read(bytes.AsSpan(0, (int)Math.Min(bytes.Length, to - at)));
            if (read == 0)
            {
                return;
            }

            RandomAccess.Write(file, bytes.AsSpan(0, read), at);
            at += read;
        }
    }
}
