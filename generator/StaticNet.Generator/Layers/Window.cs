namespace StaticNet.Generator.Layers;

/// <summary>The sides of a kernel in an attribute: one number stands for both.</summary>
internal static class Window
{
    public static int KernelHeight(ILayerArguments arguments) => arguments.IntIfSet("kernelHeight") ?? arguments.Int("kernel");

    public static int KernelWidth(ILayerArguments arguments) => arguments.IntIfSet("kernelWidth") ?? arguments.Int("kernel");
}
