namespace StaticNet.Samples.CartPole;

/// <summary>
/// Two heads on one trunk: the actor says how likely a push to the left and one to the right are, the critic what the return from here on is. Its loss depends on what is played, so it
/// is computed at run time: the network declares none, and asks for <c>Backward</c>.
/// </summary>
[Network(Cart.StateLength, Backward = true)]
[Dense(64)]
[Tanh(Name = "trunk")]
[Dense(Cart.Actions)]
[Softmax]
[Output("policy")]
[Dense(1, From = "trunk")]
[Output("value")]
public sealed partial class ActorCritic;
