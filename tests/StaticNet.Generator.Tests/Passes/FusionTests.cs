using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Tests.Passes;

/// <summary>Which functions are moved into the steps that make what they are applied to.</summary>
public sealed class FusionTests
{
    private readonly PlanDraft _draft = new();

    [Fact]
    public void A_function_of_what_nothing_else_reads_is_fused()
    {
        Value x = Made("x"), y = Function(x, "y", new ReLU());

        Fusion.Run(_draft, [y]);

        Assert.Equal(["y: 1"], Steps());
        Assert.Equal("y", _draft.At(x).Name);
        Assert.Equal("y", _draft.At(y).Name);
    }

    [Fact]
    public void Functions_of_functions_end_in_one_step()
    {
        Value x = Made("x");

        Fusion.Run(_draft, [Function(Function(Function(x, "a", new ReLU()), "b", new Tanh()), "c", new ReLU())]);

        Assert.Equal(["c: 3"], Steps());
    }

    [Fact]
    public void No_step_takes_more_than_eight_functions()
    {
        Value x = Made("x");
        for (int i = 0; i < 20; i++)
        {
            x = Function(x, $"y{i}", new ReLU());
        }

        Fusion.Run(_draft, [x]);

        Assert.Equal(["y7: 8", "y15: 8", "y19: 4"], Steps());
    }

    [Fact]
    public void What_is_read_again_is_left_as_it_is()
    {
        Value x = Made("x");
        Value y = Function(x, "y", new ReLU());
        Value z = Function(x, "z", new Tanh());

        Fusion.Run(_draft, [y, z]);

        Assert.Equal(["x: 0", "y: 1", "z: 1"], Steps());
    }

    [Fact]
    public void What_the_caller_gets_is_left_as_it_is()
    {
        Value x = Made("x");
        Value y = Function(x, "y", new ReLU());

        Fusion.Run(_draft, [x, y]);

        Assert.Equal(["x: 0", "y: 1"], Steps());
    }

    [Fact]
    public void A_sum_is_fused_into_the_later_of_what_it_adds()
    {
        Value a = Made("a"), b = Made("b");

        Fusion.Run(_draft, [Sum(a, b)]);

        Assert.Equal(["a: 0", "sum: 1"], Steps());
    }

    [Fact]
    public void A_sum_of_a_value_with_itself_is_a_step()
    {
        Value a = Made("a");

        Fusion.Run(_draft, [Sum(a, a)]);

        Assert.Equal(["a: 0", "sum: 1"], Steps());
    }

    [Fact]
    public void What_may_lie_in_place_of_an_operand_takes_no_function_that_reads_the_operand()
    {
        Value x = Made("x");
        Value norm = Norm(x, "norm");

        Fusion.Run(_draft, [Apply(New("y"), (norm, DraftFunction.Add(x, "y", "")))]);

        Assert.Equal(["x: 0", "norm: 0", "y: 1"], Steps());
    }

    [Fact]
    public void What_is_made_in_parts_takes_no_function()
    {
        Value x = Made("x");
        Make(x);

        Fusion.Run(_draft, [Function(x, "y", new ReLU())]);

        Assert.Equal(["x: 0", "x: 0", "y: 1"], Steps());
    }

    [Fact]
    public void Steps_say_which_values_they_read_when_some_are_gone()
    {
        Value x = Made("x");
        Value y = Function(x, "y", new ReLU());
        Value other = Made("other");
        Value z = Sum(other, y);

        Fusion.Run(_draft, [z]);

        Assert.Equal(["y: 1", "sum: 1"], Steps());
        Assert.Equal([0, 1], _draft.Values.Select(static value => value.Id));
        Assert.Empty(DraftVerifier.Faults(_draft));
    }

    [Fact]
    public void A_step_that_reads_what_is_not_there_is_found()
    {
        Value x = New("x");
        Function(x, "y", new ReLU());

        Assert.Equal(["function reads 'x' before it is made."], DraftVerifier.Faults(_draft));
    }

    [Fact]
    public void A_step_that_does_another_thing_than_is_said_is_found()
    {
        Function(Made("x"), "y", new ReLU());
        _draft.Steps[1] = _draft.Steps[1] with { Effects = _draft.Steps[1].Effects with { Reads = EquatableArray<int>.Empty } };

        Assert.Equal(["function is said to do another thing than its kernel."], DraftVerifier.Faults(_draft));
    }

    private IEnumerable<string> Steps() => _draft.Steps.Select(step => $"{_draft.Values[step.Effects.Writes].Name}: {step.Functions.Count}");

    private Value New(string name)
    {
        var value = new Value(_draft.Values.Count, name, Shape.Of(3, 2, 2), ValueLayout.OfScratch(Shape.Of(3, 2, 2)), Home.Scratch, 0);
        _draft.Values.Add(value);
        return value;
    }

    private Value Made(string name)
    {
        Value value = New(name);
        Make(value);
        return value;
    }

    private void Make(Value value)
        => Add(new DraftStep((at, functions) => new Filled(at(value).Grid, functions), EquatableArray.Of<Operand>(new Operand.Activation(value.Id)), "maker", "", "")
        {
            TakesFunctions = true,
            TakesGridFunctions = true,
        });

    private Value Norm(Value x, string name)
    {
        Value y = New(name), statistics = New("statistics");
        Operand[] operands = [new Operand.Activation(statistics.Id), new Operand.Activation(x.Id), new Operand.Activation(y.Id)];
        Add(new DraftStep((at, functions) => new GroupNormKernel(new Pixels(at(x).Grid, IsPadded: true), new Pixels(at(y).Grid, IsPadded: true), false, functions), operands.ToEquatableArray(), "norm", "", "")
        {
            TakesFunctions = true,
            TakesGridFunctions = true,
        });
        return y;
    }

    private Value Function(Value x, string name, Activation function)
        => Apply(New(name), (x, DraftFunction.Activate(function, EquatableArray<Operand>.Empty, name, "")));

    private Value Sum(Value a, Value b) => Apply(New("sum"), (a, DraftFunction.Add(b, "sum", "")), (b, DraftFunction.Add(a, "sum", "")));

    private Value Apply(Value y, params (Value X, DraftFunction Function)[] functions)
    {
        Value x = functions[0].X;
        Add(new DraftStep(
            (at, functions) => new GridElementwise(functions, at(x).Grid, at(y).Grid),
            new Operand[] { new Operand.Activation(x.Id), new Operand.Activation(y.Id) }.Concat(functions[0].Function.Operands).ToEquatableArray(),
            "function",
            "",
            "")
        {
            Functions = EquatableArray.Of(functions[0].Function),
            TakesFunctions = true,
            TakesGridFunctions = true,
            Fusible = functions.Select(static function => new FusibleFunction(function.X.Id, function.Function)).ToEquatableArray(),
        });
        return y;
    }

    private void Add(DraftStep step) => _draft.Steps.Add(step with { Effects = Effects.Of(_draft.Make(step), step.Operands) });

    private sealed record Filled(Grid Y, EquatableArray<StoreFunction> Functions) : Kernel
    {
        public override IEnumerable<Argument> Arguments => [Argument.Write("y", Access.OfPadded(Y, Y)), .. KernelArguments.OfFunctions(Functions, Y)];
    }
}
