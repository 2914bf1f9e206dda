using StaticNet.Generator.Analysis;

namespace StaticNet.Generator.Layers;

/// <summary><c>(in, length)</c> to <c>(channels, length')</c>: a transposed convolution over an image of one row.</summary>
internal sealed record ConvTranspose1D(int Channels, int Kernel, Sliding Sliding, OutputPadding OutputPadding, int Groups, bool Bias)
    : ConvTranspose(Channels, Sliding, OutputPadding, Groups, Bias)
{
    public override DeclaredArguments Declared => Set(DeclaredArguments.Of(Channels, Kernel));

    public override LayerView View => LayerView.Of("ConvTranspose1DParameters", "weight", "bias");

    public static ConvTranspose1D Read(ILayerArguments arguments) => new(
        arguments.Int("channels"),
        arguments.Int("kernel"),
        Sliding.Read(arguments, stride: 1),
        OutputPadding.Read(arguments),
        arguments.Int("Groups"),
        arguments.Bool("Bias", fallback: true));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireAtLeastOne(context, nameof(ConvTranspose1D), "kernel", Kernel);
        return Infer(nameof(ConvTranspose1D), kernelHeight: 1, Kernel, Image.OfSequence(context, nameof(ConvTranspose1D)), context);
    }
}
