using System.Globalization;

namespace StaticNet.Fuzz.Files;

/// <summary>What came of many files.</summary>
internal sealed class FileReport
{
    private readonly SortedDictionary<string, (int Cases, int Read)> _kinds = new(StringComparer.Ordinal);

    public int Cases { get; private set; }

    public List<string> Failures { get; } = [];

    /// <summary>How many of a kind were read, as a share of all of that kind.</summary>
    public IEnumerable<double> ReadShares => _kinds.Values.Select(static kind => (double)kind.Read / kind.Cases);

    public void Add(int seed, FileResult result)
    {
        Cases++;
        (int cases, int read) = _kinds.GetValueOrDefault(result.Kind);
        _kinds[result.Kind] = (cases + 1, read + (result.Refusal is null ? 1 : 0));
        if (result.Failure is not null)
        {
            Failures.Add($"--seed {seed.ToString(CultureInfo.InvariantCulture)} ({result.Kind}, {result.Length} bytes): {result.Failure}");
        }
    }

    public override string ToString() => string.Join(
        Environment.NewLine,
        [
            $"{Cases} files, {Failures.Count} failures; "
                + string.Join(", ", _kinds.Select(static kind => $"{kind.Key}: {kind.Value.Read} of {kind.Value.Cases} read")),
            .. Failures,
        ]);
}
