using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNet.Generator.Tests.Support;

/// <summary>Which end of a span lies directly at a page that may not be touched.</summary>
internal enum GuardedEnd
{
    /// <summary>The page lies before the first element.</summary>
    Start,

    /// <summary>The page lies behind the last element.</summary>
    End,
}

/// <summary>
/// A span between two pages that may be neither read nor written, directly at one of them: an access beyond that end stops the process. What is left of
/// the memory at the other end is filled with a pattern, and <see cref="AssertUntouched"/> finds what was written there.
/// </summary>
/// <typeparam name="T">The elements.</typeparam>
internal sealed unsafe partial class GuardedMemory<T> : IDisposable
    where T : unmanaged
{
    private const byte Pattern = 0xA5;

    private readonly int _length;
    private readonly nint _whole;
    private readonly nuint _wholeBytes;
    private readonly nuint _page = (nuint)Environment.SystemPageSize;
    private readonly byte* _room;
    private readonly nuint _roomBytes;
    private readonly byte* _first;

    /// <param name="length">The number of elements.</param>
    /// <param name="end">The end that lies at a page.</param>
    public GuardedMemory(int length, GuardedEnd end)
    {
        _length = length;
        nuint bytes = (nuint)length * (nuint)sizeof(T);
        _roomBytes = Math.Max(1, (bytes + _page - 1) / _page) * _page;
        _wholeBytes = _roomBytes + (2 * _page);
        _whole = OperatingSystem.IsWindows() ? Windows.Reserve(_wholeBytes) : Unix.Reserve(_wholeBytes);
        _room = (byte*)_whole + _page;
        if (OperatingSystem.IsWindows())
        {
            Windows.Open((nint)_room, _roomBytes);
        }
        else
        {
            Unix.Open((nint)_room, _roomBytes);
        }

        new Span<byte>(_room, (int)_roomBytes).Fill(Pattern);
        _first = end == GuardedEnd.Start ? _room : _room + (_roomBytes - bytes);
    }

    /// <summary>A copy of some elements.</summary>
    public GuardedMemory(ReadOnlySpan<T> elements, GuardedEnd end)
        : this(elements.Length, end)
        => elements.CopyTo(Span);

    /// <summary>The elements.</summary>
    public Span<T> Span => new(_first, _length);

    /// <summary>The first byte of the page at an end of the memory, for the test of this class.</summary>
    public ReadOnlySpan<byte> Forbidden(GuardedEnd end) => new(end == GuardedEnd.Start ? _room - 1 : _room + _roomBytes, 1);

    /// <summary>Asserts that nothing was written beside the elements.</summary>
    public void AssertUntouched(string what)
    {
        int before = (int)(_first - _room);
        int behind = (int)_roomBytes - before - (_length * sizeof(T));
        int wrong = new ReadOnlySpan<byte>(_room, before).LastIndexOfAnyExcept(Pattern);
        Assert.True(wrong < 0, $"something wrote {before - wrong} bytes before {what}");
        wrong = new ReadOnlySpan<byte>(_first + (_length * sizeof(T)), behind).IndexOfAnyExcept(Pattern);
        Assert.True(wrong < 0, $"something wrote {wrong} bytes behind {what}");
    }

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
        {
            Windows.Release(_whole);
        }
        else
        {
            Unix.Release(_whole, _wholeBytes);
        }
    }

    private static class Unix
    {
        private const int ReadWrite = 3;
        private const int Private = 2;

        private static int Anonymous => OperatingSystem.IsLinux() ? 0x20 : 0x1000;

        public static nint Reserve(nuint bytes)
        {
            nint memory = UnixMemory.Map(0, bytes, 0, Private | Anonymous, -1, 0);
            return memory != -1 ? memory : throw new OutOfMemoryException();
        }

        public static void Open(nint memory, nuint bytes) => Assert.Equal(0, UnixMemory.Protect(memory, bytes, ReadWrite));

        public static void Release(nint memory, nuint bytes) => Assert.Equal(0, UnixMemory.Unmap(memory, bytes));
    }

    private static class Windows
    {
        private const uint ReserveAndCommit = 0x3000;
        private const uint ReleaseAll = 0x8000;
        private const uint NoAccess = 1;
        private const uint ReadWrite = 4;

        public static nint Reserve(nuint bytes)
        {
            nint memory = WindowsMemory.Allocate(0, bytes, ReserveAndCommit, NoAccess);
            return memory != 0 ? memory : throw new OutOfMemoryException();
        }

        public static void Open(nint memory, nuint bytes) => Assert.NotEqual(0, WindowsMemory.Protect(memory, bytes, ReadWrite, out _));

        public static void Release(nint memory) => Assert.NotEqual(0, WindowsMemory.Free(memory, 0, ReleaseAll));
    }
}

/// <summary>Pages of memory on Unix.</summary>
internal static partial class UnixMemory
{
    [LibraryImport("libc", EntryPoint = "mmap")]
    public static partial nint Map(nint address, nuint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    public static partial int Protect(nint address, nuint bytes, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    public static partial int Unmap(nint address, nuint bytes);
}

/// <summary>Pages of memory on Windows.</summary>
internal static partial class WindowsMemory
{
    [LibraryImport("kernel32", EntryPoint = "VirtualAlloc")]
    public static partial nint Allocate(nint address, nuint bytes, uint type, uint protection);

    [LibraryImport("kernel32", EntryPoint = "VirtualProtect")]
    public static partial int Protect(nint address, nuint bytes, uint protection, out uint old);

    [LibraryImport("kernel32", EntryPoint = "VirtualFree")]
    public static partial int Free(nint address, nuint bytes, uint type);
}
