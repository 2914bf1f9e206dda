using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace StaticNet;

/// <summary>Functions of the file system that .NET does not offer, from the C library of Linux. On other systems, and where a call is missing, they have no result.</summary>
internal static partial class NativeFile
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicStatistics = 0x7FF;

    /// <summary>The error number for a lock that another process holds.</summary>
    public const int WouldBlock = 11;

    private const int NotFound = 2;
    private const int TooLarge = 27;
    private const int NoSpace = 28;
    private const int OverQuota = 122;

    private const int OpenForReading = 0;
    private const int CloseOnExec = 0x80000;

    private const int LockShared = 1;
    private const int LockExclusive = 2;
    private const int LockWithoutWaiting = 4;

    /// <summary>The kind, the mode, the owner and the number of names of the file at a path; null if the system does not report it.</summary>
    public static FileStatus? Find(string path, bool followLinks)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            if (Statx(CurrentFolder, path, followLinks ? 0 : NoFollow, BasicStatistics, out RawStatus raw) == 0)
            {
                return new FileStatus(raw.Mode, raw.Links, raw.Owner, raw.Group);
            }

            return Marshal.GetLastPInvokeError() == NotFound ? FileStatus.Missing : null;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // A C library older than the call.
            return null;
        }
    }

    /// <summary>Gives a file to an owner and a group, if the process may.</summary>
    public static bool TrySetOwner(SafeFileHandle file, uint owner, uint group) => OperatingSystem.IsLinux() && ChangeOwner(file, owner, group) == 0;

    /// <summary>
    /// Takes a lock on an open file that lasts until the file is closed, by this process or by the system when it ends. A shared lock keeps others from
    /// an exclusive one, but not from reading: .NET takes a shared lock on each file that it opens.
    /// </summary>
    /// <returns>Whether this process now holds it; null if there are no such locks.</returns>
    public static bool? TryLock(SafeFileHandle file, bool shared = false, bool wait = false)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        int operation = (shared ? LockShared : LockExclusive) | (wait ? 0 : LockWithoutWaiting);
        return Lock(file, operation) == 0 ? true : Marshal.GetLastPInvokeError() == WouldBlock ? false : null;
    }

    /// <summary>Reserves the disk space that a file needs, so that writing it cannot fail for lack of space. False if there is too little.</summary>
    public static bool TryReserve(SafeFileHandle file, long length)
        => !OperatingSystem.IsLinux() || length == 0 || Reserve(file, 0, length) is not (NoSpace or TooLarge or OverQuota);

    /// <summary>Opens a folder, to lock or to flush it; null if that is not possible.</summary>
    public static SafeFileHandle? OpenFolder(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        int descriptor = Open(path, OpenForReading | CloseOnExec);
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Flushes a folder to the disk: the names in it survive a loss of power. Some file systems cannot do that, and need not.</summary>
    public static void FlushFolder(SafeFileHandle? folder)
    {
        if (folder is not null)
        {
            _ = Flush(folder);
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out RawStatus status);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    private static partial int ChangeOwner(SafeFileHandle file, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    private static partial int Reserve(SafeFileHandle file, long offset, long length);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(SafeFileHandle file);

    // struct statx, which is the same on all processors.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct RawStatus
    {
        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(24)]
        public uint Group;

        [FieldOffset(28)]
        public ushort Mode;
    }
}
