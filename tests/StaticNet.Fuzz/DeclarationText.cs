using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Layers;

namespace StaticNet.Fuzz;

/// <summary>
/// A file with blocks and networks. A tame one is what a user may mean, and often sound; a wild one is what a language allows, or does not.
/// </summary>
internal sealed class DeclarationText(Random random, int seed, bool isWild)
{
    private static readonly string[] WildInts =
    [
        "0", "-1", "7", "64", "1000", "65536", "100000", "int.MaxValue", "int.MinValue", "2147483648", "1 + 1", "'a'", "(byte)3", "-(-2)", "1 / 0", "null", "default",
        "\"a\"", "1f", "true", "typeof(int)", "Missing", "Missing.Width", "nameof(Missing)", "sizeof(int)", "new[] { 1 }", "new int[] { }", "(int[])null", "[1, 2]", "(int)Padding.Same",
        "checked(int.MaxValue + 1)", "unchecked(int.MaxValue + 1)", "", "1,", "1 2", "units: 3", "Name = \"x\"", "B0.P0 / 0", "B0.P0 * 2", "B1.P0 + int.MaxValue", "~B0.P0", "(B0.P0)", "B9.P0",
    ];

    private static readonly string[] WildFloats =
    [
        "float.NaN", "float.PositiveInfinity", "-1f", "1e38f", "float.Epsilon", "-0f", "0f", "1", "0.1", "1e400", "null", "default", "\"a\"", "(float)1e-50", "0.1f / 0", "Missing", "",
    ];

    private static readonly string[] WildNames =
    [
        "\"\"", "\" \"", "\"a b\"", "\"1x\"", "\"class\"", "\"forward\"", "\"Forward\"", "\"parameters\"", "\"weight\"", "\"été\"", "\"日本\"", "\"a.b\"", "\"dense1\"", "\"conv1\"", "\"a\"", "\"A\"", "null",
        "\"\\uD800\"", "\"{0}\"", "\"*/\"", "\"<b>\"", "\"\\n\"", "\"@x\"", "\"summary\"", "\"x\" + \"y\"", "nameof(System)", "3", "\"unfinished",
    ];

    // Of values that layers may read: some are there, some are not, and some come later.
    private static readonly string[] ValueNames = ["\"input\"", "\"relu1\"", "\"dense1\"", "\"conv1\"", "\"tanh1\"", "\"add1\"", "\"concat1\"", "\"Relu1\"", "\"output\"", "nameof(StaticNet)"];

    private static readonly string[] WildBlocks =
        ["Missing", "int", "string", "object", "B0[]", "System.Collections.Generic.List<int>", "System.Collections.Generic.List<>", "dynamic", "T", "B0.Inner", "", "System.Attribute", "void", "B0?", "(B0, B1)", "B0*", "N0_0"];

    private static readonly string[] TameForms = ["public sealed partial class", "internal sealed partial class", "partial class", "public partial class", "sealed partial class"];

    private static readonly string[] WildForms =
    [
        "class", "static partial class", "abstract partial class", "partial record", "partial record class", "partial struct", "partial record struct", "file partial class", "partial interface",
        "public sealed class", "unsafe partial class", "public partial", "partial", "enum", "public sealed partial class partial class", "private partial class", "readonly ref partial struct",
    ];

    public static readonly string[] TameMembers =
        ["public int Twice(int x) => 2 * x;", "private readonly string _name = \"\";", "public const int Units = 3;", "private static void Helper() { }", "public override string ToString() => \"\";"];

    public static readonly string[] WildMembers =
    [
        "public void Forward() { }", "public int Dense1 => 1;", "public int Conv1;", "public static int InputLength;", "public class Dense1;", "public void Save(string path) { }", "int Parameters { get; set; }",
        "public required int Must { get; set; }", "private float Gradient(int x) => x;", "public event System.Action? Summary;", "public static int Create(int seed) => seed;", "int _parameters, Weight;", "public N", "= 3;", "}", "{",
        "void M() { Forward(", "#if X", "#endif", "public static implicit operator int(N0_0 n) => 0;", "~N0_0() { }", "public int this[int i] => i;",
    ];

