using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Tests.Cascades;

/// <summary>A cascade is wiped out when it came to rest with nobody in business who has equity of his own, and only then.</summary>
public class WipedOutTests
{
    [Fact]
    public void Over_random_cascades_it_is_said_when_it_is_so_and_never_otherwise()
    {
        var (wiped, settled) = (0, 0);
        for (var seed = 0; seed < 60; seed++)
        {
            var system = RandomSystems.Create(seed);
            var start = RandomSystems.Shocked(system, [.. Enumerable.Range(100 * seed, 12)]);
            foreach (var fall in new[] { 0, 0.5 })
            {
                var shocked = start.Copy();
                for (var k = 0; k < system.Assets.Length; k++)
                {
                    for (var s = 0; s < 12; s++)
                    {
                        shocked.Price[k, s] *= 1 - fall;
                    }
                }

                var result = Cascade.Run(shocked, new Deleverage(LeverageRatio.FromMinimum(0.05)).Then(new PriceImpact.Exponential(SellerShare.OldPrice)).Then(new FundingRun()).Then(new RaiseCash()).Then(new Default()));
                for (var s = 0; s < 12; s++)
                {
                    var anyone = system.Institutions.Select((x, i) => result.End.StandingOf(i, s) == Standing.Active && result.End.EquityOf(x.Name, s) > 0).Any(x => x);
                    Assert.True(result.Outcomes[s] is not (Outcome.WipedOut or Outcome.Settled) || result.Outcomes[s] == (anyone ? Outcome.Settled : Outcome.WipedOut), $"seed {seed}, scenario {s}: {result.Outcomes[s]}, anyone left: {anyone}");
                    wiped += result.Outcomes[s] == Outcome.WipedOut ? 1 : 0;
                    settled += result.Outcomes[s] == Outcome.Settled ? 1 : 0;
                }
            }
        }

        Assert.True(wiped > 50 && settled > 50, $"{wiped} wiped out, {settled} settled: one of them too rare to tell.");
    }
}
