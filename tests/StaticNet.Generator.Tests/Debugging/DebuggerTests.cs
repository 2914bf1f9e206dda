using System.Diagnostics;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Debugging;

/// <summary>What a debugger shows of networks and tensors, and that it steps into all that is generated.</summary>
public sealed class DebuggerTests
{
    private const string Net = """
        using StaticNet;
        [Network(3)] [Dense(2)] [Tanh] [Dense(1)] [MeanSquaredError] public sealed partial class Net;
        public static partial class Outer<T> { [Network(3)] [Dense(2)] public sealed partial class Inner; }
        """;

    [Fact]
    public void A_network_is_shown_as_its_table_and_its_tensors()
    {
        using Loaded loaded = new(Run.Generate(Net).Compiles(), "Net");
        object network = Activator.CreateInstance(loaded.Type)!;
        object view = Proxy(network, loaded.Type);

        Assert.Equal("Net: 3 layers, 11 parameters, 8 multiply-adds", loaded.Type.GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);
        Assert.Equal(loaded.Summary.ToString(), Get(view, "Table"));
        Assert.Same(loaded.Summary, Get(view, "Layers"));
        Assert.Same(loaded.Type.GetProperty("Parameters")!.GetValue(network), Get(view, "Parameters"));
    }

    [Fact]
    public void A_network_in_a_generic_class_has_no_proxy_but_is_shown()
    {
        using Loaded loaded = new(Run.Generate(Net), "Outer`1");
        Type inner = loaded.Type.GetNestedType("Inner")!;

        Assert.Equal("Inner: 1 layers, 8 parameters, 6 multiply-adds", inner.GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);
        Assert.Null(inner.GetCustomAttribute<DebuggerTypeProxyAttribute>());
    }

    [Fact]
    public void A_summary_opens_into_its_table_and_its_layers()
    {
        using Loaded loaded = new(Run.Generate(Net), "Net");
        object view = Proxy(loaded.Summary, typeof(NetworkSummary));

        Assert.Equal(loaded.Summary.ToString(), Get(view, "Table"));
        Assert.Equal(loaded.Summary.Layers, (IEnumerable<LayerSummary>)Get(view, "Layers"));
        Assert.Equal("Dense(2), (3) to (2), 8 parameters, 6 multiply-adds", Get(loaded.Summary.Layers[0], "Display"));
    }

    [Fact]
    public void A_parameter_set_opens_into_its_tensors_with_what_they_span()
    {
        // A weight whose columns are padded from 2 to 4: what lies between is none of its values.
        ParameterLayout layout = new(32, 32, [new("weight", [2, 3], [1, 4], 0), new("bias", [2], [1], 16)]);
        ParameterSet parameters = new(layout);
        parameters.Flat.Fill(100);
        for (int i = 0; i < 6; i++)
        {
            parameters["weight"][i / 3, i % 3] = i - 2;
        }

        parameters["bias"][0] = 1;
        parameters["bias"][1] = float.NaN;
        object[] tensors = (object[])Get(Proxy(parameters, typeof(ParameterSet)), "Tensors");

        Assert.Equal(["weight", "bias"], tensors.Select(static tensor => Get(tensor, "Name")));
        Assert.Equal("[2, 3] min -2, max 3, mean 0.5", Get(tensors[0], "Description"));
        Assert.Equal([-2f, -1f, 0f, 1f, 2f, 3f], (float[])Get(tensors[0], "Values"));
        Assert.Equal("[2] min NaN, max NaN, mean NaN", Get(tensors[1], "Description"));
    }

    [Theory]
    [InlineData(typeof(NetworkSummary))]
    [InlineData(typeof(LayerSummary))]
    [InlineData(typeof(ParameterSet))]
    public void What_a_display_names_is_there(Type type)
    {
        DebuggerDisplayAttribute display = type.GetCustomAttribute<DebuggerDisplayAttribute>()!;
        IEnumerable<string> paths = $"{display.Value} {display.Name}".Split('{')[1..].Select(static part => part.Split('}', ',')[0]);

        Assert.NotEmpty(paths);
        Assert.All(paths, path =>
        {
            Type owner = type;
            foreach (string name in path.Split('.'))
            {
                PropertyInfo? property = owner.GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
                Assert.True(property is not null, $"{owner.Name} has no {name}.");
                owner = property.PropertyType;
            }
        });
    }

