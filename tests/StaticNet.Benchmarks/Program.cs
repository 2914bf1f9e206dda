using System.Globalization;
using StaticNet.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["speed"] => Speed.Run("", null),
    ["speed", "--torch", string python] => Speed.Run("", python),
    ["speed", string row] => Speed.Run(row, null),
    ["speed", string row, "--torch", string python] => Speed.Run(row, python),
    ["smoke"] => Smoke.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        speed [row] [--torch python]   times every row, or those whose name contains a text, beside ONNX Runtime on one core;
                                       training steps beside PyTorch, where the executable has it
        smoke                          runs every row once and compares the outputs; times nothing
        """);
    return 2;
}
