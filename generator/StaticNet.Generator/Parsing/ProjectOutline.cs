using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>
/// All of a project that a network's declaration can depend on, but for its own attributes and members: the <see cref="FileOutline"/> of every file, the
/// references, the options. Two outlines are equal where every network with the same attributes
/// reads the same; so each is read once for an outline, and binding the attributes of all networks after every keystroke, which would take the
/// compiler longer than all else, is spared. It holds files, and no compilation.
/// </summary>
internal sealed class ProjectOutline : IEquatable<ProjectOutline>
{
    // The compiler puts generated files into a folder named after the generator's type.
    private static readonly string OurFolder = typeof(NetworkGenerator).FullName;

    // The last one of each project that analyzers have looked at, of some projects.
    private const int MostProjects = 16;
    private static readonly ConcurrentDictionary<string, ProjectOutline> Latest = new(StringComparer.Ordinal);

    private readonly ImmutableArray<SyntaxTree> _files;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly CompilationOptions _options;
    private readonly string? _assembly;

    // The last that was read of each place; there may be many on the way to what the user means.
    private readonly ConcurrentDictionary<(string File, int Place), (NetworkCandidate Candidate, NetworkDeclaration? Declaration)> _read = new();

    // The networks in which nothing was found.
    private readonly ConcurrentDictionary<(string File, int Place), (NetworkCandidate Candidate, long Code)> _clean = new();

    private ProjectOutline(Compilation compilation)
    {
        _files = [.. compilation.SyntaxTrees.Where(static file => !IsOurs(file))];
        _references = compilation.ExternalReferences;

        // How files are found means nothing to attributes, and what finds references in a compiler that builds projects one after another throws when it is compared.
        _options = compilation.Options.WithMetadataReferenceResolver(null).WithXmlReferenceResolver(null).WithSourceReferenceResolver(null);
        _assembly = compilation.AssemblyName;
    }

    public static ProjectOutline Of(Compilation compilation) => new(compilation);

    /// <summary>The outline of a compilation, with what is known of it from an earlier one that is equal.</summary>
    public static ProjectOutline Remembered(Compilation compilation)
    {
        ProjectOutline outline = Of(compilation);
        string project = compilation.AssemblyName ?? "";
        if (Latest.TryGetValue(project, out ProjectOutline? before) && before.Equals(outline))
        {
            return before;
        }

        if (Latest.Count >= MostProjects)
        {
            Latest.Clear();
        }

        Latest[project] = outline;
        return outline;
    }

    /// <summary>Whether a class is a network in which, as it is and with the project's budget for code, nothing was found. Asks nothing of the compiler.</summary>
    public bool IsClean(INamedTypeSymbol type, long code, CancellationToken cancellationToken)
        => OnlyCandidate(type, cancellationToken) is { } candidate
            && _clean.TryGetValue((candidate.File, candidate.Place), out var clean)
            && clean.Code == code
            && clean.Candidate.Equals(candidate);

    /// <summary>Remembers that nothing was found in a network.</summary>
    public void SetClean(INamedTypeSymbol type, long code, CancellationToken cancellationToken)
    {
        if (OnlyCandidate(type, cancellationToken) is { } candidate)
        {
            _clean[(candidate.File, candidate.Place)] = (candidate, code);
        }
    }

    /// <summary>
    /// Reads a network of a compilation with this outline; null for what turns out to be none, or to stand on another declaration of the class.
    /// </summary>
    public NetworkDeclaration? Read(NetworkCandidate candidate, Compilation compilation, CancellationToken cancellationToken)
    {
        (string, int) place = (candidate.File, candidate.Place);
        if (_read.TryGetValue(place, out var known) && known.Candidate.Equals(candidate))
        {
            return known.Declaration;
        }

        SyntaxNode node = candidate.Find(compilation);
        if (compilation.GetSemanticModel(node.SyntaxTree).GetDeclaredSymbol(node, cancellationToken) is not INamedTypeSymbol type)
        {
            return null;
        }

        NetworkDeclaration? declaration = NetworkParser.IsHome(type, node) ? NetworkParser.Parse(type, compilation, cancellationToken).Declaration : null;

        if (OnlyCandidate(type, cancellationToken) is not null)
        {
            _read[place] = (candidate, declaration);
        }

        return declaration;
    }

    public bool Equals(ProjectOutline? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null
            || _assembly != other._assembly
            || _files.Length != other._files.Length
            || !_options.Equals(other._options)
            || (_references != other._references && !_references.SequenceEqual(other._references)))
        {
            return false;
        }

        var edited = new List<(FileOutline One, FileOutline Other)>();
        for (int i = 0; i < _files.Length; i++)
        {
            SyntaxTree one = _files[i], another = other._files[i];
            if (one == another)
            {
                continue;
            }

            // What has no path is itself only.
            if (one.FilePath != another.FilePath || one.FilePath.Length == 0 || !one.Options.Equals(another.Options))
            {
                return false;
            }

            if (!FileOutline.Of(one).IsSame(FileOutline.Of(another)))
            {
                edited.Add((FileOutline.Of(one), FileOutline.Of(another)));
            }
        }

        if (edited.Count == 0)
        {
            return true;
        }

        // Only now is it worth looking for what is mentioned anywhere, before or after.
        FileOutline[] all = [.. _files.Concat(other._files).Distinct().Select(FileOutline.Of)];
        HashSet<string> mentioned = [.. all.SelectMany(static file => file.Mentioned)], bases = [.. all.SelectMany(static file => file.Bases)];
        return edited.All(pair => pair.One.IsAlike(pair.Other, mentioned, bases));
    }

    public override bool Equals(object? obj) => Equals(obj as ProjectOutline);

    public override int GetHashCode() => _files.Length;

    // Where several declarations of a class say [Network], the attributes of all of them count, and are no part of the outline.
    private static NetworkCandidate? OnlyCandidate(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        SyntaxNode? only = null;
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences.Where(static reference => !IsOurs(reference.SyntaxTree)))
        {
            SyntaxNode node = reference.GetSyntax(cancellationToken);
            if (NetworkCandidate.Is(node))
            {
                if (only is not null)
                {
                    return null;
                }

                only = node;
            }
        }

        return only is null ? null : NetworkCandidate.Of(only);
    }

    // What the generator writes into is in the compilations that analyzers see, and tells no network anything.
    private static bool IsOurs(SyntaxTree file) => file.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) && file.FilePath.Contains(OurFolder);
}
