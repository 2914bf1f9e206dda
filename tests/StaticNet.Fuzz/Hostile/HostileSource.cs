using System.Globalization;
using System.Text;

namespace StaticNet.Fuzz.Hostile;

/// <summary>Declarations that are small as text and large, deep, wide or cyclic as what they mean.</summary>
/// <param name="Name">What is peculiar about it, and how much of it there is.</param>
/// <param name="Text">The user's file.</param>
internal sealed record HostileSource(string Name, string Text)
{
    /// <summary>A declaration takes at most so many bytes.</summary>
    private const int MostBytes = 1_000_000;

    /// <summary>Whether the compiler refuses it, because it has no stack for an expression (CS8078). What it does not refuse has to be generated, or refused by us.</summary>
    public bool IsTooDeep { get; init; }

    /// <summary>Every kind, each in a few sizes. What the compiler itself has no time for, such as a sum of 20,000 terms or more, is left out.</summary>
    public static IEnumerable<HostileSource> All =>
    [
        .. Sizes(Doubling, 2, 8, 13, 18, 60, 5000),
        .. Sizes(DoublingRepeats, 3, 10, 40),
        .. Sizes(Terms, 100, 1000, 10_000),
        .. Sizes(RightTerms, 100, 400),
        .. TooDeep(Sizes(RightTerms, 10_000)),
        .. Sizes(Parentheses, 100, 1000),
        .. Sizes(Signs, 100, 200),
        .. TooDeep(Sizes(Signs, 10_000)),
        .. Sizes(ParameterChain, 50, 1000, 10_000),
        .. Sizes(ConstantChain, 50, 1000, 10_000),
        .. Sizes(EnumChain, 50, 1000, 5000),
        .. Sizes(Nested, 40, 250, 500, 900, 5000),
        .. Sizes(Mutual, 2, 8, 16, 60),
        .. Sizes(Ring, 100, 1000, 5000),
        .. Sizes(ClassName, 100, 1000, 100_000),
        .. Sizes(Namespace, 100, 500),
        .. Sizes(LayerName, 100, 100_000),
        .. Sizes(TypeParameter, 100, 100_000),
        .. Sizes(Containers, 20, 200),
        .. Sizes(CompositeName, 100, 3000),
        .. Sizes(Plain, 1000, 6000, 12_000, 40_000),
        .. Sizes(Widths, 200, 2000, 6000, 40_000),
        .. Sizes(TrainedWidths, 100, 1000, 9000),
        .. Sizes(Repeated, 1000, 2990, int.MaxValue),
        .. Sizes(RepeatedShrinking, 1000, 1600, 4000),
        .. Sizes(Losses, 1000, 10_000),
        .. Sizes(Wrong, 1000, 9000),
        .. Sizes(Networks, 500, 2000),
        .. Sizes(Blocks, 1000, 4000),
        .. Sizes(Parts, 1000, 5000),
        .. Sizes(PartsWithLayers, 1000, 5000),
        .. Sizes(Properties, 1000, 10_000),
        .. Sizes(CaseTwins, 8, 11),
        .. Sizes(Skips, 1000, 2900),
        .. Sizes(AllAtOnce, 1000, 2900),
        .. Sizes(Heads, 1000, 2900),
        .. Sizes(Inputs, 1000, 2900),
        .. Sizes(Products, 1000, 2900),
        .. Sizes(EachOfAll, 60, 1500),
        .. Sizes(NearNames, 1000, 6000),
        .. Sizes(Arguments, 100, 10_000),
        .. Sizes(Parameters, 50, 1000, 8000),
        .. Sizes(Kernel1D, 50, 500, 5000, 50_000),
        .. Sizes(Kernel2D, 50, 300),
        .. Sizes(TallKernel, 500, 5000),
        .. Sizes(Stride, 16, 100, 1000),
        .. Sizes(TransposedStride, 4, 16, 100),
        .. Extremes(),
    ];

