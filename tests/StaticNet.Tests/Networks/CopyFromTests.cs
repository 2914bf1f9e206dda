namespace StaticNet.Tests.Networks;

/// <summary>A network that takes over all of another one, and networks that are exchanged while other threads predict.</summary>
[Trait(Width.Trait, Width.Any)]
public sealed class CopyFromTests
{
    [Fact]
    public void Every_tensor_and_the_state_of_dropout_are_taken_over()
    {
        Copy<Xor>();
        Copy<Classifier>();
        Copy<NormalizedTogether>();
        Copy<DroppedImages>();
        Copy<DroppedTogether>();

        static void Copy<TNetwork>()
            where TNetwork : class, INetwork<TNetwork>
        {
            TNetwork source = TNetwork.Create(1);
            TNetwork network = TNetwork.Create(2);
            float[] inputs = [.. Enumerable.Range(0, 4 * TNetwork.InputLength).Select(static i => (i % 11) / 11f)];
            float[] targets = new float[4 * TNetwork.TargetLength];
            ParameterSet gradients = TNetwork.CreateParameters();
            if (TNetwork.Summary.IsTrained)
            {
                // Moves running statistics and steps of dropout.
                source.Gradient(inputs, targets, gradients);
            }

            network.CopyFrom(source);
            Assert.Equal(source.Parameters.Flat, network.Parameters.Flat);
            Assert.Equal((source as IDropoutNetwork)?.DropoutSeed, (network as IDropoutNetwork)?.DropoutSeed);
            Assert.Equal((source as IDropoutNetwork)?.DropoutStep, (network as IDropoutNetwork)?.DropoutStep);
            Assert.Equal(TNetwork.Summary.AllLayers.Any(static layer => layer.Layer is DropoutAttribute), network is IDropoutNetwork);
            ParameterSet others = TNetwork.CreateParameters();
            Assert.Equal(source.Gradient(inputs, targets, gradients), network.Gradient(inputs, targets, others));
            Assert.Equal(gradients.Flat, others.Flat);

            // Their own again.
            network.Parameters.Flat[0]++;
            Assert.NotEqual(source.Parameters.Flat[0], network.Parameters.Flat[0]);
        }
    }

    [Fact]
    public void A_network_may_be_copied_to_itself_and_not_from_nothing()
    {
        var network = new Classifier(1);
        float[] before = network.Parameters.Flat.ToArray();
        network.CopyFrom(network);
        Assert.Equal(before, network.Parameters.Flat);
        Assert.Throws<ArgumentNullException>(() => network.CopyFrom(null!));
    }

    // As docs/threads.md shows it: every prediction is of one network or of another, of none between.
    [Fact]
    public void Predictions_beside_an_exchange_are_those_of_whole_networks()
    {
        Classifier[] versions = [.. Enumerable.Range(0, 4).Select(static seed => new Classifier(seed))];
        float[] inputs = [.. Enumerable.Range(0, Classifier.InputLength).Select(static i => i / 67f)];
        float[][] expected = [.. versions.Select(version =>
        {
            float[] outputs = new float[Classifier.OutputLength];
            version.Forward(inputs, outputs);
            return outputs;
        })];
        Classifier current = versions[0];
        bool isDone = false;
        int mixed = 0;
        Thread[] readers = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            float[] outputs = new float[Classifier.OutputLength];
            while (!Volatile.Read(ref isDone))
            {
                Volatile.Read(ref current).Forward(inputs, outputs);
                if (!expected.Any(one => one.AsSpan().SequenceEqual(outputs)))
                {
                    Interlocked.Increment(ref mixed);
                }
            }
        }))];
        foreach (Thread reader in readers)
        {
            reader.Start();
        }

        for (int i = 0; i < 2000; i++)
        {
            Classifier copy = new(0);
            copy.CopyFrom(versions[i % versions.Length]);
            Interlocked.Exchange(ref current, copy);
        }

        Volatile.Write(ref isDone, true);
        foreach (Thread reader in readers)
        {
            reader.Join();
        }

        Assert.Equal(0, mixed);
    }
}
