using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes the calls with a span for each input and output. A network works on samples whose inputs, and whose outputs, lie one behind another: these calls bring them there
/// and back.
/// </summary>
internal static class NamedCallEmitter
{
    private const string Kernels = "global::StaticNet.Kernels.";

    /// <summary>The parameters, in parentheses.</summary>
    public static string Parameters(NamedCall call)
    {
        string[] parameters =
        [
            .. call.Parts.Select(Parameter).Distinct(),
            .. call.HasGradients ? [$"global::StaticNet.ParameterSet {NamedCall.Gradients}"] : System.Array.Empty<string>(),
            .. call.Results.Select(static part => Parameter(part) + " = default").Distinct(),
        ];
        return $"({string.Join(", ", parameters)})";

        static string Parameter(CallPart part) => part.Group is null ? $"global::{part.Type} {Identifier(part.Name)}" : $"{part.GroupType} {part.Group}";
    }

    /// <summary>What a call returns.</summary>
    public static string Type(NamedCall call) => call.Method == "Gradient" ? "float" : "void";

    /// <summary>Writes the calls of a method.</summary>
    public static void Write(SourceWriter writer, AnalyzedNetwork network, string method)
    {
        foreach (NamedCall call in NamedCall.Of(network.Layers, network.Outputs, network.HasBackward).Where(call => call.Method == method))
        {
            // The inputs' come with Forward.
            foreach (IGrouping<string, CallPart> type in call.GroupTypes.Where(type => method == "Forward" || type.Key != "InputSpans"))
            {
                writer.Line();
                writer.Line(Type(type));
            }

            writer.Line();
            Write(writer, network, call);
        }
    }

    /// <summary>A type that holds a span for each of many inputs or outputs.</summary>
    public static string Type(IGrouping<string, CallPart> type)
        => $$"""
            /// <summary>A span for each of the {{Of(type.First().Kind)}}.</summary>
            {{SurfaceEmitter.GeneratedCode}}
            public ref struct {{type.Key}}
            {
            {{string.Join("\n\n", type.Select(static part => $"    /// <summary>{Description(part)}</summary>\n    public global::{part.Type} {part.Name} {{ get; set; }}"))}}
            }
            """;

    private static string Of(PartKind kind) => kind switch
    {
        PartKind.Input => "inputs",
        PartKind.Output => "outputs",
        PartKind.OutputGradients => "outputs' gradients",
        PartKind.InputGradients => "inputs' gradients, which may be left empty",
        _ => "outputs that have a loss: their targets",
    };

