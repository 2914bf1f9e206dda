namespace Plain
{
    [StaticNet.Network(2)]
    [StaticNet.Dense(4), StaticNet.Tanh, StaticNet.Dense(1), StaticNet.Sigmoid, StaticNet.BinaryCrossEntropy]
    internal partial class Net
    {
    }

    internal static class Program
    {
        private static void Main()
        {
            System.Console.WriteLine(Shared.Training.Run<Net>());
        }
    }
}
