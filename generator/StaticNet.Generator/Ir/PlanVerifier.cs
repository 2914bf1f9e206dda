using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Ir;

/// <summary>
/// Runs a pass on paper, by what the arguments of its kernels say: follows which values lie whole in the scratch memory, and finds kernels that read a value
/// before it is written or after another one took its place, that write over what they read where their arguments do not allow it, that assume another layout
/// than a value has, and that touch what is not the value's.
/// </summary>
internal static class PlanVerifier
{
    /// <summary>Stops at a plan that is not sound: better no code than code that computes something else.</summary>
    /// <exception cref="InvalidOperationException">The plan is not sound.</exception>
    public static void Assert(Pass pass)
    {
        if (Faults(pass).FirstOrDefault() is { } fault)
        {
            throw new InvalidOperationException(fault);
        }
    }

    /// <summary>What is wrong with a pass; nothing for a sound one.</summary>
    public static IEnumerable<string> Faults(Pass pass)
    {
        var prepared = new Dictionary<string, int>();
        foreach (KernelCall call in pass.Preparations)
        {
            foreach (string fault in ArgumentFaults(call, [.. call.Kernel.Arguments], pass, prepared))
            {
                yield return $"{call.Layer}{call.Suffix}: {fault}";
            }
        }

        // What lies whole in memory: of each kind of memory intervals that do not meet, in order.
        var present = new HashSet<int>();
        Dictionary<Home, List<Interval>> places = Enum.GetValues(typeof(Home)).Cast<Home>().ToDictionary(static home => home, static _ => new List<Interval>());
        for (int i = 0; i < pass.Steps.Count; i++)
        {
            KernelCall call = pass.Steps[i];
            Argument[] arguments = [.. call.Kernel.Arguments];
            foreach (string fault in ArgumentFaults(call, arguments, pass, prepared))
            {
                yield return $"{Step(i, call)}: {fault}";
            }

            List<(Argument Argument, Value Value)> values = Values(call, arguments, pass);
            Argument? result = null;
            Value? written = null;
            foreach ((Argument argument, Value value) in values)
            {
                if (argument.Mode != ArgumentMode.Write && value.Home is not (Home.Inputs or Home.OutputGradients) && !present.Contains(value.Id))
                {
                    yield return $"{Step(i, call)} {(argument.Mode == ArgumentMode.Read ? "reads" : "adds to")} '{value.Name}', which is not there.";
                }

                if (argument.Mode == ArgumentMode.Read)
                {
                    continue;
                }

                if (written is not null)
                {
                    yield return $"{Step(i, call)} writes '{written.Name}' and '{value.Name}', of which there may be one.";
                    continue;
                }

                (result, written) = (argument, value);
            }

            if (result is null || written is null)
            {
                continue;
            }

            if (written.Home is Home.Inputs or Home.OutputGradients)
            {
                yield return $"{Step(i, call)} writes to what the caller brings.";
            }

            Interval place = Place(written);
            foreach ((Argument argument, Value value) in values)
            {
                if (ReferenceEquals(argument, result))
                {
                    continue;
                }

                // Memory is shared in place by two values; one value has one content, before a step or behind it.
                if (value.Id == written.Id)
                {
                    yield return $"{Step(i, call)} reads '{written.Name}', which it writes.";
                }
                else if (Place(value).Meets(place) && Place(value).Start != place.Start)
                {
                    yield return $"{Step(i, call)} writes '{written.Name}' over a part of '{value.Name}', which it reads.";
                }
                else if (Place(value).Meets(place) && !MayLieInPlace(result, written, argument, value, values))
                {
                    yield return $"{Step(i, call)} writes '{written.Name}' in place of '{value.Name}', which its kernel does not allow.";
                }
            }

            if (place.End > (written.Home == Home.Scratch ? pass.ScratchLength : written.Home == Home.Batch ? pass.BatchLength : long.MaxValue))
            {
                yield return $"{Step(i, call)} writes '{written.Name}' behind the end of the scratch memory.";
            }

            List<Interval> neighbours = places[written.Home];
            int first = FirstBehind(neighbours, place.Start);
            int count = 0;
            while (first + count < neighbours.Count && neighbours[first + count].Meets(place))
            {
                present.Remove(neighbours[first + count].Id);
                count++;
            }

            neighbours.RemoveRange(first, count);
            neighbours.Insert(first, place);
            present.Add(place.Id);
        }
    }

    private static string Step(int i, KernelCall call) => $"Step {i} ({call.Layer}{call.Suffix})";

    // In place means sample for sample and float for float: of the argument that the result names, and of another one that is the same value, read in the same way and in the same loop:
    // what a later one reads has been written by the first.
    private static bool MayLieInPlace(Argument result, Value written, Argument argument, Value value, List<(Argument Argument, Value Value)> values)
        => written.Grid == value.Grid
            && argument.Loop == 0
            && values.Exists(pair => pair.Argument.Name == result.InPlaceOf && pair.Value.Id == value.Id && pair.Argument.Access == argument.Access);

    // The values among what a kernel gets, each with the argument that it is; none where their numbers differ.
    private static List<(Argument Argument, Value Value)> Values(KernelCall call, Argument[] arguments, Pass pass)
    {
        List<(Argument Argument, Value Value)> values = [];
        for (int i = 0; i < arguments.Length && arguments.Length == call.Operands.Count; i++)
        {
            if (call.Operands[i] is Operand.Activation { Value: var id })
            {
                values.Add((arguments[i], pass.Values[id]));
            }
        }

        return values;
    }

