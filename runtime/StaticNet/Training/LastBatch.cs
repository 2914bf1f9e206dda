namespace StaticNet;

/// <summary>What <c>Fit</c> does with the samples at the end of an epoch that do not fill a batch.</summary>
public enum LastBatch
{
    /// <summary>They are a smaller batch: every sample is seen once an epoch. PyTorch's <c>drop_last=False</c>.</summary>
    Keep,

    /// <summary>
    /// They are left out of this epoch: every batch has the same size. As each epoch has another order, each leaves out different samples. PyTorch's
    /// <c>drop_last=True</c>.
    /// </summary>
    Drop,

    /// <summary>They join the batch before them, which becomes larger: every sample is seen once an epoch, and no batch is smaller than asked for.</summary>
    Merge,
}
