using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Layers;

namespace StaticNet.Fuzz;

/// <summary>
/// Draws projects in which every layer fits what comes to it: networks and blocks in one file or in several, in namespaces or not, nested or generic,
/// in parts, with budgets and constants, and used or not.
/// </summary>
internal sealed class SoundProject(Random random)
{
    private const int Attempts = 20;
    private const string Sizes = "static class Sizes\n{\n    public const int Small = 2;\n    public const int Large = 2 * Small + 4;\n}\n";

    private static readonly KnownAttribute[] Plain = [.. Vocabulary.Layers.Where(static layer => layer.Arity == 0 && layer.Name is not ("Input" or "Output"))];
    private static readonly KnownAttribute[] Compositions = [.. Vocabulary.Layers.Where(static layer => layer.Arity > 0)];

    private readonly List<SoundBlock> _blocks = [];
    private readonly StringBuilder _blockText = new();
    private string _prefix = "";
    private int _names;
    private bool _usesSizes;

    // Of the block that is drawn: its name and its parameters, as far as there are any.
    private string _block = "";
    private List<Number> _defaults = [];

    // Whether the blocks are those of an assembly that others refer to.
    private bool _isLibrary;

    /// <summary>Blocks for an assembly that others refer to, and their text.</summary>
    /// <param name="random">The choices.</param>
    /// <param name="count">The minimum number of blocks.</param>
    public static (IReadOnlyList<SoundBlock> Blocks, string Text) DrawLibrary(Random random, int count)
    {
        var project = new SoundProject(random) { _isLibrary = true };
        while (project._blocks.Count < count)
        {
            project.Block(project.Shape(), depth: 1, isAlike: random.Next(2) == 0);
        }

        return (project._blocks, project._blockText + (project._usesSizes ? Sizes : ""));
    }

    /// <summary>A project.</summary>
    public UserProject Draw()
    {
        int style = random.Next(6);
        _prefix = style switch { 0 => "StaticNet.", 1 => "global::StaticNet.", _ => "" };
        string usings = style is 2 or > 3 ? "using StaticNet;\n" : "";
        string space = Pick("", "", "Users", "Users.Models", "Größe.@class");
        var networks = new StringBuilder();
        var parts = new StringBuilder();
        List<string> names = [];
        int count = random.Next(12) switch { 0 => 3, 1 or 2 => 2, _ => 1 };
        for (int i = 0; i < count; i++)
        {
            names.Add(Network(networks, parts, i));
        }

        bool apart = random.Next(2) == 0;
        string blocks = _blockText.ToString();
        var project = new UserProject([new UserFile("/user/Models.cs", usings + Within(space, apart ? networks.ToString() : random.Next(2) == 0 ? networks + "\n" + blocks : blocks + networks))]);
        project = apart && blocks.Length > 0 ? project.Plus("Blocks", usings + Within(space, blocks)) : project;
        project = parts.Length > 0 ? project.Plus("Parts", Within(space, parts.ToString())) : project;
        project = _usesSizes ? project.Plus("Sizes", Sizes) : project;
        project = style == 3 ? project.Plus("Usings", "global using StaticNet;\n") : project;
        string[] simple = [.. names.Where(static name => name.Length > 0)];
        project = random.Next(3) == 0 && simple.Length > 0
            ? project.Plus("Use", "using StaticNet;\n" + Within(space, $"static class Program\n{{\n    static void Train()\n    {{\n        _ = new Trainer<{Pick(simple)}>(new {simple[0]}(1), new Sgd(0.1f));\n    }}\n}}\n"))
            : project;
        return random.Next(3) == 0 ? project with { Files = [.. project.Files.Skip(1), project.Files[0]] } : project;
    }

    private int[] Shape() => [.. Enumerable.Range(0, 1 + random.Next(3)).Select(dimension => dimension == 0 ? Pick(1, 2, 3, 4, 8, 16, 17) : Pick(1, 3, 4, 5, 6, 8))];

