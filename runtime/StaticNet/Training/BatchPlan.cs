namespace StaticNet;

/// <summary>How the samples of an epoch are cut into batches: <paramref name="Count"/> of them, all of one size but perhaps the last.</summary>
/// <param name="Count">The batches; 0 if none is full and the rest is dropped.</param>
/// <param name="Size">The samples of each batch but the last one.</param>
/// <param name="Last">The samples of the last batch.</param>
internal readonly record struct BatchPlan(int Count, int Size, int Last)
{
    /// <summary>The samples of the smallest batch.</summary>
    public int Smallest => Math.Min(Size, Last);

    /// <summary>The samples of the largest batch.</summary>
    public int Largest => Math.Max(Size, Last);

    /// <summary>Cuts samples into batches.</summary>
    /// <param name="samples">The samples, at least 1.</param>
    /// <param name="batchSize">The samples of a batch, at least 1.</param>
    /// <param name="lastBatch">How the remaining samples are treated.</param>
    public static BatchPlan Of(int samples, int batchSize, LastBatch lastBatch)
    {
        int full = samples / batchSize;
        int rest = samples % batchSize;
        return (lastBatch, full, rest) switch
        {
            (_, _, 0) or (LastBatch.Drop, _, _) => new BatchPlan(full, batchSize, batchSize),
            (_, 0, _) => new BatchPlan(1, rest, rest),
            (LastBatch.Merge, _, _) => new BatchPlan(full, full == 1 ? batchSize + rest : batchSize, batchSize + rest),
            _ => new BatchPlan(full + 1, batchSize, rest),
        };
    }

    /// <summary>The samples of one of the batches.</summary>
    /// <param name="batch">Its number, from 0.</param>
    public int LengthOf(int batch) => batch == Count - 1 ? Last : Size;
}