    /// <summary>A declaration of large pieces, put together at random.</summary>
    public static HostileSource Random(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("using StaticNet;\n");
        int blocks = random.Next(0, 40);
        string name = $"random {seed.ToString(CultureInfo.InvariantCulture)}";
        text.Append("[Network(").Append(string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Number(random)))).Append(")]\n");
        Layers(random.Next(1, random.Next(2) == 0 ? 10 : 3000));
        text.Append(random.Next(2) == 0 ? "[MeanSquaredError] " : "").Append("partial class Net;\n");
        for (int i = 0; i < blocks && text.Length < MostBytes; i++)
        {
            text.Append("[Block] ");
            Layers(random.Next(1, 6));
            text.Append(CultureInfo.InvariantCulture, $"class B{i} {{ public const int A = {Number(random)}, B = A {random.GetItems("+-*/%".ToCharArray(), 1)[0]} {Number(random)}; }}\n");
        }

        return new(name, text.ToString());

        void Layers(int count)
        {
            for (int i = 0; i < count && text.Length < MostBytes - 1000; i++)
            {
                string block = $"B{random.Next(blocks + 1).ToString(CultureInfo.InvariantCulture)}";
                string n = Number(random);
                text.Append(random.Next(15) switch
                {
                    14 => $"[ConvTranspose2D({n}, {Number(random)}, Stride = {Number(random)}, Pad = {Number(random)})] ",
                    0 => $"[Dense({n})] ",
                    1 => $"[Conv2D({n}, {Number(random)}, Stride = {Number(random)}, Padding = Padding.Same)] ",
                    2 => $"[Conv1D({n}, {Number(random)}, Pad = {Number(random)}, Dilation = {Number(random)})] ",
                    3 => $"[DepthwiseConv2D({n}, Multiplier = {Number(random)})] ",
                    4 => $"[MaxPool2D({n}, Stride = {Number(random)})] ",
                    5 => $"[PadChannels({n}, {Number(random)})] ",
                    6 => "[Flatten] ",
                    7 => "[BatchNorm] ",
                    8 => $"[Apply<{block}>({n})] ",
                    9 => $"[Repeat<{block}>({n}, {Number(random)})] ",
                    10 => $"[Residual<{block}>] ",
                    11 => $"[Concat<{block}, {block}>({n})] ",
                    12 => $"[GroupNorm({n})] ",
                    _ => "[ReLU] ",
                });
            }
        }
    }

    private static string Number(Random random) => random.Next(8) switch
    {
        0 => "int.MaxValue",
        1 => "int.MinValue",
        2 => (1 << random.Next(31)).ToString(CultureInfo.InvariantCulture),
        3 => random.Next(100_000).ToString(CultureInfo.InvariantCulture),
        _ => random.Next(1, 40).ToString(CultureInfo.InvariantCulture),
    };

    private static IEnumerable<HostileSource> Sizes(Func<int, (string Name, string Text)> kind, params int[] sizes)
        => sizes.Select(kind).Select(static made => new HostileSource(made.Name, "using StaticNet;\n" + made.Text));

    private static IEnumerable<HostileSource> TooDeep(IEnumerable<HostileSource> sources) => sources.Select(static source => source with { IsTooDeep = true });

    // A value that n layers read, each with a gradient for it.
    private static (string Name, string Text) Skips(int n) => ($"one value read {n} times", $"[Network(4)] [Dense(4, Name = \"a\")] {Joined(n, static _ => "[Tanh] [Add(\"a\")] ")}[MeanSquaredError] partial class Net;");

    // n values that are all in memory until they are joined.
    private static (string Name, string Text) AllAtOnce(int n) => ($"{n} values at once", $"[Network(4)] {Joined(n, static i => $"[Tanh(From = \"input\", Name = \"t{i}\")] ")}{Joined(n, static i => $"[Add(\"t{i}\")] ")}[MeanSquaredError] partial class Net;");

    // n outputs, each with a loss.
    private static (string Name, string Text) Heads(int n) => ($"{n} outputs", $"[Network(4)] {Joined(n, static i => $"[Tanh] [Output(\"o{i}\")] [Huber(Weight = {i + 1})] ")}partial class Net;");

    // n inputs, each of which is added to those before it.
    private static (string Name, string Text) Inputs(int n) => ($"{n} inputs", $"[Network] {Joined(n, static i => $"[Input(\"i{i}\", 4)] {(i == 0 ? "" : $"[Add(\"{(i == 1 ? "i0" : $"add{i - 1}")}\")] ")}")}[MeanSquaredError] partial class Net;");

    // n outputs of a network that is asked for the product of all of them.
    private static (string Name, string Text) Products(int n) => ($"{n} outputs, and Backward", $"[Network(4, Backward = true)] {Joined(n, static i => $"[Dense(4)] [Output(\"o{i}\")] ")}partial class Net;");

    // Every value is joined with the 60 before it.
    private static (string Name, string Text) EachOfAll(int n) => ($"{n} values, each joined with those before it", $"[Network(4)] [Dense(4, Name = \"a0\")] {Joined(n, static i
        => $"[Add({string.Join(", ", Enumerable.Range(Math.Max(0, i - 59), Math.Min(i, 59) + 1).Select(static k => $"\"a{k}\""))}, Name = \"a{i + 1}\")] ")}[MeanSquaredError] partial class Net;");

    // Names that nothing has, and that differ from those that are there in their ends.
    private static (string Name, string Text) NearNames(int n) => ($"{n} names that are nearly there", $"[Network(4)] {Joined(n, static i => $"[Tanh(Name = \"{Times("a", 90)}{i}\")] [Add(\"{Times("a", 90)}x{i}y\")] ")}partial class Net;");

    // n + 1 blocks, each of which uses the next twice, with other arguments.
    private static (string Name, string Text) Doubling(int n) => ($"{n} levels of blocks, each used twice with other arguments", "[Network(4)] [Apply<B0>(1)] partial class Net;\n" + Joined(n, i =>
        $"[Block] [Apply<B{i + 1}>(2 * A % 1000003)] [Apply<B{i + 1}>((2 * A + 1) % 1000003)] class B{i} {{ public const int A = 1; }}\n") + $"[Block] [Dense(A % 7 + 1)] class B{n} {{ public const int A = 1; }}");

    private static (string Name, string Text) DoublingRepeats(int n) => ($"{n} levels of repeated blocks", "[Network(4)] [Repeat<B0>(9)] partial class Net;\n" + Joined(n, i =>
        $"[Block] [Repeat<B{i + 1}>(9)] [Repeat<B{i + 1}>(9)] class B{i};\n") + $"[Block] [ReLU] class B{n};");

    private static (string Name, string Text) Terms(int n) => ($"an argument of {n} terms", $"[Network(4)] [Apply<B>(1)] partial class Net;\n[Block] [Dense({string.Join(" + ", Enumerable.Repeat("A", n))})] class B {{ public const int A = 1; }}");

    private static (string Name, string Text) RightTerms(int n) => ($"an argument of {n} terms in parentheses to the right", $"[Network(4)] [Apply<B>(1)] partial class Net;\n[Block] [Dense({Times("A + (", n)}A{Times(")", n)})] class B {{ public const int A = 1; }}");

    private static (string Name, string Text) Parentheses(int n) => ($"{n} parentheses around an argument", $"[Network(4)] [Apply<B>(1)] partial class Net;\n[Block] [Dense({Times("(", n)}A{Times(")", n)})] class B {{ public const int A = 1; }}");

    private static (string Name, string Text) Signs(int n) => ($"{n} signs before an argument", $"[Network(4)] [Apply<B>(1)] partial class Net;\n[Block] [Dense({Times("- + ", n)}A)] class B {{ public const int A = 1; }}");

    private static (string Name, string Text) ParameterChain(int n) => ($"{n} parameters, each defined by the one before", $"[Network(4)] [Apply<B>] partial class Net;\n[Block] [Dense(A{n})] class B {{ public const int A0 = 1; {Joined(n, i => $"public const int A{i + 1} = A{i} + 1; ")}}}");

    private static (string Name, string Text) ConstantChain(int n) => ($"{n} constants, each defined by the one before", $"[Network(4)] [Apply<B>] partial class Net;\n[Block] [Dense(A + C.A{n})] class B {{ public const int A = 1; }}\nclass C {{ public const int A0 = 1; {Joined(n, i => $"public const int A{i + 1} = A{i} + 1; ")}}}");

    private static (string Name, string Text) EnumChain(int n) => ($"{n} members of an enumeration", $"[Network(4)] [Apply<B>] partial class Net;\n[Block] [Dense(A + {string.Join(" + ", Enumerable.Range(0, Math.Min(n, 1000)).Select(i => $"(int)E.M{i}"))})] class B {{ public const int A = 1; }}\nenum E {{ M{string.Join(", M", Enumerable.Range(0, n))} }}");

    private static (string Name, string Text) Nested(int n) => ($"{n} nested blocks", "[Network(4)] [Apply<B0>] partial class Net;\n" + Joined(n, i => $"[Block] [Apply<B{i + 1}>] class B{i};\n") + $"[Block] [ReLU] class B{n};");

    private static (string Name, string Text) Mutual(int n) => ($"{n} blocks, each made of all", "[Network(4)] [Apply<B0>] partial class Net;\n" + Joined(n, i => $"[Block] {Joined(n, k => $"[Apply<B{k}>] ")}class B{i};\n"));

    private static (string Name, string Text) Ring(int n) => ($"a ring of {n} blocks", "[Network(4)] [Apply<B0>] partial class Net;\n" + Joined(n, i => $"[Block] [ReLU] [Apply<B{(i + 1) % n}>] class B{i};\n"));

    private static (string Name, string Text) ClassName(int n) => ($"a class name of {n} characters", $"[Network(4)] [Dense(4)] [MeanSquaredError] partial class {Times("N", n)};");

    private static (string Name, string Text) Namespace(int n) => ($"a namespace of {n} parts", $"namespace A{Times(".B", n)};\n[Network(4)] [Dense(4)] partial class Net;");

    private static (string Name, string Text) LayerName(int n) => ($"a layer's name of {n} characters", $"[Network(4)] [Dense(4, Name = \"{Times("n", n)}\")] [ReLU] [Dense(4)] partial class Net;");

    private static (string Name, string Text) TypeParameter(int n) => ($"a type parameter of {n} characters", $"[Network(4)] [Dense(4)] partial class Net<{Times("T", n)}>;");

    private static (string Name, string Text) Containers(int n) => ($"{n} types around a network", Joined(n, i => $"partial class C{i} {{ ") + "[Network(4)] [Dense(4)] partial class Net; " + Times("}", n));

    private static (string Name, string Text) CompositeName(int n) => ($"names of {n} characters around 5,900 layers", $"[Network(4)] [Repeat<A>(59, Name = \"{Times("n", n)}\")] partial class Net;\n[Block] [Repeat<B>(99, Name = \"{Times("m", n)}\")] class A;\n[Block] [ReLU] class B;");

    private static (string Name, string Text) Plain(int n) => ($"{n} plain layers", $"[Network(4)] {Times("[ReLU] ", n)}partial class Net;");

    private static (string Name, string Text) Widths(int n) => ($"{n} layers of different widths", $"[Network(4)] {Joined(n, i => $"[Dense({(i * 37 % 1999) + 1})] ")}partial class Net;");

    private static (string Name, string Text) TrainedWidths(int n) => ($"{n} trained layers of different widths", $"[Network(4)] {Joined(n, i => $"[Dense({(i * 37 % 199) + 1})] [ReLU] ")} [MeanSquaredError] partial class Net;");

    private static (string Name, string Text) Repeated(int n) => ($"a block of two layers {n} times", $"[Network(8)] [Repeat<B>({n})] [MeanSquaredError] partial class Net;\n[Block] [Dense(8)] [ReLU] class B;");

    private static (string Name, string Text) RepeatedShrinking(int n) => ($"a block {n} times, each with another shape", $"[Network(1, {n + 8})] [Repeat<B>({n})] [MeanSquaredError] partial class Net;\n[Block] [Conv1D(1, 2)] class B;");

    private static (string Name, string Text) Losses(int n) => ($"{n} losses", $"[Network(4)] [Dense(4)] {Times("[MeanSquaredError] ", n)}partial class Net;");

    private static (string Name, string Text) Wrong(int n) => ($"{n} wrong layers", $"[Network(4)] {Times("[Dense(-1, Name = \"x y\")] ", n)}partial class Net;");

    private static (string Name, string Text) Networks(int n) => ($"{n} networks in a file", Joined(n, i => $"[Network(4)] [Dense(4)] partial class N{i};\n"));

    private static (string Name, string Text) Blocks(int n) => ($"{n} blocks in a file, and a network of all", $"[Network(4)] {Joined(n, i => $"[Apply<B{i}>] ")}partial class Net;\n" + Joined(n, i => $"[Block] [Dense(4)] [ReLU] class B{i} {{ public const int A = {i}; }}\n"));

    private static (string Name, string Text) Parts(int n) => ($"{n} parts of a network", "[Network(4)] [Dense(4)] partial class Net;\n" + Joined(n, i => $"partial class Net {{ int p{i}; }}\n"));

    private static (string Name, string Text) PartsWithLayers(int n) => ($"{n} parts of a network with a layer each", "[Network(4)] [Dense(4)] partial class Net;\n" + Joined(n, i => "[ReLU] partial class Net;\n"));

    private static (string Name, string Text) Properties(int n) => ($"{n} properties, and layers of their names", $"[Network(4)] {Joined(Math.Min(n, 5000), i => $"[Dense(4, Name = \"p{i}\")] ")}partial class Net {{ {Joined(n, i => $"public int P{i} => 0; ")} }}");

    private static (string Name, string Text) CaseTwins(int n) => ($"{1 << n} networks whose names differ in case", Joined(1 << n, i => $"[Network(4)] [ReLU] partial class {string.Concat(Enumerable.Range(0, n).Select(bit => (i >> bit & 1) == 0 ? 'a' : 'A'))}x;\n"));

    private static (string Name, string Text) Arguments(int n) => ($"{n} arguments of a composition", $"[Network(4)] [Apply<B>({string.Join(", ", Enumerable.Range(0, n))})] partial class Net;\n[Block] [Dense(A)] class B {{ public const int A = 1; }}");

    private static (string Name, string Text) Parameters(int n) => ($"{n} parameters and arguments", $"[Network(4)] [Apply<B>({string.Join(", ", Enumerable.Range(1, n))})] [Apply<B>] partial class Net;\n[Block] [Dense((A{string.Join(" + A", Enumerable.Range(0, n))}) % 9 + 9)] class B {{ {Joined(n, i => $"public const int A{i} = 1; ")}}}");

    private static (string Name, string Text) Kernel1D(int n) => ($"a convolution of {n} positions", $"[Network(1, {n})] [Conv1D(1, {n})] [Conv1D(1, 1)] [MeanSquaredError] partial class Net;");

    private static (string Name, string Text) Kernel2D(int n) => ($"a convolution of {n} x {n} positions", $"[Network(2, {n}, {n + 9})] [Conv2D(3, {n})] [Conv2D(1, 1)] [MeanSquaredError] partial class Net;");

    private static (string Name, string Text) TallKernel(int n) => ($"convolutions of {n} x 1 positions", $"[Network(1, {3 * n}, 9)] [Conv2D(3, {n}, 1)] [Conv2D(3, {n}, 1)] [DepthwiseConv2D({n}, 1)] [MeanSquaredError] partial class Net;");

    private static (string Name, string Text) Stride(int n) => ($"convolutions with a stride of {n}", $"[Network(3, {2 * n}, {2 * n})] [Conv2D(3, 1)] [Conv2D(4, {n}, Stride = {n})] [Flatten] [Dense(2)] [MeanSquaredError] partial class Net;");

    private static (string Name, string Text) TransposedStride(int n) => ($"transposed convolutions with a stride of {n}", $"[Network(3, 3, 3)] [Conv2D(3, 1)] [ConvTranspose2D(4, {n}, Stride = {n})] [ReLU] [ConvTranspose2D(20, {n}, Stride = {n})] [Flatten] [Dense(2)] [MeanSquaredError] partial class Net;");

    // Every number of every layer that takes numbers, at its extremes, before inputs small and large.
    private static IEnumerable<HostileSource> Extremes()
    {
        string[] numbers = ["int.MaxValue", "int.MinValue", "65536", "46341", "-1"];
        string[] shapes = ["7", "3, 40", "3, 12, 12", "1, 46340, 46340", "int.MaxValue", "1, int.MaxValue", "int.MaxValue, 1, 1", "65536, 1, 1", "int.MaxValue, int.MaxValue, int.MaxValue"];
        string[] layers =
        [
            "Dense({0})", "Conv1D({0}, 3)", "Conv1D(2, {0})", "Conv1D(2, 3, Stride = {0})", "Conv1D(2, 3, Pad = {0})", "Conv1D(2, 3, Dilation = {0}, Padding = Padding.Same)", "Conv1D(2, 3, Groups = {0})",
            "Conv2D({0}, 3)", "Conv2D(2, {0})", "Conv2D(2, 3, Stride = {0})", "Conv2D(2, 3, Pad = {0})", "Conv2D(2, 3, Pad = 1073741823)", "Conv2D(2, 3, PadTop = {0}, PadRight = {0})", "Conv2D(2, 3, StrideHeight = {0}, DilationWidth = {0})", "Conv1D(2, 3, PadLeft = {0})", "Conv2D(2, 3, Dilation = {0})", "Conv2D(2, {0}, 1)", "Conv2D(2, 3, Groups = {0})",
            "DepthwiseConv2D({0})", "DepthwiseConv2D(3, Multiplier = {0})", "DepthwiseConv2D(3, Stride = {0}, Pad = {0})", "MaxPool2D({0})", "MaxPool2D(2, Stride = {0})", "MaxPool2D(2, Pad = {0})", "AveragePool2D({0}, Pad = {0})", "MaxPool2D({0}, Stride = {0}, PadBottom = {0}, CeilMode = true)", "AveragePool1D({0}, PadLeft = {0}, CountIncludePad = false)",
            "PadChannels({0}, {0})", "PadChannels(0, {0})", "GroupNorm({0})", "Repeat<B>({0})",
            "ConvTranspose1D({0}, 3)", "ConvTranspose1D(2, {0})", "ConvTranspose1D(2, 3, Stride = {0})", "ConvTranspose1D(2, 3, Pad = {0})", "ConvTranspose1D(2, 3, Dilation = {0}, OutputPadding = {0} - 1)",
            "ConvTranspose2D({0}, 3)", "ConvTranspose2D(2, {0})", "ConvTranspose2D(2, 3, Stride = {0})", "ConvTranspose2D(2, 3, Pad = {0})", "ConvTranspose2D(2, 3, PadTop = {0}, PadLeft = {0})", "ConvTranspose2D(2, 3, StrideWidth = {0}, OutputPaddingWidth = {0} - 1)", "ConvTranspose2D(2, 3, Dilation = {0})", "ConvTranspose2D(2, {0}, 1)", "ConvTranspose2D(2, 3, Groups = {0})", "ConvTranspose2D(2, 3, Stride = {0}, OutputPadding = {0} - 1)",
        ];
        foreach (string shape in shapes)
        {
            foreach (string number in numbers)
            {
                string attributes = string.Concat(layers.Select((layer, i) => $"[Network({shape})] [Conv2D(2, 1)] [{string.Format(CultureInfo.InvariantCulture, layer, number)}] [MeanSquaredError] partial class A{i};\n[Network({shape})] [{string.Format(CultureInfo.InvariantCulture, layer, number)}] [MeanSquaredError] partial class N{i};\n"));
                yield return new HostileSource($"every layer with {number} on ({shape})", $"using StaticNet;\n[Block] [ReLU] class B;\n{attributes}");
            }
        }
    }

    private static string Times(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static string Joined(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));
}
