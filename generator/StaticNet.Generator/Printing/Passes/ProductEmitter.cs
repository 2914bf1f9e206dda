using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Printing;

/// <summary>Writes <c>Backward</c>: the gradients of the outputs in, those of the parameters and of the inputs out. It is a part of <c>LeNet.Backward.g.cs</c>.</summary>
internal static class ProductEmitter
{
    /// <summary>The method that holds the calls of the pass.</summary>
    public const string RunMethod = "RunProduct";

    /// <summary>The method that computes what a call needs once.</summary>
    public const string PrepareMethod = "PrepareProduct";

    private const string Floats = "global::System.ReadOnlySpan<float>";
    private const string Memory = "global::System.Span<float>";
    private const string Set = "global::StaticNet.ParameterSet";
    private const string Marshal = "global::System.Runtime.InteropServices.MemoryMarshal";
    private const string Mask = "global::StaticNet.Kernels.DropoutMask";
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    /// <summary>The parameters of the public method, in parentheses.</summary>
    public static string Parameters => $"({Floats} inputs, {Floats} outputGradients, {Set} gradients, {Memory} inputGradients = default)";

    /// <summary>Writes the public method.</summary>
    public static void WriteSurface(SourceWriter writer, AnalyzedNetwork network, Pass pass, string kernels)
    {
        bool isNormalized = network.AllLayers.Any(static layer => layer.Layer is BatchNorm);
        writer.Line("/// <summary>");
        writer.Line("/// Takes the gradient of any function with respect to the outputs, and computes that with respect to the parameters and the inputs, summed over the samples.");
        writer.Line($"/// {(network.HasDropout ? "Drops values as training does. " : "")}{(isNormalized ? "Normalises over the batch, and moves the running statistics in <see cref=\"Parameters\"/>." : "It needs no loss.")}");
        writer.Line("/// </summary>");
        writer.Line($"/// <remarks>{ScratchMemory.Of(pass)}{ScratchMemory.Partials(network)} {BackwardEmitter.Threads(network)}</remarks>");
        writer.Line("/// <param name=\"inputs\">Any number of samples, one after another, each <see cref=\"InputLength\"/> long, channels first.</param>");
        writer.Line("/// <param name=\"outputGradients\">The derivative with respect to each output of as many samples, each <see cref=\"OutputLength\"/> long.</param>");
        writer.Line("/// <param name=\"gradients\">Made by <see cref=\"CreateParameters\"/>; overwritten.</param>");
        writer.Line("/// <param name=\"inputGradients\">Where the derivatives with respect to the inputs go, as many as inputs; left out if they are not wanted.</param>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">A length does not fit, the gradients are of another network, or what is written lies in other memory of the call.</exception>");
        writer.Line(SurfaceEmitter.GeneratedCode);
        using (writer.Braces($"public void Backward{Parameters}"))
        {
            string inputLength = Literal.Of(network.InputShape.Length);
            writer.Line($"int samples = global::StaticNet.Kernels.Check.Product(inputs, outputGradients, inputGradients, {inputLength}, {Literal.Of(network.OutputShape.Length)}, Parameters, gradients);");
            if (network.AllLayers.FirstOrDefault(static layer => layer.Layer is BatchNorm && layer.Input.Length == layer.Input.Dimensions[0]) is { } single)
            {
                writer.Line($"global::StaticNet.Kernels.Check.SeveralSamples(samples, {Literal.Of(single.Name)});");
            }

            (string run, string scratch) = pass.TakesWholeBatch
                ? ("RunProductTogether", $", {Literal.Of(pass.SharedLength)}, {Literal.Of(pass.ScratchLength)}")
                : ("RunProduct", "");
            string masks = network.HasDropout ? "new(DropoutSeed, DropoutStep)" : "default";
            writer.Line($"global::StaticNet.Kernels.GradientShards.{run}(");
            writer.Line($"    Compute, Parameters.Flat, gradients.Flat, inputs, outputGradients, inputGradients, samples, {BackwardEmitter.Cuts(network)}{scratch}, {masks});");
            if (network.HasDropout)
            {
                writer.Line("DropoutStep++;");
            }

            writer.Line();
            WritePart(writer, network, pass, kernels);
        }
    }

