using System.Collections.Immutable;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Cascades;

/// <summary>An institution that was in breach before anything happened: what it is forced to do is no effect of the shock. Amounts are in currency.</summary>
/// <param name="Institution">Which.</param>
/// <param name="Limit">The limit that speaks, by its name.</param>
/// <param name="Usage">Usage κ.</param>
/// <param name="Capacity">Capacity C, below the usage.</param>
public sealed record StartingBreach(string Institution, string Limit, double Usage, double Capacity)
{
    /// <summary>Breaches of the limits that a round enforces, in the system before any shock: step after step, institutions in their order.</summary>
    internal static ImmutableArray<StartingBreach> Of(FinancialSystem system, IOperator round)
    {
        var breaches = ImmutableArray.CreateBuilder<StartingBreach>();
        foreach (var limit in Steps(round).OfType<IEnforcesLimit>().Select(o => o.Constraint))
        {
            var state = system.Start();
            var measured = new Measurement(state);
            limit.Measure(state, state.Value(), measured);
            for (var i = 0; i < system.Institutions.Length; i++)
            {
                var (usage, capacity) = (measured.Usage(i, 0), measured.Capacity[i, 0]);
                if (usage > capacity)
                {
                    breaches.Add(new StartingBreach(system.Institutions[i].Name, limit.Parts[(int)measured.Part[i, 0]], usage, capacity));
                }
            }
        }

        return breaches.ToImmutable();
    }

    // A channel by itself is the operator it names.
    private static IEnumerable<IOperator> Steps(IOperator round) => round.Steps.SelectMany(step => step is Channel channel ? Steps(channel.Mechanism) : [step]);
}
