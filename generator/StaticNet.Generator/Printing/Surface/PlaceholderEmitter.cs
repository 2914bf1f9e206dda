using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes <c>LeNet.g.cs</c> for a declaration with a mistake: the members that a sound one would have, with bodies that throw. Code that
/// uses the class compiles, and the diagnostic on the mistake stands alone.
/// </summary>
internal sealed class PlaceholderEmitter
{
    private const string Set = "global::StaticNet.ParameterSet";
    private const string Floats = "global::System.ReadOnlySpan<float>";
    private const string Labels = "global::System.ReadOnlySpan<int>";

    private readonly SourceWriter _writer;
    private readonly List<string> _members = [];
    private readonly NetworkSurface _surface;
    private readonly ILookup<string, AnalyzedLayer> _layers;
    private readonly TypeDeclaration _type;
    private readonly string _interface;
    private readonly string _body;

    private string Property => $"{{ get {_body} set {_body} }}";

    private PlaceholderEmitter(NetworkSurface surface, CancellationToken cancellationToken)
    {
        _writer = new SourceWriter(cancellationToken);
        _surface = surface;
        _type = surface.Network.Type;
        _layers = surface.Network.AllLayers.Where(static layer => layer.Layer.HasParameters).ToLookup(static layer => layer.Name);
        _interface = $"global::StaticNet.INetwork<{_type.QualifiedName}>";
        _body = $"=> throw new global::System.InvalidOperationException({Literal.Of($"'{_type.PlainName}' is not a valid network; its build says why.")});";
    }

    public static string Emit(NetworkSurface surface, CancellationToken cancellationToken)
    {
        var emitter = new PlaceholderEmitter(surface, cancellationToken);
        emitter.File();
        return emitter._writer.ToString();
    }

    private void File()
    {
        NetworkScope.Head(_writer);
        if (_surface.Needs.HidesNetwork)
        {
            _writer.Line("#pragma warning disable CS0108 // the members of a network that a base class has, too");
        }

        using (NetworkScope.Namespace(_writer, _type))
        using (NetworkScope.Class(_writer, _type, "/// <remarks>Not a valid network; the build says why.</remarks>", $" : {_interface}"))
        {
            Public();
            Interface();
            _writer.Line(string.Join("\n\n", _members));
        }
    }

    // What the user's own members take the place of is left out.
    private void Public()
    {
        AnalyzedNetwork network = _surface.Network;
        Member(SurfaceMember.InputLength, $"public const int InputLength = {Constant(network.InputShape.Length)};");
        Member(SurfaceMember.OutputLength, $"public const int OutputLength = {Constant(network.OutputShape.Length)};");
        if (network.HasTargetLength)
        {
            Member(SurfaceMember.TargetLength, $"public const int TargetLength = {Constant(network.TargetLength)};");
        }

        Member(SurfaceMember.ParameterCount, $"public const int ParameterCount = {Constant(network.ParameterCount)};");
        Member(SurfaceMember.MultiplyAdds, $"public const long MultiplyAdds = {Literal.Of(network.MultiplyAdds)};");
        Member(SurfaceMember.Summary, $"public static global::StaticNet.NetworkSummary Summary {_body}");
        Member(SurfaceMember.Constructor, Constructor(""));
        Member(SurfaceMember.SeedConstructor, Constructor("int seed"));
        Member(SurfaceMember.Parameters, $"public {Set} Parameters {_body}");
        foreach (ParameterView view in _surface.Views)
        {
            if (_surface.Has(view.Property))
            {
                _members.AddRange(Views(view));
            }
        }

        Member(SurfaceMember.CreateParameters, $"public static {Set} CreateParameters() {_body}");
        Member(SurfaceMember.Forward, $"public void Forward({Floats} inputs, global::System.Span<float> outputs) {_body}");
        if (network.IsTrained)
        {
            Member(SurfaceMember.GradientOfTargets, $"public float Gradient({Floats} inputs, {Floats} targets, {Set} gradients) {_body}");
        }

        if (network.OnlyLoss is not null)
        {
            Member(SurfaceMember.GradientOfLabels, $"public float Gradient({Floats} inputs, {Labels} labels, {Set} gradients) {_body}");
        }

        if (network.HasBackward)
        {
            Member(SurfaceMember.Backward, $"public void Backward{ProductEmitter.Parameters} {_body}");
        }

        var types = new HashSet<string>(StringComparer.Ordinal);
        foreach (NamedCall call in NamedCall.Of(network.Layers, network.Outputs, network.HasBackward).Where(call => call.Members.All(_surface.Has)))
        {
            _members.AddRange(call.GroupTypes.Where(type => types.Add(type.Key)).Select(NamedCallEmitter.Type));
            _members.Add(Documented($"public {NamedCallEmitter.Type(call)} {call.Method}{NamedCallEmitter.Parameters(call)} {_body}"));
        }

        if (network.HasDropout)
        {
            Member(SurfaceMember.DropoutSeed, $"public int DropoutSeed {Property}");
            Member(SurfaceMember.DropoutStep, $"public long DropoutStep {Property}");
        }

        Member(SurfaceMember.Save, $"public void Save(string path) {_body}");
        Member(SurfaceMember.Load, $"public static {_type.QualifiedName} Load(string path) {_body}");
    }