    private static void Write(SourceWriter writer, AnalyzedNetwork network, NamedCall call)
    {
        writer.Line(call.Method == "Backward"
            ? "/// <summary>Takes the gradients of the outputs, and computes those of the parameters and of the inputs that are wanted, with a span for each.</summary>"
            : call.HasGradients
            ? "/// <summary>Computes the weighted sum of the mean losses and writes its gradient for every parameter, with a span for each input and for each output that has a loss.</summary>"
            : "/// <summary>Predicts, with a span for each input and each output.</summary>");
        Document(writer, call.Parts);

        if (call.HasGradients)
        {
            writer.Line($"/// <param name=\"{NamedCall.Gradients}\">Made by <see cref=\"CreateParameters\"/>; overwritten.</param>");
        }

        Document(writer, call.Results);

        if (Type(call) == "float")
        {
            writer.Line("/// <returns>The weighted sum of the outputs' mean losses.</returns>");
        }

        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">A length does not fit, the numbers of samples differ, or {(call.HasGradients ? "the gradients are of another network" : "the memory of an output overlaps other memory")}.</exception>");
        if (call.Parts.Any(static part => part.Kind == PartKind.Labels))
        {
            writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">A label is out of range.</exception>");
        }

        writer.Line(SurfaceEmitter.GeneratedCode);
        using (writer.Braces($"public {Type(call)} {call.Method}{Parameters(call)}"))
        {
            Body(writer, network, call);
        }
    }

    private static void Document(SourceWriter writer, IEnumerable<CallPart> parts)
    {
        foreach (IGrouping<string, CallPart> parameter in parts.GroupBy(static part => part.Group ?? part.Name, System.StringComparer.Ordinal))
        {
            CallPart first = parameter.First();
            writer.Line($"/// <param name=\"{parameter.Key}\">{(first.Group is null ? Description(first) : $"The {Of(first.Kind)}.")}</param>");
        }
    }

    private static void Body(SourceWriter writer, AnalyzedNetwork network, NamedCall call)
    {
        var taken = new HashSet<string>(call.Parts.Concat(call.Results).Select(static part => part.Group ?? part.Name)) { NamedCall.Gradients };
        string samples = Unique(taken, "samples");
        CallPart[] inputs = [.. call.Parts.Where(static part => part.Kind == PartKind.Input)];
        CallPart[] others = [.. call.Parts.Where(static part => part.Kind != PartKind.Input)];
        writer.Line($"int {samples} = {Kernels}Check.Samples({Expression(inputs[0])}, {Length(network, inputs[0])}, {Literal.Of(inputs[0].Path)});");
        foreach (CallPart part in call.Parts.Skip(1))
        {
            string check = part.Kind switch
            {
                PartKind.Output => $"Output({Expression(part)}, {samples}, {Length(network, part)}, Parameters.Flat, {Literal.Of(part.Path)})",
                PartKind.Labels => $"Labels({Expression(part)}, {samples}, {Classes(part)}, {Literal.Of(part.Path)})",
                _ => $"Part({Expression(part)}, {samples}, {Length(network, part)}, {Literal.Of(part.Path)})",
            };
            writer.Line($"{Kernels}Check.{check};");
        }

        foreach (CallPart part in call.Results)
        {
            writer.Line($"{Kernels}Check.InputGradients({Expression(part)}, {samples}, {Length(network, part)}, Parameters, {NamedCall.Gradients}, {Literal.Of(part.Path)});");
        }

        if (!call.HasGradients && others[0].Group is null)
        {
            for (int i = 0; i < others.Length; i++)
            {
                for (int k = i + 1; k < others.Length; k++)
                {
                    writer.Line($"{Kernels}Check.Apart({Identifier(others[i].Name)}, {Identifier(others[k].Name)}, {Literal.Of(others[k].Name)});");
                }
            }
        }

        string joinedInputs = Joined(inputs, "InputLength", "joinedInputs");
        string joinedOutputs = Joined(
            others,
            call.Method == "Gradient" && network.HasTargetLength ? "TargetLength" : "OutputLength",
            call.Method switch { "Gradient" => "joinedTargets", "Backward" => "joinedOutputGradients", _ => "joinedOutputs" });
        if (call.Method == "Backward")
        {
            Backward(writer, network, call, taken, samples, joinedInputs, joinedOutputs);
            return;
        }

        if (call.HasGradients)
        {
            writer.Line($"return Gradient({joinedInputs}, {joinedOutputs}, {NamedCall.Gradients});");
            return;
        }

        writer.Line($"Forward({joinedInputs}, {joinedOutputs});");
        if (others.Length > 1)
        {
            foreach (CallPart part in others)
            {
                writer.Line($"{joinedOutputs.Split('.')[0]}.CopyTo({Expression(part)}, {Literal.Of(part.Offset)}, {Length(network, part)});");
            }
        }

        // One part is passed on as it is; several are joined, and those that are read copied.
        string Joined(CallPart[] parts, string length, string name)
        {
            if (parts.Length == 1)
            {
                return Identifier(parts[0].Name);
            }

            name = Unique(taken, name);
            writer.Line($"using {Kernels}JoinedSamples {name} = new({samples}, {length});");
            foreach (CallPart part in parts.Where(static part => part.Kind != PartKind.Output))
            {
                writer.Line(part.Kind == PartKind.Labels
                    ? $"{name}.SetLabels({Expression(part)}, {Literal.Of(part.Offset)}, {Classes(part)});"
                    : $"{name}.Set({Expression(part)}, {Literal.Of(part.Offset)}, {Length(network, part)});");
            }

            return name + ".Values";
        }
    }

    // The gradients of the inputs are computed where those of one of them are wanted.
    private static void Backward(SourceWriter writer, AnalyzedNetwork network, NamedCall call, HashSet<string> taken, string samples, string inputs, string outputGradients)
    {
        if (call.Results.Count == 1)
        {
            writer.Line($"Backward({inputs}, {outputGradients}, {NamedCall.Gradients}, {Identifier(call.Results[0].Name)});");
            return;
        }

        string joined = Unique(taken, "joinedInputGradients");
        string wanted = string.Join(" && ", call.Results.Select(static part => $"{Expression(part)}.IsEmpty"));
        writer.Line($"using {Kernels}JoinedSamples {joined} = new({wanted} ? 0 : {samples}, InputLength);");
        writer.Line($"Backward({inputs}, {outputGradients}, {NamedCall.Gradients}, {joined}.Values);");
        foreach (CallPart part in call.Results)
        {
            using (writer.Braces($"if (!{Expression(part)}.IsEmpty)"))
            {
                writer.Line($"{joined}.CopyTo({Expression(part)}, {Literal.Of(part.Offset)}, {Length(network, part)});");
            }
        }
    }

    private static string Length(AnalyzedNetwork network, CallPart part) => Literal.Of(part.Value is null && (part.Kind is PartKind.Input or PartKind.InputGradients) ? network.InputShape.Length : part.Shape.Length);

    // Of labels: the classes, and where they differ from one class a sample the positions and what is ignored.
    private static string Classes(CallPart part)
        => Literal.Of(CrossEntropy.Classes(part.Shape))
            + (Positions(part) > 1 || part.IgnoredLabel is not null ? $", {Literal.Of(Positions(part))}, {(part.IgnoredLabel is { } ignored ? Literal.Of(ignored) : "null")}" : "");

    private static long Positions(CallPart part) => part.Shape.Length / CrossEntropy.Classes(part.Shape);

    private static string Description(CallPart part) => part.Kind switch
    {
        PartKind.Input when part.Value is null => "Any number of samples, one after another, each <see cref=\"InputLength\"/> long, channels first.",
        PartKind.Input => $"The input '{part.Value}' of any number of samples, each of shape <c>{part.Shape}</c>, channels first.",
        PartKind.OutputGradients => $"The derivatives with respect to the output '{part.Value}' of as many samples, each of shape <c>{part.Shape}</c>.",
        PartKind.InputGradients => $"Where the derivatives with respect to {(part.Value is null ? "the inputs" : $"the input '{part.Value}'")} go; left out if they are not wanted.",
        PartKind.Output => $"The output '{part.Value}' of as many samples, each of shape <c>{part.Shape}</c>. Must not overlap other memory of the call, nor the weights.",
        PartKind.Labels => $"The labels of the output '{part.Value}': one class {(Positions(part) > 1 ? $"for each of the {Literal.Of(Positions(part))} positions of a sample" : "a sample")}, from 0 to {Literal.Of(CrossEntropy.Classes(part.Shape) - 1)}{(part.IgnoredLabel is { } ignored ? $", or {Literal.Of(ignored)}, which is ignored" : "")}.",
        _ => $"The targets of the output '{part.Value}', of as many samples, each of shape <c>{part.Shape}</c>.",
    };

    private static string Unique(HashSet<string> taken, string name)
    {
        string unique = name;
        for (int i = 2; !taken.Add(unique); i++)
        {
            unique = name + Literal.Of(i);
        }

        return unique;
    }

    private static string Expression(CallPart part) => part.Group is null ? Identifier(part.Name) : $"{part.Group}.{part.Name}";

    private static string Identifier(string name) => MethodNames.IsKeyword(name) ? "@" + name : name;
}
