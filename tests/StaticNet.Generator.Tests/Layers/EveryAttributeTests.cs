using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;
using StaticNet.Generator.Tests.Support;
using StaticNet.Reference;

namespace StaticNet.Generator.Tests.Layers;

/// <summary>
/// Every layer and every loss of the runtime, with every argument that it has, from the declaration to the numbers: through the
/// generator's tables, the summary, the evaluation, the ONNX export, the reference interpreter and the documentation. A new one that is
/// missing in one of these fails here.
/// </summary>
[Trait(Build.Trait, Build.Any)]
public sealed class EveryAttributeTests
{
    private const double Tolerance = 1e-4;

    // What compositions are made of: keeps a flat shape of 5.
    private const string Block = "[Block] [PReLU] [Dense(Part.Units)] public abstract class Part { public const int Units = 1;"
        + " [Activation] public static float first(float x) => x * F.Tanh(x); [Loss] public static float first(float y, float t) => F.Abs(y - t * t); }";

    // The first one that a layer takes.
    private static readonly string[] InputShapes = ["5", "4, 9", "4, 10", "4, 9, 9", "4, 10, 10"];

    private static readonly MethodInfo CheckLayerMethod = Method(nameof(CheckLayer));

    private static readonly MethodInfo CheckLossMethod = Method(nameof(CheckLoss));

    // Inputs and outputs are no layers that stand between others.
    public static TheoryData<string> Layers
        => [.. Kinds<LayerAttribute>().Where(static kind => kind != typeof(InputAttribute) && kind != typeof(OutputAttribute)).Select(static kind => kind.Name)];