    /// <summary>Layers that take what comes and leave its shape.</summary>
    public static readonly string[] AnyShape = ["ReLU", "Tanh", "StaticNet.Sigmoid", "GELU", "BatchNorm", "LayerNorm", "PReLU", "Dropout(0.5f)", "LeakyReLU(0.1f)", "GroupNorm(1)", "Step"];

    private int _blocks;
    private int _block = -1;
    private int[] _parameters = [];

    /// <summary>Writes the file.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        text.Append(random.Next(20) == 0 ? "" : "using StaticNet;\n");
        if (random.Next(4) == 0)
        {
            text.Append("namespace Users.").Append(Pick("Models", "@class", "Größe", "Dense", "System", "StaticNet")).Append(";\n");
        }

        _blocks = random.Next(5);
        _parameters = [.. Enumerable.Range(0, _blocks).Select(_ => random.Next(3))];
        for (_block = 0; _block < _blocks; _block++)
        {
            WriteBlock(text);
        }

        _block = -1;
        int networks = random.Next(6) == 0 ? 2 : 1;
        for (int network = 0; network < networks; network++)
        {
            WriteNetwork(text, network);
        }

        return text.ToString();
    }

    /// <summary>One more layer, by itself.</summary>
    public string Layer() => Attribute(Pick(Vocabulary.Layers));

    private void WriteBlock(StringBuilder text)
    {
        text.Append(Wildly(40) ? "" : "[Block]\n");
        WriteLayers(text, 1 + random.Next(3), loss: Wildly(20));
        text.Append(Wildly(8) ? Pick("class", "struct", "static class", "interface", "file class", "abstract class", "enum", "sealed partial class") : Pick("public abstract class", "abstract class", "internal sealed class"));
        text.Append(" B").Append(_block).Append(Wildly(20) ? "<T>" : "");
        if (_parameters[_block] == 0)
        {
            text.Append(";\n\n");
            return;
        }

        text.Append("\n{\n");
        for (int i = 0; i < _parameters[_block]; i++)
        {
            text.Append("    public const int P").Append(i).Append(" = ").Append(i > 0 && random.Next(3) == 0 ? "P0" : Int("channels")).Append(";\n");
        }

        text.Append("}\n\n");
    }

    private void WriteNetwork(StringBuilder text, int network)
    {
        string container = random.Next(12) == 0 ? Wildly(3) ? "class Outer" : "public static partial class Outer" + Seed() : "";
        text.Append(container).Append(container.Length > 0 ? "\n{\n" : "");
        string shape = string.Join(", ", Enumerable.Range(0, Wildly(10) ? random.Next(6) : 1 + random.Next(3)).Select(_ => Wildly(6) ? Int("inputShape") : Pick("1", "2", "3", "4", "5", "8", "8", "9", "16", "20")));
        shape = Wildly(6) ? "" : shape;
        text.Append("[Network(").Append(shape).Append(random.Next(10) == 0 ? $"{(shape.Length > 0 ? ", " : "")}Winograd = false" : "").Append(")]\n");
        if (Vocabulary.Others.Length > 0 && random.Next(5) == 0)
        {
            KnownAttribute other = Pick(Vocabulary.Others);
            if (isWild || other.Name != "Block")
            {
                WriteList(text, [Attribute(other)]);
            }
        }

        WriteLayers(text, Wildly(10) ? 0 : 1 + random.Next(random.Next(4) == 0 ? 12 : 5), loss: random.Next(3) > 0);
        string form = Wildly(6) ? Pick(WildForms) : Pick(TameForms);
        text.Append(form).Append(" N").Append(Seed()).Append('_').Append(network);
        text.Append(Wildly(15) || random.Next(40) == 0 ? "<T>" : "").Append(Wildly(15) ? Pick("(int x)", " : System.Attribute", " : Missing", " : B0", " : N" + Seed() + "_0", " where T : class", "<T, T>", " : System.IDisposable") : "");
        string[] members =
        [
            .. Enumerable.Range(0, random.Next(3) == 0 ? random.Next(3) : 0).Select(_ => Wildly(2) ? Pick(WildMembers).Replace("N0_0", $"N{Seed()}_{network}", StringComparison.Ordinal) : Pick(TameMembers)).Distinct(),
        ];
        text.Append(members.Length == 0 ? ";\n" : $"\n{{\n    {string.Join("\n    ", members)}\n}}\n");
        text.Append(container.Length > 0 ? "}\n" : "");
        if (Wildly(25))
        {
            text.Append(form).Append(" N").Append(Seed()).Append('_').Append(network).Append(";\n");
        }
        else if (Wildly(25))
        {
            WriteLayers(text, 1, loss: false);
            text.Append(form).Append(" N").Append(Seed()).Append('_').Append(network).Append(" { }\n");
        }
    }

    private void WriteLayers(StringBuilder text, int count, bool loss)
    {
        List<string> attributes = [];
        for (int i = 0; i < count; i++)
        {
            KnownAttribute attribute = Pick(Vocabulary.Layers);

            // Without blocks nothing can be composed, and few places are those of an input or an output.
            if (!isWild && ((attribute.Arity > 0 && _block + 1 >= _blocks) || attribute.Name is "Input" or "Output"))
            {
                i -= random.Next(2);
                continue;
            }

            attributes.Add(Attribute(attribute));
        }

        if (loss)
        {
            attributes.Insert(Wildly(10) ? random.Next(attributes.Count + 1) : attributes.Count, Attribute(Pick(Vocabulary.Losses)));
        }

        if (Wildly(20))
        {
            attributes.Insert(random.Next(attributes.Count + 1), Pick("Missing", "System.Obsolete", "Network(3)", "Block", "Dense", "Dense<int>", "System.Serializable", "assembly: Foo", "Apply", "return: Dense(3)", "type: Dense(3)"));
        }

        WriteList(text, attributes);
    }

    // In one list, in several on a line, or on lines of their own.
    private void WriteList(StringBuilder text, List<string> attributes)
    {
        int style = random.Next(3);
        for (int i = 0; i < attributes.Count; i++)
        {
            bool isOpen = style == 1 && i > 0;
            text.Append(isOpen ? ", " : "[").Append(attributes[i]);
            bool stays = style == 1 && i < attributes.Count - 1;
            text.Append(stays ? "" : style == 2 ? "]\n" : "] ").Append(random.Next(40) == 0 ? "/* layer */ " : "");
        }

        text.Append('\n');
    }

    private string Attribute(KnownAttribute attribute)
    {
        var text = new StringBuilder();
        text.Append(random.Next(30) switch { 0 => "StaticNet.", 1 => "global::StaticNet.", 2 => "@", _ => "" });
        text.Append(attribute.Name).Append(random.Next(30) == 0 ? "Attribute" : "");
        int[] blocks = [.. Enumerable.Range(0, Wildly(20) ? random.Next(4) : attribute.Arity).Select(_ => Block())];
        if (blocks.Length > 0)
        {
            text.Append('<').AppendJoin(", ", blocks.Select(block => block < 0 ? Pick(WildBlocks) : $"B{block}")).Append('>');
        }

        List<string> arguments = [];
        foreach (IParameterSymbol parameter in attribute.Constructors.IsEmpty ? [] : Pick(attribute.Constructors))
        {
            if (!parameter.IsParams)
            {
                arguments.Add((random.Next(20) == 0 ? parameter.Name + ": " : "") + Value(parameter.Type, parameter.Name));
                continue;
            }

            if (parameter.Type is IArrayTypeSymbol { ElementType: { SpecialType: SpecialType.System_String } name })
            {
                arguments.AddRange(Enumerable.Range(0, random.Next(4)).Select(_ => Value(name, parameter.Name)));
                continue;
            }

            if (attribute.Name == "Input")
            {
                arguments.AddRange(Enumerable.Range(0, Wildly(6) ? random.Next(6) : 1 + random.Next(3)).Select(_ => Wildly(6) ? Int("inputShape") : Pick("1", "2", "3", "8")));
                continue;
            }

            int room = Wildly(4) ? random.Next(4) : random.Next(1 + blocks.Where(static block => block >= 0).Select(block => _parameters[block]).DefaultIfEmpty(0).Max());
            arguments.AddRange(Enumerable.Range(0, room).Select(_ => Int("channels")));
        }

        if (attribute.Properties.Length > 0 && random.Next(3) == 0)
        {
            for (int i = random.Next(3); i >= 0; i--)
            {
                IPropertySymbol property = Pick(attribute.Properties);
                if (Wildly(20) || !arguments.Exists(argument => argument.StartsWith($"{property.Name} =", StringComparison.Ordinal)))
                {
                    arguments.Add($"{property.Name} = {Value(property.Type, property.Name)}");
                }
            }
        }

        if (Wildly(30))
        {
            arguments.Add(Pick(WildInts));
        }

        return text.Append(arguments.Count > 0 || random.Next(20) == 0 ? $"({string.Join(", ", arguments)})" : "").ToString();
    }

    // The number of a block further down, so that none is in itself; or of any; or -1.
    private int Block() => Wildly(6) || _blocks == 0 ? -1 : Wildly(3) ? random.Next(_blocks) : Math.Min(_blocks - 1, _block + 1 + random.Next(_blocks));

    private string Value(ITypeSymbol type, string name) => type switch
    {
        { SpecialType: SpecialType.System_Int32 } => Int(name),
        { SpecialType: SpecialType.System_Int64 } => Wildly(10) ? Pick(WildInts) : Pick("0", "1", "100", "1_000_000", "long.MaxValue"),
        { SpecialType: SpecialType.System_Single or SpecialType.System_Double } => Wildly(10) ? Pick(WildFloats) : Pick("0.5f", "0.1f", "0.25f", "1e-3f", "0.75f"),
        { SpecialType: SpecialType.System_Boolean } => Wildly(20) ? Pick("1", "null", "!true") : Pick("true", "false"),
        { SpecialType: SpecialType.System_String } when name != "Name" && random.Next(3) > 0 => Pick(ValueNames),
        { SpecialType: SpecialType.System_String } => Wildly(4) ? Pick(WildNames) : $"\"part{random.Next(100)}\"",
        { TypeKind: TypeKind.Enum } => Wildly(10)
            ? $"({type.Name})77"
            : $"{type.Name}.{Pick([.. type.GetMembers().OfType<IFieldSymbol>().Select(static member => member.Name)])}",
        IArrayTypeSymbol array => $"new[] {{ {Value(array.ElementType, name)} }}",
        _ => "default",
    };

    private string Int(string name)
    {
        if (Wildly(10))
        {
            return Pick(WildInts);
        }

        if (_block >= 0 && _parameters[_block] > 0 && random.Next(3) == 0)
        {
            string parameter = $"B{_block}.P{random.Next(_parameters[_block])}";
            return random.Next(3) == 0 ? $"{parameter} {Pick("+", "*", "-", "/", "%")} {random.Next(1, 4)}" : parameter;
        }

        int value = name switch
        {
            _ when name.StartsWith("kernel", StringComparison.OrdinalIgnoreCase) => 1 + random.Next(3),
            _ when name.StartsWith("Stride", StringComparison.Ordinal) || name.StartsWith("Dilation", StringComparison.Ordinal) => random.Next(3) == 0 ? 2 : 1,
            _ when name.StartsWith("Pad", StringComparison.Ordinal) => random.Next(2),
            "groups" or "Groups" or "Multiplier" or "count" => 1 << random.Next(random.Next(3) == 0 ? 3 : 2),
            "channels" or "units" => int.Parse(Pick("1", "2", "3", "4", "4", "5", "8", "8", "10", "16", "17", "20", "33"), CultureInfo.InvariantCulture),
            _ => random.Next(5),
        };
        return value.ToString(CultureInfo.InvariantCulture);
    }

    private string Seed() => seed.ToString(CultureInfo.InvariantCulture);

    private bool Wildly(int oneOf) => isWild && random.Next(oneOf) == 0;

    private T Pick<T>(params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