    [Fact]
    public void Nothing_generated_is_hidden_from_a_debugger()
    {
        using Loaded loaded = new(Run.Generate(Net), "Net");
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        MemberInfo[] members = [.. loaded.Type.Assembly.GetTypes().SelectMany(static type => type.GetMembers(All).Append(type))];
        Type[] hiding = [typeof(DebuggerNonUserCodeAttribute), typeof(DebuggerStepThroughAttribute), typeof(DebuggerHiddenAttribute), typeof(DebuggerStepperBoundaryAttribute)];

        Assert.Contains(members, static member => member.Name == "Forward");
        Assert.All(members, member => Assert.DoesNotContain(member.GetCustomAttributesData(), attribute => hiding.Contains(attribute.AttributeType)));
    }

    [Fact]
    public void A_breakpoint_finds_its_line_in_every_generated_kernel()
    {
        Run run = Run.Generate(Net);
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        Compilation debug = run.Output.WithOptions(run.Output.Options.WithOptimizationLevel(OptimizationLevel.Debug).WithSpecificDiagnosticOptions([new("CS1591", ReportDiagnostic.Suppress)]));

        // Debug information names the source with a hash, and that takes an encoding.
        foreach (SyntaxTree tree in run.Input.SyntaxTrees)
        {
            debug = debug.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(SourceText.From(tree.ToString(), Encoding.UTF8), Compilations.ParseOptions, tree.FilePath, TestContext.Current.CancellationToken));
        }

        Assert.True(debug.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: TestContext.Current.CancellationToken).Success);
        image.Position = 0;
        symbols.Position = 0;
        using var types = new PEReader(image);
        using MetadataReaderProvider lines = MetadataReaderProvider.FromPortablePdbStream(symbols);
        MetadataReader code = types.GetMetadataReader();
        MetadataReader pdb = lines.GetMetadataReader();

        MethodDefinitionHandle[] kernels =
        [
            .. code.TypeDefinitions.Select(code.GetTypeDefinition)
                .Where(type => code.GetString(type.Namespace) == "StaticNet.Generated" && code.GetString(type.Name).Contains("Net", StringComparison.Ordinal))
                .SelectMany(static type => type.GetMethods())
                .Where(method => code.GetMethodDefinition(method).RelativeVirtualAddress != 0 && code.GetString(code.GetMethodDefinition(method).Name) != ".ctor"),
        ];
        Assert.Contains(kernels, method => code.GetString(code.GetMethodDefinition(method).Name) == "Dense1");
        Assert.All(kernels, method =>
        {
            SequencePoint[] points = [.. pdb.GetMethodDebugInformation(method).GetSequencePoints().Where(static point => !point.IsHidden)];
            Assert.NotEmpty(points);
            Assert.All(points, point => Assert.EndsWith(".g.cs", pdb.GetString(pdb.GetDocument(point.Document).Name)));
        });
    }

    // As a debugger makes it.
    private static object Proxy(object target, Type type)
    {
        Type proxy = type.Assembly.GetType(type.GetCustomAttribute<DebuggerTypeProxyAttribute>()!.ProxyTypeName.Split(',')[0])
            ?? Type.GetType(
                type.GetCustomAttribute<DebuggerTypeProxyAttribute>()!.ProxyTypeName,
                // Other tests load assemblies of the same name at the same time.
                name => name.Name == type.Assembly.GetName().Name
                    ? type.Assembly
                    : AppDomain.CurrentDomain.GetAssemblies().Last(assembly => assembly.GetName().Name == name.Name),
                static (assembly, name, ignoreCase) => assembly!.GetType(name, throwOnError: true, ignoreCase))!;
        return Assert.Single(proxy.GetConstructors()).Invoke([target]);
    }

    private static object Get(object target, string property)
        => target.GetType().GetProperty(property, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(target)!;
}
