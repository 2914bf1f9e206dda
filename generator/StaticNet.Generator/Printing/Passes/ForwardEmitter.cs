using System.Linq;
using System.Threading;
using StaticNet.Generator.Functions;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Printing;

/// <summary>Writes <c>LeNet.Forward.g.cs</c>: the public Forward method, the forward pass of training, and their kernels.</summary>
internal static class ForwardEmitter
{
    /// <summary>The private method by which the backward file reaches the forward pass of training.</summary>
    public const string TrainingMethod = "ForwardTraining";

    /// <summary>The same for the forward pass of <c>Backward</c>.</summary>
    public const string ProductMethod = "ForwardProduct";

    public static string Emit(AnalyzedNetwork network, NetworkPlan plan, CancellationToken cancellationToken)
        => HiddenTypes.Avoid(hidden => Write(network, plan, hidden, cancellationToken));

    private static (string Text, int Start) Write(AnalyzedNetwork network, NetworkPlan plan, HiddenTypes hidden, CancellationToken cancellationToken)
    {
        var writer = new SourceWriter(cancellationToken, mostCharacters: DeclarationLimits.FileCharacters);
        TypeDeclaration type = network.Type;
        string kernelClass = GeneratedNamespace.TypeName(type, "Forward");
        string qualified = $"global::StaticNet.Generated.{kernelClass}";

        NetworkScope.Head(writer);
        using (NetworkScope.Namespace(writer, type))
        using (NetworkScope.Class(writer, type))
        {
            writer.Line($"/// <summary>Predicts: <c>{network.InputShape}</c> to <c>{network.OutputShape}</c>. May be called from many threads at once, but not while others write weights.</summary>");
            writer.Line(
                $"""
                /// <remarks>
                /// {LayerTable.Count(network.MultiplyAdds)} multiply-adds a sample. {ScratchMemory.Of(plan.Inference)}
                /// <inheritdoc cref="{type.Cref}" path="/remarks/code"/>
                /// </remarks>
                """);
            writer.Line("/// <param name=\"inputs\">Any number of samples, one after another, each <see cref=\"InputLength\"/> long, channels first.</param>");
            writer.Line("/// <param name=\"outputs\">The outputs of as many samples, each <see cref=\"OutputLength\"/> long. Must not overlap the inputs or the weights.</param>");
            writer.Line("/// <exception cref=\"global::System.ArgumentException\">A length is not a multiple of one sample's, the numbers of samples differ, or the memory overlaps.</exception>");
            writer.Line(SurfaceEmitter.GeneratedCode);
            writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
            writer.Line("public void Forward(global::System.ReadOnlySpan<float> inputs, global::System.Span<float> outputs)");
            writer.Line($"    => {qualified}.Run(Parameters.Flat, inputs, outputs);");
            NamedCallEmitter.Write(writer, network, "Forward");
            if (plan.Training is not null)
            {
                WriteBridge(writer, network, plan.Training, TrainingMethod, qualified);
            }

            if (plan.Product is not null)
            {
                WriteBridge(writer, network, plan.Product, ProductMethod, qualified);
            }
        }

        writer.Line();
        int start = writer.Length;
        using (GeneratedNamespace.Open(writer))
        {
            var tensors = new TensorNames(network);
            writer.Line($"/// <summary>The forward pass of {type.PlainName}.</summary>");
            writer.Line(SurfaceEmitter.GeneratedCode);
            using (writer.Braces($"file static class {kernelClass}"))
            {
                GeneratedNamespace.DeclareOptimized(writer);
                var kernels = new KernelEmitter(kernelClass, tensors, hidden);
                if (plan.Inference.IsInRegisters)
                {
                    var registers = new RegisterForwardEmitter(plan.Inference, kernelClass, tensors, hidden);
                    kernels.Names.Others = registers.Names;
                    WriteRegisterRun(writer, network, registers, tensors);
                }
                else
                {
                    WriteRun(writer, network, plan.Inference, kernels);
                }

                kernels.IsTraining = true;
                if (plan.Training is not null)
                {
                    WriteTrainingRun(writer, network, plan.Training, TrainingMethod, kernels);
                }

                if (plan.Product is not null)
                {
                    WriteTrainingRun(writer, network, plan.Product, ProductMethod, kernels);
                }

                kernels.WriteMethods(writer);
            }

            writer.Line();
            tensors.Write(writer);
            FunctionWriter.WriteForward(writer, network);
        }

        return (writer.ToString(), start);
    }

    // The way from the class to its kernels, which are in a type of this file.
    private static void WriteBridge(SourceWriter writer, AnalyzedNetwork network, Pass pass, string method, string kernels)
    {
        writer.Line();
        writer.Line($"// The forward pass as {(method == TrainingMethod ? "training" : "Backward")} needs it: it leaves in the scratch memory what the backward pass reads.");
        writer.Line(SurfaceEmitter.GeneratedCode);
        (string part, string partArgument) = pass.TakesWholeBatch ? ($", global::StaticNet.Kernels.{PassEmitter.Part}", ", part") : ("", "");
        (string masks, string masksArgument) = network.HasDropout ? ($", global::StaticNet.Kernels.DropoutMask {PassLocals.Masks}", ", " + PassLocals.Masks) : ("", "");
        writer.Line($"private static void {method}(ref float parameters, ref float inputs, ref float scratch, int samples{part}{masks})");
        writer.Line($"    => {kernels}.{method}(new(ref parameters), ref inputs, ref scratch, samples{partArgument}{masksArgument});");
    }

