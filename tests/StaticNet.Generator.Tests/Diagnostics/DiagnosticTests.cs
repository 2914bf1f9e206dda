using Microsoft.CodeAnalysis;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Diagnostics;

/// <summary>Each diagnostic: its id, its exact place, its message, and that no compiler error stands beside it.</summary>
public sealed class DiagnosticTests
{
    [Fact]
    public Task A_sound_network_has_none() => Diagnosis.Finds("""
        using StaticNet;
        [Network(1, 28, 28)]
        [Flatten] [Dense(32, Name = "hidden")] [ReLU] [Dense(10)] [Softmax] [CrossEntropy]
        public sealed partial class Digits
        {
            public static int Count => ParameterCount;
            public void Forward(float[] inputs) => Forward(inputs, new float[OutputLength]);
            public void Save<T>(string path) => Save(path);
            public Digits(string path) : this(path.Length) { }
            public override string ToString() => "Digits";
        }
        """);

    [Fact]
    public Task A_class_that_is_not_partial() => Diagnosis.Finds("""
        using StaticNet;
        [Network(2)] [Dense(1)]
        public sealed class {|STN0001:Xor|};
        """,
        "'Xor' carries [Network] but is not partial, so nothing can be generated into it: declare it 'partial class Xor'");

    [Fact]
    public Task A_class_in_a_class_that_is_not_partial() => Diagnosis.Finds("""
        using StaticNet;
        public partial class Outer
        {
            public class Middle
            {
                [Network(2)] [Dense(1)]
                public sealed partial class {|STN0002:Xor|};
            }
        }
        """,
        "'Xor' is nested in 'Middle', which is not partial, so nothing can be generated into it: declare 'Middle' partial");

    [Theory]
    [InlineData("public partial record {|STN0003:Net|};", "it is a record, and a record's value equality means nothing for weights; declare a class")]
    [InlineData("public partial record {|STN0003:Net|}(int Size);", "it is a record, and a record's value equality means nothing for weights; declare a class")]
    [InlineData("public static partial class {|STN0003:Net|};", "it is static, and a network is an object that holds its weights")]
    [InlineData("public abstract partial class {|STN0003:Net|};", "it is abstract, and Create and Load have to construct it")]
    [InlineData("file partial class {|STN0003:Net|};", "it is file-local, and the generated part stands in another file")]
    [InlineData("public partial class {|STN0003:Net|}(int seed) { public int Seed => seed; }", "it has a primary constructor, which the generated constructors would have to call")]
    [InlineData("public partial class {|STN0003:Net|} { public required int Size { get; set; } }", "its member 'Size' is required, and the generated Create and Load cannot set it")]
    [InlineData("public partial class {|STN0003:Net|} : Base { public Net(string name) : base(name) { } } public class Base { public Base(string name) { } }", "its base class 'Base' has no accessible constructor without parameters")]
    [InlineData("public partial class {|STN0003:Net|} : Base; [Network(1)] [ReLU] public partial class Base;", "its base class 'Base' is a network itself, and each would hide the other's members")]
    public Task A_class_that_cannot_be_a_network(string declaration, string reason) => Diagnosis.Finds($"""
        using StaticNet;
        [Network(2)] [Dense(1)]
        {declaration}
        """,
        $"'Net' cannot be a network: {reason}");

