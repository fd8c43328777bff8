using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Models;
using Interdealer.Risk;

namespace Interdealer.Tests;

/// <summary>What comes in at the public door and makes no sense: the error names the argument, what it was, and what was expected.</summary>
public class PublicDoorTests
{
    [Fact]
    public void A_null_in_a_list_is_named_by_its_place()
    {
        Institution a = new("A");
        Asset x = new("x");
        Refused<ArgumentException>("institutions[1] was null; it must be an institution", () => new FinancialSystem([a, null!], [], []));
        Refused<ArgumentException>("assets[0] was null; it must be an asset", () => new FinancialSystem([a], [null!, x], []));
        Refused<ArgumentException>("holdings[0] was null; it must be a holding", () => new FinancialSystem([a], [x], [null!]));
        Refused<ArgumentException>("claims[0] was null; it must be a claim", () => new FinancialSystem([a], [x], [], [null!]));
        Refused<ArgumentException>("shocks[1] was null; it must be a shock", () => new FinancialSystem([a], [x], []).Shock(new Shock(), null!));
        Refused<ArgumentException>("sheets[0] was null; it must be a balance sheet", () => FinancialSystem.Of([null!]));
        Refused<ArgumentException>("markets[0] was null; it must be an asset", () => FinancialSystem.Of([DealerPrime.Sheet], [null!]));
        Refused<ArgumentException>("liabilities[0] was null; it must be a liability", () => new BalanceSheet("B", 1, [null!]));
        Assert.Equal("institutions", Assert.Throws<ArgumentNullException>(() => new FinancialSystem(null!, [], [])).ParamName);
        Assert.Equal("next", Assert.Throws<ArgumentNullException>(() => new RaiseCash().Then(null!)).ParamName);
    }

    [Fact]
    public void A_number_that_an_enumeration_has_no_name_for_is_refused()
    {
        Refused<ArgumentOutOfRangeException>("Kind must be one of Dealer, Bank, Fund, Lender; it was 9", () => new Institution("A") { Kind = (InstitutionKind)9 });
        Refused<ArgumentOutOfRangeException>("kind must be one of", () => DealerPrime.Slr.For((InstitutionKind)9));
        Refused<ArgumentOutOfRangeException>("kind must be one of", () => new BalanceSheet("B", 1) { { "x", 2, (AssetKind)9 } });
        Refused<ArgumentOutOfRangeException>("cash must be one of Kept, First; it was 9", () => new Deleverage(DealerPrime.Slr, cash: (CashUse)9));
        Refused<ArgumentOutOfRangeException>("9", () => RiskMultiplier.Normal((RiskMeasure)9, 0.99));
        Refused<ArgumentOutOfRangeException>("9", () => LiquidityCoverage.HaircutOf((HqlaLevel)9));
        Refused<ArgumentOutOfRangeException>("9", () => SupervisoryHaircut.Of((RepoCollateral)9));
        Refused<ArgumentOutOfRangeException>("9", () => Regulation.EnhancedLeverageRatio(new DateOnly(2019, 1, 1), (BankLevel)9));
        Refused<ArgumentOutOfRangeException>("total must be one of", () => new BootstrapScenarios(["x"], [[0.1]], 1, 1, (PathTotal)9));
        Refused<ArgumentOutOfRangeException>("Blocks must be one of", () => new BootstrapScenarios(["x"], [[0.1]], 1, 1, PathTotal.Fall) { Blocks = (BootstrapBlocks)9 });
        Refused<ArgumentOutOfRangeException>("scrambling must be one of", () => new SobolPoints(8, 1, (Scrambling)9));
    }

    [Fact]
    public void More_scenarios_than_a_column_can_hold_are_refused_with_the_number_that_fits()
    {
        var system = FinancialSystem.Of(DealerPrime.Sheet);
        Refused<ArgumentOutOfRangeException>("scenarioCount must be at most", () => system.Start(int.MaxValue));
        Refused<ArgumentOutOfRangeException>("must be at least 1 scenarios; it was 0", () => system.Start(0));
        Refused<ArgumentOutOfRangeException>("must be at least 1 scenarios; it was -3", () => system.Start(-3));
        Refused<ArgumentOutOfRangeException>("must be at least 0 entities; it was -1", () => new Column(-1, 1));
    }

    [Fact]
    public void A_row_or_a_scenario_that_is_not_there_is_named()
    {
        var state = FinancialSystem.Of(DealerPrime.Sheet).Start(2);
        var result = Interdealer.Cascades.Cascade.Run(state, new Deleverage(DealerPrime.Slr));
        Refused<ArgumentOutOfRangeException>("row must be from 0 to 0; it was 1", () => state.Cash.Row(1));
        Refused<ArgumentOutOfRangeException>("scenario must be from 0 to 1; it was 2", () => state.Cash.Scenario(2));
        Refused<ArgumentOutOfRangeException>("row must be from 0 to 0; it was -1", () => state.StandingOf(-1, 0));
        Refused<ArgumentOutOfRangeException>("scenario must be from 0 to 1; it was 5", () => state.StandingOf(0, 5));
        foreach (var ask in new Action[]
        {
            () => result.Losses(2), () => result.Rounds(2), () => result.AssetLosses(2), () => result.ForcedSales(2), () => result.LossFlows(2), () => result.Ending(2),
            () => result.Amplification(2), () => result.Divergence(2),
        })
        {
            Refused<ArgumentOutOfRangeException>("scenario must be from 0 to 1; it was 2", ask);
        }
    }

    private static void Refused<T>(string says, Action act)
        where T : Exception => Assert.Contains(says, Assert.Throws<T>(act).Message, StringComparison.Ordinal);
}
