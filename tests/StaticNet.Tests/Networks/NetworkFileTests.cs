namespace StaticNet.Tests.Networks;

[Trait(Width.Trait, Width.Any)]
public sealed class NetworkFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_network_comes_back_from_a_stream_and_from_memory()
    {
        Classifier network = new(3);
        network.Save(_folder["weights.safetensors"]);
        using MemoryStream stream = new();
        network.Save(stream);
        byte[] file = stream.ToArray();
        Assert.Equal(File.ReadAllBytes(_folder["weights.safetensors"]), file);
        stream.Position = 0;
        Same(Classifier.Load(stream));
        Same(Classifier.Load(file));
        Same(Classifier.Load(file.AsSpan()));
        Same(Classifier.Load(_folder["weights.safetensors"]));
        Same(LoadAny<Classifier>(file));

        void Same(Classifier loaded) => Assert.True(loaded.Parameters.Flat.SequenceEqual(network.Parameters.Flat));
    }

    [Fact]
    public void A_network_that_has_diverged_is_saved_only_if_asked()
    {
        Classifier network = new(3);
        string name = network.Parameters.Names[1];
        network.Parameters[1].Fill(float.NaN);
        Assert.Contains($"Tensor '{name}' holds NaN", Assert.Throws<NotFiniteNumberException>(() => network.Save(_folder["weights.safetensors"])).Message);
        Assert.Throws<NotFiniteNumberException>(() => network.Save(new MemoryStream()));
        Assert.Empty(_folder.Files);
        SaveOptions options = new() { AllowNonFinite = true };
        network.Save(_folder["weights.safetensors"], options);
        using MemoryStream stream = new();
        network.Save(stream, options);
        Assert.Contains(float.NaN, Classifier.Load(stream.ToArray()).Parameters.Flat.ToArray());
        Assert.Contains(float.NaN, Classifier.Load(_folder["weights.safetensors"]).Parameters.Flat.ToArray());
        Assert.Throws<ArgumentNullException>(() => ((Classifier)null!).Save(new MemoryStream()));
    }

    private static T LoadAny<T>(byte[] file)
        where T : class, INetwork<T>
        => NetworkFiles.Load<T>(file);
}
