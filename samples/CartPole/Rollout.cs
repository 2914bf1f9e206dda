namespace StaticNet.Samples.CartPole;

/// <summary>
/// Some steps of several carts, and what is to be learnt from them: advantage actor-critic with generalised advantage estimation (Schulman and others, "High-dimensional continuous control
/// using generalized advantage estimation", 2016).
/// </summary>
internal sealed class Rollout
{
    private const int Carts = 16;
    private const int Steps = 64;
    private const float Discount = 0.99f;
    private const float Decay = 0.98f;
    private const float ValueWeight = 0.5f;
    private const float EntropyWeight = 0.001f;

    private readonly Random _random;
    private readonly Cart[] _carts;
    private readonly int[] _actions = new int[Carts * Steps];
    private readonly float[] _values = new float[Carts * (Steps + 1)];
    private readonly bool[] _ends = new bool[Carts * Steps];
    private readonly bool[] _failures = new bool[Carts * Steps];
    private readonly float[] _advantages = new float[Carts * Steps];
    private readonly float[] _returns = new float[Carts * Steps];
    private readonly float[] _now = new float[Carts * Cart.StateLength];
    private readonly float[] _policy = new float[Carts * Cart.Actions];

    public Rollout(Random random)
    {
        _random = random;
        _carts = [.. Enumerable.Range(0, Carts).Select(_ => new Cart(random))];
        foreach (Cart cart in _carts)
        {
            cart.Reset();
        }
    }

    /// <summary>The states of all steps, those of all carts at one time side by side.</summary>
    public float[] States { get; } = new float[Carts * Steps * Cart.StateLength];

    /// <summary>Plays on.</summary>
    public void Play(ActorCritic network)
    {
        for (int step = 0; step <= Steps; step++)
        {
            for (int i = 0; i < Carts; i++)
            {
                _carts[i].State.CopyTo(_now, i * Cart.StateLength);
            }

            network.Forward(_now, _policy, _values.AsSpan(step * Carts, Carts));
            if (step == Steps)
            {
                break;
            }

            _now.CopyTo(States, step * _now.Length);
            for (int i = 0; i < Carts; i++)
            {
                Cart cart = _carts[i];
                int at = (step * Carts) + i;
                _actions[at] = _random.NextSingle() < _policy[i * Cart.Actions] ? 0 : 1;
                cart.Push(_actions[at]);
                _failures[at] = cart.HasFailed;
                _ends[at] = cart.HasFailed || cart.Steps == Cart.LongestEpisode;
                if (_ends[at])
                {
                    cart.Reset();
                }
            }
        }

        Estimate();
    }

    /// <summary>The loss of what was played, with the derivatives with respect to the outputs of <see cref="States"/>: two probabilities and a value each.</summary>
    public float Loss(ReadOnlySpan<float> outputs, Span<float> gradients)
    {
        const int Length = Cart.Actions + 1;
        float loss = 0;
        float share = 1f / _actions.Length;
        for (int n = 0; n < _actions.Length; n++)
        {
            ReadOnlySpan<float> output = outputs.Slice(n * Length, Length);
            Span<float> gradient = gradients.Slice(n * Length, Length);

            // -A log p of the action that was taken, and less entropy costs.
            int action = _actions[n];
            loss -= share * _advantages[n] * F.Log(output[action]);
            gradient[action] = -share * _advantages[n] / output[action];
            for (int a = 0; a < Cart.Actions; a++)
            {
                float log = F.Log(F.Max(output[a], 1e-8f));
                loss += share * EntropyWeight * output[a] * log;
                gradient[a] += share * EntropyWeight * (log + 1);
            }

            float difference = output[^1] - _returns[n];
            loss += share * ValueWeight * difference * difference;
            gradient[^1] = share * ValueWeight * 2 * difference;
        }

        return loss;
    }

    // How much better than the critic thought it went, with what comes later counting less and less. Then of mean 0 and a deviation of at most 1: once all goes well, what is left is
    // noise, and is not made larger.
    private void Estimate()
    {
        for (int i = 0; i < Carts; i++)
        {
            float advantage = 0;
            for (int step = Steps - 1; step >= 0; step--)
            {
                int at = (step * Carts) + i;
                float next = _failures[at] ? 0 : _ends[at] ? _values[at] : _values[at + Carts];
                advantage = 1 + (Discount * next) - _values[at] + (_ends[at] ? 0 : Discount * Decay * advantage);
                _advantages[at] = advantage;
                _returns[at] = advantage + _values[at];
            }
        }

        float mean = _advantages.Sum() / _advantages.Length;
        float deviation = MathF.Sqrt(_advantages.Sum(advantage => (advantage - mean) * (advantage - mean)) / _advantages.Length);
        foreach (ref float advantage in _advantages.AsSpan())
        {
            advantage = (advantage - mean) / (deviation + 1f);
        }
    }
}
