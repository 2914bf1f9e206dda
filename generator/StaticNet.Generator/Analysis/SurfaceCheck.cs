using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>
/// Chooses the generated members so that none collides: with the class's own name, with what the user wrote, with what the class
/// inherits, with each other. What would collide is reported and left out.
/// </summary>
internal sealed class SurfaceCheck
{
    private readonly NetworkDeclaration _declaration;
    private readonly List<Problem> _problems;
    private readonly List<ParameterView> _views = [];
    private readonly List<string> _omitted = [];

    private SurfaceCheck(NetworkDeclaration declaration, List<Problem> problems)
    {
        _declaration = declaration;
        _problems = problems;
    }

    /// <summary>The typed properties of the layers with parameters.</summary>
    public EquatableArray<ParameterView> Views => _views.ToEquatableArray();

    /// <summary>The members that every network has and this one cannot get.</summary>
    public EquatableArray<string> Omitted => _omitted.ToEquatableArray();

    private bool HasDropout => _declaration.Layers.Any(static layer => layer.Value.HasDropout);

    private string ClassName => _declaration.Type.ConstructorName;

    public static SurfaceCheck Run(NetworkDeclaration declaration, List<AnalyzedLayer> layers, List<Problem> problems)
    {
        var check = new SurfaceCheck(declaration, problems);
        if (declaration.CanBeReopened)
        {
            check.CheckMembers();
            check.ChooseViews(layers);
        }

        return check;
    }

    private static bool Collide(DeclaredMember own, string generated)
        => own.Name == SurfaceMember.NameOf(generated)
            && (own.Signature is null || !SurfaceMember.IsMethod(generated) || own.Signature == generated);

    private void CheckMembers()
    {
        foreach (string generated in SurfaceMember.Of(_declaration.Losses.Count > 0, HasDropout))
        {
            if (!_declaration.CanHaveConstructors && generated is (SurfaceMember.Constructor or SurfaceMember.SeedConstructor))
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

    private void ChooseViews(List<AnalyzedLayer> layers)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            string name = layers[i].Name;
            if (!layers[i].Layer.HasParameters || !LayerNames.IsValid(name))
            {
                continue;
            }

            string property = Naming.Pascal(name);
            ParameterView? earlier = FirstOrNull(_views, view => view.Property == property);
            if (earlier is { } other && layers[other.Layer].Name == name)
            {
                // Two layers of one name; reported as that.
                continue;
            }

            string? reason =
                property == ClassName ? "the class itself has that name"
                : earlier is { } similar ? $"the layer '{layers[similar.Layer].Name}' has it already"
                : SurfaceMember.Of(hasLoss: true, hasDropout: true).Any(member => SurfaceMember.NameOf(member) == property) ? "every network has a member of that name"
                : FirstOrNull(_declaration.Members, member => member.Name == property) is not { } taken ? null
                : taken.InheritedFrom is null ? "the class declares a member of that name itself"
                : $"the class inherits a member of that name from '{taken.InheritedFrom}'";
            if (reason is null)
            {
                _views.Add(new ParameterView(property, i));
            }
            else
            {
                _problems.Add(new Problem(
                    DiagnosticIds.LayerPropertyTaken, LayerNames.NameSite(_declaration.Layers[i]), EquatableArray.Of(name, property, reason)));
            }
        }
    }

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
}
