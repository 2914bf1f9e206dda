namespace StaticNet;

/// <summary>Files that may be compressed by gzip, detected by their first two bytes and not by their names.</summary>
internal static class DataFile
{
    /// <summary>The size that compressed data may always have: small files of equal bytes are common.</summary>
    public const long FreeBytes = 1 << 24;

    /// <summary>Opens a file, or a pipe.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">The most bytes that are read, decompressed.</param>
    /// <param name="maxExpansion">How many times as large as the file its content may be, if it is compressed.</param>
    /// <exception cref="InvalidDataException">Of this stream's methods too: the file holds more than that, or its gzip data is damaged.</exception>
    public static LimitedStream Open(string path, long maxBytes, int maxExpansion)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream file = File.OpenRead(path);
        try
        {
            byte[] magic = new byte[2];
            int read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
            bool isCompressed = magic is [0x1F, 0x8B];
            long? length = file.CanSeek ? file.Length : null;
            PrefixedStream whole = new(magic.AsMemory(0, read), file);
            if (!isCompressed)
            {
                LimitedStream plain = new(whole, maxBytes, nameof(CsvOptions.MaxBytes), length);
                return length > maxBytes ? throw plain.TooLong() : plain;
            }

            long maxExpanded = length is { } known ? (long)Int128.Clamp((Int128)known * maxExpansion, FreeBytes, long.MaxValue) : maxBytes;
            CheckedGzipStream content = new(whole);
            return maxExpanded < maxBytes
                ? new LimitedStream(content, maxExpanded, nameof(CsvOptions.MaxExpansion), length: null)
                : new LimitedStream(content, maxBytes, nameof(CsvOptions.MaxBytes), length: null);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
