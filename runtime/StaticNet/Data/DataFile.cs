namespace StaticNet;

/// <summary>Files that may be compressed by gzip, told by their first two bytes and not by their names.</summary>
internal static class DataFile
{
    public static Stream Open(string path, out bool isCompressed)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream file = File.OpenRead(path);
        try
        {
            Span<byte> magic = stackalloc byte[2];
            isCompressed = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
            file.Position = 0;
            return isCompressed ? new CheckedGzipStream(file) : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
