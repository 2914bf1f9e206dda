using StaticNet.Generator.Analysis;

namespace StaticNet.Generator.Layers;

/// <summary><c>(in, height, width)</c> to <c>(channels, height', width')</c>.</summary>
internal sealed record ConvTranspose2D(
    int Channels, int KernelHeight, int KernelWidth, int Stride, int Pad, int OutputPadding, int Dilation, int Groups, bool Bias)
    : ConvTranspose(Channels, Stride, Pad, OutputPadding, Dilation, Groups, Bias)
{
    public override DeclaredArguments Declared
        => Set(KernelHeight == KernelWidth ? DeclaredArguments.Of(Channels, KernelHeight) : DeclaredArguments.Of(Channels, KernelHeight, KernelWidth));

    public override LayerView View => LayerView.Of("ConvTranspose2DParameters", "weight", "bias");

    public static ConvTranspose2D Read(ILayerArguments arguments) => new(
        arguments.Int("channels"),
        Window.KernelHeight(arguments),
        Window.KernelWidth(arguments),
        arguments.Int("Stride"),
        arguments.Int("Pad", fallback: 0),
        arguments.Int("OutputPadding", fallback: 0),
        arguments.Int("Dilation"),
        arguments.Int("Groups"),
        arguments.Bool("Bias", fallback: true));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireKernel(context, nameof(ConvTranspose2D), KernelHeight, KernelWidth);
        return Infer(nameof(ConvTranspose2D), KernelHeight, KernelWidth, Image.Of(context, nameof(ConvTranspose2D)), context);
    }
}
