using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Names for what a sequence of calls works on, so that it reads as the layers do: <c>Dense1(ref parameters.Dense1.Weight, ref parameters.Dense1.Bias,
/// ref inputs, ref relu1, samples)</c>.
/// </summary>
internal sealed class PassLocals
{
    /// <summary>The parameter that holds a step's dropout masks.</summary>
    public const string Masks = "masks";

    /// <summary>The parameter that says whether the gradients of the inputs are wanted.</summary>
    public const string WantsInputs = "wantsInputs";

    // What the methods around the calls declare themselves.
    private static readonly string[] Reserved =
        ["x", "y", "weights", "parameters", "gradients", "inputs", "outputs", "targets", "labels", "scratch", "samples", "left", "scale", "loss", "shared", "values", "part", "shard", "outputGradients", "inputGradients", WantsInputs, Masks];

    private readonly string _weightsType;
    private readonly Pass _pass;
    private readonly KernelCall[] _calls;

    // Where things are prepared, each is named once, beside the weight that it is made of: its place will do.
    private readonly bool _isPreparing;
    private readonly Dictionary<Operand, string> _names = [];
    private readonly Dictionary<Operand, string> _inPlace = [];
    private readonly MethodNames _methods;
    private readonly HashSet<string> _taken = [.. Reserved];

    /// <param name="pass">The pass.</param>
    /// <param name="calls">The steps that one method calls.</param>
    /// <param name="methods">The names of the methods, in which those of the steps are by now.</param>
    /// <param name="tensors">How calls name the network's tensors.</param>
    public PassLocals(Pass pass, IEnumerable<KernelCall> calls, MethodNames methods, TensorNames tensors)
    {
        _weightsType = tensors.WeightsType;
        _pass = pass;
        _calls = [.. calls];
        _isPreparing = Array.Exists(_calls, static call => call.Kernel is Preparation);
        _methods = methods;
        foreach ((Effects effects, Operand operand) in _calls.SelectMany(static call => Each(call.Effects(), call.Operands)))
        {
            if (_names.ContainsKey(operand))
            {
                continue;
            }

            if (Origin(effects, operand) is { } origin)
            {
                _inPlace.Add(operand, _names[origin]);
                if (IsGradientOfInput(operand, origin))
                {
                    _names.Add(operand, _names[origin]);
                    continue;
                }
            }

            _names.Add(operand, operand switch
            {
                Operand.Parameter parameter => "parameters." + tensors.Of(parameter.Layer, parameter.Tensor),
                Operand.Gradient gradient => "gradients." + tensors.Of(gradient.Layer, gradient.Tensor),
                Operand.Tensors layer => "parameters." + tensors.Of(layer.Layer),
                Operand.Gradients layer => "gradients." + tensors.Of(layer.Layer),
                Operand.Prepared prepared => _isPreparing ? $"shared[{Literal.Of(prepared.Offset)}]" : Unique(prepared.Name),
                Operand.Activation activation => Name(pass.Values[activation.Value]),
                Operand.Work => Unique("work"),
                Operand.Mask mask => $"{Masks}.Of(0x{mask.Layer:X8})",
                _ => "targets",
            });
        }

        static IEnumerable<(Effects Effects, Operand Operand)> Each(Effects effects, IEnumerable<Operand> operands) => operands.Select(operand => (effects, operand));
    }

    // The value whose memory a call overwrites with its result, where that is one already named.
    private Operand.Activation? Origin(Effects effects, Operand operand)
    {
        return effects.InPlace >= 0
            && operand is Operand.Activation { Value: var id }
            && id == effects.Writes
            && IsSame(_pass.Values[effects.InPlace], _pass.Values[id])
            && new Operand.Activation(effects.InPlace) is var origin
            && _names.ContainsKey(origin)
                ? origin
                : null;

        static bool IsSame(Value value, Value result) => value.Home == Home.Scratch && result.Home == Home.Scratch && value.Offset == result.Offset && value.Size == result.Size;
    }

    // The gradient of what an activation gives becomes that of what it takes, under the same name.
    private bool IsGradientOfInput(Operand operand, Operand.Activation origin)
        => _pass.Values[((Operand.Activation)operand).Value].OutputGradient == _pass.Values[origin.Value].Name;

    /// <summary>The name of an operand, without <c>ref</c>.</summary>
    public string this[Operand operand] => _names[operand];

    /// <summary>Declares references to what lies in scratch memory.</summary>
    public void Declare(SourceWriter writer)
    {
        // What all samples share, and what each of them has; values that never live at the same time share their memory.
        var shared = new List<string>();
        var values = new List<string>();
        foreach ((Operand operand, string name) in _names.Select(static pair => (pair.Key, pair.Value)))
        {
            if (operand is Operand.Prepared prepared && !_isPreparing)
            {
                shared.Add($"ref float {name} = ref shared[{Literal.Of(prepared.Offset)}];");
            }
            else if (operand is Operand.Work)
            {
                shared.Add($"ref float {name} = ref shared[{Literal.Of(_pass.PreparedLength)}]; // for one step at a time");
            }
            else if (operand is Operand.Activation { Value: var id } && _pass.Values[id] is { Home: Home.Batch } batch)
            {
                shared.Add($"ref float {name} = ref shared[{Literal.Of(_pass.OwnLength + batch.Offset)}]; // {Literal.Of(batch.Size)}");
            }
            else if (_inPlace.TryGetValue(operand, out string? origin))
            {
                if (name != origin)
                {
                    values.Add($"ref float {name} = ref {origin}; // in place");
                }
            }
            else if (operand is Operand.Activation { Value: var index } && _pass.Values[index] is { Home: Home.Scratch } value)
            {
                values.Add($"ref float {name} = ref values[{Literal.Of(value.Offset)}]; // {Literal.Of(value.Size)}");
            }
        }

        if (shared.Count > 0 || _isPreparing)
        {
            writer.Line("SampleMemory shared = new(ref scratch, 1);");
        }

        if (values.Count > 0)
        {
            string samples = _pass.TakesWholeBatch ? "samples" : Literal.Of(_pass.Chunk);
            writer.Line($"SampleMemory values = new(ref {RowWriter.At("scratch", _pass.SharedLength)}, {samples}); // behind each value, the floats of a sample");
        }

        foreach (string declaration in shared.Concat(values))
        {
            writer.Line(declaration);
        }

        if (shared.Count + values.Count > 0 || _isPreparing)
        {
            writer.Line();
        }
    }

    /// <summary>A local's name: the stem as C# spells locals, and a number where it is taken or means something else.</summary>
    public string Unique(string name)
    {
        string stem = Naming.Camel(name);
        string unique = stem;
        for (int i = 2; MethodNames.IsKeyword(unique) || _methods.AreHiddenBy(unique) || !_taken.Add(unique); i++)
        {
            unique = stem + "_" + Literal.Of(i);
        }

        return unique;
    }

    /// <summary>Writes one call a step; for sums over a batch that is worked off in parts, one call a shard.</summary>
    public void WriteCalls(SourceWriter writer, KernelEmitter kernels)
    {
        int start = 0;
        while (start < _calls.Length)
        {
            // Side by side, what is for the inputs only.
            bool isForInputs = _calls[start].IsForInputs;
            int end = start + 1;
            while (end < _calls.Length && _calls[end].IsForInputs == isForInputs)
            {
                end++;
            }

            using (isForInputs ? writer.Braces($"if ({WantsInputs})") : default)
            {
                WriteCalls(writer, kernels, _calls.Skip(start).Take(end - start));
            }

            start = end;
        }
    }

    private void WriteCalls(SourceWriter writer, KernelEmitter kernels, IEnumerable<KernelCall> calls)
    {
        foreach (KernelCall call in calls)
        {
            bool isOfShards = IsOfShards(call);
            using (isOfShards ? writer.Braces("foreach (BatchShard shard in part)") : default)
            {
                if (call.Kernel is Clear clear)
                {
                    writer.Line($"Lanes.Clear({Argument(call.Operands[0], isOfShards)}, samples * {Literal.Of(clear.SampleStride)}); // the border stays zero");
                }
                else if (call.Kernel is ClassTargets targets)
                {
                    WriteTargets(writer, targets, (Operand.Targets)call.Operands[0], Argument(call.Operands[1], isOfShards), isOfShards);
                }
                else
                {
                    WriteCall(writer, call, kernels.NameOf(call), isOfShards);
                }
            }
        }
    }

    private bool IsOfShards(KernelCall call)
        => _pass.TakesWholeBatch && (call.Kernel is LossKernel or ClassTargets || (call.Kernel is not IBatchKernel && call.Operands.Any(static operand => operand is Operand.Gradient)));

    private void WriteCall(SourceWriter writer, KernelCall call, string name, bool isOfShard)
    {
        string[] arguments = [.. call.Operands.Select(operand => Argument(operand, isOfShard))];
        string samples = isOfShard ? "shard.Samples" : "samples";
        if (call.Kernel is LossKernel loss)
        {
            WriteLoss(writer, loss, call, name, arguments, isOfShard);
        }
        else
        {
            string last = call.Kernel switch
            {
                Preparation => "",
                IBatchKernel => ", part",
                _ => ", " + samples,
            };
            writer.Line($"{name}({string.Join(", ", arguments)}{last});");
        }
    }

    // The first loss declares the sum. Only where there is one output, there may be labels in place of targets.
    private void WriteLoss(SourceWriter writer, LossKernel loss, KernelCall call, string name, string[] arguments, bool isOfShard)
    {
        string samples = isOfShard ? "shard.Samples" : "samples";
        (string y, string dy) = (arguments[0], arguments[2]);
        bool isFirst = ReferenceEquals(Array.Find(_calls, static call => call.Kernel is LossKernel), call);
        (string start, string end) = isOfShard ? ("shard.HasLoss(", ")") : (isFirst ? "double loss = " : "loss += ", "");
        if (call.Operands[1] is not Operand.Targets targets)
        {
            writer.Line($"{start}{name}({y}, {arguments[1]}, {dy}, {samples}, scale){end};");
            return;
        }

        (string scale, string times) = targets.Factor is { } factor ? ($"scale * {Literal.Of(factor)}", $" * {Literal.Of(factor)}") : ("scale", "");
        string ofTargets = $"{name}({y}, {Compared("targets", targets.Offset, loss.TargetStride, isOfShard)}, {dy}, {samples}, {scale})";
        if (!LossEmitter.TakesLabels(loss))
        {
            writer.Line($"{start}{ofTargets}{times}{end};");
            return;
        }

        (string open, string close) = times.Length > 0 ? ("(", ")") : ("", "");
        writer.Line($"{start}{open}labels.IsEmpty");
        writer.Line($"    ? {ofTargets}");
        writer.Line(LossEmitter.WritesLabels(loss)
            ? $"    : {name}{KernelEmitter.OfLabels}({y}, {Compared("labels", 0, 1, isOfShard)}, {dy}, {samples}, {scale}){close}{times}{end};"
            : $"    : {LossEmitter.CallForLabels(loss, y, Compared("labels", 0, 1, isOfShard), dy, samples, scale)}{close}{times}{end};");
    }

    private void WriteTargets(SourceWriter writer, ClassTargets kernel, Operand.Targets targets, string t, bool isOfShard)
    {
        string last = $"{t}, {Literal.Of(kernel.T.Stride)}, {(isOfShard ? "shard.Samples" : "samples")}{(targets.Factor is { } factor ? $", {Literal.Of(factor)}" : "")});";
        string terms = ClassTargetsEmitter.Terms(kernel.Loss, kernel.Classes, kernel.Positions, ClassTargetsEmitter.Weights(_weightsType, targets.Offset), hasSmoothing: true);
        string ofTargets = $"{terms}.OfTargets({Compared("targets", targets.Offset, kernel.TargetStride, isOfShard)}, {Literal.Of(kernel.TargetStride)}, {last}";
        if (!kernel.TakesLabels)
        {
            writer.Line(ofTargets);
            return;
        }

        using (writer.Braces("if (labels.IsEmpty)"))
        {
            writer.Line(ofTargets);
        }

        using (writer.Braces("else"))
        {
            writer.Line($"{terms}.OfLabels({Compared("labels", 0, kernel.Positions, isOfShard)}, {last}");
        }
    }

    // The first of what the outputs of the samples at hand are compared with.
    private static string Compared(string span, int offset, int stride, bool isOfShard)
    {
        string first = $"ref MemoryMarshal.GetReference({span})";
        first = offset == 0 ? first : $"ref Unsafe.Add({first}, {Literal.Of(offset)})";
        return isOfShard ? $"ref shard.Of({first}, {Literal.Of(stride)})" : first;
    }

    private string Argument(Operand operand, bool isOfShard) => operand switch
    {
        Operand.Mask or Operand.Tensors or Operand.Gradients => this[operand],
        Operand.Gradient when isOfShard => $"ref shard.GradientOf(ref {this[operand]})",
        Operand.Activation { Value: var id } when isOfShard && _pass.Values[id] is { Home: not Home.Batch } value
            => $"ref shard.Of(ref {this[operand]}, {Literal.Of(value.SampleStride)})",
        _ => "ref " + this[operand],
    };

    private string Name(Value value) => value.Home switch
    {
        Home.Inputs => "inputs",
        Home.Outputs => "outputs",
        Home.OutputGradients => "outputGradients",
        Home.InputGradients => "inputGradients",
        _ => Unique(value.Name),
    };
}
