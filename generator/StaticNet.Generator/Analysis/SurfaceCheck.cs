using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>
/// Chooses the generated members so that none collides: with the class's own name, with what the user wrote, with what the class
/// inherits, with each other. What would collide is reported and left out.
/// </summary>
internal sealed class SurfaceCheck
{
    // What every network has, whatever it has beside that.
    private static readonly HashSet<string> Always = [.. SurfaceMember.Of(hasLoss: true, hasLabels: true, hasDropout: true, normalizesBatch: true, hasBackward: true).Select(SurfaceMember.NameOf), SurfaceMember.TargetLength, .. NamedCall.TypeNames];

    private readonly NetworkDeclaration _declaration;
    private readonly List<Problem> _problems;
    private readonly ViewList _views = new();
    private readonly List<string> _omitted = [];

    private readonly Dictionary<string, DeclaredMember> _declared = new(StringComparer.Ordinal);

    private SurfaceCheck(NetworkDeclaration declaration, List<Problem> problems)
    {
        _declaration = declaration;
        _problems = problems;
        foreach (DeclaredMember member in declaration.Members)
        {
            if (!_declared.ContainsKey(member.Name))
            {
                _declared.Add(member.Name, member);
            }
        }
    }

    /// <summary>The typed properties of the layers with parameters.</summary>
    public EquatableArray<ParameterView> Views => _views.Views.ToEquatableArray();

    /// <summary>The members that every network has and this one cannot get.</summary>
    public EquatableArray<string> Omitted => _omitted.ToEquatableArray();

    private bool HasDropout => _declaration.Layers.Any(static layer => layer.Value.HasDropout);

    private bool NormalizesBatch => _declaration.Layers.Any(static layer => layer.Value.NormalizesBatch);

    private string ClassName => _declaration.Type.ConstructorName;

    public static SurfaceCheck Run(NetworkDeclaration declaration, EquatableArray<AnalyzedLayer> layers, EquatableArray<NetworkOutput> outputs, List<Problem> problems)
    {
        var check = new SurfaceCheck(declaration, problems);
        if (declaration.CanBeReopened)
        {
            check.CheckMembers(layers, outputs);
            check.ChooseViews(layers);
        }

        return check;
    }

    private static bool Collide(DeclaredMember own, string generated)
        => own.Name == SurfaceMember.NameOf(generated)
            && (own.Signature is null || !SurfaceMember.IsMethod(generated) || own.Signature == generated);

    private void CheckMembers(EquatableArray<AnalyzedLayer> layers, EquatableArray<NetworkOutput> outputs)
    {
        IEnumerable<string> members = SurfaceMember.Of(_declaration.Losses.Count > 0, outputs.Count(static output => output.Loss is not null) == 1, HasDropout, NormalizesBatch, _declaration.HasBackward);
        bool hasTargetLength = outputs.Any(static output => output.Loss is null) && outputs.Any(static output => output.Loss is not null);
        foreach (string generated in members.Concat(NamedCall.Of(layers, outputs, _declaration.HasBackward).SelectMany(static call => call.Members)).Concat(hasTargetLength ? [SurfaceMember.TargetLength] : []))
        {
            if (_declaration.Needs.ConstructorInitializer is not ""
                && generated is (SurfaceMember.Constructor or SurfaceMember.SeedConstructor or SurfaceMember.ZeroConstructor)
                && (_declaration.Needs.ConstructorInitializer is null || _declaration.Members.Any(member => Collide(member, generated))))
            {
                // Reported with what keeps them from being written.
                _omitted.Add(generated);
            }
            else if (SurfaceMember.NameOf(generated) == ClassName)
            {
                Omit(generated, Site.Class, Display(generated), "the class itself has that name");
            }
            else if (FirstOrNull(_declaration.Members, member => Collide(member, generated)) is { } taken)
            {
                if (taken.InheritedFrom is null)
                {
                    Omit(generated, Site.Member(taken.Ordinal), Display(generated), "the class declares it itself");
                }
                else
                {
                    Omit(generated, Site.Class, Display(generated), $"the class inherits it from '{taken.InheritedFrom}'");
                }
            }
        }
    }

