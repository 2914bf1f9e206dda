using StaticNet.Kernels;
using StaticNet.Tests.Training;

namespace StaticNet.Tests.Hostile;

/// <summary>For a type of argument, the values that a check forgets.</summary>
internal static class Hostilities
{
    private static readonly float[] Floats =
        [0f, -0f, 1f, -1f, 0.5f, float.Epsilon, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN];

    /// <summary>How each value is made: anew for each call, as the one before may have changed it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="folder">Where files may be.</param>
    public static List<Func<object?>> Of(Type type, TemporaryFolder folder)
    {
        if (type == typeof(int))
        {
            return Boxed(int.MinValue, int.MinValue + 1, -1, 0, 1, 2, 3, 16, 46341, int.MaxValue - 1, int.MaxValue);
        }

        if (type == typeof(long))
        {
            return Boxed(long.MinValue, -1L, 0L, 1L, int.MaxValue + 1L, long.MaxValue - 1, long.MaxValue);
        }

        if (type == typeof(ulong))
        {
            return Boxed(0ul, 1ul, ulong.MaxValue);
        }

        if (type == typeof(float))
        {
            return Boxed(Floats);
        }

        if (type == typeof(double))
        {
            return Boxed([.. Floats.Select(static value => (double)value), double.Epsilon, double.MaxValue, double.MinValue, 0.9999999999, 1e-46]);
        }

        if (type == typeof(bool))
        {
            return Boxed(false, true);
        }

        if (type == typeof(int?))
        {
            return [static () => null, .. Of(typeof(int), folder)];
        }

        if (type == typeof(string))
        {
            return [static () => null, static () => "", static () => "dense1.weight", static () => "\0", () => folder["missing"], () => folder["no/folder"], () => Path.GetTempPath()];
        }

        if (type.IsEnum)
        {
            return [.. Enum.GetValues(type).Cast<object>().Append(Enum.ToObject(type, -1)).Append(Enum.ToObject(type, int.MaxValue)).Select(static value => (Func<object?>)(() => value))];
        }

        if (type == typeof(float[]))
        {
            return [static () => null, static () => Array.Empty<float>(), static () => new float[4], static () => new float[12], static () => new float[] { 1, float.NaN, 3, float.PositiveInfinity }];
        }

        if (type == typeof(int[]))
        {
            return
            [
                static () => null, static () => Array.Empty<int>(), static () => new[] { 0 }, static () => new[] { 1 }, static () => new[] { int.MaxValue },
                static () => new[] { int.MinValue }, static () => new[] { 2, 1, 0 }, static () => new[] { 46341, 46341 }, static () => new[] { int.MaxValue, int.MaxValue, int.MaxValue },
            ];
        }

        if (type == typeof(ReadOnlyMemory<float>))
        {
            return [static () => default(ReadOnlyMemory<float>), static () => new ReadOnlyMemory<float>(new float[12])];
        }

        if (type == typeof(byte[]))
        {
            return [static () => null, static () => Array.Empty<byte>(), static () => new byte[9], static () => Enumerable.Repeat((byte)255, 64).ToArray()];
        }

        if (type == typeof(Stream))
        {
            return [static () => null, static () => new MemoryStream(), static () => new MemoryStream(new byte[9], writable: false), static () => Stream.Null];
        }

        if (type == typeof(CancellationToken))
        {
            // Training over the largest number of epochs ends at once.
            return [static () => new CancellationToken(canceled: true)];
        }

        if (type == typeof(TimeSpan))
        {
            return Boxed(TimeSpan.Zero, TimeSpan.MaxValue, TimeSpan.MinValue);
        }

        List<Func<object?>> objects = [.. Objects().Where(make => type.IsInstanceOfType(make()))];
        if (type.IsValueType)
        {
            return [() => Activator.CreateInstance(type), .. objects];
        }

        if (type.IsArray)
        {
            Type element = type.GetElementType()!;
            return
            [
                static () => null,
                () => Array.CreateInstance(element, 0),
                .. element.IsValueType ? Array.Empty<Func<object?>>() : [() => Array.CreateInstance(element, 1)],
                .. Of(element, folder).Select(make => (Func<object?>)(() => ArrayOf(element, make()))),
            ];
        }

        return [static () => null, .. objects];
    }

    private static Array ArrayOf(Type element, object? value)
    {
        Array array = Array.CreateInstance(element, 2);
        array.SetValue(value, 0);
        array.SetValue(value, 1);
        return array;
    }

    private static List<Func<object?>> Boxed<T>(params T[] values) => [.. values.Select(static value => (Func<object?>)(() => value))];

