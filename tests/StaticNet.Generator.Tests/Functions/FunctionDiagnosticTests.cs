using Microsoft.CodeAnalysis;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Functions;

/// <summary>What a function may not be: one diagnostic, on the token that is the matter, with what to write in place of it.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class FunctionDiagnosticTests
{
    // The body of a function of x, with what is reported marked.
    [Theory]
    [InlineData("float s = 0f; {|STN0029:for|} (int i = 0; i < 3; i++) s += x; return s;", "a loop", "the number of its turns has no derivative")]
    [InlineData("{|STN0029:while|} (x > 1f) x *= 0.5f; return x;", "a loop", "write the terms out")]
    [InlineData("return System.MathF.{|STN0029:Exp|}(x);", "MathF.Exp", "call F.Exp")]
    [InlineData("return (float)System.Math.{|STN0029:Log|}(x);", "Math.Log", "call F.Log")]
    [InlineData("return System.MathF.{|STN0029:Sin|}(x) + 1f;", "MathF.Sin", "call F.Sin")]
    [InlineData("return System.MathF.{|STN0029:Round|}(x);", "MathF.Round", "it is no function of F")]
    [InlineData("return (float)({|STN0029:0.5|} * x);", "0.5", "computes with double")]
    [InlineData("return {|STN0029:1 / 2|} * x;", "1 / 2", "is 0")]
    [InlineData("return (3 + {|STN0029:7 / 2|}) * x;", "7 / 2", "is 3")]
    [InlineData("{|STN0029:int|} n = (int)x; return n;", "n = (int)x", "of type int", true)]
    [InlineData("return {|STN0029:Field|} * x;", "Field", "make it const")]
    [InlineData("return {|STN0029:Fixed|} * x;", "Fixed", "known at run time only; make it const")]
    [InlineData("return {|STN0029:Property|} * x;", "Property", "read at run time")]
    [InlineData("{|STN0029:Field = x|}; return x;", "this assignment", "its own float locals")]
    [InlineData("return {|STN0029:x++|};", "this assignment", "a = a + 1f")]
    [InlineData("return ({|STN0029:x = 2f|}) * x;", "this assignment", "statements of their own")]
    [InlineData("return x {|STN0029:%|} 2f;", "%", "no derivative where it jumps")]
    [InlineData("return x {|STN0029:switch|} { > 0f => x, _ => 0f };", "a switch", "? :")]
    [InlineData("return {|STN0029:x is > 0f and < 1f|} ? x : 0f;", "a pattern", "&&")]
    [InlineData("if (x > 0f) return x; {|STN0029:throw|} new System.Exception();", "throw", "float.NaN")]
    [InlineData("{|STN0029:System.Console.WriteLine|}(x); return x;", "this statement", "", true)]
    [InlineData("return F.Pow(2f, {|STN0029:x|});", "x", "an exponent is a constant")]
    [InlineData("return {|STN0029:Recursive|}(x - 1f);", "Recursive", "it calls itself", true)]
    [InlineData("return {|STN0029:Generic|}(x);", "Generic", "it is generic")]
    [InlineData("return {|STN0029:Changes|}(ref x);", "Changes", "passed by reference")]
    [InlineData("return {|STN0029:Whole|}(x, 2);", "Whole", "'n' is no float")]
    [InlineData("System.Func<float, float> f = v => v; return f(x);", "f = v => v", "of type Func<float, float>", true)]
    [InlineData("return {|STN0029:Local|}(x); float Local(float v) => v;", "Local", "", true)]
    [InlineData("bool isLarge = x > 1f; return {|STN0029:isLarge == (x > 2f)|} ? x : 0f;", "isLarge == (x > 2f)", "comparisons of floats")]
    [InlineData("float[] a = [x]; return a[0];", "a = [x]", "of type float[]", true)]
    [InlineData("return F.Max(x, {|STN0029:float.Clamp|}(x, 0f, 1f));", "", "", true)]
    public async Task A_construct_without_a_derivative_is_reported_where_it_stands(string body, string what, string remedy, bool isLoose = false)
    {
        string marked = $$"""
            using StaticNet;
            [Network(3)] [Activation<Functions>("Function")] [Dense(1)] public sealed partial class Net;
            public abstract class Functions
            {
                public static float Field = 2f;
                public static readonly float Fixed = 2f;
                public static float Property => 2f;
                [Activation] public static float Function(float x) { {{body}} }
                public static float Recursive(float x) => Function(x);
                public static float Generic<T>(T x) => 2f;
                public static float Changes(ref float x) => x;
                public static float Whole(float x, int n) => n * x;
            }
            """;
        var source = MarkedSource.Parse(marked);
        Run run = Run.Generate(source.Text).Compiles();
        Diagnostic found = Assert.Single(await Diagnosis.Find(run));
        string message = found.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("STN0029", found.Id);
        Assert.Contains(remedy, message);
        if (!isLoose)
        {
            Assert.Equal(Assert.Single(source.Marks).Span, found.Location.SourceSpan);
            Assert.StartsWith($"'{what}' cannot stand in a function of a network: ", message);
        }
    }

    [Theory]
    [InlineData("[Activation] public float {|STN0028:Wrong|}(float x) => x;", "'Wrong' cannot be an activation: it is not static; declare it 'static'")]
    [InlineData("[Activation] public static float {|STN0028:Wrong|}<T>(float x) => x;", "'Wrong' cannot be an activation: it is generic; declare it for float")]
    [InlineData("[Activation] public static double {|STN0028:Wrong|}(float x) => x;", "'Wrong' cannot be an activation: it does not return a float; networks compute with float")]
    [InlineData("[Activation] public static float {|STN0028:Wrong|}(double x) => 1f;", "'Wrong' cannot be an activation: its parameter 'x' is no float; networks compute with float")]
    [InlineData("[Activation] public static float {|STN0028:Wrong|}(in float x) => x;", "'Wrong' cannot be an activation: its parameter 'x' is passed by reference; pass it by value")]
    [InlineData("[Activation] public static float {|STN0028:Wrong|}(float x, float y) => x;", "'Wrong' cannot be an activation: it has 2 parameters; an activation takes one float, 'float x'")]
    [InlineData("[Loss] public static float {|STN0028:Wrong|}(float x) => x;", "'Wrong' cannot be a loss: it has 1 parameters; a loss takes an output and its target, 'float y, float t'")]
    [InlineData("[Derivative(\"Missing\")] public static float {|STN0028:Wrong|}(float x) => x;", "'Wrong' cannot be a derivative: 'Functions' has no activation and no loss called 'Missing'")]
    [InlineData("[Activation] public static float A(float x) => x; [Derivative(\"A\")] public static float B(float x) => 1f; [Derivative(\"A\")] public static float {|STN0028:C|}(float x) => 1f;", "'C' cannot be a derivative: 'B' is one of 'A' already; keep one")]
    [InlineData("[Activation] public static float A(float x) => x; [Derivative(\"A\")] public static float {|STN0028:B|}(float x, float y) => 1f;", "'B' cannot be an activation: it has 2 parameters; an activation takes one float, 'float x'")]
    public Task A_method_that_cannot_be_a_function_is_reported_at_its_name(string method, string message)
        => Diagnosis.Finds($"using StaticNet; public abstract class Functions {{ public Functions() {{ }} {method} }}", message);

    [Theory]
    [InlineData("Activation<Functions>({|STN0030:\"Mesh\"|})", "[Activation] finds no function 'Mesh' in 'Functions': did you mean 'Mish'? It has Mish, Snake")]
    [InlineData("Activation<Functions>({|STN0030:\"Huberish\"|})", "[Activation] finds no function 'Huberish' in 'Functions': 'Huberish' has [Loss]; name it as one, or give it [Activation]")]
    [InlineData("Activation<Functions>({|STN0030:\"Plain\"|})", "[Activation] finds no function 'Plain' in 'Functions': the method 'Plain' has no [Activation]; put it there")]
    [InlineData("Activation<Functions>({|STN0030:\"\"|})", "[Activation] finds no function '' in 'Functions': did you mean 'Mish'? It has Mish, Snake")]
    [InlineData("Activation<Functions>({|STN0030:null!|})", "[Activation] finds no function '' in 'Functions': did you mean 'Mish'? It has Mish, Snake")]
    [InlineData("Activation<Empty>({|STN0030:\"Mish\"|})", "[Activation] finds no function 'Mish' in 'Empty': it has no method with [Activation]; declare one, such as '[Activation] static float Name(float x)'")]
    [InlineData("Activation<Twice>({|STN0030:\"Same\"|})", "[Activation] finds no function 'Same' in 'Twice': 2 methods of this name have [Activation]; give them different names")]
    [InlineData("Activation<Open<int>>({|STN0030:\"Id\"|})", "[Activation] finds no function 'Id' in 'Open': the type is generic or stands in a generic one; declare the function in one that is not")]
    [InlineData("Activation<Functions.Hidden>({|STN0030:\"Id\"|})", "", true)]
    [InlineData("Activation<System.Math>(\"Exp\")", "", true)]
    [InlineData("Activation<string>({|STN0030:\"Length\"|})", "[Activation] finds no function 'Length' in 'String': the type is declared in the assembly 'System.Runtime', and a function is read from its source; declare it in this project")]
    public async Task A_name_without_a_function_is_reported_with_the_nearest(string layer, string message, bool isCompilersError = false)
    {
        string source = $$"""
            using StaticNet;
            [Network(3)] [Dense(2)] [{{layer}}] [Dense(1)] public sealed partial class Net;
            public abstract class Functions
            {
                [Activation] public static float Mish(float x) => x;
                [Activation] public static float Snake(float x) => x;
                [Loss] public static float Huberish(float y, float t) => y - t;
                public static float Plain(float x) => x;
                private sealed class Hidden { [Activation] public static float Id(float x) => x; }
            }
            public abstract class Empty;
            public abstract class Twice { [Activation] public static float Same(float x) => x; [Activation] public static float Same(float x, float y) => {|REST:x|}; }
            public abstract class Open<T> { [Activation] public static float Id(float x) => x; }
            """;
        if (isCompilersError)
        {
            Assert.Empty(await Diagnosis.Find(Run.Generate(source.Replace("{|REST:x|}", "x").Replace("[Activation] public static float Same(float x, float y)", "public static float Same(float x, float y)").Replace("{|STN0030:", "").Replace("|}", "").Replace("class Open<T> { [Activation]", "class Open<T> {"))));
            return;
        }

        var marked = MarkedSource.Parse(source.Replace("{|REST:x|}", "x"));
        Diagnostic found = Assert.Single(await Diagnosis.Find(Run.Generate(marked.Text).Compiles()), static diagnostic => diagnostic.Id == "STN0030");
        Assert.Equal(marked.Marks.Single().Span, found.Location.SourceSpan);
        Assert.Equal(message, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task A_mistake_in_a_method_that_several_functions_call_is_reported_once_and_in_it()
        => Diagnosis.Finds(
            """
            using StaticNet;
            [Network(3)] [Activation<Functions>("A")] [Activation<Functions>("B")] [Dense(1)] [Loss<Functions>("C")] public sealed partial class Net;
            public abstract class Functions
            {
                [Activation] public static float A(float x) => Helper(x);
                [Activation] public static float B(float x) => Helper(x) + A(x);
                [Loss] public static float C(float y, float t) => B(y) - t;
                private static float Helper(float x) => System.MathF.{|STN0029:Tanh|}(x);
            }
            """,
            "'MathF.Tanh' cannot stand in a function of a network: its bits differ from machine to machine; call F.Tanh");

    [Fact]
    public async Task An_error_of_the_compiler_stands_alone()
    {
        foreach (string body in (string[])["=> x + ;", "=> missing(x);", "{ }", "{ if (x > 0f) return x; }", "=> \"\";", ";", "=> 0.5 * x;", "{ float a; return a; }"])
        {
            Run run = Run.Generate($"using StaticNet; [Network(3)] [Activation<Functions>(\"A\")] [Dense(1)] public sealed partial class Net; public abstract class Functions {{ [Activation] public static float A(float x) {body} }}");
            Assert.All(await Diagnosis.Find(run), diagnostic => Assert.Fail($"{body}: {diagnostic}"));
            Assert.Contains(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        }
    }

    [Fact]
    public async Task A_function_of_many_terms_is_refused_quickly_and_nothing_overflows()
    {
        string terms = string.Concat(Enumerable.Range(1, 10_000).Select(static i => $" + {i}f * x"));
        string parentheses = new string('(', 190) + "x" + string.Concat(Enumerable.Range(0, 190).Select(static i => $" + {i}f)"));
        string doubling = string.Concat(Enumerable.Range(1, 60).Select(static i => $"static float D{i}(float x) => D{i - 1}(x) + D{i - 1}(x + 1f);\n"));
        string ifs = string.Concat(Enumerable.Range(1, 60).Select(static i => $"if (x > {i}f) {{ if (x > {i}.5f) return {i}f; }}\n"));
        foreach ((string code, bool isFine) in ((string, bool)[])
        [
            ($"[Activation] static float A(float x) => x{terms};", false),
            ($"[Activation] static float A(float x) => {string.Concat(Enumerable.Range(0, 250).Select(static _ => "-("))}x{new string(')', 250)};", false),
            ($"[Activation] static float A(float x) => {parentheses};", true),
            ($"[Activation] static float A(float x) => D60(x);\n{doubling}static float D0(float x) => x * x;", false),
            ($"[Activation] static float A(float x) {{ {ifs} return x; }}", false),
            ($"[Activation] static float A(float x) {{ {string.Concat(Enumerable.Range(0, 150).Select(static i => $"x = x * x + {i}f;\n"))} return x; }}", true),
        ])
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            Run run = Run.Generate($"using StaticNet; [Network(3)] [Activation<Functions>(\"A\")] [Dense(1)] [MeanSquaredError] public sealed partial class Net; public abstract class Functions {{ {code} }}");
            var found = await Diagnosis.Find(run);
            Assert.Equal(isFine ? 0 : 1, found.Length);
            run.Compiles();
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"{clock.Elapsed}: {code[..80]}");
        }
    }
}
