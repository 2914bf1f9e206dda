namespace StaticNet.Generator.Tests.Debugging;

/// <summary>A debugger on a program with a network: steps lead into the generated files, and breakpoints in them hold.</summary>
public sealed class SteppingTests
{
    private const string File = "Program.cs";

    private const string Source = """
        using System;
        using StaticNet;

        [Network(1, 12, 12)]
        [Conv2D(4, 3, Padding = Padding.Same)] [ReLU] [MaxPool2D(2)]
        [Flatten] [Dense(10)] [Softmax] [CrossEntropy]
        public sealed partial class LeNet;

        public static class Program
        {
            public static void Main()
            {
                Console.WriteLine("up");
                Console.ReadLine();
                LeNet network = new();
                float[] inputs = new float[2 * LeNet.InputLength], outputs = new float[2 * LeNet.OutputLength];
                network.Forward(inputs, outputs);
                network.Gradient(inputs, [3, 4], LeNet.CreateParameters());
            }
        }
        """;

    // With Just My Code and without: what is generated is the program's own, and has its symbols.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Step_into_leads_from_the_users_line_to_the_first_layer(bool isJustMyCode) => Debug(debuggee =>
    {
        using DebuggerSession session = new(debuggee, isJustMyCode);
        int call = Line(Source, "network.Forward(");
        session.Break(File, call);
        debuggee.GoOn();
        Assert.Equal((File, call), session.Continue());

        const string Generated = "LeNet.Forward.g.cs";
        string text = debuggee.Generated.Text(Generated);
        Assert.Equal((Generated, Line(text, "LeNetForward.Run(Parameters.Flat, inputs, outputs)")), session.StepIn());

        // By way of the property Parameters, and into each call of the runtime that has no symbols and out again.
        List<(string File, int Line)> places = [];
        int conv1 = Line(text, "void Conv1(");
        while (places.Count < 60 && !(places.Count > 0 && places[^1].Line > conv1 && places[^1].File == Generated))
        {
            places.Add(session.StepIn()!.Value);
        }

        Assert.Contains(("LeNet.g.cs", Line(debuggee.Generated.Text("LeNet.g.cs"), "ParameterSet Parameters {")), places);
        Assert.Contains((Generated, Line(text, "int left = Check.Samples(")), places);
        Assert.All(places, static place => Assert.EndsWith(".g.cs", place.File));
        Assert.True(places[^1].Line > conv1, string.Join("\n", places));
    });

    [Fact]
    public Task A_breakpoint_in_a_layer_holds_and_shows_arguments_and_locals() => Debug(static debuggee =>
    {
        using DebuggerSession session = new(debuggee, isJustMyCode: true);
        (string Name, int Line) forward = Place("LeNet.Forward.g.cs", "void Conv1(", "Conv1Line(ref weight");
        (string Name, int Line) backward = Place("LeNet.Backward.g.cs", "void Conv1WeightGradient(", "Conv1WeightGradientPart(ref gradient");
        session.Break(forward.Name, forward.Line);
        session.Break(backward.Name, backward.Line);
        debuggee.GoOn();

        // Forward and then Gradient, with two samples of twelve lines each.
        foreach (int samples in new[] { 2, 1, 2, 1 })
        {
            for (int line = 0; line < 12; line++)
            {
                Assert.Equal(forward, session.Continue());
                Assert.Equal((samples, line), (session.Argument(4), session.Local("line")));
            }
        }

        foreach (int samples in new[] { 2, 1 })
        {
            Assert.Equal(backward, session.Continue());
            Assert.Equal(samples, session.Argument(3));
        }

        (string, int) Place(string file, string method, string statement)
        {
            string text = debuggee.Generated.Text(file);
            int start = Line(text, method);
            return (file, start + Line(string.Join('\n', text.Split('\n').Skip(start)), statement));
        }
    });

    // Let go, the program runs to its end. The debugger's library may wait without end for a program that has died: that fails, and holds nobody up.
    private static Task Debug(Action<Debuggee> check)
    {
        Assert.SkipWhen(DebuggerSession.Missing() is not null, DebuggerSession.Missing() ?? "");
        return Task.Run(() =>
        {
            using Debuggee debuggee = new(Source, File);
            check(debuggee);
            Assert.True(debuggee.Process.WaitForExit(TimeSpan.FromMinutes(1)), "The program does not go on by itself.");
            Assert.Equal(0, debuggee.Process.ExitCode);
        }).WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
    }

    private static int Line(string text, string what)
    {
        int line = Array.FindIndex(text.Split('\n'), line => line.Contains(what, StringComparison.Ordinal));
        Assert.True(line >= 0, $"There is no {what}.");
        return line + 1;
    }
}
