using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StaticNet.Generator.Tests.Support;
using StaticNet.Kernels;

namespace StaticNet.Tests.Kernels;

/// <summary>
/// Every register tile, with every number of rows and columns that it takes, has the bits of plain loops over the same terms. The operands lie at pages
/// that may not be touched, and what no sum needs is NaN.
/// </summary>
public sealed partial class ContractionTests
{
    // Without instructions for a fused multiply-add each is a call, and the text of a tile is the same as with AVX2.
    private static readonly int Rounds = Configuration.IsDebug || !Vector256.IsHardwareAccelerated ? 12 : 96;

    /// <summary>The numbers of partial sums, of columns, and the largest number of rows for each.</summary>
    public static TheoryData<int, int, int> Tiles =>
    [
        (1, 1, 16), (1, 2, 8), (1, 3, 8), (1, 4, 6), (1, 5, 1), (1, 6, 1), (1, 7, 1), (1, 8, 1),
        (2, 1, 4), (2, 2, 4), (2, 3, 4), (2, 4, 1), (2, 5, 1), (2, 6, 1),
        (4, 1, 6), (4, 2, 3), (4, 3, 1),
    ];

    /// <summary>The numbers of columns of tiles that are stored pixel by pixel, and the largest number of rows for each.</summary>
    public static TheoryData<SumStore, int, int> Pixels =>
    [
        (SumStore.Pixels, 1, 8), (SumStore.Pixels, 2, 8), (SumStore.Pixels, 3, 8), (SumStore.Pixels, 4, 6),
        (SumStore.LargerPixels, 2, 8), (SumStore.LargerPixels, 4, 6),
        (SumStore.LargerSums, 2, 8), (SumStore.LargerSums, 4, 6),
    ];

    /// <summary>The same for tiles whose lanes lie along the terms.</summary>
    public static TheoryData<int, int, int> Folded =>
    [
        (1, 1, 4), (1, 2, 4), (1, 3, 4), (1, 4, 4),
        (2, 1, 2), (2, 2, 2), (2, 3, 2), (2, 4, 2),
        (4, 1, 4), (4, 2, 1), (4, 3, 1), (4, 4, 1),
    ];

    [Theory]
    [MemberData(nameof(Tiles))]
    public void A_tile_of_vectors(int partials, int columns, int mostRows)
    {
        SumStart[] starts = partials == 1 ? [SumStart.Zero, SumStart.Columns, SumStart.Result] : [SumStart.Zero, SumStart.Columns];
        Try(mostRows, (random, rows, round) =>
        {
            bool inOrder = IsInOrder(round);
            Tail[] tails = Enum.GetValues<Tail>();
            var tile = new TileCase(rows, columns, Terms.Draw(random, partials, random.Next(partials), inOrder))
            {
                Start = starts[round % starts.Length],
                IsLast = random.Next(4) > 0,
                LastLanes = random.Next(1, Lanes.Count + 1),
                RightTail = tails[random.Next(tails.Length)],
                ResultTail = tails[random.Next(tails.Length)],
                Ahead = random.Next(2) * 48,
                Scale = -1.5f,
                Vector = random.Next(4),
            };
            tile.PlaceVectors(random, inOrder);
            return tile;
        });
    }

    [Theory]
    [MemberData(nameof(Pixels))]
    public void A_tile_of_pixels(SumStore store, int columns, int mostRows)
        => Try(mostRows, (random, rows, round) =>
        {
            Tail[] tails = Enum.GetValues<Tail>();
            var tile = new TileCase(rows, columns, Terms.Draw(random, 1, 0, IsInOrder(round)))
            {
                Start = round % 2 == 0 ? SumStart.Zero : SumStart.Rows,
                Store = store,
                IsLast = random.Next(2) == 0,
                LastLanes = random.Next(1, Lanes.Count + 1),
                RightTail = tails[random.Next(tails.Length)],

                // Only of a function that does not fall is the larger result that of the larger sum.
                Scale = store == SumStore.LargerSums ? 1.5f : -1.5f,
            };
            tile.PlacePixels(random);
            return tile;
        });

    [Theory]
    [MemberData(nameof(Folded))]
    public void A_tile_whose_lanes_lie_along_the_terms(int partials, int columns, int mostRows)
        => Try(mostRows, (random, rows, round) =>
        {
            bool inOrder = IsInOrder(round);
            int lastLanes = random.Next(4) == 0 ? Lanes.Count : random.Next(1, Lanes.Count);
            Tail[] tails = Enum.GetValues<Tail>();
            var tile = new TileCase(rows, columns, Terms.DrawFolded(random, partials, random.Next(partials), inOrder, lastLanes < Lanes.Count))
            {
                Start = round % 2 == 0 ? SumStart.Zero : SumStart.Columns,
                IsFolded = true,
                LastLanes = lastLanes,
                LeftTail = tails[random.Next(tails.Length)],
                RightTail = tails[random.Next(tails.Length)],
            };
            tile.PlaceFolded(random, inOrder);
            return tile;
        });

    [Theory]
    [InlineData(false, 16)]
    [InlineData(true, 8)]
    public void A_tile_of_channels(bool sharesTerms, int mostRows)
        => Try(mostRows, (random, rows, round) =>
        {
            bool inOrder = IsInOrder(round);
            Terms terms = Terms.Draw(random, 1, 0, inOrder);
            var tile = new TileCase(rows, 1, terms with { Inner = new(sharesTerms ? 3 : round % 8 == 7 ? 0 : terms.Inner.Count, terms.Inner.Left, terms.Inner.Right) })
            {
                Start = ((SumStart[])[SumStart.Zero, SumStart.Columns, SumStart.Result])[round % 3],
                IsChannelwise = true,
                SharesTerms = sharesTerms,
                LastLanes = Lanes.Count,
                Scale = -1.5f,
                Vector = random.Next(4),
            };
            tile.PlaceVectors(random, inOrder);
            return tile;
        });

    // In most rounds, terms, rows and columns lie as they do in a network, and what is read beyond the last one is at the page.
    private static bool IsInOrder(int round) => round % 3 < 2;

    private static void Try(int mostRows, Func<Random, int, int, TileCase> draw)
    {
        for (int rows = 1; rows <= mostRows; rows++)
        {
            var random = new Random(rows);
            for (int round = 0; round < Rounds; round++)
            {
                draw(random, rows, round).Check(random, IsInOrder(round) || random.Next(2) == 0 ? GuardedEnd.End : GuardedEnd.Start);
            }
        }
    }
}
