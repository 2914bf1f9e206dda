namespace StaticNet;

/// <summary>The status of a path on a Unix system.</summary>
/// <param name="RawMode">The kind and the permissions, as the system has them; 0 if there is nothing.</param>
/// <param name="Links">The number of names of the file.</param>
/// <param name="Owner">The owner's number.</param>
/// <param name="Group">The group's number.</param>
internal readonly record struct FileStatus(ushort RawMode, uint Links, uint Owner, uint Group)
{
    private const int KindMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const UnixFileMode AnyWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    public static FileStatus Missing => default;

    public bool Exists => RawMode != 0;

    public bool IsRegular => (RawMode & KindMask) == RegularFile;

    public UnixFileMode Mode => (UnixFileMode)(RawMode & 0xFFF);

    /// <summary>Whether no one has permission to write. It counts for root too, whom the system would allow to.</summary>
    public bool IsReadOnly => (Mode & AnyWrite) == 0;

    /// <summary>The name of the kind in messages.</summary>
    public string Kind => (RawMode & KindMask) switch
    {
        RegularFile => "a regular file",
        0x1000 => "a pipe",
        0x2000 or 0x6000 => "a device",
        0x4000 => "a folder",
        0xA000 => "a symbolic link",
        0xC000 => "a socket",
        _ => "of an unknown kind",
    };
}
