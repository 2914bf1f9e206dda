using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes what is computed value by value: a type with the expression, and calls of the runtime's loops (<see cref="StoreFunction.LoopStarts"/>), of which each further
/// one works in place of the result.
/// </summary>
internal sealed class MapWriter
{
    private readonly List<Part> _parts = [];
    private readonly Epilogue _epilogue;
    private readonly int _vectors;

    /// <param name="functions">What is applied, in order.</param>
    /// <param name="vectors">The vectors of a pixel's channels.</param>
    /// <param name="shared">The members of the class that kernels share.</param>
    public MapWriter(EquatableArray<StoreFunction> functions, int vectors, SharedMethods shared)
    {
        _epilogue = new Epilogue(functions);
        _vectors = vectors;
        string[][] names = StoreFunction.Names(functions);
        IReadOnlyList<int> starts = StoreFunction.LoopStarts(functions);
        for (int i = 0; i < starts.Count; i++)
        {
            var part = new Part();
            for (int f = starts[i]; f < (i + 1 < starts.Count ? starts[i + 1] : functions.Count); f++)
            {
                part.Add(functions[f], names[f]);
            }

            _parts.Add(part.Finish(shared));
        }
    }

    /// <summary>
    /// The first loop, for kernels that run it themselves while their results are in the cache: its type, its value, its scales and shifts, and its other value.
    /// Null where there is none, and where it has two other values.
    /// </summary>
    public (string Type, string Value, string Affines, (string Name, Grid Grid)? Other)? First
        => _parts.Count == 0 || _parts[0].Others.Count > 1 ? null
            : (_parts[0].Type, _parts[0].Value, _parts[0].Affines ?? "default", _parts[0].Others.Count > 0 ? _parts[0].Others[0] : null);

    /// <summary>What kernels are given that apply functions without operands: all of them in one loop.</summary>
    public (string Type, string Value) Activations => _parts.Count == 0 ? ("Unchanged", "default") : (_parts[0].Type, _parts[0].Value);

    /// <summary>Writes what is the same for all samples.</summary>
    public void WriteConstants(SourceWriter writer)
    {
        _epilogue.WriteConstants(writer);
        _epilogue.WriteAffines(writer, _vectors);
    }

    /// <summary>Writes the loops.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="x">The view of the operand.</param>
    /// <param name="y">The view of the result.</param>
    /// <param name="view">The view of another value.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="skip">The loops that the kernel runs itself.</param>
    public void WriteLoops(SourceWriter writer, string x, string y, System.Func<string, Grid, string> view, string samples, int skip = 0)
    {
        foreach (Part part in _parts.Skip(skip))
        {
            string other = part.Others.Count > 0 ? string.Concat(part.Others.Select(r => ", " + view(r.Name, r.Grid))) : part.Affines is null ? "" : $", {x}";
            string affines = part.Affines is null ? "" : $", {part.Affines}";
            writer.Line($"Loops.Map({part.Argument}, {x}{other}, {y}{affines}, {samples});");
            x = y;
        }
    }

    /// <summary>Writes what is applied to a line of the result, <c>yl</c>; the line of another value r is <c>rl</c>.</summary>
    public void WriteLines(SourceWriter writer, Grid y)
    {
        foreach (Part part in _parts)
        {
            if (part.Others.Count > 1)
            {
                string line = Line("y", y);
                writer.Line($"Loops.Map({part.Argument}, {line}, {string.Join(", ", part.Others.Select(static r => Line(r.Name, r.Grid)))}, {line}, 1);");
                continue;
            }

            string r = part.Others.Count > 0 ? part.Others[0].Name + "l" : "yl";
            writer.Line($"Loops.MapLine({part.Argument}, ref {r}, ref yl, {Literal.Of(y.Width)}, {Literal.Of(y.PixelStride)}, {part.Affines ?? "default"});");
        }
    }

    private static string Line(string name, Grid grid) => $"new PixelView(ref {name}l, {Literal.Of(grid.Channels)}, 1, {Literal.Of(grid.Width)})";

    /// <summary>The call for a gradient: <c>dx = f'(kept) dy</c>.</summary>
    public static void WriteGradient(SourceWriter writer, Activation function, string? kept, string dy, string dx, SharedMethods shared)
    {
        string expression = ActivationExpressions.Gradient(function, "r", "x");
        string type = TypeOf(shared, function.GetType().Name + "GradientMap", "The gradient of an activation: x is dy, r is what is kept.", [], kept is null ? 0 : 1, expression);
        writer.Line($"Loops.Map(default({type}), {dy}, {(kept is null ? "" : kept + ", ")}{dx}, samples);");
    }

    private static string TypeOf(SharedMethods shared, string name, string comment, IEnumerable<string> fields, int others, string expression)
    {
        SourceWriter body = SourceWriter.OfPart();
        foreach (string field in fields)
        {
            body.Line($"public Vector512<float> {Naming.Pascal(field)};");
        }

        if (others > 0)
        {
            body.Line($"public static int Others => {Literal.Of(others)};");
        }

        body.Line($"public Vector512<float> Apply(Vector512<float> x, Vector512<float> r, Vector512<float> s, ChannelAffine affine) => {expression};");
        return shared.TypeOf(name, "", comment, "struct", "IMap", body);
    }

    /// <summary>The functions of one loop.</summary>
    private sealed class Part
    {
        private readonly List<string> _fields = [];
        private string _expression = "x";
        private string _name = "";

        public string? Affines { get; private set; }

        /// <summary>The values beside the first one.</summary>
        public List<(string Name, Grid Grid)> Others { get; } = [];

        public string Type { get; private set; } = "";

        /// <summary>Its value where its type is said elsewhere.</summary>
        public string Value => _fields.Count == 0 ? "default" : $"new() {{ {Fields} }}";

        public string Argument => _fields.Count == 0 ? $"default({Type})" : $"new {Type} {{ {Fields} }}";

        private string Fields => string.Join(", ", _fields.Select(static name => $"{Naming.Pascal(name)} = {name}"));

        public void Add(StoreFunction function, string[] names)
        {
            switch (function)
            {
                case StoreFunction.Activate activate:
                    string slope = "";
                    if (names.Length > 0)
                    {
                        slope = Naming.Pascal(names[0] + "s");
                        _fields.Add(names[0] + "s");
                    }

                    _expression = ActivationExpressions.Forward(activate.Function, _expression, slope);
                    _name += activate.Function.GetType().Name;
                    break;
                case StoreFunction.Affine:
                    Affines = Epilogue.Affines(names);
                    _expression = $"affine.Apply({_expression})";
                    _name += "Affine";
                    break;
                case StoreFunction.Combine combine:
                    string[] others = [.. Enumerable.Range(Others.Count, names.Length).Select(static i => i == 0 ? "r" : "s")];
                    Others.AddRange(names.Zip(combine.Others, static (name, grid) => (name, grid)));
                    _expression = Epilogue.Combined(combine.Combination, _expression, others);
                    _name += combine.Combination;
                    break;
                default:
                    throw new System.NotSupportedException($"No expression for {function.GetType().Name}.");
            }
        }

        public Part Finish(SharedMethods shared)
        {
            Type = TypeOf(shared, _name + "Map", "Value by value.", _fields, Others.Count, _expression);
            return this;
        }
    }
}
