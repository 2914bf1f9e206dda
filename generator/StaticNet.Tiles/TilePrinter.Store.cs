using System;
using System.Linq;

namespace StaticNet.Tiles;

// What becomes of sums.
internal sealed partial class TilePrinter
{
    private void Store()
    {
        switch (tile.Kind)
        {
            case TileKind.Vectors:
            case TileKind.Channels:
                StoreVectors();
                break;
            case TileKind.Pixels:
                StorePixels();
                break;
            case TileKind.Folded:
                StoreFolded();
                break;
        }
    }

    private void StoreVectors()
    {
        foreach (int row in Rows)
        {
            using (IfRow(row))
            {
                LineIf(row > 0, $"result = ref Unsafe.Add(ref result, T.Result({row}) - T.Result({row - 1}));");
                foreach (int column in Columns)
                {
                    using (IfColumn(column))
                    {
                        string value = $"sums.Apply({Total(row, column)}, {(column == 0 ? "vector" : $"vector + {column}")})";
                        writer.Line(MayBeLast(column)
                            ? $"StoreLast<T, TColumns>({column}, {value}, ref {At("result", Lanes * column)});"
                            : $"{value}.StoreUnsafe({Reference("result", Lanes * column)});");
                    }
                }
            }
        }
    }

    private void StoreFolded()
    {
        foreach (int row in Rows)
        {
            using (IfRow(row))
            {
                string totals = List(Enumerable.Range(0, 4), column => column < tile.Columns ? Total(row, column) : Zero);
                writer.Line($"StoreFold<T, TColumns>(ref start, ref Unsafe.Add(ref result, T.Result({row})), {totals});");
            }
        }
    }

    // Every pixel, or the largest of 2 x 2: the second half of the columns is the line below.
    private void StorePixels()
    {
        using (writer.Braces("if (T.Store == SumStore.Pixels)"))
        {
            foreach (int column in Columns)
            {
                using (IfColumn(column))
                {
                    StoreChannels("Lanes.StorePixels", row => $"sums.Apply({Sum(row, column)}, 0)", column, "Lanes.Count");
                }
            }

            writer.Line("return;");
        }

        int half = tile.Columns / 2;
        foreach (int column in Columns.Take(half))
        {
            StoreChannels("Lanes.StoreLargerPixels", row => $"Larger(sums, {Sum(row, column)}, {Sum(row, column + half)})", column, "(Lanes.Count / 2)");
        }
    }

    private void StoreChannels(string store, Func<int, string> channel, int column, string pixels)
    {
        string channels = List(Enumerable.Range(0, 8), row => row >= tile.Rows ? Zero : row == 0 ? channel(row) : $"rows > {row} ? {channel(row)} : {Zero}");
        string place = column == 0 ? "result" : $"Unsafe.Add(ref result, c{column} * {pixels})";
        writer.Line($"{store}({channels}, ref {place});");
    }
}
