namespace StaticNet.Samples.CartPole;

/// <summary>
/// A pole on a cart that is pushed left or right, 50 times a second. The equations are those of Barto, Sutton and Anderson, "Neuronlike adaptive elements that can solve difficult learning
/// control problems", 1983, in steps of Euler's method.
/// </summary>
internal sealed class Cart(Random random)
{
    /// <summary>Position (m), velocity (m/s), angle from the vertical (rad), angular velocity (rad/s).</summary>
    public const int StateLength = 4;

    /// <summary>A push to the left, a push to the right.</summary>
    public const int Actions = 2;

    /// <summary>The steps after which an episode ends with the pole still up.</summary>
    public const int LongestEpisode = 500;

    /// <summary>How far from the middle the cart may be, in metres.</summary>
    public const float Edge = 2.4f;

    private const float Tilt = 12 * MathF.PI / 180;
    private const float Gravity = 9.8f;
    private const float PoleMass = 0.1f;
    private const float Mass = 1 + PoleMass;
    private const float HalfLength = 0.5f;
    private const float Force = 10;
    private const float Seconds = 0.02f;

    /// <summary>The state.</summary>
    public float[] State { get; } = new float[StateLength];

    /// <summary>The steps of this episode.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether the pole has fallen or the cart has left the track.</summary>
    public bool HasFailed => MathF.Abs(State[0]) > Edge || MathF.Abs(State[2]) > Tilt;

    /// <summary>Begins an episode, near the vertical.</summary>
    public void Reset()
    {
        Steps = 0;
        foreach (ref float value in State.AsSpan())
        {
            value = (random.NextSingle() * 0.1f) - 0.05f;
        }
    }

    /// <summary>Pushes, and waits for a fiftieth of a second.</summary>
    /// <param name="action">0 for left, 1 for right.</param>
    public void Push(int action)
    {
        (float position, float velocity, float angle, float turn) = (State[0], State[1], State[2], State[3]);

        // F has the same bits on every machine, so that every machine plays the same games.
        (float sin, float cos) = (F.Sin(angle), F.Cos(angle));
        float pushed = ((action == 1 ? Force : -Force) + (PoleMass * HalfLength * turn * turn * sin)) / Mass;
        float turning = ((Gravity * sin) - (cos * pushed)) / (HalfLength * ((4f / 3) - (PoleMass * cos * cos / Mass)));
        float acceleration = pushed - (PoleMass * HalfLength * turning * cos / Mass);
        State[0] = position + (Seconds * velocity);
        State[1] = velocity + (Seconds * acceleration);
        State[2] = angle + (Seconds * turn);
        State[3] = turn + (Seconds * turning);
        Steps++;
    }
}
