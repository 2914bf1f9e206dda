using System.Collections.Generic;

namespace StaticNet.Generator.Ir;

/// <summary>
/// A computation over the rows of a chunk of samples, with every size known. One record a kind; two steps whose kernels are equal
/// call the same method. The vocabulary is small on purpose: a layer's forward and backward pass are made of these.
/// </summary>
internal abstract record Kernel
{
    /// <summary>
    /// The arguments in order: which of them its code reads and writes, and what it takes each value to be, which order it goes through, how far, and in what
    /// steps. The parameters of its method follow from them, the <see cref="Effects"/> of a step, and what <see cref="PlanVerifier"/> compares with the values of a plan.
    /// </summary>
    public abstract IEnumerable<Argument> Arguments { get; }

    /// <summary>The floats of parameters and gradients that are read once a chunk, not once a sample.</summary>
    public virtual long MatrixLength => 0;

    /// <summary>The floats that it uses while it runs.</summary>
    public virtual int WorkLength => 0;

    /// <summary>Whether it writes the border of its result, too, so that nothing has to clear it before.</summary>
    public virtual bool WritesBorder => false;
}

/// <summary>A kernel that sums up over a whole batch, and meets those who compute its other parts.</summary>
internal interface IBatchKernel;

/// <summary>What is computed from the parameters alone, once a call.</summary>
internal abstract record Preparation : Kernel;