    // What a thread does: a part of a batch at once, or chunk by chunk, where gradients add up in the order of the samples.
    private static void WritePart(SourceWriter writer, AnalyzedNetwork network, Pass pass, string kernels)
    {
        (string scratch, string part) = pass.TakesWholeBatch ? ("ref float scratch, ", $", global::StaticNet.Kernels.{PassEmitter.Part}") : ("", "");
        writer.Line("static void Compute(");
        writer.Line($"    {Memory} parameterValues, {Memory} gradientValues,");
        writer.Line($"    {Floats} inputs, {Floats} outputGradients, {Memory} inputGradients,");
        using (writer.Braces($"    {scratch}{Mask} {PassLocals.Masks}{part})"))
        {
            string masks = network.HasDropout ? ", " + PassLocals.Masks : "";
            if (!pass.TakesWholeBatch)
            {
                writer.Line($"int samples = inputs.Length / {Literal.Of(network.InputShape.Length)};");
                writer.Line($"ref float scratch = ref global::StaticNet.Kernels.Workspace.Rent({Literal.Of(pass.WorkspaceLength)});");
                writer.Line("gradientValues.Clear();");
            }

            BackwardEmitter.WriteReferences(writer, pass, kernels, PrepareMethod);
            writer.Line($"ref float x = ref {Marshal}.GetReference(inputs);");
            writer.Line($"ref float dy = ref {Marshal}.GetReference(outputGradients);");
            writer.Line($"ref float dx = ref {Marshal}.GetReference(inputGradients);");
            writer.Line($"bool {PassLocals.WantsInputs} = !inputGradients.IsEmpty;");
            if (pass.TakesWholeBatch)
            {
                writer.Line($"{ForwardEmitter.ProductMethod}(ref parameter, ref x, ref scratch, part.Samples, part{masks});");
                writer.Line($"{kernels}.{RunMethod}(new(ref parameter), new(ref gradient), ref x, ref scratch, ref dy, ref dx, part.Samples, {PassLocals.WantsInputs}, part{masks});");
                return;
            }

            string from = network.HasDropout ? $", {PassLocals.Masks}.From(first)" : "";
            using (writer.Braces($"for (int first = 0; first < samples; first += {Literal.Of(pass.Chunk)})"))
            {
                writer.Line($"int count = global::System.Math.Min(samples - first, {Literal.Of(pass.Chunk)});");
                writer.Line($"{ForwardEmitter.ProductMethod}(ref parameter, ref x, ref scratch, count{from});");
                writer.Line($"{kernels}.{RunMethod}(new(ref parameter), new(ref gradient), ref x, ref scratch, ref dy, ref dx, count, {PassLocals.WantsInputs}{from});");
                writer.Line($"x = ref {Unsafe}.Add(ref x, count * {Literal.Of(network.InputShape.Length)});");
                writer.Line($"dy = ref {Unsafe}.Add(ref dy, count * {Literal.Of(network.OutputShape.Length)});");
                writer.Line($"dx = ref {Unsafe}.Add(ref dx, {PassLocals.WantsInputs} ? count * {Literal.Of(network.InputShape.Length)} : 0);");
            }
        }
    }

    /// <summary>Writes the method of the kernels' class that holds the calls behind the forward pass.</summary>
    public static void WriteRun(SourceWriter writer, AnalyzedNetwork network, Pass pass, KernelEmitter kernels, bool isFirst)
    {
        string[] parameters =
        [
            $"{kernels.Tensors.Type} parameters", $"{kernels.Tensors.Type} gradients", "ref float inputs", "ref float scratch",
            "ref float outputGradients", "ref float inputGradients", "int samples", $"bool {PassLocals.WantsInputs}",
            .. pass.TakesWholeBatch ? [PassEmitter.Part] : System.Array.Empty<string>(),
            .. network.HasDropout ? ["DropoutMask " + PassLocals.Masks] : System.Array.Empty<string>(),
        ];
        var calls = new PassEmitter(pass, pass.Backward, kernels, RunMethod, parameters);
        if (!isFirst)
        {
            writer.Line();
        }

        writer.Line($"// What the gradients of the outputs add to those of the parameters, and the gradients of the inputs: of a {(pass.TakesWholeBatch ? "part of a batch" : "chunk")}.");
        writer.Line(GeneratedNamespace.Optimized);
        using (writer.Braces($"public static void {RunMethod}({string.Join(", ", parameters)})"))
        {
            calls.WriteDeclarations(writer);
            calls.WriteCalls(writer);
        }

        calls.WriteParts(writer);
        BackwardEmitter.WritePreparations(writer, pass, kernels, PrepareMethod);
    }
}