    // What uses the class compiles, be it impossible as a network: one mistake is one error. Where 'partial' is missing, the compiler says so at the same place.
    [Theory]
    [InlineData("public sealed partial class Net;", "")]
    [InlineData("public sealed class Net;", "CS0260 STN0001")]
    [InlineData("public sealed class Net(int width) { public int Width => width; }", "CS0260 STN0001 STN0003")]
    [InlineData("public sealed partial class Net(int seed) { public int Width => seed; }", "STN0003")]
    [InlineData("public sealed partial class Net(string name, in int width) { public string Name { get; } = name + width; }", "STN0003")]
    [InlineData("public sealed partial record Net(int Width);", "STN0003")]
    [InlineData("public sealed partial record Net;", "STN0003")]
    [InlineData("public sealed partial class Net { public required int Width { get; set; } }", "STN0003")]
    [InlineData("public sealed partial class Net : Named;", "STN0003")]
    [InlineData("public sealed partial class Net : Other;", "STN0003")]
    public async Task A_class_that_cannot_be_a_network_is_the_only_error(string declaration, string expected)
    {
        var run = Run.Generate($$"""
            using StaticNet;
            [Network(4)] [Dense(1)] [MeanSquaredError]
            {{declaration}}
            public class Named { protected Named(string name, int length) => _ = name + length; }
            [Network(4)] [Dense(1)] [MeanSquaredError]
            public partial class Other;
            public static class Program
            {
                public static float Run(float[] inputs, float[] targets)
                {
                    const int Length = Net.InputLength;
                    var trainer = new Trainer<Net>(new Net(Length), new Adam(0.03));
                    trainer.Step(inputs, targets);
                    trainer.Network.Forward(inputs, targets);
                    Net copy = Net.Load("weights.safetensors");
                    copy.Save("copy.safetensors");
                    copy.Dense1.Bias.Clear();
                    return copy.Gradient(inputs, targets, Net.CreateParameters()) + Net.Summary.Layers.Length;
                }
            }
            """);
        IEnumerable<Diagnostic> found = [.. run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden && diagnostic.Id != "CS1591"), .. await Diagnosis.Find(run)];
        Assert.Equal(expected, string.Join(" ", found.Select(static diagnostic => diagnostic.Id).Order(StringComparer.Ordinal)));
        Assert.All(found, diagnostic => Assert.Equal("Net", diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)));
    }

    // What derives from a layer is no layer, whichever version the generator has. The compiler refuses the class.
    [Theory]
    [InlineData("Dense(1)] [Mine", "class MineAttribute : LayerAttribute;", "layers are those of StaticNet; write a function as a method with [Activation], named by [Activation<T>(\"Name\")], or put layers together in a class with [Block]")]
    [InlineData("Dense(1)] [Mine", "class MineAttribute : NetworkLossAttribute;", "losses are those of StaticNet; write the function as a method with [Loss], and name it with [Loss<T>(\"Name\")]")]
    public async Task A_layer_of_the_users_own(string layers, string declaration, string remedy)
    {
        Diagnostic found = Assert.Single(await Diagnosis.Find(Run.Generate($"using StaticNet;\n[Network(2)] [{layers}]\npartial class Net;\n{declaration}")));
        Assert.Equal($"[Mine] is not known to version {NetworkGenerator.Version} of the generator: {remedy}", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("{|STN2014:Network(28, 28, 1)|}] [Conv2D(4, 3, Padding = Padding.Same)")]
    [InlineData("{|STN2014:Network(28, 28, 1)|}] [Conv2D(4, 3)", "STN1005")]
    [InlineData("{|STN2014:Network(240, 320, 3)|}] [BatchNorm")]
    [InlineData("Network] [{|STN2014:Input(\"image\", 8, 8, 1)|}] [BatchNorm")]
    [InlineData("Network] [Input(\"age\", 3)] [{|STN2014:Input(\"image\", 8, 8, 4)|}] [Dense(8, From = \"age\")] [ReLU(Name = \"old\")] [GlobalAveragePool(From = \"image\")] [Add(\"old\")")]
    [InlineData("Network(3, 32, 32)] [Conv2D(4, 3)")]
    [InlineData("Network(28, 28, 1)] [Flatten] [Dense(10)")]
    [InlineData("Network] [Input(\"image\", 28, 28, 1)] [Flatten] [Dense(10)")]
    [InlineData("Network(64, 128, 1)] [Conv2D(4, 3, 1)")]
    [InlineData("Network(64, 7, 7)] [Conv2D(4, 3)")]
    [InlineData("Network(1, 49, 10)] [Conv2D(4, 3)")]
    [InlineData("Network(6, 6, 3)] [Conv2D(4, 3)")]
    [InlineData("Network(28, 28)] [Conv1D(4, 3)")]
    public async Task Channels_last(string layers, string beside = "")
    {
        var source = MarkedSource.Parse($"using StaticNet;\n[{layers}]\npartial class Net;");
        Diagnostic[] found = [.. await Diagnosis.Find(Run.Generate(source.Text).Compiles())];
        Assert.Equal(
            source.Marks.Select(static mark => $"{mark.Id} {mark.Span}"),
            found.Where(diagnostic => diagnostic.Id != beside).Select(static diagnostic => $"{diagnostic.Id} {diagnostic.Location.SourceSpan}"));
        Assert.Equal(beside.Length > 0 ? 1 : 0, found.Count(diagnostic => diagnostic.Id == beside));
    }

    [Fact]
    public Task No_layers() => Diagnosis.Finds("""
        using StaticNet;
        [{|STN0004:Network(2)|}]
        public sealed partial class Xor;
        """,
        "'Xor' has no layers: put at least one after [Network], such as [Dense(10)]");

    [Fact]
    public Task A_loss_and_no_layers() => Diagnosis.Finds("""
        using StaticNet;
        [{|STN0004:Network(2)|}] [MeanSquaredError]
        public sealed partial class Xor;
        """,
        "'Xor' has no layers: put at least one after [Network], such as [Dense(10)]");

    [Fact]
    public Task Layers_over_two_declarations() => Diagnosis.Finds("""
        using StaticNet;
        [{|STN0005:Dense(1)|}] [Sigmoid]
        public partial class Xor;

        [Network(2)] [Dense(2)] [Tanh]
        public sealed partial class Xor;
        """,
        "[Dense] is not on the declaration of 'Xor' that carries [Network], and declarations have no defined order: put all layers and the loss on one");

    [Fact]
    public async Task Layers_over_two_files()
    {
        Run run = Run.Generate(
            "[StaticNet.Dense(1)] partial class Xor;",
            "[StaticNet.Network(2)] [StaticNet.Dense(2)] [StaticNet.Tanh] partial class Xor;",
            "[StaticNet.Sigmoid] partial class Xor;").Compiles();

        Microsoft.CodeAnalysis.Diagnostic found = Assert.Single(await Diagnosis.Find(run));
        Assert.Equal("STN0005", found.Id);
        Assert.Equal("/user/File0.cs: (0,1)-(0,19)", found.Location.GetLineSpan().ToString());
        Assert.Contains("public const int OutputLength = 1;", run.Text("Xor.g.cs"));
    }

    [Fact]
    public Task A_layer_after_the_loss() => Diagnosis.Finds("""
        using StaticNet;
        [Network(2)] [Dense(1)] [MeanSquaredError] [{|STN0006:Tanh|}] [Dense(3)]
        public sealed partial class Xor;
        """,
        "[Tanh] comes after the loss [MeanSquaredError], which is computed from the outputs of the last layer: put [MeanSquaredError] at the end");

    [Fact]
    public Task Two_losses() => Diagnosis.Finds("""
        using StaticNet;
        [Network(2), Dense(1), MeanSquaredError, {|STN0007:Huber(2f)|}]
        public sealed partial class Xor;
        """,
        "[Huber] is a second loss, and 'Xor' has [MeanSquaredError] already: keep one");

    [Theory]
    [InlineData("[Dense({|STN0008:0|})]", "The argument units of [Dense] is 0, but has to be at least 1")]
    [InlineData("[Dense({|STN0008:-3|}, Bias = false)]", "The argument units of [Dense] is -3, but has to be at least 1")]
    [InlineData("[Dense({|STN0008:units: 0|}, Name = \"a\")]", "The argument units of [Dense] is 0, but has to be at least 1")]
    [InlineData("[Clamp(1f, {|STN0008:0.5f|})]", "The argument max of [Clamp] is 0.5, but has to be at least min, which is 1")]
    [InlineData("[LeakyReLU({|STN0008:float.NaN|})]", "The argument slope of [LeakyReLU] is NaN, but has to be a finite number")]
    [InlineData("[PReLU({|STN0008:float.PositiveInfinity|})]", "The argument initialSlope of [PReLU] is Infinity, but has to be a finite number")]
    [InlineData("[ELU({|STN0008:0|})]", "The argument alpha of [ELU] is 0, but has to be a finite number more than 0")]
    [InlineData("[ELU({|STN0008:-1.5f|})]", "The argument alpha of [ELU] is -1.5, but has to be a finite number more than 0")]
    [InlineData("[ReLU] [Huber({|STN0008:0|})]", "The argument delta of [Huber] is 0, but has to be a finite number more than 0")]
    public Task An_argument_out_of_range(string layers, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(2)] {{layers}}
        public sealed partial class Net;
        """,
        message);

    [Theory]
    [InlineData("LeakyReLU(0)")]
    [InlineData("LeakyReLU(-0.5f)")]
    [InlineData("PReLU(0)")]
    [InlineData("ELU(float.Epsilon)")]
    [InlineData("Dense(1)")]
    public Task An_argument_at_the_end_of_its_range(string layer) => Diagnosis.Finds($"""
        using StaticNet;
        [Network(2)] [{layer}] [Huber(float.Epsilon)]
        public sealed partial class Net;
        """);

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("fc 1")]
    [InlineData("head.weight")]
    [InlineData("a\\u200Db")]
    public Task A_name_that_is_no_identifier(string name) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(2)] [Dense(1, {|STN0009:Name = "{{name}}"|})]
        public sealed partial class Net;
        """,
        $"'{name.Replace("\\u200D", "\u200D")}' cannot be the name of a layer: a name consists of letters, digits and underscores and does not begin with a digit");

    [Fact]
    public Task A_name_twice() => Diagnosis.Finds("""
        using StaticNet;
        [Network(2)] [Dense(3, Name = "fc")] [ReLU] [Dense(3, {|STN0010:Name = "fc"|})]
        public sealed partial class Net;
        """,
        "'fc' is also the name of layer 1, [Dense], and names tell parameters apart: choose another");

    [Fact]
    public Task A_name_that_a_later_layer_gets_by_itself() => Diagnosis.Finds("""
        using StaticNet;
        [Network(2)] [Dense(3, {|STN0010:Name = "dense2"|})] [Dense(3)]
        public sealed partial class Net
        {
            public static DenseParameters Of(Net net) => net.Dense2;
        }
        """,
        "'dense2' is also the name of layer 2, [Dense], and names tell parameters apart: choose another");

    [Theory]
    [InlineData("parameters", "Parameters", "every network has a member of that name")]
    [InlineData("gradient", "Gradient", "every network has a member of that name")]
    [InlineData("net", "Net", "the class itself has that name")]
    [InlineData("size", "Size", "the class declares a member of that name itself")]
    [InlineData("t", "T", "the class declares a member of that name itself")]
    [InlineData("label", "Label", "the class inherits a member of that name from 'Base'")]
    [InlineData("equals", "Equals", "the class inherits a member of that name from 'object'")]
    [InlineData("FC", "FC", null)]
    [InlineData("f_c", "FC", null)]
    [InlineData("secret", "Secret", null)]
    public Task A_property_whose_name_is_taken(string name, string property, string? reason) => Diagnosis.Finds($$"""
        using StaticNet;
        public class Base { public int Label; private int Secret() => 1; public int Twice() => 2 * Secret(); }

        [Network(2)] [Dense(1, {{(reason is null ? $"Name = \"{name}\"" : $"{{|STN0011:Name = \"{name}\"|}}")}})]
        public sealed partial class Net<T> : Base
        {
            public int Size() => Label;
        }
        """,
        reason is null ? [] : [$"The layer '{name}' cannot have its property '{property}' because {reason}: set another Name"]);

    [Fact]
    public Task Two_layers_with_one_property() => Diagnosis.Finds("""
        using StaticNet;
        [Network(2)] [Dense(1, Name = "fc")] [Dense(1, {|STN0011:Name = "Fc"|})]
        public sealed partial class Net;
        """,
        "The layer 'Fc' cannot have its property 'Fc' because the layer 'fc' has it already: set another Name");

    [Fact]
    public Task A_layer_without_a_name_whose_property_is_taken() => Diagnosis.Finds("""
        using StaticNet;
        [Network(2)] [{|STN0011:Dense(1)|}]
        public sealed partial class Net
        {
            public int Dense1;
        }
        """,
        "The layer 'dense1' cannot have its property 'Dense1' because the class declares a member of that name itself: set another Name");

    [Theory]
    [InlineData("public int {|STN0012:Parameters|};", "Parameters")]
    [InlineData("public const int {|STN0012:InputLength|} = 3;", "InputLength")]
    [InlineData("public int {|STN0012:Summary|}() => 1;", "Summary")]
    [InlineData("public void {|STN0012:Forward|}(System.ReadOnlySpan<float> x, System.Span<float> y) { }", "Forward")]
    [InlineData("public float {|STN0012:Gradient|} => 1;", "Gradient")]
    [InlineData("public void {|STN0012:Save|}(string file) { }", "Save")]
    [InlineData("public void {|STN0012:Save|}(string? file) { }", "Save")]
    [InlineData("public static Net? {|STN0012:Load|}(string? file) => null;", "Load")]
    [InlineData("public float {|STN0012:Gradient|}(System.ReadOnlySpan<float> x, System.ReadOnlySpan<int> t, ParameterSet? g) => 0;", "Gradient")]
    [InlineData("public float {|STN0012:Gradient|}(System.ReadOnlySpan<float> x, System.ReadOnlySpan<float> t, ParameterSet? g) => 0;", "Gradient")]
    [InlineData("public class {|STN0012:Load|};", "Load")]
    [InlineData("public {|STN0012:Net|}() { }", "Net()")]
    [InlineData("public {|STN0012:Net|}(int units) { }", "Net(int)")]
    [InlineData("public static ParameterSet {|STN0012:CreateParameters|}() => null!;", "CreateParameters")]
    public Task A_member_in_the_way_of_a_generated_one(string member, string generated) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(2)] [Dense(1)] [MeanSquaredError]
        public sealed partial class Net
        {
            {{member}}
        }
        """,
        $"'{generated}' is generated for every network, but the class declares it itself: rename that");

    [Fact]
    public Task An_inherited_member_in_the_way_of_a_generated_one() => Diagnosis.Finds("""
        using StaticNet;
        public class Model { public virtual void Save(string path) { } public void Load(int index) { } }

        [Network(2)] [Dense(1)]
        public sealed partial class {|STN0012:Net|} : Model;
        """,
        "'Save' is generated for every network, but the class inherits it from 'Model': rename that");

    [Fact]
    public Task A_class_that_is_called_as_a_generated_member() => Diagnosis.Finds("""
        using StaticNet;
        [Network(2)] [Dense(1)]
        public sealed partial class {|STN0012:Summary|};
        """,
        "'Summary' is generated for every network, but the class itself has that name: rename that");

    [Fact]
    public Task Layers_without_a_network() => Diagnosis.Finds("""
        using StaticNet;
        [{|STN0013:Dense(1)|}] [Sigmoid] [BinaryCrossEntropy]
        public sealed partial class Xor;
        """,
        "[Dense] has no effect because 'Xor' carries neither [Network] nor [Block]: put [Network(...)] before it, with the shape of one sample, or [Block]");

    [Theory]
    [InlineData("[{|STN1001:Network|}]", "()", "it has 0 dimensions")]
    [InlineData("[{|STN1001:Network()|}]", "()", "it has 0 dimensions")]
    [InlineData("[Network(1, 2, 3, {|STN1001:4|})]", "(1, 2, 3, 4)", "it has 4 dimensions")]
    [InlineData("[Network({|STN1001:new[] { 1, 2, 3, 4 }|})]", "(1, 2, 3, 4)", "it has 4 dimensions")]
    [InlineData("[Network(1, {|STN1001:0|}, 28)]", "(1, 0, 28)", "a dimension is 0")]
    [InlineData("[Network({|STN1001:-5|})]", "(-5)", "a dimension is -5")]
    [InlineData("[Network({|STN1001:null!|})]", "()", "it has 0 dimensions")]
    public Task An_impossible_input_shape(string network, string shape, string reason) => Diagnosis.Finds($"""
        using StaticNet;
        {network} [Dense(1)]
        public sealed partial class Net;
        """,
        $"{shape} cannot be the shape of a sample because {reason}: write (features), (channels, length) or (channels, height, width), each at least 1");

    [Fact]
    public Task A_layer_that_takes_a_flat_input() => Diagnosis.Finds("""
        using StaticNet;
        [Network(3, 28, 28)] [ReLU] [{|STN1002:Dense(10)|}] [Dense(10)]
        public sealed partial class Net;
        """,
        "[Dense] takes a flat input, but its input has the shape (3, 28, 28): put [Flatten] before it, which makes that (2352)");

    [Theory]
    [InlineData("ClassWeights = [1, 2]", "ClassWeights", "[1, 2]", "one weight for each of the 3 classes")]
    [InlineData("ClassWeights = [1, -2, 1]", "ClassWeights", "[1, -2, 1]", "finite numbers of at least 0, one of which is more")]
    [InlineData("ClassWeights = [0, 0, 0]", "ClassWeights", "[0, 0, 0]", "finite numbers of at least 0, one of which is more")]
    [InlineData("LabelSmoothing = 1", "LabelSmoothing", "1", "at least 0 and less than 1")]
    [InlineData("LabelSmoothing = -0.5", "LabelSmoothing", "-0.5", "at least 0 and less than 1")]
    public Task Numbers_of_cross_entropy(string argument, string name, string value, string expected) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(3, 4)] [ReLU] [CrossEntropy({|STN0008:{{argument}}|})]
        public sealed partial class Net;
        """,
        $"The argument {name} of [CrossEntropy] is {value}, but has to be {expected}");

    [Fact]
    public Task Cross_entropy_takes_the_channels_of_an_image_as_classes() => Diagnosis.Finds("""
        using StaticNet;
        [Network(3, 4, 6)] [Conv2D(5, 3)] [Softmax] [CrossEntropy(LabelSmoothing = 0.1, ClassWeights = [1, 2, 0.5, 1, 0], IgnoredLabel = 255)]
        public sealed partial class Net;
        """);

    [Fact]
    public Task An_element_wise_loss_takes_any_output() => Diagnosis.Finds("""
        using StaticNet;
        [Network(3, 4)] [Sigmoid] [BinaryCrossEntropy]
        public sealed partial class Net;
        """);

    [Fact]
    public Task An_input_too_large_for_an_array() => Diagnosis.Finds("""
        using StaticNet;
        [{|STN1003:Network(2000000000, 2000000000, 2000000000)|}] [ReLU]
        public sealed partial class Net;
        """,
        "This is too large: one sample of shape (2000000000, 2000000000, 2000000000) takes 8,000,000,000,000,000,000,000,000,000 floats, and one array holds 2,147,483,568");

    [Fact]
    public Task A_weight_too_large_for_an_array() => Diagnosis.Finds("""
        using StaticNet;
        [Network(65536)] [{|STN1003:Dense(65536)|}] [ReLU]
        public sealed partial class Net
        {
            public static object Used(Net net) => net.Dense1;
        }
        """,
        "This is too large: the weight of [Dense] has shape (65536, 65536) and takes 4,296,015,872 floats, and one array holds 2,147,483,568");

    [Fact]
    public Task Units_too_many_for_an_array() => Diagnosis.Finds("""
        using StaticNet;
        [Network(1)] [{|STN1003:Dense(int.MaxValue)|}] [ReLU]
        public sealed partial class Net;
        """,
        "This is too large: with 'dense1' the outputs of all layers take 2,147,483,648 floats a sample, and one array holds 2,147,483,568");

    [Fact]
    public Task Gradients_too_large_beside_the_outputs() => Diagnosis.Finds("""
        using StaticNet;
        [Network(1)] [{|STN1003:Dense(1200000000, Bias = false)|}] [MeanSquaredError]
        public sealed partial class Net;
        """,
        "This is too large: with 'dense1' the outputs of all layers and their gradients take 2,400,000,016 floats a sample in training, and one array holds 2,147,483,568");

    [Fact]
    public Task Costs_that_64_bits_do_not_hold() => Diagnosis.Finds("""
        using StaticNet;
        [Network(2000000000)] [{|STN1003:Dense(2000000000)|}] [{|STN1003:{|STN1003:Dense(2000000000)|}|}] [{|STN1003:Dense(2000000000)|}]
        public sealed partial class Net;
        """,
        "This is too large: the weight of [Dense] has shape (2000000000, 2000000000) and takes 4,000,000,032,000,000,000 floats, and one array holds 2,147,483,568",
        "This is too large: the weight of [Dense] has shape (2000000000, 2000000000) and takes 4,000,000,032,000,000,000 floats, and one array holds 2,147,483,568",
        "This is too large: with 'dense2' the outputs of all layers take 4,000,000,000 floats a sample, and one array holds 2,147,483,568",
        "This is too large: the weight of [Dense] has shape (2000000000, 2000000000) and takes 4,000,000,032,000,000,000 floats, and one array holds 2,147,483,568");

    [Fact]
    public Task Parameters_too_large_together() => Diagnosis.Finds("""
        using StaticNet;
        [Network(40000)] [Dense(40000)] [{|STN1003:Dense(40000)|}] [Dense(40000)]
        public sealed partial class Net;
        """,
        "This is too large: with 'dense2' the parameters take 3,200,040,000 floats, and one array holds 2,147,483,568");

    [Fact]
    public Task Several_mistakes_are_several_diagnostics() => Diagnosis.Finds("""
        using StaticNet;
        [Network(3, 28, 28)] [{|STN1002:Dense(10)|}] [MeanSquaredError] [{|STN0006:Dense({|STN0008:0|})|}]
        public sealed partial class Net;
        """,
        "[Dense] takes a flat input, but its input has the shape (3, 28, 28): put [Flatten] before it, which makes that (2352)",
        "[Dense] comes after the loss [MeanSquaredError], which is computed from the outputs of the last layer: put [MeanSquaredError] at the end",
        "The argument units of [Dense] is 0, but has to be at least 1");
}
