using StaticNet.Generator.Analysis;

namespace StaticNet.Generator.Layers;

/// <summary><c>(in, height, width)</c> to <c>(channels, height', width')</c>.</summary>
internal sealed record ConvTranspose2D(
    int Channels, int KernelHeight, int KernelWidth, Sliding Sliding, OutputPadding OutputPadding, int Groups, bool Bias)
    : ConvTranspose(Channels, Sliding, OutputPadding, Groups, Bias)
{
    public override DeclaredArguments Declared
        => Set(KernelHeight == KernelWidth ? DeclaredArguments.Of(Channels, KernelHeight) : DeclaredArguments.Of(Channels, KernelHeight, KernelWidth));

    public override LayerView View => LayerView.Of("ConvTranspose2DParameters", "weight", "bias");

    public static ConvTranspose2D Read(ILayerArguments arguments) => new(
        arguments.Int("channels"),
        Window.KernelHeight(arguments),
        Window.KernelWidth(arguments),
        Sliding.Read(arguments, stride: 1),
        OutputPadding.Read(arguments),
        arguments.Int("Groups"),
        arguments.Bool("Bias", fallback: true));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireKernel(context, nameof(ConvTranspose2D), KernelHeight, KernelWidth);
        return Infer(nameof(ConvTranspose2D), KernelHeight, KernelWidth, Image.Of(context, nameof(ConvTranspose2D)), context);
    }
}
