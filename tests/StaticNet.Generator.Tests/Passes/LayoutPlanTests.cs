using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Passes;

/// <summary>How values lie, and that no kernel is let near one that lies otherwise than its code assumes.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class LayoutPlanTests
{
    [Fact]
    public void Inputs_that_are_flattened_are_read_where_they_are()
    {
        Pass pass = Inference(Shape.Of(3, 2, 4), new Flatten(), new Dense(5, true), new Flatten());
        KernelCall call = Assert.Single(pass.Steps);
        Value x = pass.Values[Assert.IsType<Operand.Activation>(call.Operands[2]).Value];
        Assert.Equal((Home.Inputs, Shape.Of(24), ValueOrder.Row), (x.Home, x.Shape, x.Layout.Order));
    }

    [Fact]
    public void Flattened_inputs_are_no_pixels()
        => Assert.Equal(
            Inference(Shape.Of(24), new ReLU(), new Dense(5, true)).Steps.Select(static step => step.Kernel),
            Inference(Shape.Of(3, 2, 4), new Flatten(), new ReLU(), new Dense(5, true)).Steps.Select(static step => step.Kernel));

    [Fact]
    public void A_value_with_pixels_has_no_row()
    {
        Value pixels = new(1, "pixels", Shape.Of(3, 2, 4), ValueLayout.OfScratch(Shape.Of(3, 2, 4)), Home.Scratch, 0);
        Assert.Equal("'pixels' of shape (3, 2, 4) is no row: its values lie padded channels last.", Assert.Throws<InvalidOperationException>(() => pixels.Row).Message);
        Value planes = pixels with { Layout = ValueLayout.OfCaller(pixels.Shape), Home = Home.Inputs };
        Assert.Throws<InvalidOperationException>(() => planes.Row);
        Assert.Throws<InvalidOperationException>(() => planes.WithBorder(new Border(1, 1)));
        Assert.Equal("'pixels' of shape (3, 2, 4) has no rows of channels: its values lie channels first.", Assert.Throws<InvalidOperationException>(() => planes.Pixels).Message);
    }

    // A kernel made for one layout on a value of another: each of these wrote to what was not its own, or read values of other places.
    [Fact]
    public void The_verifier_refuses_a_kernel_that_assumes_another_layout()
    {
        Pass pass = Inference(
            Shape.Of(3, 5, 6),
            new Conv2D(5, 3, 3, Moving.By(1, PaddingMode.Same, 0, 1), 1, true),
            new ReLU(),
            new MaxPool2D(2, 2, Moving.By(), CeilMode: false),
            new LayerNorm(1e-5f),
            new Flatten(),
            new GELU());
        Assert.Empty(PlanVerifier.Faults(pass));
        for (int i = 0; i < pass.Values.Count; i++)
        {
            Value value = pass.Values[i];
            if (!pass.Steps.Any(step => step.Operands.Contains(new Operand.Activation(i))))
            {
                continue;
            }

            foreach (Value other in Others(value))
            {
                Pass broken = pass with { Values = pass.Values.Select(v => v.Id == i ? other : v).ToEquatableArray() };
                Assert.True(
                    PlanVerifier.Faults(broken).Any(fault => fault.Contains($"'{value.Name}'", StringComparison.Ordinal)),
                    $"'{value.Name}' {value.Layout} as {other.Shape}, {other.Layout}, is let through");
            }
        }
    }

    private static IEnumerable<Value> Others(Value value)
    {
        foreach (ValueOrder order in Enum.GetValues<ValueOrder>())
        {
            foreach (bool isPadded in (bool[])[true, false])
            {
                var layout = new ValueLayout(order, isPadded, value.Border);
                if (layout != value.Layout && !(order == ValueOrder.ChannelsLast && !isPadded) && value.Shape.Rank > 1 == order > ValueOrder.Row)
                {
                    yield return value with { Layout = layout };
                }
            }
        }

        if (value.Shape.Rank > 1)
        {
            if (value.Home == Home.Scratch)
            {
                yield return value.WithBorder(new Border(value.Border.Height + 1, value.Border.Width));
            }

            yield return value with { Shape = Shape.Of(value.Shape.Dimensions[0], value.Shape.Dimensions[1] - 1, value.Shape.Dimensions[2]) };
            yield return value with { Shape = Shape.Of(value.Shape.Dimensions[0] + 1, value.Shape.Dimensions[1], value.Shape.Dimensions[2]) };
            yield return value with { Shape = Shape.Of(value.Length), Layout = ValueLayout.OfScratch(Shape.Of(value.Length)) };
        }
        else
        {
            yield return value with { Shape = Shape.Of(value.Length - 1) };
        }
    }

    private static Pass Inference(Shape input, params Layer[] layers)
        => NetworkLowering.LowerInference(Analyzed.Network(input, layers), TestContext.Current.CancellationToken);
}
