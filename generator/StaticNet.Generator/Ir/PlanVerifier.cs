using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Ir;

/// <summary>
/// Runs a pass on paper: follows which values lie whole in the scratch memory, and finds kernels that read a value before it is written or
/// after another one took its place, that read what they write, that assume another layout than a value has, and that touch what is not the value's.
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
        // What lies whole in memory: of each kind of memory intervals that do not meet, in order.
        var present = new HashSet<int>();
        Dictionary<Home, List<Interval>> places = Enum.GetValues(typeof(Home)).Cast<Home>().ToDictionary(static home => home, static _ => new List<Interval>());
        for (int i = 0; i < pass.Steps.Count; i++)
        {
            KernelCall call = pass.Steps[i];
            IEnumerable<int> touched = call.Operands.OfType<Operand.Activation>().Select(static operand => operand.Value);
            foreach (Value value in touched.Where(id => id != call.Writes).Select(id => pass.Values[id]))
            {
                if (value.Home != Home.Inputs && !present.Contains(value.Id))
                {
                    yield return $"Step {i} ({call.Layer}{call.Suffix}) reads '{value.Name}', which is not there.";
                }
            }

            foreach (string fault in LayoutFaults(call, pass))
            {
                yield return $"Step {i} ({call.Layer}{call.Suffix}): {fault}";
            }

            if (call.Writes < 0)
            {
                continue;
            }

            Value written = pass.Values[call.Writes];

            // Memory is shared in place by two values; one value has one content, before a step or behind it.
            if (call.Operands.Count(operand => operand == new Operand.Activation(call.Writes)) > 1)
            {
                yield return $"Step {i} ({call.Layer}{call.Suffix}) reads '{written.Name}', which it writes.";
            }

            if (written.Home == Home.Inputs)
            {
                yield return $"Step {i} ({call.Layer}{call.Suffix}) writes to the caller's inputs.";
            }

            Interval place = Place(written);

            // In place means sample for sample and float for float.
            foreach (Value value in touched.Where(id => id != call.Writes).Select(id => pass.Values[id]))
            {
                if (Place(value) is var read && read.Meets(place) && read.Start != place.Start)
                {
                    yield return $"Step {i} ({call.Layer}{call.Suffix}) writes '{written.Name}' over a part of '{value.Name}', which it reads.";
                }
            }

            if (place.End > (written.Home == Home.Scratch ? pass.ScratchLength : written.Home == Home.Batch ? pass.BatchLength : long.MaxValue))
            {
                yield return $"Step {i} ({call.Layer}{call.Suffix}) writes '{written.Name}' behind the end of the scratch memory.";
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

    private static IEnumerable<string> LayoutFaults(KernelCall call, Pass pass)
    {
        string kernel = call.Kernel.GetType().Name;
        if (call.Kernel is Clear clear)
        {
            Value cleared = pass.Values[call.Writes];
            if (clear.SampleStride != cleared.Size)
            {
                yield return $"clears {clear.SampleStride} floats of '{cleared.Name}', which has {cleared.Size}.";
            }

            yield break;
        }

        Argument[] arguments = [.. call.Kernel.Arguments];
        if (arguments.Length != call.Operands.Count)
        {
            yield return $"{kernel} has {arguments.Length} arguments, and gets {call.Operands.Count}.";
            yield break;
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            (Argument argument, Operand operand) = (arguments[i], call.Operands[i]);
            if (!Fits(argument.Kind, operand))
            {
                yield return $"{kernel} gets a {operand.GetType().Name.ToLowerInvariant()} for '{argument.Name}'.";
            }
            else if (operand is Operand.Activation { Value: var id } && Fault(argument.Access, pass.Values[id]) is { } fault)
            {
                yield return $"{kernel} takes '{pass.Values[id].Name}' of shape {pass.Values[id].Shape}, {pass.Values[id].Layout}, for '{argument.Name}', and {fault}.";
            }
        }
    }

    private static bool Fits(ArgumentKind kind, Operand operand) => operand switch
    {
        Operand.Activation => kind is ArgumentKind.Value or ArgumentKind.TensorOrValue,
        Operand.Mask => kind == ArgumentKind.Mask,
        Operand.Work => kind == ArgumentKind.Work,
        Operand.Targets => kind == ArgumentKind.Targets,
        _ => kind is ArgumentKind.Tensor or ArgumentKind.TensorOrValue,
    };

    // How a kernel would go wrong with a value; null if it does not.
    private static string? Fault(Access access, Value value)
    {
        if (!access.Orders.HasFlag((ValueOrders)(1 << (int)value.Layout.Order)))
        {
            return $"goes through {access.Orders} only";
        }

        Grid grid = value.Grid;
        if (access.IsRowOfGrid && value.Layout.Order == ValueOrder.Row)
        {
            (Grid walk, int pixels) = (access.Grid, access.Grid.Height * access.Grid.Width);
            grid = new Grid(walk.Channels, walk.Height, walk.Width, pixels, walk.Width, 1, value.SampleStride, 0);
            if (walk.Channels * pixels != value.Length)
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
