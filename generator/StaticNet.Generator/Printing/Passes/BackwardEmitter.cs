using System.Linq;
using System.Threading;
using StaticNet.Generator.Functions;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Printing;

/// <summary>Writes <c>LeNet.Backward.g.cs</c>: the public Gradient methods, or Backward, and their kernels. Only for networks with a loss or with Backward.</summary>
internal static class BackwardEmitter
{
    /// <summary>The method that computes what a call needs once.</summary>
    public const string PrepareMethod = "Prepare";

    private const string Floats = "global::System.ReadOnlySpan<float>";
    private const string Labels = "global::System.ReadOnlySpan<int>";
    private const string Set = "global::StaticNet.ParameterSet";
    private const string Marshal = "global::System.Runtime.InteropServices.MemoryMarshal";
    private const string Mask = "global::StaticNet.Kernels.DropoutMask";
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    public static string Emit(AnalyzedNetwork network, NetworkPlan plan, CancellationToken cancellationToken)
        => HiddenTypes.Avoid(hidden => Write(network, plan, hidden, cancellationToken));

    private static (string Text, int Start) Write(AnalyzedNetwork network, NetworkPlan plan, HiddenTypes hidden, CancellationToken cancellationToken)
    {
        var writer = new SourceWriter(cancellationToken, mostCharacters: DeclarationLimits.FileCharacters);
        TypeDeclaration type = network.Type;
        string kernelClass = GeneratedNamespace.TypeName(type, "Backward");

        NetworkScope.Head(writer);
        using (NetworkScope.Namespace(writer, type))
        using (NetworkScope.Class(writer, type))
        {
            string qualified = $"global::StaticNet.Generated.{kernelClass}";
            if (plan.Training is not null)
            {
                WriteGradients(writer, network, plan.Training);
                writer.Line();
                WriteChunks(writer, network, plan.Training, qualified);
            }

            if (plan.Product is not null)
            {
                if (plan.Training is not null)
                {
                    writer.Line();
                }

                ProductEmitter.WriteSurface(writer, network, plan.Product, qualified);
                NamedCallEmitter.Write(writer, network, "Backward");
            }
        }

        writer.Line();
        int start = writer.Length;
        using (GeneratedNamespace.Open(writer))
        {
            var tensors = new TensorNames(network);
            writer.Line($"/// <summary>The {(plan.Training is null ? "" : "loss and the ")}backward pass of {type.PlainName}.</summary>");
            writer.Line(SurfaceEmitter.GeneratedCode);
            using (writer.Braces($"file static class {kernelClass}"))
            {
                GeneratedNamespace.DeclareOptimized(writer);
                var kernels = new KernelEmitter(kernelClass, tensors, hidden);
                if (plan.Training is not null)
                {
                    WriteRun(writer, network, plan.Training, kernels);
                }

                if (plan.Product is not null)
                {
                    ProductEmitter.WriteRun(writer, network, plan.Product, kernels, isFirst: plan.Training is null);
                }

                kernels.WriteMethods(writer);
            }

            writer.Line();
            tensors.Write(writer);
            ClassTargetsEmitter.WriteWeights(writer, network);
            FunctionWriter.WriteBackward(writer, network);
        }

        return (writer.ToString(), start);
    }

    private static void WriteRun(SourceWriter writer, AnalyzedNetwork network, Pass pass, KernelEmitter kernels)
    {
        string[] parameters =
        [
            $"{kernels.Tensors.Type} parameters", $"{kernels.Tensors.Type} gradients", "ref float inputs", "ref float scratch",
            "ReadOnlySpan<float> targets", "ReadOnlySpan<int> labels", "int samples", "float scale",
            .. pass.TakesWholeBatch ? [PassEmitter.Part] : System.Array.Empty<string>(),
            .. network.HasDropout ? ["DropoutMask " + PassLocals.Masks] : System.Array.Empty<string>(),
        ];
        var calls = new PassEmitter(
            pass, pass.Backward, kernels, "Run", parameters);
        (string of, string result) = pass.TakesWholeBatch ? ("part of a batch", "void") : ("chunk", "double");
        writer.Line($"// The loss of a {of}, and what it adds to the gradient of the mean.");
        writer.Line(GeneratedNamespace.Optimized);
        using (writer.Braces($"public static {result} Run({string.Join(", ", parameters)})"))
        {
            calls.WriteDeclarations(writer);
            calls.WriteCalls(writer);
            if (!pass.TakesWholeBatch)
            {
                writer.Line("return loss;");
            }
        }

        calls.WriteParts(writer);
        WritePreparations(writer, pass, kernels);
    }

