using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNet.Kernels;

public static partial class Lanes
{
    /// <summary>Writes the transpose of a matrix: what was a row of <paramref name="columns"/> values becomes a column.</summary>
    /// <param name="source">The matrix.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="sourceStride">The distance in floats of its rows.</param>
    /// <param name="destination">Where the transpose goes.</param>
    /// <param name="destinationStride">The distance in floats of the transpose's rows; what lies behind the last value of a row is zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(ref float source, int rows, int columns, int sourceStride, ref float destination, int destinationStride)
    {
        if (destinationStride > rows)
        {
            Clear(ref destination, columns * destinationStride);
        }

        for (int column = 0; column < columns; column++)
        {
            ref float from = ref Unsafe.Add(ref source, column);
            for (int row = 0; row < rows; row++)
            {
                Unsafe.Add(ref destination, row) = from;
                from = ref Unsafe.Add(ref from, sourceStride);
            }

            destination = ref Unsafe.Add(ref destination, destinationStride);
        }
    }
}
