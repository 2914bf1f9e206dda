using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Functions;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Parsing;

/// <summary>
/// Reads the layers of one network, those made of blocks with all that is in the blocks. A block is read through its symbol, so that the
/// model changes when a block that it uses does, in whichever file, and only then. What is wrong with a block is said on the network's
/// attribute that uses it.
/// </summary>
internal sealed class LayerParser(Compilation compilation, List<Problem> problems, CancellationToken cancellationToken, int mostLayers = DeclarationLimits.Layers)
{
    private readonly BlockGraph _graph = BlockGraph.Of(compilation);
    private readonly ParameterExpressions _expressions = new(new ParameterMentions(compilation, cancellationToken), cancellationToken);
    private readonly Dictionary<ITypeSymbol, BlockDeclaration> _declarations = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, BlockDeclaration> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<(string, EquatableArray<string>)> _reported = [];
    private readonly HashSet<int> _cycles = [];
    private readonly Dictionary<(BlockDeclaration, EquatableArray<int>), Content> _contents = [];
    private readonly List<BlockDeclaration> _open = [];
    private readonly FunctionParser _functions = new(compilation, cancellationToken);
    private bool _areFunctionsRead = true;
    private int _ordinal;
    private string _shown = "";

    // The layers of the network so far; those of blocks with other arguments each time, which the network has once at least; what their arguments took.
    private long _total;
    private long _filled;
    private long _operations;

    // Once a network is too large, nothing more of it is filled in, nor said about its size.
    private bool _isTooLarge;

    /// <summary>Whether the network is too large, which has been reported. What else it has is not read any more.</summary>
    public bool IsTooLarge => _isTooLarge;

    /// <summary>False where the compiler has an error of its own for a block, or a function has one.</summary>
    public bool IsComplete => _areFunctionsRead && _declarations.Values.All(static block => block.IsComplete);

    /// <summary>False where the compiler does not find an attribute of a block.</summary>
    public bool IsResolved => _declarations.Values.All(static block => block.IsResolved);

    /// <summary>
    /// A block by itself, with the values that its parameters have where it is used without arguments, and the way back to its attributes.
    /// Null where something is wrong with it.
    /// </summary>
    public static (BlockUse Use, NetworkSites Sites)? ParseBlock(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var parser = new LayerParser(compilation, problems, cancellationToken, DeclarationLimits.LayersAlone);
        BlockDeclaration block = parser.Declared(type);

        // The networks that use it say so: here the way back to the block would be looked for in vain, once for every block on it.
        if (parser._graph.IsEndless(block, compilation))
        {
            return null;
        }

        BlockUse use = parser.Read(block, EquatableArray<int>.Empty).Use;
        return use.IsKnown && problems.Count == 0 && parser is { IsComplete: true, IsResolved: true }
            ? (use, new NetworkSites(block.Home, block.Layers, [], parser.Block))
            : null;
    }

    /// <summary>The same for a block that a network uses, by the name that <see cref="BlockUse.Type"/> has.</summary>
    public static BlockUse? ParseBlock(string name, NetworkSites sites, Compilation compilation, CancellationToken cancellationToken)
        => sites.Block(name)?.Type is INamedTypeSymbol type ? ParseBlock(type, compilation, cancellationToken)?.Use : null;

    /// <summary>A block that has been met, by the name that <see cref="BlockUse.Type"/> has.</summary>
    public BlockDeclaration? Block(string type) => _byName.TryGetValue(type, out BlockDeclaration? block) ? block : null;

    /// <summary>The layer that an attribute of the network declares; null for one that only a newer generator knows.</summary>
    public Layer? Parse(AttributeData attribute, int ordinal)
    {
        _ordinal = ordinal;
        _shown = AttributeTable.Shown(attribute);
        if (!_isTooLarge && _total >= mostLayers && !AttributeTable.IsComposition(attribute.AttributeClass))
        {
            ReportTooLarge(Grouped(_total + 1));
        }

        (Layer? layer, long count) = Parse(attribute, new AttributeArguments(attribute));
        _total += count;
        return layer;
    }

    /// <summary>The function that a layer or a loss of the network names; null where it names none, or one that cannot be read.</summary>
    public UserFunction? Function(AttributeData attribute, int ordinal)
    {
        _ordinal = ordinal;
        return Function(attribute);
    }

    private UserFunction? Function(AttributeData attribute)
    {
        // What the compiler refuses, it reports.
        if (!AttributeTable.IsFunction(attribute.AttributeClass) || !AttributeArguments.AreComplete(attribute) || attribute.AttributeClass!.TypeArguments[0] is not INamedTypeSymbol type)
        {
            return null;
        }

        string name = new AttributeArguments(attribute).String("function") ?? "";
        (IMethodSymbol? method, string? reason) = FunctionSymbols.Find(type, name, AttributeTable.Shown(attribute), compilation);
        if (method is null)
        {
            ReportUse(Site.Argument(_ordinal, "function"), DiagnosticIds.UnknownFunction, AttributeTable.Shown(attribute), Excerpt.Of(name), Excerpt.Of(type.Name), reason!);
            return null;
        }

        // What is wrong with the function is said in the function.
        FunctionReading reading = _functions.Read(method);
        _areFunctionsRead &= reading.Function is not null;
        return reading.Function;
    }