    // Writes a network; gives its name, or nothing where it cannot be said so simply elsewhere.
    private string Network(StringBuilder text, StringBuilder parts, int number)
    {
        int[] shape = Shape();
        List<string> attributes = [$"{_prefix}Network({string.Join(", ", shape)}{(random.Next(12) == 0 ? ", Winograd = false" : "")})"];
        if (random.Next(8) == 0)
        {
            attributes.Insert(random.Next(2), $"{_prefix}Budget({Pick("Parameters = 100_000", "MultiplyAdds = 10_000_000L", "Parameters = 100_000, WorkspaceBytes = 1L << 24")})");
        }

        int[] input = shape;
        (List<SoundLayer> layers, shape) = Layers(shape, 1 + random.Next(random.Next(5) == 0 ? 8 : 3), 0);
        bool isTrained = random.Next(3) > 0;
        bool hasOutputs = random.Next(4) == 0;
        if (random.Next(6) == 0 && !layers.Exists(static layer => layer.Text.Contains("\"input\"", StringComparison.Ordinal)))
        {
            attributes[attributes.FindIndex(static attribute => attribute.Contains("Network(", StringComparison.Ordinal))] = $"{_prefix}Network";
            attributes.Add($"{_prefix}Input(\"first\", {string.Join(", ", input)})");
        }

        int[] at = input;
        for (int i = 0; i < layers.Count; i++)
        {
            attributes.Add(layers[i].Text);
            at = layers[i].After(at, [], input)!;
            if (hasOutputs && (i == layers.Count - 1 || random.Next(3) == 0))
            {
                bool isRead = isTrained && i < layers.Count - 1 && random.Next(2) == 0;
                attributes.Add($"{_prefix}Output(\"out{i.ToString(CultureInfo.InvariantCulture)}\"{(isRead ? ", Trained = false" : "")})");
                attributes.AddRange(isTrained && !isRead ? [Loss(at)] : []);
            }
        }

        attributes.AddRange(isTrained && !hasOutputs ? [Loss(shape)] : []);

        string n = number.ToString(CultureInfo.InvariantCulture);
        string name = "Net" + n;
        string container = random.Next(10) == 0
            ? Pick($"partial class Outer{n}", $"public static partial class Outer{n}", $"partial struct Outer{n}", $"partial record Outer{n}", $"partial interface IOuter{n}", $"partial class Outer{n}<T>")
            : "";
        string generic = random.Next(20) == 0 ? "<T>" : "";
        string head = $"{Pick("public sealed partial class", "internal sealed partial class", "partial class", "public partial class", "sealed partial class")} {name}{generic}";
        string[] members = random.Next(4) == 0 ? [.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Pick(DeclarationText.TameMembers)).Distinct()] : [];
        text.Append(Container(container, Listed(attributes) + head + Body(members)));
        if (random.Next(5) == 0)
        {
            parts.Append(Container(container, $"partial class {name}{generic}{Body(["internal int Parts => 1;"])}"));
        }

