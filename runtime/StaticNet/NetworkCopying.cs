namespace StaticNet;

/// <summary>Copies networks.</summary>
public static class NetworkCopying
{
    /// <param name="network">The network that is written.</param>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    extension<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        /// <summary>
        /// Copies another network: every tensor, running statistics included, and with <c>[Dropout]</c> its <c>DropoutSeed</c> and <c>DropoutStep</c>.
        /// </summary>
        /// <remarks>
        /// It writes this network and reads the other one: no call of either may run at the same time, except calls that only read the other one. To change the weights while other threads
        /// predict, make a new network and let the threads use that one: see docs/threads.md.
        /// </remarks>
        /// <param name="source">The network that is read; the same one changes nothing.</param>
        public void CopyFrom(TNetwork source)
        {
            ArgumentNullException.ThrowIfNull(network);
            ArgumentNullException.ThrowIfNull(source);
            network.Parameters.CopyFrom(source.Parameters);
            if (network is IDropoutNetwork target && source is IDropoutNetwork dropout)
            {
                target.DropoutSeed = dropout.DropoutSeed;
                target.DropoutStep = dropout.DropoutStep;
            }
        }
    }
}