    /// <summary>Objects that are as they should be: what is wrong is what they are asked for.</summary>
    private static IEnumerable<Func<object>> Objects()
    {
        yield return static () => "text";
        yield return static () => new object();
        yield return static () => new[] { "a", "b" };
        yield return static () => Array.Empty<SafeTensor>();
        yield return static () => new SafeTensor[] { null! };
        yield return static () => new[] { new SafeTensor("a", [2, 2], new float[4]) };
        yield return static () => new Dictionary<string, string> { ["key"] = null! };
        yield return static () => new SoftmaxRegression(1);
        yield return static () => new SoftmaxRegression(1).Parameters;
        yield return static () => new ParameterSet(new ParameterLayout(0, 0));
        yield return static () => new ParameterLayout(0, 0);
        yield return static () => new SoftmaxRegression(1).Parameters.Layout;
        yield return static () => new TensorDescription("dense1.weight", [3, 4], [1, 16], 0);
        yield return static () => TrainerTests.Separable(12);
        yield return static () => new Dataset([], 4, Array.Empty<int>());
        yield return static () => new Dataset(new float[12], 4, new float[9], 3);
        yield return static () => new Dataset([1, 2, 3, 4, 5, float.NaN, 7, 8], 4, [2, 0], ["a", "b", "c"]);
        yield return static () => new Dataset([1, 2, 3, 4, 5, float.NegativeInfinity, 7, float.MaxValue], 4, [0, int.MaxValue - 1]);
        yield return static () => FeatureScaling.MinMax(TrainerTests.Separable(12));
        yield return static () => new FeatureScaling([0f], [float.Epsilon]);
        yield return static () => new DataDescription();
        yield return static () => new DataDescription { InputScaling = new FeatureScaling([0f], [1f]), TargetScaling = new FeatureScaling([0f], [1f]), ClassNames = ["a", "b", "c"] };
        yield return static () => new SaveOptions { Data = new DataDescription { ClassNames = ["a", "b", "c"] } };
        yield return static () => new Augmentation(1, 2, 2) { FlipHorizontally = true, FlipVertically = true, Shift = 1_000_000, Rotation = 180, Noise = float.MaxValue, Fill = float.NaN };
        yield return static () => new ConfusionMatrix(3, [0, 1], [1, 1]);
        yield return static () => new ConfusionMatrix(100, [0, 99], [1, 1]);
        yield return static () => Evaluator.Evaluate(new SoftmaxRegression(1), TrainerTests.Separable(12));
        yield return static () => new TrainingProgress();
        yield return static () => SoftmaxRegression.Summary;
        yield return static () => SoftmaxRegression.Summary.Layers[0];
        yield return static () => new NetworkSummary("none", [1], [], null, 0, 0);
        yield return static () => new BranchSummary("", []);
        yield return static () => new MemoryRegion("x", 0, 64, "a", "b");
        yield return static () => new CallMemory();
        yield return static () => new CallMemory { ThreadBytes = long.MaxValue, SampleBytes = long.MaxValue, SharedFrom = 0, LeastShard = -1, MostShards = 0, PartialBytes = long.MinValue };
        yield return static () => new DenseAttribute(int.MaxValue);
        yield return static () => new BatchNormAttribute();
        yield return static () => new HuberAttribute();
        yield return static () => new CrossEntropyAttribute();
        yield return static () => new Progress();
        yield return static () => new ConstantRate();
        yield return static () => new StepDecay(1, 1e30);
        yield return static () => new CosineAnnealing(long.MaxValue, float.MaxValue);
        yield return static () => new LinearWarmUp(long.MaxValue);
        yield return static () => GradientClipping.ByNorm(0);
        yield return static () => GradientClipping.ByValue(0);
        foreach (Func<Optimizer> optimizer in new Func<Optimizer>[]
        {
            static () => new Sgd(float.MaxValue, momentum: float.MaxValue, weightDecay: float.MaxValue), static () => new Adam(), static () => new AdamW(), static () => new RmsProp(),
        })
        {
            yield return optimizer;
            yield return () =>
            {
                Optimizer bound = optimizer();
                bound.Bind(new SoftmaxRegression(1).Parameters);
                return bound;
            };
        }

        yield return static () => new Trainer<SoftmaxRegression>(new SoftmaxRegression(1), new Adam());
        yield return static () => new Trainer<SoftmaxRegression>(new SoftmaxRegression(1), new Sgd(float.MaxValue))
        {
            Schedule = new StepDecay(1, float.MaxValue),
            GradientClipping = GradientClipping.ByNorm(0),
            CompletedEpochs = int.MaxValue,
            LastBatch = LastBatch.Merge,
        };
        yield return static () => new RandomSource(1);
    }

    private sealed class Progress : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
        }
    }
}
