using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using StaticNet.Generator.Printing;

namespace StaticNet.Generator.Functions;

/// <summary>Writes results of a function as C# on vectors of any width, <c>T</c>: what is used more than once is a local, the rest is one expression.</summary>
internal sealed class FunctionPrinter
{
    // RyuJIT inlines no more in a method of 512 locals. An operation takes up to four.
    private const int MostInlined = 110;

    // An expression is cut where it would be hard to read.
    private const int LongestExpression = 6;

    private readonly UserFunction _function;
    private readonly IReadOnlyList<int> _needed;
    private readonly bool _callsFunctions;
    private readonly string?[] _texts;
    private readonly bool[] _isPlain;
    private readonly int[] _sizes;
    private readonly HashSet<string> _taken;

    private FunctionPrinter(UserFunction function, string[] parameters, int[] results)
    {
        _function = function;
        _needed = function.Needed(results);
        _callsFunctions = _needed.Sum(node => Weight(function.Nodes[node])) > MostInlined;
        _texts = new string?[function.Nodes.Count];
        _isPlain = new bool[function.Nodes.Count];
        _sizes = new int[function.Nodes.Count];
        _taken = new HashSet<string>(parameters, StringComparer.Ordinal) { "T" };
    }

    /// <summary>The operations on vectors that a node takes, roughly.</summary>
    public static int Weight(FunctionNode node) => node.Operation switch
    {
        Operation.Input or Operation.Target or Operation.Constant or Operation.Given => 0,
        Operation.IfEqual or Operation.IfLess or Operation.IfLessOrEqual => 2,
        Operation.Min or Operation.Max or Operation.Pow when node.Operation != Operation.Pow || IsSimplePower(node.Constant) => 4,
        Operation.Exp or Operation.Sigmoid => 17,
        Operation.Log => 24,
        Operation.Tanh or Operation.Sin or Operation.Cos => 30,
        Operation.Softplus or Operation.Erf => 35,
        Operation.Pow => 70,
        _ => 1,
    };

    /// <summary>Writes the statements that compute results, and gives the expressions that they are.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="function">The function.</param>
    /// <param name="parameters">What the method calls input and target.</param>
    /// <param name="results">The nodes of the results.</param>
    public static string[] Write(SourceWriter writer, UserFunction function, string[] parameters, params int[] results)
    {
        var printer = new FunctionPrinter(function, parameters, results);
        var uses = new Dictionary<int, int>();
        foreach (int used in printer._needed.SelectMany(function.Operands).Concat(results))
        {
            uses[used] = uses.TryGetValue(used, out int count) ? count + 1 : 1;
        }

        foreach (int node in printer._needed)
        {
            printer.Write(writer, node, parameters, isResult: results.Contains(node), isShared: uses[node] > 1);
        }

        return [.. results.Select(result => printer._texts[result]!)];
    }

    private static bool IsSimplePower(float exponent) => exponent is -2f or -1f or -0.5f or 0f or 0.5f or 1f or 2f or 3f or 4f;

    private void Write(SourceWriter writer, int index, string[] parameters, bool isResult, bool isShared)
    {
        FunctionNode node = _function.Nodes[index];
        (string text, bool isPlain) = Expression(node, parameters);
        _sizes[index] = 1 + _function.Operands(index).Sum(operand => _sizes[operand]);
        bool isOperation = node.Operation > Operation.Constant && node.Operation != Operation.Given;
        if (isOperation && (isShared || (!isResult && _sizes[index] > LongestExpression)))
        {
            string name = Name(node.Operation);
            writer.Line($"T {name} = {text};");
            (text, isPlain) = (name, true);
            _sizes[index] = 0;
        }

        _texts[index] = text;
        _isPlain[index] = isPlain;
    }

    private (string Text, bool IsPlain) Expression(FunctionNode node, string[] parameters)
    {
        string a = Text(node.A), b = Text(node.B);
        return node.Operation switch
        {
            Operation.Input => (parameters[0], true),
            Operation.Target => (parameters[1], true),
            Operation.Constant => ($"T.Create({Literal.Of(node.Constant)})", true),
            Operation.Given => (_texts[node.A]!, _isPlain[node.A]),
            Operation.Negate => ($"-{a}", false),
            Operation.Add => ($"{a} + {b}", false),
            Operation.Subtract => ($"{a} - {b}", false),
            Operation.Multiply => ($"{a} * {b}", false),
            Operation.Divide => ($"{a} / {b}", false),
            Operation.FusedMultiplyAdd or Operation.IfEqual or Operation.IfLess or Operation.IfLessOrEqual or Operation.Abs or Operation.Sqrt
                => ($"T.{node.Operation}({Arguments(node)})", true),
            Operation.Min or Operation.Max => ($"VectorMath.{node.Operation}({Arguments(node)})", true),
            Operation.Pow => ($"VectorMath.Pow({Arguments(node)}, {Literal.Of(node.Constant)})", true),
            _ => (_callsFunctions ? $"VectorMath.Call<VectorMath.{Runtime(node.Operation)}Function, T>({Arguments(node)})" : $"VectorMath.{Runtime(node.Operation)}({Arguments(node)})", true),
        };
    }

    private static string Runtime(Operation operation) => operation == Operation.Softplus ? "Log1pExp" : operation.ToString();

    private string Arguments(FunctionNode node) => string.Join(", ", node.Operands.Select(operand => _texts[operand]));

    // As an operand.
    private string Text(int node) => node < 0 ? "" : _isPlain[node] ? _texts[node]! : $"({_texts[node]})";

    // A local is named after what it is: tanh, sum, sum2.
    private string Name(Operation operation)
    {
        string word = operation switch
        {
            Operation.Negate => "minus",
            Operation.Add or Operation.FusedMultiplyAdd => "sum",
            Operation.Subtract => "difference",
            Operation.Multiply => "product",
            Operation.Divide => "quotient",
            Operation.IfEqual or Operation.IfLess or Operation.IfLessOrEqual => "choice",
            _ => operation.ToString().ToLowerInvariant(),
        };
        string name = word;
        for (int i = 2; !_taken.Add(name); i++)
        {
            name = word + i.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }
}
