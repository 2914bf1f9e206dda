using System.Globalization;
using StaticNet.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["speed"] => Speed.Run("", null),
    ["speed", "--torch", string python] => Speed.Run("", python),
    ["speed", string row] => Speed.Run(row, null),
    ["speed", string row, "--torch", string python] => Speed.Run(row, python),
    ["growth"] => Growth.Run("", null),
    ["growth", "--draw", string picture] => Growth.Run("", picture),
    ["growth", string sweep] => Growth.Run(sweep, null),
    ["build"] => BuildCost.Run(),
    ["arm64"] => KernelLoops.Run(""),
    ["arm64", string kernels] => KernelLoops.Run(kernels),
    ["editor"] => EditorSpeed.Run(),
    ["threads"] => Scaling.Run(Environment.ProcessorCount),
    ["threads", string count] => Scaling.Run(int.Parse(count, CultureInfo.InvariantCulture)),
    ["native", "--models", string folder] => Native.SaveModels(folder),
    ["native", string folder] => Native.Run(folder),
    ["smoke"] => Smoke.Run(null),
    ["smoke", "--torch", string python] => Smoke.Run(python),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        speed [row] [--torch python]   times every row, or that of a name, or those whose name contains a text, on one core: predictions beside ONNX
                                       Runtime, training steps beside PyTorch where the executable has it
        growth [sweep]                 what a multiply-add takes as width, depth, channels, image size and batch grow, or one of these
        growth --draw picture          draws that too, as an .svg or a .png
        build                          what building a network of 5, 20, 56 and 110 layers costs, and a project of 10 and of 50 networks
        arm64 [kernels]                the loops of all kernels, or those whose names contain a text, in machine code for ARM64 and for x64 with AVX2: instructions
                                       for each multiply-add, accesses of the stack, calls
        editor                         what a keystroke costs in a project of 200 networks
        threads [n]                    what n threads bring beside one, as many as there are cores if n is left out
        native folder                  times the dense networks beside RTNeural and onnx2c, from the libraries that native/build.sh puts into a folder
        native --models folder         writes the ONNX models that onnx2c takes
        smoke [--torch python]         runs every network and compares its outputs, or losses, with the peer's; asserts no time
        """);
    return 2;
}
