using System;

namespace StaticNet.Generator.Passes;

/// <summary>
/// The code of a network would be longer than there may be. Thrown while it is planned or written, as only then it is known how long it is; the network then has the
/// surface of one that is not valid.
/// </summary>
internal sealed class TooMuchCodeException : Exception
{
    public TooMuchCodeException()
        : base("The code of the network would be longer than there may be.")
    {
    }
}
