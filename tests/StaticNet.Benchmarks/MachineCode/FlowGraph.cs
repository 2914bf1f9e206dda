namespace StaticNet.Benchmarks.MachineCode;

/// <summary>The blocks of a method, and where control goes from each. A jump to an address in a register ends a block and goes nowhere.</summary>
internal sealed class FlowGraph
{
    private readonly List<int>[] _predecessors;
    private readonly List<int>[] _successors;

    /// <summary>Divides a method at its jumps and their targets.</summary>
    public FlowGraph(Method method, Architecture architecture)
    {
        IReadOnlyList<Instruction> instructions = method.Instructions;
        var indices = new Dictionary<long, int>(instructions.Count);
        for (int i = 0; i < instructions.Count; i++)
        {
            indices[instructions[i].Address] = i;
        }

        var starts = new SortedSet<int> { 0 };
        for (int i = 0; i < instructions.Count; i++)
        {
            if (architecture.IsJump(instructions[i]) || architecture.IsEnd(instructions[i]))
            {
                starts.Add(i + 1);
                if (Target(instructions[i]) is { } target)
                {
                    starts.Add(target);
                }
            }
        }

        starts.Remove(instructions.Count);
        int[] first = [.. starts];
        var blocks = new Dictionary<int, int>(first.Length);
        for (int block = 0; block < first.Length; block++)
        {
            blocks[first[block]] = block;
        }

        Blocks = [.. first.Select((start, block) => start..(block + 1 < first.Length ? first[block + 1] : instructions.Count))];
        _successors = [.. first.Select(static _ => new List<int>())];
        _predecessors = [.. first.Select(static _ => new List<int>())];
        for (int block = 0; block < first.Length; block++)
        {
            Instruction last = instructions[Blocks[block].End.Value - 1];
            if (architecture.IsJump(last) && Target(last) is { } target)
            {
                Connect(block, blocks[target]);
            }

            if (!architecture.IsEnd(last) && block + 1 < first.Length)
            {
                Connect(block, block + 1);
            }
        }

        int? Target(Instruction instruction) => instruction.Target is { } address && indices.TryGetValue(address, out int index) ? index : null;

        void Connect(int from, int to)
        {
            _successors[from].Add(to);
            _predecessors[to].Add(from);
        }
    }

    /// <summary>The instructions of each block.</summary>
    public IReadOnlyList<Range> Blocks { get; }

    /// <summary>Gives the loops by the order of their first blocks, each with the blocks that are in it and in no loop inside of it.</summary>
    public IEnumerable<(int Header, IReadOnlySet<int> Own, bool IsInnermost)> Loops()
    {
        int[] order = Order();
        int[] dominators = Dominators(order);
        var bodies = new SortedDictionary<int, HashSet<int>>();
        foreach (int block in order)
        {
            foreach (int header in _successors[block].Where(header => Dominates(header, block)))
            {
                if (!bodies.TryGetValue(header, out HashSet<int>? body))
                {
                    bodies[header] = body = [header];
                }

                AddUpTo(block, body);
            }
        }

        foreach ((int header, HashSet<int> body) in bodies)
        {
            int[] inner = [.. bodies.Keys.Where(other => other != header && body.Contains(other))];
            yield return (header, body.Except(inner.SelectMany(other => bodies[other])).ToHashSet(), inner.Length == 0);
        }

        bool Dominates(int header, int block)
        {
            while (block != header && block != 0)
            {
                block = dominators[block];
            }

            return block == header;
        }

        void AddUpTo(int block, HashSet<int> body)
        {
            var waiting = new Stack<int>([block]);
            while (waiting.TryPop(out int next))
            {
                if (body.Add(next))
                {
                    _predecessors[next].ForEach(waiting.Push);
                }
            }
        }
    }

    // The blocks that are reached, each before its successors, except where control goes back.
    private int[] Order()
    {
        var reached = new HashSet<int> { 0 };
        var order = new List<int>(Blocks.Count);
        var path = new Stack<(int Block, int Next)>([(0, 0)]);
        while (path.TryPop(out (int Block, int Next) at))
        {
            if (at.Next == _successors[at.Block].Count)
            {
                order.Add(at.Block);
                continue;
            }

            path.Push((at.Block, at.Next + 1));
            int successor = _successors[at.Block][at.Next];
            if (reached.Add(successor))
            {
                path.Push((successor, 0));
            }
        }

        order.Reverse();
        return [.. order];
    }

    // Cooper, Harvey and Kennedy (2001), "A simple, fast dominance algorithm".
    private int[] Dominators(int[] order)
    {
        int[] places = new int[Blocks.Count], dominators = new int[Blocks.Count];
        dominators.AsSpan().Fill(-1);
        for (int i = 0; i < order.Length; i++)
        {
            places[order[i]] = i;
        }

        dominators[0] = 0;
        for (bool isChanged = true; isChanged;)
        {
            isChanged = false;
            foreach (int block in order.AsSpan(1))
            {
                int dominator = _predecessors[block].Where(other => dominators[other] >= 0).Aggregate(Common);
                isChanged |= dominators[block] != dominator;
                dominators[block] = dominator;
            }
        }

        return dominators;

        int Common(int left, int right)
        {
            while (left != right)
            {
                (left, right) = places[left] > places[right] ? (dominators[left], right) : (left, dominators[right]);
            }

            return left;
        }
    }
}
