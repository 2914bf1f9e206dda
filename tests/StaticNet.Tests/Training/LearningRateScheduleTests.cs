using System.Text.Json;

namespace StaticNet.Tests.Training;

public sealed class LearningRateScheduleTests
{
    private static readonly JsonElement Fixture = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Training", "optimizers.json"))).RootElement.GetProperty("schedules");

    [Fact]
    public void Step_decay_follows_PyTorch() => Follows("step", new StepDecay(3, 0.5));

    [Fact]
    public void Cosine_annealing_follows_PyTorch_and_stays_at_its_end()
    {
        CosineAnnealing cosine = new(10, 0.1);
        Follows("cosine", cosine);
        Assert.Equal(0.1, cosine.At(10));
        Assert.Equal(0.1, cosine.At(1_000_000));
        Assert.Equal(1, cosine.At(0));
        Assert.Equal(0.5, new CosineAnnealing(10).At(5));
    }

    [Fact]
    public void Warm_restarts_follow_PyTorch()
    {
        Follows("warm restarts", new CosineAnnealingWarmRestarts(3, 2, 0.1));
        CosineAnnealingWarmRestarts even = new(4);
        Assert.Equal([1, 0.5, 1, 0.5], new long[] { 0, 2, 400_000_000_000, 400_000_000_002 }.Select(even.At));
        Assert.InRange(new CosineAnnealingWarmRestarts(1, int.MaxValue).At(long.MaxValue), 0, 1);
    }

    [Fact]
    public void One_cycle_follows_PyTorch_and_stays_at_its_end()
    {
        OneCycle cycle = new(20);
        Follows("one cycle", cycle);
        Assert.Equal(cycle.At(19), cycle.At(1_000_000));
        Assert.Equal(1, cycle.At(5));
        Assert.Equal(4e-6, new OneCycle(1).At(0), 1e-18);
    }

    [Fact]
    public void A_constant_rate_is_constant()
    {
        Assert.Equal(1, new ConstantRate().At(0));
        Assert.Equal(0.5, new ConstantRate(0.5).At(long.MaxValue));
    }

    [Fact]
    public void A_warm_up_rises_evenly_to_the_start_of_what_follows()
    {
        LinearWarmUp warmUp = new(4, new StepDecay(2, 0.5));
        Assert.Equal([0.25, 0.5, 0.75, 1, 1, 1, 0.5, 0.5, 0.25], Enumerable.Range(0, 9).Select(i => warmUp.At(i)));
        Assert.Equal([0.1, 0.2, 0.2], Enumerable.Range(0, 3).Select(static i => new LinearWarmUp(2, new ConstantRate(0.2)).At(i)));
        Assert.Equal(1, new LinearWarmUp(0).At(0));
    }

    [Fact]
    public void Powers_of_any_size_are_exact_where_they_can_be()
    {
        StepDecay halves = new(1, 0.5);
        for (int i = 0; i < 1074; i++)
        {
            Assert.Equal(Math.ScaleB(1, -i), halves.At(i));
        }

        Assert.Equal(0, halves.At(long.MaxValue));
        Assert.Equal(1, new StepDecay(1, 0).At(0));
        Assert.Equal(0, new StepDecay(1, 0).At(1));
    }

    [Fact]
    public void Impossible_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ConstantRate(-1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new StepDecay(0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new StepDecay(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new CosineAnnealing(0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new CosineAnnealing(1, -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LinearWarmUp(-1));
        foreach (LearningRateSchedule schedule in new LearningRateSchedule[] { new ConstantRate(), new StepDecay(1), new CosineAnnealing(1), new LinearWarmUp(1) })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => schedule.At(-1));
        }
    }

    private static void Follows(string name, LearningRateSchedule schedule)
    {
        int step = 0;
        foreach (JsonElement rate in Fixture.GetProperty(name).EnumerateArray())
        {
            Assert.Equal(rate.GetDouble(), schedule.At(step++), 1e-15);
        }

        Assert.True(step > 10);
    }
}
