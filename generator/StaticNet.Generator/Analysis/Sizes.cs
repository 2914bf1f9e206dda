using System.Globalization;
using System.Numerics;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Analysis;

/// <summary>What fits into one array of a network.</summary>
internal static class Sizes
{
    /// <summary>
    /// The most floats of a flat buffer: a .NET array holds 2,147,483,591 elements, of which aligning to 64 bytes may take 16; rounded
    /// down to whole vectors.
    /// </summary>
    public const int Maximum = (2_147_483_591 - DenseStorage.Lanes) / DenseStorage.Lanes * DenseStorage.Lanes;

    public static bool Fits(long length) => length <= Maximum;

    public static bool Fits(BigInteger length) => length <= Maximum;

    /// <summary>A count with its thousands parted: <c>2,147,483,568</c>.</summary>
    public static string Text(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its thousands parted, however large.</summary>
    public static string Text(BigInteger count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
