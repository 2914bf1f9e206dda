using System.Linq;

namespace StaticNet.Tiles;

// What sums start from.
internal sealed partial class TilePrinter
{
    private void Start()
    {
        if (IsVectors)
        {
            StartVectors();
            return;
        }

        foreach (int partial in Partials)
        {
            StartZero(partial);
        }

        if (tile.Kind == TileKind.Pixels)
        {
            StartPixels();
        }
    }

    private void StartZero(int partial)
    {
        foreach (int row in Rows)
        {
            writer.Line($"Vector512<float> {List(Columns, column => $"{Sum(row, column, partial)} = {Zero}")};");
        }
    }

    // From a vector for each column; the other partial sums from zero.
    private void StartVectors()
    {
        foreach (int column in Columns)
        {
            string load = LoadColumn(column, "start", Lanes * column, "T.RightTail");
            string isThere = MayBeMissing(column) ? $"columns > {column} && " : "";
            writer.Line($"Vector512<float> {Sum(0, column)} = {isThere}T.Start == SumStart.Columns ? {load} : {Zero};");
        }

        foreach (int row in Rows.Skip(1))
        {
            writer.Line($"Vector512<float> {List(Columns, column => $"{Sum(row, column)} = {Sum(0, column)}")};");
        }

        foreach (int partial in Partials.Skip(1))
        {
            StartZero(partial);
        }

        if (tile.Partials == 1)
        {
            StartFromResult();
        }
    }

    private void StartFromResult()
    {
        using (writer.Braces("if (T.Start == SumStart.Result)"))
        {
            foreach (int row in Rows)
            {
                using (IfRow(row))
                {
                    writer.Line($"ref float y{row} = ref Unsafe.Add(ref result, T.Result({row}));");
                    foreach (int column in Columns)
                    {
                        using (IfColumn(column))
                        {
                            writer.Line($"{Sum(row, column)} = {LoadColumn(column, $"y{row}", Lanes * column, "T.ResultTail")};");
                        }
                    }
                }
            }
        }
    }

    // From a value for each row.
    private void StartPixels()
    {
        using (writer.Braces("if (T.Start == SumStart.Rows)"))
        {
            foreach (int row in Rows)
            {
                using (IfRow(row))
                {
                    writer.Line($"{Sum(row, 0)} = Vector512.Create({At("start", row)});");
                    foreach (int column in Columns.Skip(1))
                    {
                        writer.Line($"{Sum(row, column)} = {Sum(row, 0)};");
                    }
                }
            }
        }
    }
}