        return container.Length > 0 || generic.Length > 0 ? "" : name;
    }

    private string Loss(int[] shape) => Layer(Pick([.. Vocabulary.Losses]), shape).Text;

    // Layers that fit, and what comes out of the last of them. Where nothing else does, an activation fits.
    private (List<SoundLayer> Layers, int[] Shape) Layers(int[] shape, int count, int depth)
    {
        List<SoundLayer> layers = [];
        int[] input = shape;
        for (int attempt = 0; layers.Count < count; attempt++)
        {
            KnownAttribute kind = attempt > Attempts * count ? Plain.First(static layer => layer.Name == "Tanh")
                : depth < 3 && random.Next(5) == 0 ? Pick(Compositions)
                : Pick(Plain);

            // Of what takes images there is much, and of what takes vectors little.
            kind = shape.Length == 1 && random.Next(3) == 0 ? Plain.First(static layer => layer.Name == "Dense") : kind;
            SoundLayer layer = Layer(kind, shape, depth);
            if (layer.After(shape, Defaults(), input) is { } after)
            {
                layers.Add(layer);
                shape = after;
            }
        }

        return (layers, shape);
    }

    private List<int> Defaults()
    {
        List<int> values = [];
        foreach (Number number in _defaults)
        {
            values.Add(number.Of(values));
        }

        return values;
    }

    private SoundLayer Layer(KnownAttribute kind, int[] shape, int depth = 0)
    {
        Dictionary<string, Number> numbers = [];
        List<string> written = [];
        bool isSame = false;
        SoundBlock[] blocks = [.. Enumerable.Range(0, kind.Arity).Select(_ => Block(shape, depth + 1, isAlike: kind.Name is "Residual" or "Gate" or "Concat" or "Repeat"))];
        List<Number> arguments = [];
        ImmutableArray<IParameterSymbol> parameters = Pick(kind.Constructors);
        if (parameters.Any(static parameter => parameter.Type is { SpecialType: SpecialType.System_String } or IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String }))
        {
            // Joins the value before it, so that it is read, with one that is always there.
            written.Add("\"input\"");
            parameters = [];
        }

        foreach (IParameterSymbol parameter in parameters)
        {
            if (kind.Name == "Reshape")
            {
                // Fewer dimensions, or the last two the other way round.
                int[] whole = Pick<int[]>([shape.Aggregate(static (one, other) => one * other)], [shape[0], shape.Skip(1).Aggregate(1, static (one, other) => one * other)], [.. shape[..^1].Reverse(), shape[^1]]);
                arguments = [.. whole.Select(static length => new Number(length.ToString(CultureInfo.InvariantCulture), _ => length))];
                written.AddRange(arguments.Select(static argument => argument.Text));
            }
            else if (parameter.IsParams)
            {
                int room = kind.Name == "Concat" ? blocks.Sum(static block => block.Defaults.Count) : blocks.Max(static block => block.Defaults.Count);
                arguments = [.. Enumerable.Range(0, random.Next(room + 1)).Select(_ => Int("channels", shape))];
                written.AddRange(arguments.Select(static argument => argument.Text));
            }
            else
            {
                written.Add((random.Next(20) == 0 ? parameter.Name + ": " : "") + Value(parameter.Type, parameter.Name));
            }
        }

        foreach (IPropertySymbol property in kind.Properties.Where(static property => property.Name is not ("From" or "Tied")))
        {
            bool isSet = property.Name.StartsWith("Pad", StringComparison.Ordinal)
                ? random.Next(property.Name is "Padding" or "Pad" ? 3 : 8) == 0 && !isSame && (property.Name != "Padding" || !numbers.Keys.Any(static name => name.StartsWith("Pad", StringComparison.Ordinal)))
                 : random.Next(8) == 0;
            if (isSet)
            {
                written.Add($"{property.Name} = {Value(property.Type, property.Name)}");
            }
        }

        string names = blocks.Length > 0 ? $"<{string.Join(", ", blocks.Select(static block => block.Name))}>" : "";
        string list = written.Count > 0 || random.Next(20) == 0 ? $"({string.Join(", ", written)})" : "";
        return new SoundLayer(kind.Name, $"{_prefix}{kind.Name}{(random.Next(30) == 0 && kind.Arity == 0 ? "Attribute" : "")}{names}{list}", numbers, isSame, blocks, arguments);

        string Value(ITypeSymbol type, string name)
        {
            switch (type)
            {
                case { SpecialType: SpecialType.System_Int32 }:
                    Number number = Int(name, shape);
                    numbers[name] = number;
                    return number.Text;

                case { SpecialType: SpecialType.System_Boolean }:
                    return Pick("true", "false");

                case { SpecialType: SpecialType.System_String }:
                    return $"\"part{(++_names).ToString(CultureInfo.InvariantCulture)}\"";

                case IArrayTypeSymbol:
                    return $"[{string.Join(", ", Enumerable.Repeat(Pick("1", "0.5", "2.25"), shape[0]))}]";

                case { TypeKind: TypeKind.Enum }:
                    string member = Pick([.. type.GetMembers().OfType<IFieldSymbol>().Select(static member => member.Name)]);
                    isSame |= member == "Same";
                    return $"{_prefix}{type.Name}.{member}";

                default:
                    return Pick("0.5f", "0.1f", "0.25f", "1e-3f", "0.75f");
            }
        }
    }

    // One that is there and fits, or a new one, which leaves the shape as it is where that is asked for.
    private SoundBlock Block(int[] shape, int depth, bool isAlike)
    {
        bool Fits(SoundBlock block) => block.After(shape, []) is { } after && (!isAlike || after.SequenceEqual(shape));
        SoundBlock[] fitting = [.. _blocks.Where(Fits)];
        if (fitting.Length > 0 && random.Next(3) > 0)
        {
            return Pick(fitting);
        }

        SoundBlock[] referenced = _isLibrary || random.Next(4) > 0 ? [] : [.. BlockLibrary.Blocks.Where(Fits)];
        if (referenced.Length > 0)
        {
            return Pick(referenced);
        }

        // Another block may be drawn in the middle of this one.
        (List<Number> outer, string name) = (_defaults, _block);
        _block = $"Block{_blocks.Count.ToString(CultureInfo.InvariantCulture)}_{(++_names).ToString(CultureInfo.InvariantCulture)}";
        _defaults = [];
        for (int i = random.Next(3); i > 0; i--)
        {
            _defaults.Add(Int("channels", shape));
        }

        List<SoundLayer> layers = [];
        int[] after = [];
        for (int attempt = 0; attempt == 0 || (isAlike && attempt < Attempts && !after.SequenceEqual(shape)); attempt++)
        {
            (layers, after) = Layers(shape, 1 + random.Next(attempt < Attempts / 2 ? 3 : 1), depth);
        }

        SoundBlock block = new(_block, _defaults, layers);
        (_defaults, _block) = (outer, name);
        _blocks.Add(block);
        string[] members = [.. block.Defaults.Select(static (number, i) => $"public const int P{i.ToString(CultureInfo.InvariantCulture)} = {number.Text};")];
        _blockText.Append(Listed([$"{_prefix}Block", .. layers.Select(static layer => layer.Text)]))
            .Append(_isLibrary ? "public abstract class " : Pick("public abstract class ", "abstract class ", "internal sealed class "))
            .Append(block.Name).Append(Body(members)).Append('\n');
        return block;
    }

    private Number Int(string name, int[] shape)
    {
        int value = name switch
        {
            _ when name.StartsWith("kernel", StringComparison.OrdinalIgnoreCase) => 1 + random.Next(3),
            _ when name.StartsWith("Stride", StringComparison.Ordinal) || name.StartsWith("Dilation", StringComparison.Ordinal) => random.Next(3) == 0 ? 2 : 1,
            _ when name.StartsWith("Pad", StringComparison.Ordinal) => random.Next(2),
            "groups" or "Groups" => random.Next(2) == 0 ? 1 : Pick(1, 2, 4, shape[0]),
            "Multiplier" or "count" => 1 + random.Next(2),
            "channels" or "units" => random.Next(2) == 0 ? shape[0] : Pick(1, 2, 3, 4, 8, 8, 10, 16, 17),
            "axis" or "first" or "second" => random.Next(shape.Length),
            _ => random.Next(4),
        };
        if (_defaults.Count > 0 && random.Next(3) == 0)
        {
            int parameter = random.Next(_defaults.Count);
            string text = $"{_block}.P{parameter.ToString(CultureInfo.InvariantCulture)}";
            int other = random.Next(1, 4);
            return random.Next(6) switch
            {
                0 => new Number($"{text} + {other}", parameters => parameters[parameter] + other),
                1 => new Number($"2 * ({text})", parameters => 2 * parameters[parameter]),
                _ => new Number(text, parameters => parameters[parameter]),
            };
        }

        switch (random.Next(30))
        {
            case 0:
                _usesSizes = true;
                return new Number("Sizes.Small", static _ => 2);
            case 1:
                _usesSizes = true;
                return new Number("Sizes.Large", static _ => 8);
            case 2:
                return new Number($"{(value - 1).ToString(CultureInfo.InvariantCulture)} + 1", _ => value);
            default:
                return new Number(value.ToString(CultureInfo.InvariantCulture), _ => value);
        }
    }

    // In one list, in several on a line, or on lines of their own.
    private string Listed(IEnumerable<string> attributes) => random.Next(4) switch
    {
        0 => $"[{string.Join(", ", attributes)}]\n",
        1 => string.Concat(attributes.Select(static attribute => $"[{attribute}]\n")),
        2 => string.Concat(attributes.Select(static attribute => $"[{attribute}] // {attribute}\n")),
        _ => string.Join(" ", attributes.Select(static attribute => $"[{attribute}]")) + "\n",
    };

    private string Within(string space, string text)
        => space.Length == 0 ? text : random.Next(2) == 0 ? $"namespace {space};\n\n{text}" : $"namespace {space}\n{{\n{text}}}\n";

    private static string Container(string container, string text) => container.Length == 0 ? text : $"{container}\n{{\n{text}}}\n";

    private static string Body(string[] members) => members.Length == 0 ? ";\n" : $"\n{{\n    {string.Join("\n    ", members)}\n}}\n";

    private T Pick<T>(params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