    public static TheoryData<string> Losses => [.. Kinds<NetworkLossAttribute>().Select(static kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Layers))]
    public async Task A_layer_is_known_everywhere(string name)
    {
        AssertDocumented(name);
        Declaration[] declarations = [.. Declaration.All(Kinds<LayerAttribute>().Single(kind => kind.Name == name))];
        List<string> networks = [];
        foreach (Declaration declaration in declarations)
        {
            networks.Add(await Fitting(declaration, $"Net{networks.Count}"));
        }

        // All at once: what the compiler knows of the runtime it finds out once.
        Check(Run.Generate($"using StaticNet;\n{Block}\n{string.Concat(networks)}"), CheckLayerMethod, declarations);
    }

    // 0.5, 0.5f and 1 convert to double, and a double is rounded to the float that 0.5f is. Where a float is asked for, 0.5 does not compile.
    [Fact]
    public void Numbers_are_written_with_and_without_suffix()
    {
        Assert.DoesNotContain(
            typeof(float),
            Kinds<LayerAttribute>().Concat(Kinds<NetworkLossAttribute>()).SelectMany(static kind => kind.GetConstructors().SelectMany(static constructor => constructor.GetParameters()).Select(static parameter => parameter.ParameterType)
                .Concat(kind.GetProperties().Where(static property => property.SetMethod is { IsPublic: true }).Select(static property => property.PropertyType))));

        Run run = Run.Generate("""
            using StaticNet;
            [Network(4)]
            [Dense(4)] [ELU(1)] [Dropout(0.1)] [Dense(4)] [LeakyReLU(0.1)] [BatchNorm(Epsilon = 1e-3, Momentum = 0.3)] [Dense(1)] [Huber(0.1, Weight = 0.7)]
            public sealed partial class Plain;
            [Network(4)]
            [Dense(4)] [ELU(1f)] [Dropout(0.1f)] [Dense(4)] [LeakyReLU(0.1f)] [BatchNorm(Epsilon = 1e-3f, Momentum = 0.3f)] [Dense(1)] [Huber(0.1f, Weight = 0.7f)]
            public sealed partial class WithF;
            """);
        run.Compiles();
        foreach (string suffix in new[] { ".g.cs", ".Forward.g.cs", ".Backward.g.cs" })
        {
            Assert.Equal(run.Text("WithF" + suffix).Replace("WithF", "Plain", StringComparison.Ordinal), run.Text("Plain" + suffix));
        }
    }

    [Fact]
    public void Inputs_and_outputs_are_known_everywhere()
    {
        AssertDocumented(nameof(InputAttribute));
        AssertDocumented(nameof(OutputAttribute));
        Run run = Run.Generate("""
            using StaticNet;
            [Network] [Input("left", 4, 9)] [PReLU] [Output("middle", Trained = false)] [Input("right", 4, 9)] [Add("middle")] [Output("end")] [MeanSquaredError]
            public sealed partial class Net;
            """);
        var context = new AssemblyLoadContext("inputs and outputs", isCollectible: true);
        try
        {
            var summary = (NetworkSummary)run.Load(context).GetType("Net")!.GetProperty("Summary")!.GetValue(null)!;
            AssertSame(new InputAttribute("left", 4, 9), summary.Layers[0].Layer);
            AssertSame(new OutputAttribute("middle") { Trained = false }, summary.Layers[2].Layer);
            AssertSame(new InputAttribute("right", 4, 9), summary.Layers[3].Layer);
            AssertSame(new OutputAttribute("end"), summary.Layers[5].Layer);
            Assert.Equal("Input(\"left\", 4, 9)", summary.Layers[0].Declaration);
            Assert.Equal("Output(\"middle\", Trained = false)", summary.Layers[2].Declaration);
        }
        finally
        {
            context.Unload();
        }
    }

    // A network of the layer, with the first input that it takes.
    private static async Task<string> Fitting(Declaration declaration, string name)
    {
        List<string> problems = [];
        foreach (string shape in InputShapes.Where(shape => declaration.Attribute is not Window1DAttribute || shape.Split(',').Length == 2).Where(shape => declaration.Attribute is not Window2DAttribute || shape.Split(',').Length == 3))
        {
            // The slopes before it make it pass a gradient on.
            string network = $"[Network({shape})]\n[PReLU(Name = \"first\")]\n[{declaration.Text}]\n[MeanSquaredError]\npublic sealed partial class {name};\n";

            // Each layer stands right before the loss, be it a good place for it or not.
            Microsoft.CodeAnalysis.Diagnostic[] found =
                [.. (await Diagnosis.Find(Run.Generate($"using StaticNet;\n{Block}\n{network}"))).Where(static diagnostic => diagnostic.Descriptor.Category != "StaticNet.Training")];
            if (found.Length == 0)
            {
                return network;
            }

            problems.AddRange(found.Select(static diagnostic => diagnostic.ToString()));
        }

        Assert.Fail($"No input fits [{declaration.Text}]: {string.Join("; ", problems)}");
        return "";
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_loss_is_known_everywhere(string name)
    {
        AssertDocumented(name);
        Declaration[] declarations = [.. Declaration.All(Kinds<NetworkLossAttribute>().Single(kind => kind.Name == name))];
        Run run = Run.Generate($"using StaticNet;\n{Block}\n" + string.Concat(declarations.Select(static (declaration, i)
            => $"[Network(5)]\n[Dense(3)]\n[{declaration.Text}]\npublic sealed partial class Net{i};\n")));
        Assert.Empty(await Diagnosis.Find(run));
        Check(run, CheckLossMethod, declarations);
    }

    [Fact]
    public void They_are_all_found()
    {
        Assert.True(Layers.Count >= 16);
        Assert.True(Losses.Count >= 5);
        Assert.Equal(["Dense(2)", "Dense(2, Bias = false)", "Dense(2, Name = \"part\")", "Dense(2, From = \"first\")"], Declaration.All(typeof(DenseAttribute)).Select(static declaration => declaration.Text));
    }

    private static void CheckLayer<TNetwork>(Declaration declaration)
        where TNetwork : class, INetwork<TNetwork>
    {
        LayerSummary layer = TNetwork.Summary.Layers[1];
        AssertSame(declaration.Attribute, layer.Layer);
        foreach (string argument in declaration.ShownArguments)
        {
            Assert.Contains(argument, layer.Declaration);
        }

        TNetwork network = TNetwork.Create(1);
        // Some functions have no values below 0.
        float[] inputs = Values(2 * TNetwork.InputLength, declaration.Attribute is LogAttribute or SqrtAttribute ? 1 : -2);
        float[] outputs = new float[2 * TNetwork.OutputLength];
        network.Forward(inputs, outputs);
        double[] expected = new ReferenceNetwork(TNetwork.Summary).Forward(Doubles(inputs), ReferenceNetwork.Tensors(network.Parameters));
        Assert.Equal(expected.Length, outputs.Length);
        Assert.All(outputs.Zip(expected), static pair => Assert.Equal(pair.Second, pair.First, Tolerance));

        ParameterSet gradients = TNetwork.CreateParameters();
        gradients.Flat.Fill(float.NaN);
        network.Gradient(inputs, Values(outputs.Length, 0), gradients);
        Assert.True(float.IsFinite(gradients["first.weight"][0]));
        Assert.NotEmpty(OnnxModel.ToBytes(network));
    }

    private static void CheckLoss<TNetwork>(Declaration declaration)
        where TNetwork : class, INetwork<TNetwork>
    {
        AssertSame(declaration.Attribute, TNetwork.Summary.Loss!);
        string table = TNetwork.Summary.ToString();
        Assert.Contains($"loss {Shown(declaration.Attribute.GetType())}", table);
        foreach (string argument in declaration.ShownArguments)
        {
            Assert.Contains(argument, table[..table.IndexOf('\n', StringComparison.Ordinal)]);
        }

        TNetwork network = TNetwork.Create(1);
        float[] inputs = Values(2 * TNetwork.InputLength, -2);
        float[] targets = Values(2 * TNetwork.OutputLength, 0);
        double loss = network.Gradient(inputs, targets, TNetwork.CreateParameters());
        new ReferenceNetwork(TNetwork.Summary).Gradient(
            Doubles(inputs), Doubles(targets), ReferenceNetwork.Tensors(network.Parameters), out double expected);
        Assert.Equal(expected, loss, Tolerance);
        Assert.Equal(expected, Evaluator.Evaluate(network, new Dataset(inputs, TNetwork.InputLength, targets, TNetwork.OutputLength)).Loss, Tolerance);
    }

    // Net0 is the network of the first declaration, and so on.
    private static void Check(Run run, MethodInfo check, Declaration[] declarations)
    {
        var context = new AssemblyLoadContext(declarations[0].Text, isCollectible: true);
        try
        {
            Assembly assembly = run.Load(context);
            for (int i = 0; i < declarations.Length; i++)
            {
                check.MakeGenericMethod(assembly.GetType($"Net{i}")!).Invoke(null, [declarations[i]]);
            }
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
        }
        finally
        {
            context.Unload();
        }
    }

    private static void AssertSame(Attribute expected, Attribute actual)
    {
        // The blocks of a network that is compiled here are other types with the same names.
        Assert.Same(Open(expected.GetType()), Open(actual.GetType()));
        foreach (PropertyInfo property in expected.GetType().GetProperties().DistinctBy(static property => property.Name).Where(static property => property.Name is not (nameof(Attribute.TypeId) or nameof(CompositionAttribute.Blocks) or nameof(IFunctionAttribute.DeclaringType))))
        {
            Assert.Equal(property.GetValue(expected), actual.GetType().GetProperties().First(other => other.Name == property.Name).GetValue(actual));
        }

        if (expected is CompositionAttribute composition)
        {
            Assert.Equal(composition.Blocks.Select(static block => block.Name), ((CompositionAttribute)actual).Blocks.Select(static block => block.Name));
        }

        static Type Open(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
    }

    private static void AssertDocumented(string attribute)
    {
        string name = attribute.Split("Attribute")[0];
        string page = $"{name.ToLowerInvariant()}.md";
        string folder = Path.Combine(Repository.Root, "docs", "layers");
        Assert.StartsWith($"# {name}\n", File.ReadAllText(Path.Combine(folder, page)));
        Assert.Contains($"| [{name}]({page}) |", File.ReadAllText(Path.Combine(folder, "README.md")));
    }

    private static IEnumerable<Type> Kinds<TBase>()
        => typeof(TBase).Assembly.GetExportedTypes().Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(TBase)));

    private static string Shown(Type attribute) => attribute.Name.Split("Attribute")[0];

    private static MethodInfo Method(string name) => typeof(EveryAttributeTests).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static float[] Values(int count, float low)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => low + (random.NextSingle() * (1 - low)))];
    }

    private static double[] Doubles(float[] values) => [.. values.Select(static value => (double)value)];

    /// <summary>Stands for the block of this name.</summary>
    private abstract class Part;

    /// <summary>An attribute with arguments.</summary>
    /// <param name="Attribute">What is declared.</param>
    /// <param name="Text">The declaration as a user writes it.</param>
    /// <param name="ShownArguments">What a table has to show of them.</param>
    private sealed record Declaration(Attribute Attribute, string Text, ImmutableArray<string> ShownArguments)
    {
        /// <summary>By every constructor, and by the first one with each property set to something else.</summary>
        public static IEnumerable<Declaration> All(Type kind)
        {
            if (kind.IsGenericType)
            {
                kind = kind.MakeGenericType([.. kind.GetGenericArguments().Select(static _ => typeof(Part))]);
            }

            foreach (ConstructorInfo constructor in kind.GetConstructors())
            {
                yield return Create(kind, constructor);
            }

            // What is tied needs a layer of the same kind before it: TiedLayerTests.
            PropertyInfo[] properties = [.. kind.GetProperties().Where(static property => property is { SetMethod.IsPublic: true, Name: not nameof(LayerAttribute.Tied) })];
            foreach (PropertyInfo property in properties.Where(static property => !IsOfOneAxis(property)))
            {
                yield return Create(kind, kind.GetConstructors()[0], property);
            }

            // Those of axes and sides at once, which are many.
            if (properties.Any(IsOfOneAxis))
            {
                yield return Create(kind, kind.GetConstructors()[0], [.. properties.Where(IsOfOneAxis)]);
            }
        }

        private static bool IsOfOneAxis(PropertyInfo property)
            => property.DeclaringType!.IsSubclassOf(typeof(LayerAttribute))
                && new[] { "Height", "Width", "Top", "Bottom", "Left", "Right" }.Any(end => property.Name.EndsWith(end, StringComparison.Ordinal));

        private static Declaration Create(Type kind, ConstructorInfo constructor, params PropertyInfo[] properties)
        {
            object[] arguments = [.. constructor.GetParameters().Select(static parameter => Other(parameter.Name!, parameter.ParameterType, null))];
            var attribute = (Attribute)constructor.Invoke(arguments);
            List<string> texts = [.. arguments.Select(Literal)];
            List<string> shown = [.. arguments.Where(static argument => argument is not (int[] or string[])).Select(static argument => Convert.ToString(argument, CultureInfo.InvariantCulture)!)];
            string blocks = kind.IsGenericType ? $"<{string.Join(", ", kind.GetGenericArguments().Select(static block => block.Name))}>" : "";
            foreach (PropertyInfo property in properties)
            {
                object value = Other(property.Name, property.PropertyType, property.GetValue(attribute));
                property.SetValue(attribute, value);
                texts.Add($"{property.Name} = {Literal(value)}");
                if (property.Name != nameof(LayerAttribute.Name))
                {
                    shown.Add(property.Name);
                }

                // Windows that fit evenly, whatever they move over.
                if (property.Name == nameof(MaxPool1DAttribute.Dilation) && attribute is MaxPool1DAttribute or MaxPool2DAttribute)
                {
                    kind.GetProperty(nameof(MaxPool1DAttribute.Stride))!.SetValue(attribute, 1);
                    texts.Add("Stride = 1");
                }

                // It is less than the stride.
                if (property.Name == nameof(ConvTranspose2DAttribute.OutputPadding))
                {
                    kind.GetProperty(nameof(ConvTranspose2DAttribute.Stride))!.SetValue(attribute, 3);
                    texts.Add("Stride = 3");
                }
            }

            // There are corners where values are interpolated.
            if (attribute is UpsampleAttribute { AlignCorners: true } upsample)
            {
                upsample.Mode = UpsampleMode.Bilinear;
                texts.Add("Mode = UpsampleMode.Bilinear");
            }

            return new Declaration(attribute, Shown(kind) + blocks + (texts.Count > 0 ? $"({string.Join(", ", texts)})" : ""), [.. shown]);
        }

        // Something that is no default. Windows are odd, so that they have a middle, and padding is less than half of them.
        private static object Other(string name, Type type, object? value)
            => type == typeof(int) ? name.StartsWith("kernel", StringComparison.Ordinal) ? 3 : name.StartsWith("Pad", StringComparison.Ordinal) || name.StartsWith("OutputPadding", StringComparison.Ordinal) || name == "second" ? 1 : 2
            : type == typeof(int[]) ? new[] { 5 }
            : type == typeof(double) ? 0.375
            : type == typeof(bool) ? value is false
            : type == typeof(string) ? name == nameof(LayerAttribute.Name) ? "part" : "first"
            : type == typeof(string[]) ? new[] { "first" }
            : type == typeof(double[]) ? new[] { 0.5, 1, 0.25 }
            : type.IsEnum ? Enum.GetValues(type).Cast<object>().First(other => !other.Equals(value))
            : throw new NotSupportedException($"No value of {type} is known to this test.");

        private static string Literal(object value) => value switch
        {
            int[] numbers => string.Join(", ", numbers),
            double[] numbers => $"[{string.Join(", ", numbers.Select(static number => number.ToString(CultureInfo.InvariantCulture)))}]",
            string[] names => string.Join(", ", names.Select(static name => $"\"{name}\"")),
            bool truth => truth ? "true" : "false",
            string text => $"\"{text}\"",
            Enum => $"{value.GetType().Name}.{value}",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }
}
