namespace StaticNet.Samples.Worksheet;

/// <summary>Bars of a logarithmic scale: one block a decade, from 1e-9 (none) to 10.</summary>
internal static class Bars
{
    public static string Log(double value, string colour)
    {
        int blocks = value > 0 ? Math.Clamp((int)Math.Round(2 * (Math.Log10(value) + 9)), 0, 20) : 0;
        return $"[{colour}]{new string('█', blocks / 2)}{(blocks % 2 == 1 ? "▌" : "")}[/]";
    }
}
