using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;

namespace StaticNet.Generator.Model;

/// <summary>What a parameter of a call with a span for each input and output is.</summary>
internal enum PartKind
{
    /// <summary>An input.</summary>
    Input,

    /// <summary>An output, which is written.</summary>
    Output,

    /// <summary>The targets of an output.</summary>
    Targets,

    /// <summary>The labels of an output, which stand for targets that are 1 at the label.</summary>
    Labels,

    /// <summary>The gradients of an output.</summary>
    OutputGradients,

    /// <summary>The gradients of an input, which are written where they are wanted.</summary>
    InputGradients,
}

/// <summary>A parameter of such a call, or a field of one that holds several spans.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The name of the parameter, or of the field.</param>
/// <param name="Value">The name of the input or output; null for the inputs of a network that does not name them.</param>
/// <param name="Shape">The shape of one sample.</param>
/// <param name="Offset">Where the part begins in a sample of all inputs, outputs or targets.</param>
internal sealed record CallPart(PartKind Kind, string Name, string? Value, Shape Shape, int Offset)
{
    /// <summary>The parameter that has it as a field; null where it is one itself.</summary>
    public string? Group { get; init; }

    /// <summary>Of labels, the one that counts for nothing, if there is one.</summary>
    public int? IgnoredLabel { get; init; }

    /// <summary>What messages call it.</summary>
    public string Path => Group is null ? Name : $"{Group}.{Name}";

    /// <summary>The type of a parameter that has parts of this kind as its fields.</summary>
    public string GroupType => Kind switch
    {
        PartKind.Input => "InputSpans",
        PartKind.Output => "OutputSpans",
        PartKind.OutputGradients => "OutputGradientSpans",
        PartKind.InputGradients => "InputGradientSpans",
        _ => "TargetSpans",
    };

    /// <summary>The type, as C# has it.</summary>
    public string Type => Kind switch
    {
        PartKind.Output or PartKind.InputGradients => "System.Span<float>",
        PartKind.Labels => "System.ReadOnlySpan<int>",
        _ => "System.ReadOnlySpan<float>",
    };
}

/// <summary>A method with a span for each input and output of a network that has several: <c>Forward</c>, <c>Gradient</c> with targets or labels, or <c>Backward</c>.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Parts">Its parameters before the gradients of the parameters.</param>
/// <param name="Results">Those behind them, which may be left out.</param>
internal sealed record NamedCall(string Method, EquatableArray<CallPart> Parts, EquatableArray<CallPart> Results)
{
    /// <summary>The name of the parameter for gradients.</summary>
    public const string Gradients = "gradients";

    // More spans than these are fields of one parameter.
    private const int MostSpans = 4;

    /// <summary>Whether it computes the gradients of the parameters.</summary>
    public bool HasGradients => Method != "Forward";

    /// <summary>The names of all such types.</summary>
    public static IEnumerable<string> TypeNames => ["InputSpans", "OutputSpans", "TargetSpans", "OutputGradientSpans", "InputGradientSpans"];

    /// <summary>The types that the call needs, each with its fields.</summary>
    public IEnumerable<IGrouping<string, CallPart>> GroupTypes => Parts.Concat(Results).Where(static part => part.Group is not null).GroupBy(static part => part.GroupType, System.StringComparer.Ordinal);

    /// <summary>As <see cref="SurfaceMember"/> writes it: a method, or the types that no method of the user's can name, as they are generated with it.</summary>
    public IEnumerable<string> Members => GroupTypes.Any() ? GroupTypes.Select(static type => type.Key) : [Signature];

    private string Signature => $"{Method}({string.Join(", ", Parts.Select(static part => part.Type).Concat(HasGradients ? ["StaticNet.ParameterSet"] : []).Concat(Results.Select(static part => part.Type)))})";

