using System;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;

namespace StaticNet.Generator.Scheduling;

/// <summary>
/// How many sums run at a time. A fused multiply-add takes four cycles and two can start in each, so eight independent sums keep
/// the core busy; a tile holds them in registers. Which sums there are is part of the semantics and follows from the shape
/// alone; how many of them a tile holds is not, and may differ from machine to machine.
/// </summary>
internal static class Tiling
{
    private const int SumsInFlight = 8;

    // 32 vector registers: 24 sums, the operands, and some to spare.
    private const int LargestTile = 24;

    private const int NarrowTile = 6;

    // Sums of a row of one vector, beside which a tile has one other.
    private const int LargestChannels = 16;

    /// <summary>
    /// The partial sums of a product: enough that one sample alone keeps eight sums in flight, but each at least four terms long.
    /// </summary>
    /// <param name="sums">The sums that one sample has anyway: vectors of outputs.</param>
    /// <param name="terms">The terms of a sum.</param>
    public static int Partials(int sums, int terms)
    {
        int partials = 1;
        while (partials < 4 && partials * sums < SumsInFlight && partials * 2 * 4 <= terms)
        {
            partials *= 2;
        }

        return partials;
    }

    /// <summary>Rows and columns of a register tile.</summary>
    /// <param name="Rows">Samples (or rows of a gradient).</param>
    /// <param name="Columns">Vectors at most.</param>
    internal readonly record struct Tile(int Rows, int Columns);

    /// <summary>What a machine works on at a time.</summary>
    /// <param name="Wide">With 32 registers of 512 bits: 24 sums, the operands, and some to spare.</param>
    /// <param name="Narrow">Where a vector of sums takes two of 16 registers, or four of 32: six sums.</param>
    internal readonly record struct Tiles(Tile Wide, Tile Narrow);

    /// <summary>The tiles of many samples of a product whose lanes lie along the outputs.</summary>
    public static Tiles Product(int vectors, int partials)
        => new(Fit(vectors, partials, LargestTile, vectors == 1 ? 16 : 8, 3), Fit(vectors, partials, NarrowTile, 6, 1));

    /// <summary>The tile for the few samples that are left over with 32 registers.</summary>
    public static Tile FewSamples(int vectors, int partials) => Fit(vectors, partials, LargestTile / 3, 4, 2);

    /// <summary>The tiles of one sample.</summary>
    public static Tiles OneSample(int vectors, int partials)
        => new(Fit(vectors, partials, LargestTile / 2, 1, 8), Fit(vectors, partials, NarrowTile, 1, 6));

    /// <summary>The tiles of so many pixels of a convolution by vectors of channels: of several the one that is done first.</summary>
    public static Tiles Pixels(int pixels, int vectors)
    {
        Tile[] tiles = vectors == 1 ? [new(LargestChannels, 1)]
            : vectors % 4 == 0 && vectors % 3 > 0 ? [new(6, 4), new(8, 3)] // as many vectors side by side as leave none alone
            : [new(8, 3)];
        return new(tiles.Select(tile => Fit(tile)).OrderBy(tile => HalfCycles(pixels, vectors, tile)).First(), Fit(new Tile(NarrowTile, 1)));

        Tile Fit(Tile tile) => tile with { Rows = Divisor(pixels, tile.Rows) };
    }

    // Of a term of all tiles. Two sums start in a cycle, two values are loaded, and a sum waits for the one before it.
    private static int HalfCycles(int pixels, int vectors, Tile tile)
    {
        int columns = Math.Min(tile.Columns, vectors);
        int rest = Rest(vectors, columns);
        int tilesOfRest = (vectors % columns == 0 ? 0 : rest == vectors % columns ? 1 : 2);
        int whole = (vectors - (tilesOfRest * rest)) / columns;
        return (pixels / tile.Rows * OfRows(tile.Rows)) + (pixels % tile.Rows > 0 ? OfRows(pixels % tile.Rows) : 0);

        int OfRows(int rows) => (whole * OfTile(rows, columns)) + (tilesOfRest * OfTile(rows, rest));

        static int OfTile(int rows, int columns) => Math.Max(Math.Max(rows * columns, rows + columns), SumsInFlight);
    }

    /// <summary>The rows of a tile: a divisor of all rows where there is one of at least half the size.</summary>
    public static int Divisor(int width, int largest)
    {
        largest = Math.Min(largest, width);
        for (int rows = largest; rows * 2 > largest; rows--)
        {
            if (width % rows == 0)
            {
                return rows;
            }
        }

        return largest;
    }

    /// <summary>The tiles of a gradient of weights, which is summed over the samples.</summary>
    public static readonly Tiles OuterProduct = new(new Tile(8, 3), new Tile(6, 1));

    /// <summary>
    /// The tiles of products channel by channel, of so many rows by a vector: beside their sums they hold the weights of a term, or those of all three where rows share
    /// terms. Tiles are as equal as can be.
    /// </summary>
    public static Tiles Channels(int rows, bool sharesTerms)
        => sharesTerms ? new(new Tile(Even(rows, 8), 1), new Tile(Even(rows, 3), 1)) : new(new Tile(Even(rows, LargestChannels), 1), new Tile(Even(rows, NarrowTile), 1));

    /// <summary>The same for rows in groups: a tile has whole groups of them, or a group whole tiles.</summary>
    public static Tiles GroupedChannels(int rows, int group)
    {
        return new(new Tile(Rows(LargestChannels), 1), new Tile(Rows(NarrowTile + 1), 1));

        int Rows(int most)
        {
            if (group <= most)
            {
                return group * Math.Min(rows / group, most / group);
            }

            int part = most;
            while (group % part > 0)
            {
                part--;
            }

            return part;
        }
    }

    /// <summary>The tiles of sums whose lanes lie along the terms: vectors of both operands are loaded for each term. The wide one has 16 sums, the narrow one four.</summary>
    /// <param name="columns">The columns that there are.</param>
    /// <param name="partials">The partial sums.</param>
    public static Tiles Folded(int columns, int partials)
    {
        int narrow = Math.Min(2, columns);
        return new(
            partials == 4 && columns > 1 ? new Tile(1, Math.Min(4, columns)) : new Tile(partials == 2 ? 2 : 4, Math.Min(4, columns)),
            partials == 4 ? new Tile(1, 1) : new Tile(4 / (narrow * partials), narrow));
    }

    /// <summary>The columns of the tiles at the end of a row of tiles of <paramref name="columns"/>. A single vector starves the load ports: 3 + 1 becomes 2 + 2.</summary>
    public static int Rest(int vectors, int columns)
        => (vectors % columns, columns) switch
        {
            (0, _) => columns,
            (1, 3) when vectors > columns => 2,
            (int rest, _) => rest,
        };

    private static int Even(int rows, int most)
    {
        int tiles = (rows + most - 1) / most;
        return (rows + tiles - 1) / tiles;
    }

    // The runtime's tiles with partial sums have up to four rows of three vectors in two, up to six of one or three of two in four.
    private static Tile Fit(int vectors, int partials, int sums, int rows, int columns)
    {
        columns = Math.Min(columns, vectors);
        if (rows > 1 && partials > 1)
        {
            (rows, columns) = partials == 2 ? (Math.Min(rows, 4), columns) : (rows, Math.Min(columns, 2));
        }

        while (columns > 1 && columns * partials > sums)
        {
            columns--;
        }

        while (rows > 1 && rows * columns * partials > sums)
        {
            rows--;
        }

        return new Tile(rows, columns);
    }
}
