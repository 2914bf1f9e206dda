using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Diagnostics;

/// <summary>What can be wrong with the names of values.</summary>
public sealed class GraphDiagnosticTests
{
    [Theory]
    [InlineData("Dense(2, {|STN0040:From = \"trunc\"|})", "[Dense] reads 'trunc', but nothing before it has that name: do you mean 'trunk'?")]
    [InlineData("Dense(2, {|STN0040:From = \"RELU1\"|})", "[Dense] reads 'RELU1', but nothing before it has that name: do you mean 'relu1'?")]
    [InlineData("Dense(2, {|STN0040:From = \"\"|})", "[Dense] reads '', but nothing before it has that name")]
    [InlineData("Add({|STN0040:\"nothing\"|})", "[Add] reads 'nothing', but nothing before it has that name")]
    [InlineData("Concat(\"trunk\", {|STN0040:\"inputs\"|})", "[Concat] reads 'inputs', but nothing before it has that name: do you mean 'input'?")]
    [InlineData("Multiply(\"trunk\", {|STN0040:null!|})", "[Multiply] reads '', but nothing before it has that name")]
    public Task A_name_that_is_not_there(string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(4)] [Dense(4)] [ReLU] [Dense(4, Name = "trunk")] [{{layer}}] [Dense(2)]
        partial class Net;
        """,
        message);

    [Theory]
    [InlineData("Dense(4, {|STN0041:From = \"dense3\"|})", "Dense", "dense3")]
    [InlineData("Dense(4, {|STN0041:From = \"dense2\"|})", "Dense", "dense2")]
    [InlineData("Add({|STN0041:\"dense2\"|})", "Add", "dense2")]
    public Task A_value_that_is_made_later(string layer, string attribute, string name) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(4)] [Dense(4)] [ReLU] [{{layer}}] [ReLU] [Dense(4)] [ReLU] [Dense(4)]
        partial class Net;
        """,
        $"[{attribute}] reads '{name}', which is made behind it: move it behind that layer");

    [Fact]
    public Task A_value_that_nothing_reads() => Diagnosis.Finds("""
        using StaticNet;
        [Network(4)] [Dense(4)] [ReLU(Name = "trunk")] [{|STN0042:Dense(4, Name = "lost")|}] [Dense(4, From = "trunk")]
        partial class Net;
        """,
        "Nothing reads the output of 'lost': let a layer read it by its name, or leave 'lost' out");

    [Theory]
    [InlineData("Add(\"wide\")", "'dense2' of shape (4), 'wide' of shape (5)")]
    [InlineData("Multiply(\"wide\", \"dense2\")", "'wide' of shape (5), 'dense2' of shape (4)")]
    [InlineData("Maximum(\"wide\", From = \"dense2\")", "'dense2' of shape (4), 'wide' of shape (5)")]
    public Task Shapes_that_differ(string join, string shapes) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(4)] [Dense(5, Name = "wide")] [Dense(4)] [{|STN1020:{{join}}|}] [Dense(1)]
        partial class Net;
        """,
        $"[{join.Split('(')[0]}] cannot join {shapes}: {(join.StartsWith("Maximum", StringComparison.Ordinal) ? "all of them need one shape" : "they need one shape, or one of them a number for each channel of the other")}");

    [Fact]
    public Task Images_that_differ_in_more_than_channels() => Diagnosis.Finds("""
        using StaticNet;
        [Network(3, 8, 8)] [Conv2D(4, 1, Name = "large")] [MaxPool2D(2)] [{|STN1020:Concat("large")|}] [GlobalAveragePool]
        partial class Net;
        """,
        "[Concat] cannot join 'maxpool1' of shape (4, 4, 4), 'large' of shape (4, 8, 8): they may differ in their channels only");

    [Fact]
    public Task A_join_of_nothing() => Diagnosis.Finds("""
        using StaticNet;
        [Network(4)] [Dense(4)] [{|STN0008:Add|}] [Dense(1)]
        partial class Net;
        """,
        "The argument values of [Add] is 0 names, but has to be at least one");

    [Theory]
    [InlineData(64, "Add")]
    [InlineData(64, "Concat")]
    public Task As_many_values_as_may_be_joined(int count, string join) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(4)] [Dense(4)] [{{join}}({{string.Join(", ", Enumerable.Repeat("\"dense1\"", count))}})] [Dense(1)] [MeanSquaredError]
        partial class Net;
        """);

    [Fact]
    public Task Too_many_values() => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(4)] [Dense(4)] [Add({|STN0008:"dense1"|}, {{string.Join(", ", Enumerable.Repeat("\"dense1\"", 64))}})] [Dense(1)]
        partial class Net;
        """,
        "The argument values of [Add] is 65 names, but has to be at most 64");

    [Fact]
    public Task Two_values_and_another_one() => Diagnosis.Finds("""
        using StaticNet;
        [Network(4)] [Dense(4)] [ReLU] [Subtract("dense1", "relu1", {|STN0008:From = "relu1"|})] [Dense(1)]
        partial class Net;
        """,
        "The argument From of [Subtract] is 'relu1', but has to be left out where two values are named");

    // The gradient of what is trained takes the way past the units.
    [Fact]
    public Task Saturating_units_that_a_value_is_added_behind() => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(4)] [Dense(4)] {{string.Concat(Enumerable.Repeat("[Tanh] [Add(\"dense1\")] ", 12))}}[Dense(1)] [MeanSquaredError]
        partial class Net;
        """);

    // A block's names are its own, and so are the network's.
    [Fact]
    public Task Names_of_another_list_are_not_seen() => Diagnosis.Finds("""
        using StaticNet;
        [Block] [Dense(4, Name = "inner")] [Add("outer")] public abstract class Part;
        [Network(4)] [Dense(4, Name = "outer")] [{|STN0040:Apply<Part>|}] [Add({|STN0040:"inner"|})]
        partial class Net;
        """,
        "In 'apply1.add1' of Part: [Add] reads 'outer', but nothing before it has that name",
        "[Add] reads 'inner', but nothing before it has that name");

    // What goes into the list is called input, unless a layer is.
    [Fact]
    public Task A_layer_may_be_called_input() => Diagnosis.Finds("""
        using StaticNet;
        [Network(4)] [Dense(4, Name = "input")] [ReLU] [Add("input")] [Dense(1)]
        partial class Net;
        """);

    [Fact]
    public void A_value_may_be_read_any_number_of_times()
        => Run.Generate("""
            using StaticNet;
            [Network(4)] [Dense(4)] [Add("dense1", "dense1", "dense1", "input", "input")] [Multiply("add1", "add1")] [Subtract("add1", Name = "x")] [Add("x", From = "x")]
            [MeanSquaredError]
            public sealed partial class Net;
            """);

    [Fact]
    public Task An_output_without_a_loss() => Diagnosis.Finds("""
        using StaticNet;
        [Network(4)] [Dense(4)] [ReLU] [{|STN0044:Output("tap")|}] [Dense(1)] [Output("last")] [MeanSquaredError]
        partial class Net;
        """,
        "The output 'tap' has no loss, and others have one: put a loss behind it, or say that it is only read: [Output(\"tap\", Trained = false)]");

    [Fact]
    public Task Outputs_without_any_loss() => Diagnosis.Finds("""
        using StaticNet;
        [Network(4)] [Dense(4)] [ReLU] [Output("tap")] [Dense(1)] [Output("last")] [Output("again", From = "tap")]
        partial class Net;
        """);

    [Fact]
    public Task An_output_that_is_only_read_with_a_loss() => Diagnosis.Finds("""
        using StaticNet;
        [Network(4)] [Dense(4)] [ReLU] [Output("tap", {|STN0008:Trained = false|})] [MeanSquaredError] [Dense(1)] [Output("last")] [MeanSquaredError]
        partial class Net;
        """,
        "The argument Trained of [Output] is false, but has to be true where a loss follows");

    [Fact]
    public Task Losses_that_belong_to_no_output() => Diagnosis.Finds("""
        using StaticNet;
        [Network(4)] [{|STN0043:Huber|}] [Dense(4)] [ReLU] [{|STN0043:MeanSquaredError|}] [Dense(1)] [Output("last")] [MeanSquaredError]
        partial class Net;
        """,
        "[Huber] belongs to the output straight before it, and no layer is before it: put it behind an [Output(\"name\")]",
        "[MeanSquaredError] belongs to the output straight before it, and 'relu1' before it is none: put it behind an [Output(\"name\")]");

    [Fact]
    public Task Two_losses_of_an_output() => Diagnosis.Finds("""
        using StaticNet;
        [Network(4)] [Dense(4)] [Output("last")] [MeanSquaredError] [{|STN0007:Huber|}]
        partial class Net;
        """,
        "[Huber] is a second loss, and the output 'last' has [MeanSquaredError] already: keep one");

    [Fact]
    public Task The_last_value_is_read_or_an_output() => Diagnosis.Finds("""
        using StaticNet;
        [Network(4)] [Dense(4)] [Output("first")] [{|STN0042:Dense(1)|}]
        partial class Net;
        """,
        "Nothing reads the output of 'dense2': let a layer read it by its name, or leave 'dense2' out");

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("float.NaN")]
    [InlineData("float.PositiveInfinity")]
    public Task A_weight_is_a_finite_number_of_more_than_0(string weight) => Diagnosis.FindsAt($$"""
        using StaticNet;
        [Network(4)] [Dense(4)] [MeanSquaredError({|STN0008:Weight = {{weight}}|})]
        partial class Net;
        """);

    [Fact]
    public Task A_shape_and_inputs() => Diagnosis.Finds("""
        using StaticNet;
        [Network({|STN0008:4|})] [Input("one", 4)] [Dense(4)]
        partial class Net;
        """,
        "The argument inputShape of [Network] is (4), but has to be left out where there are [Input] attributes");

    [Theory]
    [InlineData("{|STN1001:Input(\"one\")|}")]
    [InlineData("Input(\"one\", 1, {|STN1001:0|})")]
    [InlineData("Input(\"one\", 1, 2, 3, {|STN1001:4|})")]
    [InlineData("Input(\"one\", {|STN1003:46341|}, 46341)")]
    public Task Inputs_of_impossible_shapes(string input) => Diagnosis.FindsAt($$"""
        using StaticNet;
        [Network] [{{input}}] [Flatten] [Dense(4)]
        partial class Net;
        """);

    [Fact]
    public Task A_layer_before_all_inputs() => Diagnosis.Finds("""
        using StaticNet;
        [Network] [{|STN0041:Dense(4)|}] [Input("one", 4)] [Add("dense1")]
        partial class Net;
        """,
        "[Dense] reads 'one', which is made behind it: move it behind that layer");

    [Fact]
    public Task An_input_that_nothing_reads() => Diagnosis.Finds("""
        using StaticNet;
        [Network] [{|STN0042:Input("one", 4)|}] [Input("two", 3)] [Dense(4)]
        partial class Net;
        """,
        "Nothing reads the output of 'one': let a layer read it by its name, or leave 'one' out");

    [Fact]
    public Task Named_inputs_have_no_other_name() => Diagnosis.Finds("""
        using StaticNet;
        [Network] [Input("one", 4)] [Dense(4)] [Add({|STN0040:"input"|})]
        partial class Net;
        """,
        "[Add] reads 'input', but nothing before it has that name");

    [Fact]
    public Task Only_inputs() => Diagnosis.FindsAt("""
        using StaticNet;
        [{|STN0004:Network|}] [Input("one", 4)]
        partial class Net;
        """);

    [Theory]
    [InlineData("Input(\"one\", 4)", "Input")]
    [InlineData("Output(\"one\")", "Output")]
    public Task Blocks_have_neither(string attribute, string name) => Diagnosis.Finds($$"""
        using StaticNet;
        [Block] [{{attribute}}] [Dense(4)] public abstract class Part;
        [Network(4)] [{|STN0019:Apply<Part>|}]
        partial class Net;
        """,
        $"The block 'Part' carries [{name}]: a block takes one value and gives that of its last layer; put it on the network");

    [Theory]
    [InlineData("Output({|STN0009:\"not a name\"|})")]
    [InlineData("Output({|STN0010:\"dense1\"|})")]
    [InlineData("Output({|STN0009:\"\"|})")]
    public Task Names_of_outputs_are_checked_as_those_of_layers(string output) => Diagnosis.FindsAt($$"""
        using StaticNet;
        [Network(4)] [Dense(4)] [{{output}}] [Dense(1)] [Output("last")]
        partial class Net;
        """);

    // Keywords, names that differ in case, names of what the calls declare themselves, and a member of the user's in the way of none.
    [Fact]
    public void Parameters_have_names_of_their_own()
        => Run.Generate("""
            using StaticNet;
            [Network]
            [Input("class", 4)] [Dense(4)] [Output("samples")] [MeanSquaredError]
            [Input("gradients", 4)] [Add("samples")] [Dense(2)] [Softmax] [Output("Samples")] [CrossEntropy]
            [Dense(3)] [Output("classTargets")] [MeanSquaredError(Weight = 3)]
            [Dense(3)] [Output("class_")] [BinaryCrossEntropy]
            public sealed partial class Net { public void Forward(float[] x) { } }
            [Network] [Input("@in", 4)] [Dense(4)] [Output("one")] [Output("two", From = "dense1")] public sealed partial class Other;
            """).Compiles();

    [Fact]
    public Task A_call_of_the_users_own_with_the_same_parameters() => Diagnosis.FindsAt("""
        using System;
        using StaticNet;
        [Network(4)] [Dense(4)] [Output("one")] [Dense(1)] [Output("two")]
        partial class Net { public void {|STN0012:Forward|}(ReadOnlySpan<float> a, Span<float> b, Span<float> c) { } }
        """);

    [Fact]
    public Task Hazards_are_looked_for_at_each_output() => Diagnosis.FindsAt("""
            using StaticNet;
            [Network(4)]
            [Dense(4)] [Tanh(Name = "trunk")]
            [Dense(3)] [{|STN2003:ReLU|}] [Output("one")] [CrossEntropy]
            [Dense(3, From = "trunk")] [{|STN2007:Softmax|}] [Output("two")] [MeanSquaredError]
            [Dense(1, From = "trunk")] [Output("three")] [{|STN2008:CrossEntropy|}]
            partial class Net;
            """);

    [Fact]
    public Task A_trainer_of_a_network_with_Backward_needs_no_loss() => Diagnosis.Finds("""
        using StaticNet;
        [Network(4, Backward = true)] [Dense(4)] partial class Net;
        static class Use { static void Train() => _ = new Trainer<Net>(new Net(), new Sgd(0.1)); }
        """);

    [Fact]
    public Task A_Backward_of_the_users_own() => Diagnosis.FindsAt("""
        using System;
        using StaticNet;
        [Network(4, Backward = true)] [Dense(4)]
        partial class Net { public void {|STN0012:Backward|}(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ParameterSet c, Span<float> d) { } }
        """);

    [Fact]
    public void Names_of_methods_of_Backward_are_free_for_layers()
        => Run.Generate("""
            using StaticNet;
            [Network(4, Backward = true)] [Dense(4, Name = "runProduct")] [ReLU] [Dense(4, Name = "prepareProduct")] [ReLU] [Dense(4, Name = "forwardProduct")] [ReLU]
            [Dense(4, Name = "wantsInputs")] [ReLU] [Dense(4, Name = "outputGradients")] [ReLU] [Dense(2, Name = "inputGradients")] [MeanSquaredError]
            public sealed partial class Net;
            """).Compiles();
}
