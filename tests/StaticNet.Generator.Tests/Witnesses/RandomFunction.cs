using System.Globalization;

namespace StaticNet.Generator.Tests.Witnesses;

/// <summary>Functions composed at random, as C#: smooth, and of values and slopes that a network of several of them does not blow up.</summary>
internal static class RandomFunction
{
    private const int Depth = 3;

    /// <summary>The body of an activation of x.</summary>
    public static string Activation(Random random) => $"{Number(random)} * x + F.Tanh({Expression(random, Depth, "x")})";

    /// <summary>The body of a loss of y and t.</summary>
    public static string Loss(Random random) => $"F.Sqrt(1f + (y - t) * (y - t)) + F.Tanh({Expression(random, Depth, "y", "t", "(y - t)")})";

    /// <summary>Any expression of some arguments.</summary>
    public static string Expression(Random random, int depth, params string[] arguments)
    {
        if (depth == 0)
        {
            return random.Next(3) == 0 ? Number(random) : arguments[random.Next(arguments.Length)];
        }

        string a = Expression(random, depth - 1, arguments), b = Expression(random, random.Next(depth), arguments);
        return random.Next(17) switch
        {
            0 or 1 => $"({a} + {b})",
            2 or 3 => $"({a} - {b})",
            4 or 5 => $"({a} * {b})",
            6 => $"{a} / (1f + {b} * {b})",
            7 => $"-({a})",
            8 => $"F.Tanh({a})",
            9 => $"F.Sigmoid({a})",
            10 => $"F.Softplus({a})",
            11 => $"F.Erf({a})",
            12 => $"F.Sin(F.Tanh({a}))",
            13 => $"F.Cos(F.Tanh({a}))",
            14 => $"F.Exp(F.Tanh({a}))",
            15 => $"F.Log(1.5f + {a} * {a})",
            _ => $"F.Pow(1f + {a} * {a}, {One(random, "0.3f", "-1.5f", "0.5f", "-1f", "-0.5f")})",
        };
    }

    private static string Number(Random random) => MathF.Round((random.NextSingle() * 3) - 1.5f, 2).ToString("R", CultureInfo.InvariantCulture) + "f";

    private static string One(Random random, params string[] items) => items[random.Next(items.Length)];
}