    private void ChooseViews(EquatableArray<AnalyzedLayer> layers)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            (Layer layer, int ordinal) = _declaration.Layers[i];
            var place = new LayerPlace(ordinal);
            if (View(layers[i].Name, layers[i], place) is { } view && MayAdd(view, layers[i].Name, layer, place, _views, ReasonAgainst))
            {
                _views.Add(view);
            }
        }
    }

    // The view of a layer with tensors, or of what a composite layer consists of; null where there are none.
    private ParameterView? View(string localName, AnalyzedLayer layer, LayerPlace place)
    {
        string property = Naming.Pascal(localName);
        if (layer.Layer is Composite)
        {
            EquatableArray<ParameterView> members = Members(layer, place);
            return members.Count > 0 && LayerNames.IsValid(localName) ? new ParameterView(property, layer.Name, members) : null;
        }

        // What is all another layer's is reached there.
        return layer.Layer.HasParameters && LayerNames.IsValid(localName) && (layer.Tensors.Count == 0 || layer.Tensors.Any(static tensor => tensor.Owner is null))
            ? new ParameterView(property, layer.Name, EquatableArray<ParameterView>.Empty)
            : null;
    }

    private EquatableArray<ParameterView> Members(AnalyzedLayer composite, LayerPlace place)
    {
        var views = new ViewList();
        var alike = new Dictionary<Shape, List<AnalyzedBranch>>();
        string? Reason(string member) => ReasonInType(member, Naming.Pascal(composite.Name) + "Layers");

        foreach (AnalyzedBranch branch in composite.Branches)
        {
            string path = branch.Name.Length == 0 ? composite.Name + "." : $"{composite.Name}.{branch.Name}.";
            var members = new ViewList();
            ViewList into = branch.Name.Length == 0 ? views : members;
            foreach (AnalyzedLayer layer in branch.Layers)
            {
                string name = layer.Name.Substring(path.Length);
                if (View(name, layer, place) is { } view
                    && MayAdd(view, name, layer.Layer, place with { Where = $"'{layer.Name}'" }, into, Reason))
                {
                    into.Add(view);
                }
            }

            if (branch.Name.Length > 0 && members.Views.Count > 0)
            {
                AnalyzedBranch? twin = composite.Layer is Repeat ? Twin(branch, alike) : null;
                var view = new ParameterView(Naming.Pascal(branch.Name), composite.Name + "." + branch.Name, members.Views.ToEquatableArray())
                {
                    Twin = twin is null || twin.Name == branch.Name ? null : composite.Name + "." + twin.Name,
                };
                if (MayAdd(view, branch.Name, composite.Layer, place with { Where = $"'{view.Layer}'" }, views, Reason))
                {
                    views.Add(view);
                }
            }
        }

        return views.Views.ToEquatableArray();
    }

    // The first branch of a repetition that is like this one, which may be itself. Those with other inputs are not: of a thousand all may differ.
    private static AnalyzedBranch Twin(AnalyzedBranch branch, Dictionary<Shape, List<AnalyzedBranch>> earlier)
    {
        if (!earlier.TryGetValue(branch.Layers[0].Input, out List<AnalyzedBranch>? sameInput))
        {
            earlier.Add(branch.Layers[0].Input, sameInput = []);
        }

        AnalyzedBranch? twin = sameInput.Find(other => AreAlike(other, branch));
        if (twin is null)
        {
            sameInput.Add(branch);
        }

        return twin ?? branch;
    }

    // Whether two blocks differ in their place only.
    private static bool AreAlike(AnalyzedBranch one, AnalyzedBranch other)
        => one.Layers.Count == other.Layers.Count
            && one.Layers.Zip(other.Layers, static (a, b) => a.Layer.Equals(b.Layer) && a.Input.Equals(b.Input) && a.Output.Equals(b.Output)
                && a.Branches.Count == b.Branches.Count && a.Branches.Zip(b.Branches, AreAlike).All(static alike => alike)).All(static alike => alike);

    // Reports a view whose names are taken.
    private bool MayAdd(
        ParameterView view, string name, Layer layer, LayerPlace place, ViewList earlier, System.Func<string, string?> reasonAgainst)
    {
        ParameterView? similar = earlier.OfProperty(view.Property);
        if (similar is not null && similar.Layer == view.Layer)
        {
            // Two layers of one name; reported as that.
            return false;
        }

        (string member, string? reason) = ViewList.MembersOf(view).Select(member => (member, Reason(member))).FirstOrDefault(static pair => pair.Item2 is not null);
        if (reason is null)
        {
            return true;
        }

        _problems.Add(LayerNames.NameProblem(place, layer, DiagnosticIds.LayerPropertyTaken, name, member, reason));
        return false;

        string? Reason(string member)
            => earlier.OfMember(member) is { } taken ? $"the layer '{taken.Layer}' has it already" : reasonAgainst(member);
    }

    private string? ReasonAgainst(string member)
        => member == ClassName ? "the class itself has that name"
            : Always.Contains(member) ? "every network has a member of that name"
            : !_declared.TryGetValue(member, out DeclaredMember taken) ? null
            : taken.InheritedFrom is null ? "the class declares a member of that name itself"
            : $"the class inherits a member of that name from '{taken.InheritedFrom}'";

    private static string? ReasonInType(string member, string type)
        => member == type ? "the type around it has that name"
            : member is "Equals" or "GetHashCode" or "GetType" or "ToString" or "MemberwiseClone" or "ReferenceEquals" or "Finalize"
                ? "every type has a member of that name"
                : null;

    private void Omit(string member, Site site, string shown, string reason)
    {
        _omitted.Add(member);

        // A field of the user's called Gradient stands in the way of two methods and is one mistake.
        var problem = new Problem(DiagnosticIds.MemberCollision, site, EquatableArray.Of(shown, reason));
        if (!_problems.Contains(problem))
        {
            _problems.Add(problem);
        }
    }

    // As C# shows it: the constructor under the class's name.
    private string Display(string member)
        => SurfaceMember.NameOf(member) is var name and not ".ctor" ? name : member.Replace(".ctor", ClassName);

    private static T? FirstOrNull<T>(IEnumerable<T> items, Func<T, bool> predicate)
        where T : struct
    {
        foreach (T item in items)
        {
            if (predicate(item))
            {
                return item;
            }
        }

        return null;
    }

    /// <summary>Views that stand beside each other, by their properties and by all members that they bring.</summary>
    private sealed class ViewList
    {
        private readonly Dictionary<string, ParameterView> _properties = new(StringComparer.Ordinal);
        private readonly Dictionary<string, ParameterView> _members = new(StringComparer.Ordinal);

        public List<ParameterView> Views { get; } = [];

        /// <summary>The property, and the type beside it that a view of several layers has.</summary>
        public static IEnumerable<string> MembersOf(ParameterView view) => view.Members.Count > 0 && view.Twin is null ? [view.Property, view.MembersType] : [view.Property];

        public ParameterView? OfProperty(string property) => _properties.TryGetValue(property, out ParameterView? view) ? view : null;

        public ParameterView? OfMember(string member) => _members.TryGetValue(member, out ParameterView? view) ? view : null;

        public void Add(ParameterView view)
        {
            Views.Add(view);
            _properties[view.Property] = view;
            foreach (string member in MembersOf(view))
            {
                _members[member] = view;
            }
        }
    }
}
