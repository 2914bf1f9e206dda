using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Lowering;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Emission;

/// <summary>
/// Names for what a sequence of calls works on, so that it reads as the layers do: <c>Dense1(ref parameters.Dense1Weight, ref parameters.Dense1Bias,
/// ref inputs, ref relu1, samples)</c>.
/// </summary>
internal sealed class PassLocals
{
    /// <summary>The parameter that holds a step's dropout masks.</summary>
    public const string Masks = "masks";

    // What the methods around the calls declare themselves.
    private static readonly string[] Reserved =
        ["x", "y", "weights", "parameters", "gradients", "inputs", "outputs", "targets", "labels", "scratch", "samples", "left", "scale", "loss", "values", Masks];

    private readonly Pass _pass;
    private readonly KernelCall[] _calls;
    private readonly Dictionary<Operand, string> _names = [];
    private readonly HashSet<string> _taken;

    /// <param name="pass">The pass.</param>
    /// <param name="calls">The steps that one method calls.</param>
    /// <param name="methods">The names of the methods, in which those of the steps are by now.</param>
    /// <param name="tensors">How calls name the network's tensors.</param>
    public PassLocals(Pass pass, IEnumerable<KernelCall> calls, MethodNames methods, TensorNames tensors)
    {
        _pass = pass;
        _calls = [.. calls];
        _taken = [.. Reserved, .. methods.Taken];
        foreach (Operand operand in _calls.SelectMany(static call => call.Operands).Where(operand => !_names.ContainsKey(operand)))
        {
            _names.Add(operand, operand switch
            {
                Operand.Parameter parameter => "parameters." + tensors.Of(parameter.Name, parameter.Offset),
                Operand.Gradient gradient => "gradients." + tensors.Of(gradient.Name, gradient.Offset),
                Operand.Prepared prepared => Unique(prepared.Name),
                Operand.Activation activation => Name(pass.Values[activation.Value]),
                Operand.Mask mask => $"{Masks}.Of(0x{mask.Layer:X8})",
                _ => "targets",
            });
        }
    }

    /// <summary>The name of an operand, without <c>ref</c>.</summary>
    public string this[Operand operand] => _names[operand];

    /// <summary>Declares references to what lies in scratch memory.</summary>
    public void Declare(SourceWriter writer)
    {
        var declarations = new List<string>();
        foreach (Operand.Prepared prepared in _names.Keys.OfType<Operand.Prepared>())
        {
            declarations.Add($"ref float {_names[prepared]} = ref {RowWriter.At("scratch", prepared.Offset)};");
        }

        declarations.AddRange(DeclareValues());
        foreach (string declaration in declarations)
        {
            writer.Line(declaration);
        }

        if (declarations.Count > 0)
        {
            writer.Line();
        }
    }

    /// <summary>A local's name: the stem as C# spells locals, and a number where it is taken or means something else.</summary>
    public string Unique(string name)
    {
        string stem = Naming.Camel(name);
        string unique = stem;
        for (int i = 2; MethodNames.IsKeyword(unique) || !_taken.Add(unique); i++)
        {
            unique = stem + "_" + Literal.Of(i);
        }

        return unique;
    }

    // Values that never live at the same time share their memory.
    private IEnumerable<string> DeclareValues()
    {
        (string Name, Value Value)[] values = [.. _names.Keys.OfType<Operand.Activation>().Select(operand => (_names[operand], _pass.Values[operand.Value]))];
        foreach ((string name, Value value) in values.Where(static entry => entry.Value.Home == Home.Batch))
        {
            yield return $"ref float {name} = ref {RowWriter.At("scratch", _pass.PreparedLength + value.Offset)}; // {Literal.Of(value.Size)} for all samples";
        }

        (string Name, Value Value)[] rows = [.. values.Where(static entry => entry.Value.Home == Home.Scratch)];
        if (rows.Length > 0 && _pass.TakesWholeBatch)
        {
            yield return $"SampleMemory values = new(ref {RowWriter.At("scratch", _pass.SharedLength)}, samples); // behind each, the floats of a sample";
        }

        foreach ((string name, Value value) in rows)
        {
            yield return _pass.TakesWholeBatch
                ? $"ref float {name} = ref values[{Literal.Of(value.Offset)}]; // {Literal.Of(value.Size)}"
                : $"ref float {name} = ref {RowWriter.At("scratch", _pass.PreparedLength + (value.Offset * _pass.Chunk))}; // {Literal.Of(_pass.Chunk)} samples of {Literal.Of(value.Size)}";
        }
    }

    /// <summary>Writes one call a step.</summary>
    public void WriteCalls(SourceWriter writer, KernelEmitter kernels)
    {
        foreach (KernelCall call in _calls)
        {
            string name = kernels.NameOf(call);
            if (call.Kernel is LossKernel)
            {
                (string y, string dy) = (this[call.Operands[0]], this[call.Operands[2]]);
                writer.Line("double loss = labels.IsEmpty");
                writer.Line($"    ? {name}(ref {y}, ref MemoryMarshal.GetReference(targets), ref {dy}, samples, scale)");
                writer.Line($"    : {name}{KernelEmitter.OfLabels}(ref {y}, ref MemoryMarshal.GetReference(labels), ref {dy}, samples, scale);");
            }
            else
            {
                writer.Line($"{name}({string.Join(", ", call.Operands.Select(Argument))}{(call.Kernel is WeightTranspose ? "" : ", samples")});");
            }
        }
    }

    private string Argument(Operand operand) => operand is Operand.Mask ? this[operand] : "ref " + this[operand];

    private string Name(Value value) => value.Home switch
    {
        Home.Inputs => "inputs",
        Home.Outputs => "outputs",
        _ => Unique(value.Name),
    };
}