    private static void WriteTrainingRun(SourceWriter writer, AnalyzedNetwork network, Pass pass, string method, KernelEmitter kernels)
    {
        string[] part = pass.TakesWholeBatch ? [PassEmitter.Part] : [];
        string[] masks = network.HasDropout ? ["DropoutMask " + PassLocals.Masks] : [];
        string[] parameters = [$"{kernels.Tensors.Type} parameters", "ref float inputs", "ref float scratch", "int samples", .. part, .. masks];
        var calls = new PassEmitter(pass, pass.Forward, kernels, method, parameters);
        writer.Line();
        writer.Line(GeneratedNamespace.Optimized);
        using (writer.Braces($"public static void {method}({string.Join(", ", parameters)})"))
        {
            calls.WriteDeclarations(writer);
            calls.WriteCalls(writer);
        }

        calls.WriteParts(writer);
    }

    private static void WriteRegisterRun(SourceWriter writer, AnalyzedNetwork network, RegisterForwardEmitter registers, TensorNames tensors)
    {
        PassLocals locals = registers.Locals();
        WriteHead(writer);
        using (writer.Braces(null))
        {
            WriteReferences(writer, network, tensors, "samples");
            writer.Line();
            using (writer.Braces("for (; samples > 0; samples--)"))
            {
                registers.WriteCalls(writer, locals);
                WriteAdvance(writer, network, "");
            }
        }

        registers.WriteMethods(writer);
    }

    private static void WriteRun(SourceWriter writer, AnalyzedNetwork network, Pass pass, KernelEmitter kernels)
    {
        string[] scratch = pass.WorkspaceLength > 0 ? ["ref float scratch"] : [];
        var calls = new PassEmitter(
            pass, pass.Steps, kernels, "Run", [$"{kernels.Tensors.Type} parameters", "ref float inputs", "ref float outputs", .. scratch, "int samples"]);
        WriteHead(writer);
        using (writer.Braces(null))
        {
            WriteReferences(writer, network, kernels.Tensors, "left");
            if (Sharding.LeastShared(network) is { } least)
            {
                writer.Line();
                writer.Line("// Worth the help of other threads: each calls this for its share of the samples.");
                using (writer.Braces($"if (left >= {Literal.Of(least)} && ForwardShards.AreHelped)"))
                {
                    writer.Line($"ForwardShards.Run(Run, weights, x, y, {Literal.Of(network.InputShape.Length)}, {Literal.Of(network.OutputShape.Length)});");
                    writer.Line("return;");
                }

                writer.Line();
            }

            if (pass.WorkspaceLength > 0)
            {
                writer.Line($"ref float scratch = ref Workspace.Rent({Literal.Of(pass.WorkspaceLength)});");
            }

            if (pass.Preparations.Count > 0)
            {
                writer.Line($"{BackwardEmitter.PrepareMethod}(parameters, ref scratch);");
            }

            calls.WriteDeclarations(writer);
            using (writer.Braces("while (left > 0)"))
            {
                writer.Line($"int samples = Math.Min(left, {Literal.Of(pass.Chunk)});");
                calls.WriteCalls(writer);
                WriteAdvance(writer, network, "samples * ");
                writer.Line("left -= samples;");
            }
        }

        calls.WriteParts(writer);
        BackwardEmitter.WritePreparations(writer, pass, kernels);
    }

    private static void WriteHead(SourceWriter writer)
    {
        writer.Line(GeneratedNamespace.Optimized);
        writer.Line("public static void Run(Span<float> weights, ReadOnlySpan<float> x, Span<float> y)");
    }

    private static void WriteReferences(SourceWriter writer, AnalyzedNetwork network, TensorNames tensors, string count)
    {
        writer.Line($"int {count} = Check.Samples(weights, x, y, {Literal.Of(network.InputShape.Length)}, {Literal.Of(network.OutputShape.Length)});");
        writer.Line($"{tensors.Type} parameters = new(ref MemoryMarshal.GetReference(weights));");
        writer.Line("ref float inputs = ref MemoryMarshal.GetReference(x);");
        writer.Line("ref float outputs = ref MemoryMarshal.GetReference(y);");
    }

    private static void WriteAdvance(SourceWriter writer, AnalyzedNetwork network, string factor)
    {
        writer.Line($"inputs = ref Unsafe.Add(ref inputs, {factor}{Literal.Of(network.InputShape.Length)});");
        writer.Line($"outputs = ref Unsafe.Add(ref outputs, {factor}{Literal.Of(network.OutputShape.Length)});");
    }
}
