using System;
using Microsoft.Data.Analysis;
using StaticNet;

public static class Voyage
{
    public static (Dataset Training, Dataset Test, float[] Others) Read(DataFrame others)
    {
        CsvTable table = Tables.LoadParquet("titanic.parquet", new CsvSchema
        {
            Inputs = [CsvColumn.Number("age", MissingValues.Mean), CsvColumn.Number("fare"), CsvColumn.OneHot("sex")],
            Label = "survived",
        });
        Console.WriteLine(table);                                              // what was found, as with a CSV file
        CsvTable test = Tables.LoadArrow("test.arrow", table.Schema);          // the same categories, classes and means
        CsvTable further = others.ToTable(table.Schema.WithoutOutputs());      // of Microsoft.Data.Analysis
        return (table.Data, test.Data, further.Inputs.ToArray());
    }
}
