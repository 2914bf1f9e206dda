using System.Diagnostics;
using System.Globalization;
using StaticNet;
using StaticNet.Samples.CartPole;

// Learns to balance a pole on a cart. In a terminal the cart is then shown moving; where the output goes elsewhere, in four pictures.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not [])
{
    Console.Error.WriteLine($"usage: CartPole; '{string.Join(' ', args)}' came");
    return 2;
}

const int Updates = 800;
const int Shown = 80;
var random = new Random(1);
var network = new ActorCritic(seed: 1);
var trainer = new Trainer<ActorCritic>(network, new Adam(0.005)) { GradientClipping = GradientClipping.ByNorm(0.5), Schedule = new CosineAnnealing(Updates) };
var rollout = new Rollout(random);
Console.WriteLine(ActorCritic.Summary);
Console.WriteLine($"{"updates",8}{"steps until the pole falls, of at most " + Cart.LongestEpisode,48}");
long start = Stopwatch.GetTimestamp();
for (int update = 0; update <= Updates; update++)
{
    if (update % Shown == 0)
    {
        double steps = Balance(network, episodes: 20);
        Console.WriteLine($"{update,8}{steps,8:0.0} {Screen.Bar(steps)}");
    }

    rollout.Play(network);
    trainer.Step(rollout.States, rollout.Loss);
}

Console.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
Console.WriteLine();
Show(network);
double mean = Balance(network, episodes: 100);
Console.WriteLine($"balanced: {mean:0.0} of {Cart.LongestEpisode} steps");
return 0;

// The likelier push each time, from starts that training does not know.
static double Balance(ActorCritic network, int episodes)
{
    var cart = new Cart(new Random(7));
    long steps = 0;
    for (int episode = 0; episode < episodes; episode++)
    {
        cart.Reset();
        while (!cart.HasFailed && cart.Steps < Cart.LongestEpisode)
        {
            cart.Push(Best(network, cart));
        }

        steps += cart.Steps;
    }

    return (double)steps / episodes;
}

static int Best(ActorCritic network, Cart cart)
{
    Span<float> policy = stackalloc float[Cart.Actions], value = stackalloc float[1];
    network.Forward(cart.State, policy, value);
    return policy[1] > policy[0] ? 1 : 0;
}

static void Show(ActorCritic network)
{
    var cart = new Cart(new Random(11));
    cart.Reset();
    while (!cart.HasFailed && cart.Steps < 200)
    {
        if (!Console.IsOutputRedirected)
        {
            (int left, int top) = Console.GetCursorPosition();
            Console.Write(Screen.Draw(cart));
            Thread.Sleep(20);
            Console.SetCursorPosition(left, Math.Max(0, Math.Min(top, Console.BufferHeight - 10)));
        }
        else if (cart.Steps % 50 == 0)
        {
            Console.WriteLine($"after {cart.Steps * 0.02:0} s");
            Console.Write(Screen.Draw(cart));
        }

        cart.Push(Best(network, cart));
    }

    if (!Console.IsOutputRedirected)
    {
        Console.Write(Screen.Draw(cart));
    }
}