    /// <summary>The calls of a network; none where it has one input and one output.</summary>
    public static IEnumerable<NamedCall> Of(IEnumerable<AnalyzedLayer> layers, IReadOnlyList<NetworkOutput> outputs, bool hasBackward)
    {
        AnalyzedLayer[] inputs = [.. layers.Where(static layer => layer.Layer is Input)];
        if (inputs.Length < 2 && outputs.Count < 2)
        {
            yield break;
        }

        yield return Make("Forward", inputs, outputs, static _ => PartKind.Output);
        if (hasBackward)
        {
            yield return Make("Backward", inputs, outputs, static _ => PartKind.OutputGradients);
        }

        NetworkOutput[] trained = [.. outputs.Where(static output => output.Loss is not null)];
        if (trained.Length == 0)
        {
            yield break;
        }

        // Where one of several outputs is trained, its targets are all there are.
        if (inputs.Length < 2 && trained.Length < 2)
        {
            yield break;
        }

        yield return Make("Gradient", inputs, trained, static _ => PartKind.Targets);
        if (trained.Length <= MostSpans && trained.Any(static output => output.Loss is CrossEntropy))
        {
            yield return Make("Gradient", inputs, trained, static output => output.Loss is CrossEntropy ? PartKind.Labels : PartKind.Targets);
        }
    }

    private static NamedCall Make(string method, AnalyzedLayer[] inputs, IEnumerable<NetworkOutput> outputs, System.Func<NetworkOutput, PartKind> kind)
    {
        var taken = new HashSet<string>(System.StringComparer.Ordinal) { Gradients };
        string Unique(string name)
        {
            string unique = name;
            for (int i = 2; !taken.Add(unique); i++)
            {
                unique = System.FormattableString.Invariant($"{name}{i}");
            }

            return unique;
        }

        var parts = new List<CallPart>();
        parts.AddRange(inputs.Select(input => new CallPart(PartKind.Input, Unique(Naming.Parameter(input.Name)), input.Name, input.Output, input.InputOffset)));
        if (inputs.Length == 0)
        {
            parts.Add(new CallPart(PartKind.Input, Unique("inputs"), null, default, 0));
        }

        var results = new List<CallPart>();
        if (method == "Backward")
        {
            results.AddRange(parts.Select(part => part with { Kind = PartKind.InputGradients, Name = Unique(part.Value is null ? "inputGradients" : Naming.Parameter(part.Value) + "Gradients") }));
        }

        foreach (NetworkOutput output in outputs)
        {
            PartKind of = kind(output);
            string suffix = of switch { PartKind.Output => "", PartKind.OutputGradients => "Gradients", _ => of.ToString() };
            string name = output.Name is not null || of is PartKind.Output or PartKind.OutputGradients ? Naming.Parameter(output.Name ?? "output") + suffix : suffix.ToLowerInvariant();
            parts.Add(new CallPart(of, Unique(name), output.Name, output.Shape, of is PartKind.Targets or PartKind.Labels ? output.TargetOffset : output.Offset)
            {
                IgnoredLabel = (output.Loss as CrossEntropy)?.IgnoredLabel,
            });
        }

        return new NamedCall(method, Grouped(parts), Grouped(results));

        EquatableArray<CallPart> Grouped(List<CallPart> some)
        {
            var grouped = new List<CallPart>();
            foreach (IGrouping<string, CallPart> group in some.GroupBy(static part => part.GroupType, System.StringComparer.Ordinal))
            {
                if (group.Count() <= MostSpans)
                {
                    grouped.AddRange(group);
                    continue;
                }

                // InputSpans inputs.
                string name = group.Key.Substring(0, group.Key.Length - "Spans".Length) + "s";
                string parameter = Unique(char.ToLowerInvariant(name[0]) + name.Substring(1));
                var fields = new HashSet<string>(System.StringComparer.Ordinal) { group.Key };
                grouped.AddRange(group.Select(part => part with { Group = parameter, Name = Field(fields, part.Value!) }));
            }

            return grouped.ToEquatableArray();
        }

        static string Field(HashSet<string> fields, string value)
        {
            string stem = Naming.Pascal(Naming.Parameter(value));
            string field = stem;
            for (int i = 2; !fields.Add(field); i++)
            {
                field = System.FormattableString.Invariant($"{stem}{i}");
            }

            return field;
        }
    }
}