    /// <summary>Writes the method that computes what a pass needs of the parameters once a call; nothing where it needs nothing.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="method">The method.</param>
    public static void WritePreparations(SourceWriter writer, Pass pass, KernelEmitter kernels, string method = PrepareMethod)
    {
        if (pass.Preparations.Count == 0)
        {
            return;
        }

        string[] parameters = [$"{kernels.Tensors.Type} parameters", "ref float scratch"];
        var calls = new PassEmitter(pass, pass.Preparations, kernels, method, parameters);
        writer.Line();
        writer.Line("// What the chunks need of the parameters in another order.");
        using (writer.Braces($"public static void {method}({string.Join(", ", parameters)})"))
        {
            calls.WriteDeclarations(writer);
            calls.WriteCalls(writer);
        }

        calls.WriteParts(writer);
    }

    private static void WriteGradients(SourceWriter writer, AnalyzedNetwork network, Pass pass)
    {
        string inputLength = Literal.Of(network.InputShape.Length);
        int outputs = (int)network.TargetLength;
        string length = network.HasTargetLength ? "TargetLength" : "OutputLength";

        // One output of an element-wise loss has the label itself, 0 or 1, as its target.
        int positions = network.OnlyTrained is { } trained ? trained.Loss!.Positions(trained.Shape) : 1;
        int classes = outputs == 1 && network.OnlyLoss is not CrossEntropy ? 2 : outputs / positions;
        int? ignored = (network.OnlyLoss as CrossEntropy)?.IgnoredLabel;
        Write(
            "targets",
            $"{Floats} targets",
            $"The targets of as many samples, each <see cref=\"{length}\"/> long.",
            $"Check.Batch(inputs, targets, {inputLength}, {Literal.Of(outputs)}, Parameters, gradients)",
            $"GradientOf(inputs, targets, default({Labels}), samples, gradients)");
        NamedCallEmitter.Write(writer, network, "Gradient");
        if (network.OnlyLoss is null)
        {
            return;
        }

        writer.Line();
        Write(
            "labels",
            $"{Labels} labels",
            classes > outputs ? "One label a sample, 0 or 1."
                : $"One class {(positions > 1 ? $"for each of the {Literal.Of(positions)} positions of a sample" : "a sample")}, from 0 to {Literal.Of(classes - 1)}{(ignored is { } label ? $", or {Literal.Of(label)}, which is ignored" : "")}.",
            $"Check.Batch(inputs, labels, {inputLength}, {Literal.Of(classes)}, {(positions > 1 || ignored is not null ? $"{Literal.Of(positions)}, {(ignored is { } number ? Literal.Of(number) : "null")}, " : "")}Parameters, gradients)",
            $"GradientOf(inputs, default({Floats}), labels, samples, gradients)");

        void Write(string name, string parameter, string doc, string check, string call)
        {
            bool isNormalized = network.AllLayers.Any(static layer => layer.Layer is BatchNorm);
            writer.Line(isNormalized
                ? "/// <summary>Computes the mean loss of the samples and writes its gradient for every parameter. Moves the running statistics in <see cref=\"Parameters\"/>.</summary>"
                : "/// <summary>Computes the mean loss of the samples and writes its gradient for every parameter.</summary>");
            writer.Line($"/// <remarks>{ScratchMemory.Of(pass)}{ScratchMemory.Partials(network)} {Threads(network)}</remarks>");
            writer.Line("/// <param name=\"inputs\">Any number of samples but zero, one after another, each <see cref=\"InputLength\"/> long, channels first.</param>");
            writer.Line($"/// <param name=\"{name}\">{doc}</param>");
            writer.Line("/// <param name=\"gradients\">Made by <see cref=\"CreateParameters\"/>; overwritten.</param>");
            writer.Line("/// <returns>The mean loss.</returns>");
            writer.Line("/// <exception cref=\"global::System.ArgumentException\">A length does not fit, the gradients are of another network, or what is read lies in the memory of what is written.</exception>");
            if (name == "labels")
            {
                writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">A label is out of range.</exception>");
            }

            writer.Line(SurfaceEmitter.GeneratedCode);
            using (writer.Braces($"public float Gradient({Floats} inputs, {parameter}, {Set} gradients)"))
            {
                writer.Line($"int samples = global::StaticNet.Kernels.{check};");
                if (network.AllLayers.FirstOrDefault(static layer => layer.Layer is BatchNorm && layer.Input.Length == layer.Input.Dimensions[0]) is { } single)
                {
                    writer.Line($"global::StaticNet.Kernels.Check.SeveralSamples(samples, {Literal.Of(single.Name)});");
                }

                writer.Line($"return {call};");
            }
        }
    }

    // What changes in the network itself decides.
    internal static string Threads(AnalyzedNetwork network)
    {
        bool isNormalized = network.AllLayers.Any(static layer => layer.Layer is BatchNorm);
        return isNormalized ? "May be called from one thread at a time, and not while others call <c>Forward</c> or write weights."
            : network.HasDropout ? "May be called from one thread at a time, beside <c>Forward</c>, but not while others write weights."
            : "May be called from many threads at once, each with its own gradients, but not while others write weights.";
    }

    /// <summary>How a batch is cut into shards, as GradientShards takes it: their minimum size and maximum number.</summary>
    public static string Cuts(AnalyzedNetwork network)
        => Sharding.Shard(network) is { } least ? $"{Literal.Of(least)}, {Literal.Of(Sharding.MostShards(network))}" : $"{Literal.Of(int.MaxValue)}, {Literal.Of(1)}";

    private static void WriteChunks(SourceWriter writer, AnalyzedNetwork network, Pass pass, string kernels)
    {
        int? shard = Sharding.Shard(network);
        writer.Line(pass.TakesWholeBatch ? "// Forward, loss, backward. Each thread works off a part of the batch, and all of them meet where its samples are normalised together."
            : shard is not null ? "// Forward, loss, backward. Some samples at a time have gradients of their own, which several threads may compute, and which add up in order."
            : "// Forward, loss, backward, chunk by chunk; gradients and losses add up in the order of the samples.");
        writer.Line(SurfaceEmitter.GeneratedCode);
        using (writer.Braces($"private float GradientOf({Floats} inputs, {Floats} targets, {Labels} labels, int samples, {Set} gradients)"))
        {
            if (network.HasDropout)
            {
                writer.Line($"{Mask} {PassLocals.Masks} = new(DropoutSeed, DropoutStep);");
            }

            string mean = (network.HasDropout ? "DropoutStep++;\n" : "") + $"return (float)(loss / {WriteScale(writer, network)});";
            if (shard is null && !pass.TakesWholeBatch)
            {
                writer.Line("global::System.Span<float> parameterValues = Parameters.Flat, gradientValues = gradients.Flat;");
                WritePass(writer, network, pass, kernels);
                writer.Line(mean);
                return;
            }

            (string run, string scratch) = pass.TakesWholeBatch
                ? ("RunTogether", $"{Literal.Of(pass.SharedLength)}, {Literal.Of(pass.ScratchLength)}, ")
                : ("Run", "");
            string masks = network.HasDropout ? PassLocals.Masks : "default";
            writer.Line($"double loss = global::StaticNet.Kernels.GradientShards.{run}(");
            writer.Line($"    Compute, Parameters.Flat, gradients.Flat, inputs, targets, labels, samples, {Cuts(network)}, {scratch}scale, {masks});");
            writer.Line(mean);
            writer.Line();
            if (pass.TakesWholeBatch)
            {
                WritePart(writer, network, pass, kernels);
            }
            else
            {
                WriteShard(writer, network, pass, kernels);
            }
        }
    }

    // The scale of the gradients; gives what the sum of the losses is divided by.
    private static string WriteScale(SourceWriter writer, AnalyzedNetwork network)
    {
        if (network.OnlyTrained is { Loss: CrossEntropy { IsWeighted: true } loss } output)
        {
            string weights = ClassTargetsEmitter.Weights("global::StaticNet.Generated." + ClassTargetsEmitter.WeightsType(network.Type), output.TargetOffset);
            string terms = ClassTargetsEmitter.Terms(loss, CrossEntropy.Classes(output.Shape), loss.Positions(output.Shape), weights, hasSmoothing: false);
            writer.Line($"double weight = {terms.Replace("new ", "new global::StaticNet.Kernels.")}.WeightOf(targets, labels);");
            writer.Line("float scale = (float)(1 / weight);");
            return "weight";
        }

        int count = network.OnlyLoss is { Weight: 1 } only ? only.Terms(network.OnlyTrained!.Shape) : 1;
        string samples = count == 1 ? "samples" : $"((float)samples * {Literal.Of(count)})";
        writer.Line($"float scale = 1f / {samples};");
        return samples.Replace("(float)", "(double)");
    }

    private static void WriteShard(SourceWriter writer, AnalyzedNetwork network, Pass pass, string kernels)
    {
        writer.Line("// Chunk by chunk; gradients and losses add up in the order of the samples.");
        writer.Line("static double Compute(");
        writer.Line("    global::System.Span<float> parameterValues, global::System.Span<float> gradientValues,");
        using (writer.Braces($"    {Floats} inputs, {Floats} targets, {Labels} labels, float scale, {Mask} {PassLocals.Masks})"))
        {
            writer.Line($"int samples = inputs.Length / {Literal.Of(network.InputShape.Length)};");
            WritePass(writer, network, pass, kernels);
            writer.Line("return loss;");
        }
    }

    private static void WritePart(SourceWriter writer, AnalyzedNetwork network, Pass pass, string kernels)
    {
        writer.Line("static void Compute(");
        writer.Line("    global::System.Span<float> parameterValues, global::System.Span<float> gradientValues,");
        writer.Line($"    {Floats} inputs, {Floats} targets, {Labels} labels,");
        using (writer.Braces($"    ref float scratch, float scale, {Mask} {PassLocals.Masks}, global::StaticNet.Kernels.{PassEmitter.Part})"))
        {
            WriteReferences(writer, pass, kernels);
            string masks = network.HasDropout ? $", {PassLocals.Masks}" : "";
            writer.Line($"ref float x = ref {Marshal}.GetReference(inputs);");
            writer.Line($"{ForwardEmitter.TrainingMethod}(ref parameter, ref x, ref scratch, part.Samples, part{masks});");
            writer.Line($"{kernels}.Run(new(ref parameter), new(ref gradient), ref x, ref scratch, targets, labels, part.Samples, scale, part{masks});");
        }
    }

    // What adds up to loss and gradient, chunk by chunk.
    private static void WritePass(SourceWriter writer, AnalyzedNetwork network, Pass pass, string kernels)
    {
        string inputLength = Literal.Of(network.InputShape.Length);
        int outputs = (int)network.TargetLength;
        int positions = network.OnlyTrained is { } trained ? trained.Loss!.Positions(trained.Shape) : 1;
        writer.Line($"ref float scratch = ref global::StaticNet.Kernels.Workspace.Rent({Literal.Of(pass.WorkspaceLength)});");
        writer.Line("gradientValues.Clear();");
        WriteReferences(writer, pass, kernels);
        string masks = network.HasDropout ? $", {PassLocals.Masks}.From(first)" : "";
        writer.Line($"ref float firstInput = ref {Marshal}.GetReference(inputs);");
        writer.Line("double loss = 0;");
        using (writer.Braces($"for (int first = 0; first < samples; first += {Literal.Of(pass.Chunk)})"))
        {
            writer.Line($"int count = global::System.Math.Min(samples - first, {Literal.Of(pass.Chunk)});");
            writer.Line($"ref float x = ref {Unsafe}.Add(ref firstInput, first * {inputLength});");
            writer.Line($"{ForwardEmitter.TrainingMethod}(ref parameter, ref x, ref scratch, count{masks});");
            writer.Line($"loss += {kernels}.Run(new(ref parameter), new(ref gradient), ref x, ref scratch, targets.IsEmpty ? targets : targets.Slice({(outputs == 1 ? "first" : $"first * {Literal.Of(outputs)}")}), labels.IsEmpty ? labels : labels.Slice({(positions == 1 ? "first" : $"first * {Literal.Of(positions)}")}), count, scale{masks});");
        }

        writer.Line();
    }

    // Parameters, gradients, and what is computed once.
    internal static void WriteReferences(SourceWriter writer, Pass pass, string kernels, string prepare = PrepareMethod)
    {
        writer.Line($"ref float parameter = ref {Marshal}.GetReference(parameterValues);");
        writer.Line($"ref float gradient = ref {Marshal}.GetReference(gradientValues);");
        if (pass.Preparations.Count > 0)
        {
            writer.Line($"{kernels}.{prepare}(new(ref parameter), ref scratch);");
        }
    }
}
