using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Analysis.Hazards;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Problems;
using StaticNet.Generator.Scheduling;

namespace StaticNet.CodeFixes;

/// <summary>Gives a convolution the next multiple of 16 channels, below or above, where the network goes on fitting together.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RoundChannelsCodeFix))]
[Shared]
public sealed class RoundChannelsCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.ChannelRounding];

    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await NetworkAt.FindAsync(document, diagnostic.Location, cancellationToken).ConfigureAwait(false) is not { } network
            || network.Hazards(diagnostic, cancellationToken).FirstOrDefault() is not { } hazard)
        {
            return [];
        }

        int above = DenseStorage.RoundUp(hazard.Node.Layer!.Traits.Width);
        var number = new WrittenNumber(network, cancellationToken);
        var offers = new List<Offer>();
        foreach ((int channels, string key) in new[] { (above - DenseStorage.Lanes, "Below"), (above, "Above") })
        {
            foreach (Edit edit in number.SetWidth(hazard.Node, channels))
            {
                if (await network.IsMendedAsync(diagnostic, [edit], cancellationToken).ConfigureAwait(false))
                {
                    offers.Add(new Offer($"Take {channels.ToString(CultureInfo.InvariantCulture)} channels", [edit], key, namesBlock: true));
                    break;
                }
            }
        }

        return offers;
    }
}