    // Whether a kernel gets what its arguments are; notes what is prepared.
    private static IEnumerable<string> ArgumentFaults(KernelCall call, Argument[] arguments, Pass pass, Dictionary<string, int> prepared)
    {
        string kernel = call.Kernel.GetType().Name;
        if (arguments.Length != call.Operands.Count)
        {
            yield return Effects.Mismatch(call.Kernel, arguments.Length, call.Operands.Count);
            yield break;
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            (Argument argument, Operand operand) = (arguments[i], call.Operands[i]);
            if (!Fits(argument, operand, call.Kernel is Preparation))
            {
                yield return $"{kernel} gets a {operand.GetType().Name.ToLowerInvariant()} for '{argument.Name}', {Verb(argument.Mode)}.";
            }
            else if (operand is Operand.Prepared { Name: var name, Offset: var offset })
            {
                if (argument.Mode == ArgumentMode.Write)
                {
                    prepared[name] = offset;
                }
                else if (!prepared.TryGetValue(name, out int start) || offset < start || offset >= pass.PreparedLength)
                {
                    yield return $"{kernel} reads '{name}' for '{argument.Name}', which nothing has prepared there.";
                }
            }
            else if (operand is Operand.Activation { Value: var id } && Fault(argument.Access, pass.Values[id]) is { } fault)
            {
                yield return $"{kernel} takes '{pass.Values[id].Name}' of shape {pass.Values[id].Shape}, {pass.Values[id].Layout}, for '{argument.Name}', and {fault}.";
            }
        }
    }

    private static string Verb(ArgumentMode mode) => mode switch
    {
        ArgumentMode.Read => "which it reads",
        ArgumentMode.Write => "which it writes",
        _ => "to which it adds",
    };

    private static bool Fits(Argument argument, Operand operand, bool isPreparation) => (operand, argument.Kind, argument.Mode) switch
    {
        (Operand.Activation, ArgumentKind.Value, _) => !isPreparation,
        (Operand.Parameter, ArgumentKind.Tensor, ArgumentMode.Read) => true,
        (Operand.Tensors, ArgumentKind.Layer, ArgumentMode.Read) => true,
        (Operand.Tensors, ArgumentKind.State, ArgumentMode.Accumulate) => true,
        (Operand.Gradients, ArgumentKind.Layer, ArgumentMode.Accumulate) => true,
        (Operand.Prepared, ArgumentKind.Tensor, ArgumentMode.Read) => !isPreparation,
        (Operand.Prepared, ArgumentKind.Tensor, ArgumentMode.Write) => isPreparation,
        (Operand.Gradient, ArgumentKind.Tensor, ArgumentMode.Accumulate) => true,
        (Operand.Mask, ArgumentKind.Mask, ArgumentMode.Read) => true,
        (Operand.Targets, ArgumentKind.Targets, ArgumentMode.Read) => true,
        (Operand.Work, ArgumentKind.Work, ArgumentMode.Write) => true,
        _ => false,
    };

    // How a kernel would go wrong with a value; null if it does not.
    private static string? Fault(Access access, Value value)
    {
        if (access.SampleLength > 0)
        {
            return access.SampleLength == value.Size ? null : $"takes {access.SampleLength} floats of {value.Size}";
        }

        if (!access.Orders.HasFlag((ValueOrders)(1 << (int)value.Layout.Order)))
        {
            return $"goes through {access.Orders} only";
        }

        Grid grid = value.Grid;
        if (access.IsRowOfGrid && value.Layout.Order == ValueOrder.Row)
        {
            (Grid walk, int pixels) = (access.Grid, access.Grid.Height * access.Grid.Width);
            grid = new Grid(walk.Channels, walk.Height, walk.Width, pixels, walk.Width, 1, value.SampleStride, access.IsPart ? walk.Origin : 0);
            if (access.IsPart ? (walk.Channels * pixels) + walk.Origin > value.Length : walk.Channels * pixels != value.Length)
            {
                return $"goes through {walk.Channels * pixels} floats";
            }
        }

        if (access.IsPart ? !access.Grid.IsPartOf(grid) : access.Grid != grid)
        {
            return $"goes through {access.Grid}, where there is {grid}";
        }

        if (access.IsWhole && !value.Layout.IsPadded && grid.Channels % DenseStorage.Lanes != 0)
        {
            return "touches what lies behind its channels";
        }

        (int above, int below, int left, int right) = access.Beyond;
        if (Math.Max(above, below) > value.Border.Height || Math.Max(left, right) > value.Border.Width)
        {
            return $"reaches ({above}, {below}) lines and ({left}, {right}) pixels beyond it";
        }

        return access.First < 0 || access.Last >= value.Size ? $"touches the floats {access.First} to {access.Last} of {value.Size}" : null;
    }

    // The first of intervals in order that ends behind a place.
    private static int FirstBehind(List<Interval> intervals, long start)
    {
        (int low, int high) = (0, intervals.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = intervals[middle].End > start ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static Interval Place(Value value)
        => new(value.Home, value.Offset, value.Offset + (long)value.Size, value.Id);

    /// <summary>Where a value lies.</summary>
    private readonly record struct Interval(Home Home, long Start, long End, int Id)
    {
        public bool Meets(Interval other) => Home == other.Home && Start < other.End && other.Start < End;
    }
}
