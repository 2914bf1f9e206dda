using System.Globalization;
using StaticNet.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["speed"] => Speed.Run(""),
    ["speed", string row] => Speed.Run(row),
    ["smoke"] => Smoke.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        speed [row]   times every row, or those whose name contains a text, beside ONNX Runtime on one core
        smoke         runs every row once and compares the outputs; times nothing
        """);
    return 2;
}
