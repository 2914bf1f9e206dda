using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes the forward pass of a network so small that one sample's activations stay in registers from the first layer to the last:
/// every layer is unrolled whole, takes vectors and returns vectors, and is inlined into the loop over samples. The sums are those
/// of the tiled kernels, in the same order.
/// </summary>
/// <param name="pass">The pass.</param>
/// <param name="className">The class that the methods are in.</param>
/// <param name="tensors">How calls name the network's tensors.</param>
/// <param name="hidden">The types that its methods may not hide.</param>
internal sealed class RegisterForwardEmitter(Pass pass, string className, TensorNames tensors, HiddenTypes hidden)
{
    /// <summary>The names of the methods.</summary>
    public MethodNames Names { get; } = new(className, tensors.Type, tensors.WeightsType, hidden);

    private readonly Dictionary<(Kernel Kernel, bool FromMemory), string> _names = [];
    private readonly List<(Kernel Kernel, bool FromMemory, string Name, string Comment)> _methods = [];

    /// <summary>Names the methods, and then the locals of the method that calls them.</summary>
    public PassLocals Locals()
    {
        foreach (KernelCall call in pass.Steps)
        {
            NameOf(call, Activations(call)[0].Home == Home.Inputs);
        }

        return new PassLocals(pass, pass.Steps, Names, tensors);
    }

    /// <summary>Writes the calls for one sample.</summary>
    public void WriteCalls(SourceWriter writer, PassLocals locals)
    {
        var vectors = new Dictionary<int, string[]>();
        string[] results = [];
        foreach (KernelCall call in pass.Steps)
        {
            Value[] values = Activations(call);
            Value x = values[0];
            bool fromMemory = x.Home == Home.Inputs;
            string[] inputs = fromMemory ? ["ref inputs"] : vectors[x.Id];
            IEnumerable<string> parameters = call.Operands.OfType<Operand.Parameter>().Select(operand => "ref " + locals[operand]);

            results = vectors[values[1].Id] = Vectors(values[1], locals);
            string arguments = string.Join(", ", parameters.Concat(inputs));
            string name = NameOf(call, fromMemory);
            writer.Line(results.Length == 1
                ? $"Vector512<float> {results[0]} = {name}({arguments});"
                : $"{name}({arguments}, {string.Join(", ", results.Select(static result => "out Vector512<float> " + result))});");
        }

        Row outputs = pass.Values.Last(static value => value.Home == Home.Outputs).Row;
        for (int i = 0; i < results.Length; i++)
        {
            writer.Line(RowWriter.Store(outputs, results[i], "outputs", i * 16, i < results.Length - 1 ? 16 : outputs.LastLanes));
        }
    }

    /// <summary>Writes the methods of the layers.</summary>
    public void WriteMethods(SourceWriter writer)
    {
        foreach ((Kernel kernel, bool fromMemory, string name, string comment) in _methods)
        {
            WriteMethod(writer, kernel, fromMemory, name, comment);
        }
    }

    private string NameOf(KernelCall call, bool fromMemory)
    {
        if (!_names.TryGetValue((call.Kernel, fromMemory), out string? name))
        {
            name = Names.Add(call.Layer, "");
            _names.Add((call.Kernel, fromMemory), name);
            _methods.Add((call.Kernel, fromMemory, name, call.Comment));
        }

        return name;
    }

    private static string[] Vectors(Value value, PassLocals locals)
        => value.Row.Vectors == 1
            ? [locals.Unique(value.Name + "Out")]
            : Enumerable.Range(0, value.Row.Vectors).Select(i => locals.Unique(value.Name + "Out" + Literal.Of(i))).ToArray();

    private Value[] Activations(KernelCall call)
        => call.Operands.OfType<Operand.Activation>().Select(operand => pass.Values[operand.Value]).ToArray();