    // A layer with the number of layers that it makes, itself among them. One that joins values counts once for each.
    private (Layer? Layer, long Count) Parse(AttributeData attribute, AttributeArguments arguments)
    {
        if (!AttributeTable.IsComposition(attribute.AttributeClass))
        {
            Layer? single = AttributeTable.Layer(attribute, arguments with { Function = Function(attribute) });
            return (single, Math.Max(1, single?.Reads.Count ?? 1));
        }

        (EquatableArray<BlockUse> blocks, long count) = Compose(attribute, arguments);
        return (AttributeTable.Layer(attribute, arguments with { Blocks = blocks }), count);
    }

    private (EquatableArray<BlockUse> Blocks, long Count) Compose(AttributeData attribute, AttributeArguments arguments)
    {
        BlockDeclaration[] blocks = [.. attribute.AttributeClass!.TypeArguments.Select(Declared)];
        int times = arguments.Int("count");
        bool isSound = CheckCount(attribute, times) & CheckArguments(attribute, blocks, arguments.Ints("arguments"));
        if (!isSound)
        {
            return (blocks.Select(Unknown).ToEquatableArray(), 1);
        }

        Content[] contents = [.. Deal(attribute, blocks, arguments.Ints("arguments")).Select(pair => Read(pair.Block, pair.Arguments))];
        long count = 1 + (times * contents.Sum(static content => content.Count));
        long before = _open.Count == 0 ? _total : 0;
        if (!_isTooLarge && before + count <= mostLayers)
        {
            return (contents.Select(static content => content.Use).ToEquatableArray(), count);
        }

        if (!_isTooLarge)
        {
            _isTooLarge = true;
            ReportUse(Site.Attribute(_ordinal), DiagnosticIds.TooManyLayers, AttributeTable.Shown(attribute), Grouped(before + count), Grouped(mostLayers));
        }

        return (blocks.Select(Unknown).ToEquatableArray(), 1);
    }

    // About the network's own attribute, whatever in its blocks there is too much of.
    private void ReportTooLarge(string count)
    {
        _isTooLarge = true;
        problems.Add(new Problem(DiagnosticIds.TooManyLayers, Site.Attribute(_ordinal), EquatableArray.Of(_shown, count, Grouped(mostLayers))));
    }

    private BlockDeclaration Declared(ITypeSymbol type)
    {
        if (!_declarations.TryGetValue(type, out BlockDeclaration? block))
        {
            _declarations[type] = block = _graph.Find(type, compilation);
            _byName[block.QualifiedName] = block;
        }

        if (block.Refusal is { } refusal)
        {
            ReportDeclaration(refusal.Id, refusal.Arguments, block);
        }

        return block;
    }

    private static BlockUse Unknown(BlockDeclaration block) => Use(block, EquatableArray<Layer>.Empty, isKnown: false);

    private static BlockUse Use(BlockDeclaration block, EquatableArray<Layer> layers, bool isKnown)
        => new(block.QualifiedName, block.Name, layers, isKnown);

    private bool CheckCount(AttributeData attribute, int count)
    {
        if (count >= 1)
        {
            return true;
        }

        ReportUse(
            _open.Count == 0 ? Site.Argument(_ordinal, "count") : Site.Attribute(_ordinal),
            DiagnosticIds.ArgumentOutOfRange,
            AttributeTable.Shown(attribute),
            "count",
            count.ToString(CultureInfo.InvariantCulture),
            "at least 1");
        return false;
    }

    // What cannot be read has no parameters that arguments could be counted against.
    private bool CheckArguments(AttributeData attribute, BlockDeclaration[] blocks, EquatableArray<int> arguments)
    {
        int room = AttributeTable.DealsOut(attribute.AttributeClass)
            ? blocks.Sum(static block => block.Parameters.Length)
            : blocks.Max(static block => block.Parameters.Length);
        if (arguments.Count <= room || !blocks.All(static block => block.IsReadable))
        {
            return true;
        }

        ReportUse(
            _open.Count == 0 ? Site.Argument(_ordinal, "arguments", room) : Site.Attribute(_ordinal),
            DiagnosticIds.TooManyArguments,
            AttributeTable.Shown(attribute),
            arguments.Count == 1 ? "1 argument" : $"{arguments.Count.ToString(CultureInfo.InvariantCulture)} arguments",
            string.Join(" and ", blocks.Select(ParametersText)));
        return false;
    }

    private static string ParametersText(BlockDeclaration block)
    {
        string names = Excerpt.Of([.. block.Parameters.Select(static parameter => parameter.Name)], ", ");
        return block.Parameters.Length switch
        {
            0 => $"'{block.Name}' has no parameters",
            1 => $"'{block.Name}' has 1 parameter ({names})",
            int count => $"'{block.Name}' has {count.ToString(CultureInfo.InvariantCulture)} parameters ({names})",
        };
    }