    private string Constructor(string parameters)
        => $"{(_surface.Needs.HasRequired ? "[global::System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute]\n" : "")}public {_type.ConstructorName}({parameters}){_surface.Needs.ConstructorInitializer} {_body}";

    private IEnumerable<string> Views(ParameterView view)
    {
        if (view.Members.Count == 0)
        {
            // Two layers may have the name, which is what makes the network invalid; the view is of the one with parameters.
            LayerView tensors = _layers[view.Layer].First().Layer.View!;
            return [Documented($"public global::StaticNet.{tensors.Type} {view.Property} {_body}")];
        }

        IEnumerable<string> members = view.Members.SelectMany(Views).Select(static member => "    " + member.Replace("\n", "\n    "));
        string property = Documented($"public {view.MembersType} {view.Property} {_body}");
        return view.Twin is null
            ? [property, Documented($"public readonly struct {view.MembersType}\n{{\n{string.Join("\n\n", members)}\n}}")]
            : [property];
    }

    // All of the interface, so that nothing of it depends on what was left out.
    private void Interface()
    {
        string self = _type.QualifiedName;
        Explicit("static int", "InputLength");
        Explicit("static int", "OutputLength");
        Explicit("static int", "ParameterCount");
        Explicit("static long", "MultiplyAdds");
        Explicit("static global::StaticNet.NetworkSummary", "Summary");
        Explicit($"static {Set}", "CreateParameters()");
        Explicit($"static {self}", "Create(int seed)");
        Explicit($"static {self}", "Load(string path)");
        Explicit(Set, "Parameters");
        Explicit("void", $"Forward({Floats} inputs, global::System.Span<float> outputs)");
        Explicit("float", $"Gradient({Floats} inputs, {Floats} targets, {Set} gradients)");
        Explicit("float", $"Gradient({Floats} inputs, {Labels} labels, {Set} gradients)");
        Explicit("void", "Save(string path)");
    }

    private void Member(string member, string declaration)
    {
        if (_surface.Has(member))
        {
            _members.Add(Documented(declaration));
        }
    }

    private static string Documented(string declaration)
        => $"/// <summary>Of a valid network only.</summary>\n{SurfaceEmitter.GeneratedCode}\n{declaration}";

    private void Explicit(string type, string member)
        => _members.Add($"{SurfaceEmitter.GeneratedCode}\n{type} {_interface}.{member} {_body}");

    private static string Constant(long value) => Literal.Of(Math.Min(value, int.MaxValue));
}
