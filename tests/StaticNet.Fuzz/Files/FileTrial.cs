namespace StaticNet.Fuzz.Files;

/// <summary>Tries files one after another, in a folder of its own.</summary>
internal sealed class FileTrial : IDisposable
{
    private const int MaxMessage = 1000;

    private readonly FileCase[] _cases =
    [
        new WeightsCase(), new OptimizerCase(), new DescriptionCase(), new TableCase(isCompressed: false), new TableCase(isCompressed: true), new SchemaCase(),
        new ArrayCase(isCompressed: false), new ArrayCase(isCompressed: true), new DatasetCase(), new CheckpointCase(),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("staticnet-fuzz-");

    /// <summary>The last file.</summary>
    public byte[] File { get; private set; } = [];

    public FileResult Try(int seed)
    {
        Random random = new(seed);
        FileCase kind = _cases[(int)((uint)seed % (uint)_cases.Length)];
        File = kind.Make(random);
        string path = Path.Combine(_folder.FullName, "file");
        System.IO.File.WriteAllBytes(path, File);
        long allocated = long.MaxValue;
        string? refusal = null;
        string? failure = null;
        try
        {
            new TimeLimit().Watch("Reading", () =>
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    kind.Read(path);
                    refusal = null;
                }
                catch (InvalidDataException exception)
                {
                    refusal = exception.Message;
                    failure ??= TooLong(exception) ?? kind.Change();
                }
                finally
                {
                    allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
                }
            });
            failure ??= allocated > kind.MaxAllocated(File.Length) ? $"{allocated} bytes allocated; {kind.MaxAllocated(File.Length)} are allowed." : null;
            failure ??= refusal is null ? kind.Check(File) : null;
        }
        catch (Exception exception)
        {
            failure = exception.ToString();
        }

        return new FileResult(kind.Name, File.Length, refusal, failure, allocated);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string? TooLong(Exception? exception)
        => exception is null ? null : exception.Message.Length > MaxMessage ? $"A message of {exception.Message.Length} characters." : TooLong(exception.InnerException);
}