    // Which of the arguments each block gets: of those behind the ones that are dealt out already, as many as it has parameters.
    private static IEnumerable<(BlockDeclaration Block, EquatableArray<int> Arguments)> Deal(
        AttributeData attribute, BlockDeclaration[] blocks, EquatableArray<int> arguments)
    {
        int dealt = 0;
        foreach (BlockDeclaration block in blocks)
        {
            yield return (block, arguments.Skip(dealt).Take(block.Parameters.Length).ToEquatableArray());
            dealt += AttributeTable.DealsOut(attribute.AttributeClass) ? block.Parameters.Length : 0;
        }
    }

    private Content Read(BlockDeclaration block, EquatableArray<int> arguments)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!block.IsReadable)
        {
            return new Content(Unknown(block), 0);
        }

        if (_graph.Cycle(block, compilation) is var (path, cycle))
        {
            // Blocks that contain each other are one mistake, from wherever they are met.
            if (_cycles.Add(cycle))
            {
                ReportDeclaration(
                    DiagnosticIds.BlockCycle,
                    EquatableArray.Of(block.Name, Excerpt.Of([.. path.Select(static part => part.Name)], " -> ")),
                    where: path[path.Count - 2]);
            }

            return new Content(Unknown(block), 0);
        }

        if (_open.Count == 0 && _graph.Depth(block, compilation) > DeclarationLimits.Nesting)
        {
            ReportDeclaration(DiagnosticIds.DeepBlock, EquatableArray.Of(block.Name, Grouped(DeclarationLimits.Nesting)), block);
            return new Content(Unknown(block), 0);
        }

        if (!_contents.TryGetValue((block, arguments), out Content content))
        {
            // Each block with its arguments is there once at least: so many layers the network has, before they are counted.
            _filled += block.Layers.Length;
            if (!_isTooLarge && _filled > mostLayers)
            {
                ReportTooLarge("more than " + Grouped(mostLayers));
            }

            if (_isTooLarge)
            {
                return new Content(Unknown(block), 0);
            }

            _open.Add(block);
            _contents[(block, arguments)] = content = ReadLayers(block, new BlockScope(block, arguments, _expressions));
            _open.RemoveAt(_open.Count - 1);
        }

        return content;
    }

    private Content ReadLayers(BlockDeclaration block, BlockScope scope)
    {
        var layers = new List<Layer>(block.Layers.Length);
        long count = 0;
        foreach (AttributeData attribute in block.Layers)
        {
            long before = scope.Operations;
            var (computed, failure) = scope.Compute(attribute);
            _operations += scope.Operations - before;
            if (!_isTooLarge && _operations > DeclarationLimits.Operations)
            {
                _isTooLarge = true;
                failure = ("in all", $"the arguments of the network's blocks take more than {Grouped(DeclarationLimits.Operations)} operators");
            }

            if (failure is { } found)
            {
                ReportDeclaration(DiagnosticIds.NotComputable, EquatableArray.Of(found.Parameter, AttributeTable.Shown(attribute), found.Reason));
                continue;
            }

            (Layer? layer, long layerCount) = Parse(attribute, new AttributeArguments(attribute) { Computed = computed });
            count += layerCount;
            if (layer is null)
            {
                ReportDeclaration(DiagnosticIds.UnknownLayer, AttributeTable.Unknown(attribute));
                continue;
            }

            layers.Add(layer);
        }

        return layers.Count == block.Layers.Length
            ? new Content(Use(block, layers.ToEquatableArray(), isKnown: true), count)
            : new Content(Unknown(block), 0);
    }

    // Of the network's own attribute; or of one in a block, which is part of the block's declaration.
    private void ReportUse(Site site, string id, params string[] arguments)
    {
        if (_open.Count == 0)
        {
            problems.Add(new Problem(id, site, EquatableArray.Of(arguments)));
        }
        else
        {
            ReportDeclaration(id, EquatableArray.Of(arguments));
        }
    }

    // A mistake in a block is one mistake however often the network uses the block: it is reported where it is met first.
    private void ReportDeclaration(string id, EquatableArray<string> arguments, BlockDeclaration? block = null, BlockDeclaration? where = null)
    {
        if (_reported.Add((id, arguments)))
        {
            where ??= _open.Count == 0 ? null : _open[_open.Count - 1];
            problems.Add(new Problem(id, Site.Attribute(_ordinal), arguments)
            {
                Where = where is null ? null : $"the block '{where.Name}'",
                Related = block?.Home is null ? EquatableArray<Site>.Empty : EquatableArray.Of(Site.Class with { Block = block.QualifiedName }),
            });
        }
    }

    private static string Grouped(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A block with its parameters filled in, and the number of layers in it.</summary>
    private readonly record struct Content(BlockUse Use, long Count);
}
