using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Threading;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>Writes <c>LeNet.g.cs</c>: all that a network class offers but the passes themselves.</summary>
internal sealed class SurfaceEmitter
{
    /// <summary>What marks every generated member and file-local type.</summary>
    public static readonly string GeneratedCode =
        $"[global::System.CodeDom.Compiler.GeneratedCode({Literal.Of(NetworkGenerator.Name)}, {Literal.Of(NetworkGenerator.Version)})]";

    private readonly SourceWriter _writer;
    private readonly EquatableArray<ParameterView> _views;
    private readonly AnalyzedNetwork _network;
    private readonly IReadOnlyList<(string Name, TensorModel Tensor)> _tensors;
    private readonly Dictionary<string, int> _indices;

    // The first tensor of each layer and of each branch, by the name with all names around it; the layers that others share the type of.
    private readonly Dictionary<string, int> _first = new(System.StringComparer.Ordinal);
    private readonly HashSet<string> _twins = new(System.StringComparer.Ordinal);
    private readonly Dictionary<string, AnalyzedLayer> _layers;
    private readonly NetworkPlan _plan;
    private readonly TypeDeclaration _type;
    private readonly string _class;
    private readonly string _interface;
    private readonly string _layout;
    private readonly string _summary;

    private SurfaceEmitter(NetworkSurface surface, NetworkPlan plan, CancellationToken cancellationToken)
    {
        _writer = new SourceWriter(cancellationToken, mostCharacters: DeclarationLimits.FileCharacters);
        _views = surface.Views;
        _network = surface.Network;
        _tensors = _network.Tensors;
        _indices = Enumerable.Range(0, _tensors.Count).ToDictionary(i => _tensors[i].Name);
        for (int i = 0; i < _tensors.Count; i++)
        {
            string name = _tensors[i].Name;
            for (int dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
            {
                string prefix = name.Substring(0, dot);
                if (_first.ContainsKey(prefix))
                {
                    break;
                }

                _first.Add(prefix, i);
            }
        }

        AddTwins(surface.Views);
        _layers = _network.AllLayers.ToDictionary(static layer => layer.Name);
        _plan = plan;
        _type = surface.Network.Type;
        _class = _type.QualifiedName;
        _interface = $"global::StaticNet.INetwork<{_class}>";
        _layout = GeneratedNamespace.TypeName(_type, "Layout");
        _summary = GeneratedNamespace.TypeName(_type, "Summary");
    }

    public static string Emit(NetworkSurface surface, NetworkPlan plan, CancellationToken cancellationToken)
    {
        var emitter = new SurfaceEmitter(surface, plan, cancellationToken);
        emitter.File();
        return emitter._writer.ToString();
    }

    private void File()
    {
        NetworkScope.Head(_writer);
        using (NetworkScope.Namespace(_writer, _type))
        using (NetworkScope.Class(_writer, _type, Comment(), $" : {_interface}{(_network.HasDropout ? ", global::StaticNet.IDropoutNetwork" : "")}"))
        {
            Constants();
            Constructors();
            Parameters();
            Dropout();
            Files();
            Interface();
            if (_network.HasTargetLength)
            {
                _writer.Line();
                _writer.Line(GeneratedCode);
                _writer.Line($"static int {_interface}.TargetLength => TargetLength;");
            }
        }

        _writer.Line();
        using (_writer.Braces("namespace StaticNet.Generated"))
        {
            Layout();
            _writer.Line();
            SummaryEmitter.Write(_writer, _network, _plan, _summary, _layout);
        }
    }

    // Remarks and no summary: the compiler joins the comments of all declarations, and the summary is the user's to write.
    private string Comment()
    {
        IEnumerable<string> rows = LayerTable.Rows(_network, _plan).Select(static row => ("/// " + SecurityElement.Escape(row)).TrimEnd());
        return $"""
            /// <remarks>
            /// <code>
            {string.Join("\n", rows)}
            /// </code>
            /// </remarks>
            {Debugging()}
            """;
    }

    // A debugger shows a network by its table and its tensors. An attribute cannot name a class with type parameters.
    private string Debugging()
    {
        string display = $"{_type.PlainName}: {_network.Layers.Count} layers, {LayerTable.Count(_network.ParameterCount)} parameters, {LayerTable.Count(_network.MultiplyAdds)} multiply-adds";
        string shown = $"[global::System.Diagnostics.DebuggerDisplay({Literal.Of(display)})]";
        return _class.Contains('<') ? shown : $"{shown}\n[global::System.Diagnostics.DebuggerTypeProxy(typeof(global::StaticNet.Kernels.NetworkView<{_class}>))]";
    }

    private void Constants()
    {
        Lengths();
        if (_network.HasTargetLength)
        {
            _writer.Line(
                $$"""
                /// <summary>The number of targets of one sample: those of the outputs that have a loss, one behind another.</summary>
                {{GeneratedCode}}
                public const int TargetLength = {{Literal.Of(_network.TargetLength)}};

                """);
        }
    }

    private void Lengths() => _writer.Line(
        $$"""
        /// <summary>The number of values of one sample's input, of shape <c>{{_network.InputShape}}</c>.</summary>
        {{GeneratedCode}}
        public const int InputLength = {{Literal.Of(_network.InputShape.Length)}};

        /// <summary>The number of values of one sample's output, of shape <c>{{_network.OutputShape}}</c>.</summary>
        {{GeneratedCode}}
        public const int OutputLength = {{Literal.Of(_network.OutputShape.Length)}};

        /// <summary>The number of trainable scalars, without padding and without running statistics.</summary>
        {{GeneratedCode}}
        public const int ParameterCount = {{Literal.Of(_network.ParameterCount)}};

        /// <summary>The multiply-adds of one forward pass of one sample.</summary>
        {{GeneratedCode}}
        public const long MultiplyAdds = {{Literal.Of(_network.MultiplyAdds)}};

        /// <summary>The network layer by layer: shapes, parameters, cost. Does not change.</summary>
        {{GeneratedCode}}
        public static global::StaticNet.NetworkSummary Summary => global::StaticNet.Generated.{{_summary}}.Instance;

        """);

    private void Constructors()
    {
        _writer.Line(
            $$"""
            /// <summary>
            /// Makes a network with initial weights drawn from the seed 0, the same bits on every machine. A constructor of your own chains to
            /// this one or to the one with a seed; without that, its weights are zero.
            /// </summary>
            {{GeneratedCode}}
            public {{_type.ConstructorName}}()
                : this(0)
            {
            }

            /// <summary>Makes a network with initial weights drawn from <paramref name="seed"/>, the same bits on every machine.</summary>
            /// <param name="seed">The seed of the initial weights.</param>
            {{GeneratedCode}}
            """);
        using (_writer.Braces($"public {_type.ConstructorName}(int seed)"))
        {
            if (_network.HasDropout)
            {
                _writer.Line("DropoutSeed = seed;");
            }

            _writer.Line("new global::StaticNet.Kernels.InitialWeights(seed).Fill(Parameters);");
        }

        _writer.Line(
            $$"""

            // The weights come from a file.
            {{GeneratedCode}}
            private {{_type.ConstructorName}}(global::StaticNet.Kernels.ZeroWeights weights)
            {
            }
            """);
    }

    private void Parameters()
    {
        _writer.Line(
            $$"""

            /// <summary>The weights: named tensors over one flat buffer. Write to them, while no other thread calls this network, and the next call uses the new values.</summary>
            {{GeneratedCode}}
            public global::StaticNet.ParameterSet Parameters { get; } = CreateParameters();

            """);
        foreach (ParameterView view in _views)
        {
            View(view, "Parameters", null, GeneratedCode + "\n");
            _writer.Line();
        }

        _writer.Line(
            $$"""
            /// <summary>Makes a set of tensors of this network's shapes, all zero: for gradients, optimizer state or other weights. May be called at any time.</summary>
            /// <returns>The new set.</returns>
            {{GeneratedCode}}
            public static global::StaticNet.ParameterSet CreateParameters() => new(global::StaticNet.Generated.{{_layout}}.Instance);

            """);
    }

    // A property of a layer; of a composite one with the type that has those of its blocks' layers. What is in a generated type needs no mark.
    private void View(ParameterView view, string parameters, SharedBlock? block, string mark)
    {
        if (view.Members.Count == 0)
        {
            AnalyzedLayer layer = _layers[view.Layer];
            LayerView tensors = layer.Layer.View!;
            IEnumerable<string> indices = tensors.Tensors.Select(tensor => _indices.TryGetValue((layer.Tensor(tensor)?.Owner ?? view.Layer) + "." + tensor, out int index) ? Index(index, block) : "-1");
            _writer.Line(
                $$"""
                /// <summary>The parameters of <c>{{LocalName(layer.Name, block)}}</c>{{(layer.Input.Equals(layer.Output) ? " on" : $", <c>{layer.Input}</c> to")}} <c>{{layer.Output}}</c>.</summary>
                /// <remarks><c>{{SecurityElement.Escape(layer.Layer.Equation)}}</c>, {{string.Join(", ", layer.Tensors.Select(static tensor => $"{tensor.Name} {Literal.Of(tensor.Shape)}"))}}: {{Cost(layer, isShared: block is not null)}}</remarks>
                {{mark}}public global::StaticNet.{{tensors.Type}} {{view.Property}} => new({{parameters}}, {{string.Join(", ", indices)}});
                """);
            return;
        }

        bool isShared = view.Twin is not null || _twins.Contains(view.Layer);
        int first = _first[view.Layer];
        string place = isShared ? ", " + Index(first, block) : block is not null ? ", first" : "";
        _writer.Line(
            $$"""
            /// <summary>The layers of <c>{{LocalName(view.Layer, block)}}</c>.</summary>
            {{mark}}public {{view.MembersType}} {{view.Property}} => new({{parameters}}{{place}});
            """);
        if (view.Twin is not null)
        {
            return;
        }

        _writer.Line();
        _writer.Line($"/// <summary>The parameters of the layers of <c>{LocalName(view.Layer, block)}</c>{(isShared ? " and of blocks like it" : "")}.</summary>");
        _writer.Line("/// <param name=\"parameters\">The network's parameters.</param>");
        block = isShared ? new SharedBlock(view.Layer, first) : block;
        if (block is not null)
        {
            _writer.Line("/// <param name=\"first\">The number of the block's first tensor.</param>");
        }

        using (_writer.Braces($"{mark}public readonly struct {view.MembersType}(global::StaticNet.ParameterSet parameters{(block is null ? "" : ", int first")})"))
        {
            for (int i = 0; i < view.Members.Count; i++)
            {
                if (i > 0)
                {
                    _writer.Line();
                }

                View(view.Members[i], "parameters", block, mark: "");
            }
        }
    }

    private void AddTwins(IEnumerable<ParameterView> views)
    {
        foreach (ParameterView view in views)
        {
            if (view.Twin is not null)
            {
                _twins.Add(view.Twin);
            }

            AddTwins(view.Members);
        }
    }

    // How much of the input a layer sees is its own, and not that of its twins further down.
    private static string Cost(AnalyzedLayer layer, bool isShared)
    {
        string parameters = layer.ParameterCount == 1 ? "1 parameter" : $"{LayerTable.Count(layer.ParameterCount)} parameters";
        string field = isShared ? "" : $", receptive field {new Shape(layer.ReceptiveField)}";
        return $"{parameters}, {LayerTable.Count(layer.MultiplyAdds)} multiply-adds{field}";
    }

    // A tensor's number, in a type that several blocks share from the block's first one on.
    private static string Index(int tensor, SharedBlock? block)
        => block is null ? Literal.Of(tensor) : tensor == block.First ? "first" : $"first + {Literal.Of(tensor - block.First)}";

    private static string LocalName(string layer, SharedBlock? block) => block is null ? layer : layer.Substring(block.Name.Length + 1);

    // What a training run has to go on with, beside the weights, to drop the same values.
    private void Dropout()
    {
        if (_network.HasDropout)
        {
            _writer.Line(
                $$"""
                /// <summary>
                /// What the masks of dropout are made of, together with <see cref="DropoutStep"/>: the seed of the constructor, 0 for a loaded network. To go on with a
                /// training run from a file, set both to what they were. Not while another thread calls <c>Gradient</c>.
                /// </summary>
                {{GeneratedCode}}
                public int DropoutSeed { get; set; }

                /// <summary>The number of calls of <c>Gradient</c> so far: each drops other values. Set it back, and the next call drops what that one dropped; not while another thread calls <c>Gradient</c>.</summary>
                {{GeneratedCode}}
                public long DropoutStep { get; set; }

                """);
        }
    }

    private void Files() => _writer.Line(
        $$"""
        /// <summary>Writes the weights to a safetensors file. One that is there stays as it is until the new one is whole.</summary>
        /// <param name="path">The file.</param>
        /// <exception cref="global::System.NotFiniteNumberException">A weight is NaN or infinite; the message names the first such tensor.</exception>
        /// <exception cref="global::System.IO.IOException">The file cannot be written.</exception>
        /// <exception cref="global::System.UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
        {{GeneratedCode}}
        public void Save(string path) => Parameters.Save(path);

        /// <summary>Makes a network with the weights of a safetensors file. May be called at any time.</summary>
        /// <param name="path">The file.</param>
        /// <returns>The new network.</returns>
        /// <exception cref="global::System.IO.IOException">The file cannot be read.</exception>
        /// <exception cref="global::System.IO.InvalidDataException">
        /// The file is not safetensors, or tensors are missing, unexpected or of another shape; the message lists them.
        /// </exception>
        {{GeneratedCode}}
        public static {{_class}} Load(string path)
        {
            {{_class}} network = new(default(global::StaticNet.Kernels.ZeroWeights));
            network.Parameters.Load(path);
            return network;
        }

        """);

    // What a constant and a constructor cannot implement by themselves.
    private void Interface() => _writer.Line(
        $$"""
        {{GeneratedCode}}
        static int {{_interface}}.InputLength => InputLength;

        {{GeneratedCode}}
        static int {{_interface}}.OutputLength => OutputLength;

        {{GeneratedCode}}
        static int {{_interface}}.ParameterCount => ParameterCount;

        {{GeneratedCode}}
        static long {{_interface}}.MultiplyAdds => MultiplyAdds;

        {{GeneratedCode}}
        static {{_class}} {{_interface}}.Create(int seed) => new(seed);
        """);

    private void Layout()
    {
        _writer.Line("/// <summary>Where the tensors lie: name, logical shape, strides, offset; and what they hold in a new network.</summary>");
        _writer.Line(GeneratedCode);
        using (_writer.Braces($"file static class {_layout}"))
        using (_writer.Indented("public static readonly ParameterLayout Instance = new("))
        {
            _writer.Line($"{Literal.Of(_network.ParameterLength)},");
            _writer.Line($"{Literal.Of(_network.TrainableLength)},");
            using (_writer.Indented("[", "]);"))
            {
                foreach ((string name, TensorModel tensor) in _tensors)
                {
                    string trainable = tensor.IsTrainable ? "" : ", isTrainable: false";
                    _writer.Line($"new({Literal.Of(name)}, {Literal.Of(tensor.Shape)}, {Literal.Of(tensor.Strides)}, {Literal.Of(tensor.Offset)}{trainable}){Initially(tensor.Initial)},");
                }
            }
        }
    }

    // All zero where nothing is said.
    private static string Initially(InitialValue initial) => initial switch
    {
        InitialValue.Constant { Value: 0 } => "",
        InitialValue.Constant constant => $" {{ InitialValue = {Literal.Of(constant.Value)} }}",
        InitialValue.UniformByFanIn uniform => $" {{ FanIn = {Literal.Of(uniform.FanIn)} }}",
        _ => throw new System.NotSupportedException($"There is no initialization for {initial.GetType().Name}."),
    };

    /// <summary>A block whose type serves others too.</summary>
    /// <param name="Name">The first such block: <c>repeat1.block1</c>.</param>
    /// <param name="First">The number of its first tensor.</param>
    private sealed record SharedBlock(string Name, int First);
}