    private static void WriteMethod(SourceWriter writer, Kernel kernel, bool fromMemory, string name, string comment)
    {
        (Row x, Row y, EquatableArray<StoreFunction> functions, bool hasWeight, bool hasBias) = kernel switch
        {
            BroadcastProduct product => (product.X, product.Y, product.Functions, true, product.HasBias),
            DotProduct product => (product.X, product.Y, product.Functions, true, product.HasBias),
            Elementwise elementwise => (elementwise.X, elementwise.Y, elementwise.Functions, false, false),
            SoftmaxKernel softmax => (softmax.X.Row, softmax.Y.Row, EquatableArray<StoreFunction>.Empty, false, false),
            _ => throw new NotSupportedException($"{kernel.GetType().Name} is no kernel of a forward pass."),
        };

        var epilogue = new Epilogue(functions);
        var parameters = new List<string>();
        if (hasWeight)
        {
            parameters.Add("ref float weight");
        }

        if (hasBias)
        {
            parameters.Add("ref float bias");
        }

        parameters.AddRange(epilogue.Parameters.Select(static slope => $"ref float {slope}"));
        if (fromMemory)
        {
            parameters.Add("ref float x");
        }
        else
        {
            parameters.AddRange(Enumerable.Range(0, x.Vectors).Select(static i => $"Vector512<float> x{i}"));
        }

        bool returns = y.Vectors == 1;
        if (!returns)
        {
            parameters.AddRange(Enumerable.Range(0, y.Vectors).Select(static i => $"out Vector512<float> y{i}"));
        }

        writer.Line();
        writer.Line("// " + comment.Replace("\n", "\n// "));
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Braces($"private static {(returns ? "Vector512<float>" : "void")} {name}({string.Join(", ", parameters)})"))
        {
            epilogue.WriteConstants(writer);
            string[] results = kernel switch
            {
                BroadcastProduct product => WriteBroadcast(writer, product, fromMemory),
                DotProduct product => WriteDot(writer, product, fromMemory),
                SoftmaxKernel softmax => WriteSoftmax(writer, softmax, fromMemory),
                _ => Enumerable.Range(0, x.Vectors).Select(i => Vector(x, i, fromMemory)).ToArray(),
            };
            for (int i = 0; i < results.Length; i++)
            {
                string result = epilogue.Apply(results[i]);
                writer.Line(returns ? $"return {result};" : $"y{i} = {result};");
            }
        }
    }

    private static string Vector(Row x, int vector, bool fromMemory)
        => fromMemory ? RowWriter.Load(x, "x", vector * 16, vector < x.Vectors - 1 ? 16 : x.LastLanes) : $"x{vector}";

    // Lanes behind the end hold 0.
    private static string Masked(Row x, int vector, bool fromMemory)
        => fromMemory || vector < x.Vectors - 1 ? Vector(x, vector, fromMemory) : RowWriter.Mask($"x{vector}", x.LastLanes);

    private static string Sum(int column, int partial, int partials)
        => partials == 1 ? $"s{column}" : $"s{column}{(char)('a' + partial)}";

    private static string Total(int column, int partials)
        => BroadcastProductEmitter.Tree(Enumerable.Range(0, partials).Select(p => Sum(column, p, partials)).ToList());

    private static string[] WriteBroadcast(SourceWriter writer, BroadcastProduct product, bool fromMemory)
    {
        int columns = product.Y.Vectors;
        for (int c = 0; c < columns; c++)
        {
            for (int p = 0; p < product.Partials; p++)
            {
                string initial = p == 0 && product.HasBias ? RowWriter.LoadVector("bias", c * 16) : "Vector512<float>.Zero";
                writer.Line($"Vector512<float> {Sum(c, p, product.Partials)} = {initial};");
            }
        }

        if (columns > 1)
        {
            writer.Line("Vector512<float> v;");
        }

        for (int k = 0; k < product.X.Length; k++)
        {
            string value = fromMemory ? $"Vector512.Create({RowWriter.At("x", k)})" : $"Lanes.Broadcast(ref x{k / 16}, {k % 16})";
            if (columns > 1)
            {
                writer.Line($"v = {value};");
                value = "v";
            }

            for (int c = 0; c < columns; c++)
            {
                string sum = Sum(c, k % product.Partials, product.Partials);
                writer.Line($"{sum} = Vector512.FusedMultiplyAdd({value}, {RowWriter.LoadVector("weight", (k * product.RowStride) + (c * 16))}, {sum});");
            }
        }

        return Enumerable.Range(0, columns).Select(c => Total(c, product.Partials)).ToArray();
    }

    private static string[] WriteDot(SourceWriter writer, DotProduct product, bool fromMemory)
    {
        for (int k = 0; k < product.X.Vectors; k++)
        {
            writer.Line($"Vector512<float> v{k} = {Masked(product.X, k, fromMemory)};");
        }

        for (int i = 0; i < product.Y.Length; i++)
        {
            for (int p = 0; p < product.Partials; p++)
            {
                writer.Line($"Vector512<float> {Sum(i, p, product.Partials)} = Vector512<float>.Zero;");
            }

            for (int k = 0; k < product.X.Vectors; k++)
            {
                string sum = Sum(i, k % product.Partials, product.Partials);
                string row = RowWriter.LoadVector("weight", (i * product.RowStride) + (k * 16));
                string masked = RowWriter.Mask(row, k < product.X.Vectors - 1 ? 16 : product.X.LastLanes);
                writer.Line($"{sum} = Vector512.FusedMultiplyAdd(v{k}, {masked}, {sum});");
            }
        }

        int quads = (product.Y.Length + 3) / 4;
        for (int q = 0; q < quads; q++)
        {
            string[] sums = Enumerable.Range(q * 4, Math.Min(4, product.Y.Length - (q * 4))).Select(i => Total(i, product.Partials)).ToArray();
            writer.Line($"Vector128<float> q{q} = {DotProductEmitter.Fold(sums)};");
        }

        return Enumerable.Range(0, product.Y.Vectors).Select(v =>
        {
            string joined = Joined(Enumerable.Range(v * 4, Math.Min(4, quads - (v * 4))).Select(static q => $"q{q}").ToArray());
            return product.HasBias ? $"{joined} + {RowWriter.LoadVector("bias", v * 16)}" : joined;
        }).ToArray();
    }

    // Lanes behind the last sum may hold anything.
    private static string Joined(string[] quads) => quads.Length <= 2
        ? $"Lanes.Join({string.Join(", ", quads)})"
        : $"Lanes.Join(Vector256.Create({quads[0]}, {quads[1]}), Vector256.Create({quads[2]}, {(quads.Length == 4 ? quads[3] : quads[2])}))";

    private static string[] WriteSoftmax(SourceWriter writer, SoftmaxKernel kernel, bool fromMemory)
    {
        Row x = kernel.X.Row;
        int[] all = Enumerable.Range(0, x.Vectors).ToArray();
        string largest = "Vector512.Create(float.NegativeInfinity)";
        foreach (int i in all)
        {
            writer.Line($"Vector512<float> v{i} = {Vector(x, i, fromMemory)};");
            largest = $"Vector512.MaxNative({largest}, {RowWriter.Mask($"v{i}", Lanes(i), "float.NegativeInfinity")})";
        }

        writer.Line($"Vector512<float> largest = Vector512.Create(Lanes.FoldMax({largest}));");
        string sums = "";
        foreach (int i in all)
        {
            writer.Line($"Vector512<float> e{i} = {RowWriter.Mask($"VectorMath.Exp(v{i} - largest)", Lanes(i))};");
            sums = sums.Length == 0 ? "e0" : $"{sums} + e{i}";
        }

        if (kernel.IsLog)
        {
            writer.Line($"Vector512<float> logSum = VectorMath.Log(Vector512.Create(Lanes.Fold({sums})));");
            return all.Select(static i => $"v{i} - largest - logSum").ToArray();
        }

        writer.Line($"Vector512<float> sum = Vector512.Create(Lanes.Fold({sums}));");
        return all.Select(static i => $"e{i} / sum").ToArray();

        int Lanes(int i) => i < x.Vectors - 1 ? 16 : x.LastLanes;
    }
}
