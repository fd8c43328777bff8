using System.Collections.Immutable;
using Interdealer.Contagion;

namespace Interdealer.Models;

/// <summary>An investor in a fund.</summary>
/// <param name="Name">Label, unique among the investors.</param>
/// <param name="Fund">Label of the fund.</param>
/// <param name="Stake">What the stake is worth before the shock, currency above 0.</param>
/// <param name="Threshold">Return of the fund below which the investor leaves, a fraction of at least −1: −0.05 for a loss of 5 %.</param>
public sealed record FundInvestor(string Name, string Fund, double Stake, double Threshold);

/// <summary>What an investor who left has received.</summary>
/// <param name="Investor">Which.</param>
/// <param name="Round">Round in which it left, from 1.</param>
/// <param name="Cash">Currency: its part of the fund, at the prices after the sale.</param>
public sealed record Redemption(string Investor, int Round, double Cash);

/// <summary>One round of redemptions.</summary>
/// <param name="Returns">Return of a share of each fund before the round, a fraction.</param>
/// <param name="Leaving">Investors who leave in it.</param>
/// <param name="Volumes">Value sold by asset, at the prices before the round, currency.</param>
/// <param name="Prices">Price by asset after the round, 1 before any shock.</param>
public sealed record RedemptionRound(ImmutableArray<double> Returns, ImmutableArray<string> Leaving, ImmutableArray<double> Volumes, ImmutableArray<double> Prices);

/// <summary>Redemptions from shock to rest.</summary>
/// <param name="Rounds">Rounds in which somebody left.</param>
/// <param name="Redemptions">Those who left, in the order in which they did.</param>
/// <param name="Prices">Price by asset in the end, 1 before any shock.</param>
/// <param name="FundValues">What is left in each fund, currency.</param>
public sealed record RedemptionRun(
    ImmutableArray<RedemptionRound> Rounds, ImmutableArray<Redemption> Redemptions, ImmutableArray<double> Prices, ImmutableArray<double> FundValues);

/// <summary>
/// Investors who watch the return of their fund: below its threshold an investor takes its whole stake out, the fund sells that part of every
/// holding, prices fall by Ψ_k(x_k) = min(1, x_k/D_k), and the leaver receives what its part fetches at the new prices.
/// </summary>
/// <remarks>
/// <para>The return of a share is r_f = Σ_k w_fk·p_k/p⁰_k − 1, w the portfolio at the prices p⁰ before the shock. Sales are pro rata, so a share keeps its composition and whoever leaves takes
/// exactly its own part: those who stay lose by prices alone, and not by having stayed. All look at the same prices, then all who want to leave do.</para>
/// <para>Funds hold shared assets alone, without debt and cash; nobody comes back and nobody buys: the program behind it goes on to reinvest cash at random and draws shocks, horizons and
/// thresholds, which this leaves to its caller. A price can reach its floor, 0 unless the asset has one, and then falls no further.
/// Prices never rise, so nobody who left would have stayed, and with n investors it is at rest after n rounds at most. Two who leave together move prices by more than one after
/// the other, so prices in the end are not ordered by thresholds: a nervous investor can spare others.</para>
/// <para>Source: the FundStabABM program of Ohlenburg, Fricke and Caccioli (its sale, impact and pay-out; its return divides the change over a window by the value at a fixed date, this one
/// by the value at the start of the window), after Fricke and Fricke (2017), Vulnerable asset management? The case of mutual funds, Deutsche Bundesbank Discussion Paper 32/2017.</para>
/// </remarks>
public sealed class FundRedemptions
{
    private readonly ImmutableArray<FundInvestor> _investors;
    private readonly int[] _fundOf;
    private readonly double[] _share;
    private readonly double[,] _held;

    /// <summary>Funds and who has invested in them.</summary>
    /// <param name="funds">Institutions of kind fund that hold assets for sale, without debt, cash, other assets and claims; depths are D.</param>
    /// <param name="investors">Names unique; the stakes in each fund sum to what it holds.</param>
    /// <exception cref="ArgumentException">A fund has what the model does not know, or stakes do not fit; the message names every offending entry.</exception>
    public FundRedemptions(FinancialSystem funds, IEnumerable<FundInvestor> investors)
    {
        ArgumentNullException.ThrowIfNull(funds);
        ArgumentNullException.ThrowIfNull(investors);
        Funds = funds;
        _investors = [.. investors];
        _held = new double[funds.Institutions.Length, funds.Assets.Length];
        foreach (var h in funds.Amounts)
        {
            _held[funds.InstitutionIndex(h.Institution), funds.AssetIndex(h.Asset)] = h.Amount;
        }

        double[] value = [.. Enumerable.Range(0, funds.Institutions.Length).Select(f => Worth(f, Ones))];
        CheckFunds();
        CheckInvestors(value);
        _fundOf = [.. _investors.Select(x => funds.InstitutionIndex(x.Fund))];
        _share = [.. _investors.Select((x, j) => x.Stake / value[_fundOf[j]])];
    }

    /// <summary>The investors.</summary>
    public ImmutableArray<FundInvestor> Investors => _investors;

    /// <summary>The funds.</summary>
    public FinancialSystem Funds { get; }

    /// <summary>
    /// One round for the engine: who is dissatisfied leaves, the market clears with sellers who bear the impact, and leavers have what their part fetched.
    /// </summary>
    public IOperator Round => Operator.From(Leave).Then(new PriceImpact.Linear(SellerShare.NewPrice)).Then(Operator.From(Waive));

    /// <summary>Redemptions after returns of the assets, round by round until nobody else leaves.</summary>
    /// <param name="returns">Return of each of m assets, fractions of at least −1; none when left out.</param>
    public RedemptionRun Run(IEnumerable<double>? returns = null)
    {
        var shock = Require.Vector(returns ?? Ones.Select(_ => 0.0), Ones.Length, Return, nameof(returns));
        double[] price = [.. shock.Select(r => 1 + r)];
        var kept = Funds.Institutions.Select(_ => 1.0).ToArray();
        var here = _investors.Select(_ => true).ToArray();
        var (rounds, left) = (ImmutableArray.CreateBuilder<RedemptionRound>(), ImmutableArray.CreateBuilder<Redemption>());
        while (true)
        {
            double[] returnOf = [.. kept.Select((_, f) => ShareReturn(f, price))];
            int[] leaving = [.. Enumerable.Range(0, here.Length).Where(j => here[j] && returnOf[_fundOf[j]] < _investors[j].Threshold)];
            if (leaving.Length == 0)
            {
                return new RedemptionRun(rounds.ToImmutable(), left.ToImmutable(), [.. price], [.. kept.Select((k, f) => k * Worth(f, price))]);
            }

            var volumes = Sell(leaving, kept, price);
            foreach (var j in leaving)
            {
                here[j] = false;
                left.Add(new Redemption(_investors[j].Name, rounds.Count + 1, _share[j] * Worth(_fundOf[j], price)));
            }

            rounds.Add(new RedemptionRound([.. returnOf], [.. leaving.Select(j => _investors[j].Name)], [.. volumes], [.. price]));
        }
    }

    private double[] Ones => [.. Enumerable.Repeat(1.0, Funds.Assets.Length)];

    private static double Return(double value, string at) => value >= -1
        ? Require.Finite(value, "return (a fraction)", at)
        : throw new ArgumentOutOfRangeException(at, value, $"{at} must be a return of at least −1 (write −0.03, not −3, for −3 %); it was {Require.Text(value)}.");

    /// <summary>The sales of those who leave: what they sell of each asset, and prices after it.</summary>
    private double[] Sell(int[] leaving, double[] kept, double[] price)
    {
        var volumes = new double[price.Length];
        foreach (var j in leaving)
        {
            kept[_fundOf[j]] = Math.Max(0, kept[_fundOf[j]] - _share[j]);
            for (var k = 0; k < price.Length; k++)
            {
                volumes[k] += _share[j] * _held[_fundOf[j], k] * price[k];
            }
        }

        for (var k = 0; k < price.Length; k++)
        {
            var asset = Funds.Assets[k];
            price[k] = Math.Max(Math.Min(asset.PriceFloor, price[k]), price[k] * (1 - Math.Min(1, volumes[k] / asset.Depth)));
        }

        return volumes;
    }

    private double Worth(int fund, double[] price)
    {
        var sum = 0.0;
        for (var k = 0; k < price.Length; k++)
        {
            sum += _held[fund, k] * price[k];
        }

        return sum;
    }

    private double ShareReturn(int fund, double[] price) => (Worth(fund, price) / Worth(fund, Ones)) - 1;

    /// <summary>Whoever has a return below its threshold orders the sale of its part and is owed what that is worth at the marks.</summary>
    private void Leave(State state)
    {
        var gone = state.Memory("FundRedemptions: investors who left", _investors.Length);
        for (var s = 0; s < state.ScenarioCount; s++)
        {
            var price = state.Price.Scenario(s);
            for (var j = 0; j < _investors.Length; j++)
            {
                var f = _fundOf[j];
                if (gone[j, s] == 0 && ShareReturn(f, price) < _investors[j].Threshold)
                {
                    gone[j, s] = 1;
                    for (var row = f * state.System.Tiers; row < (f + 1) * state.System.Tiers; row++)
                    {
                        state.Order[row, s] = Math.Min(state.Retained[row, s], state.Order[row, s] + _share[j]);
                    }

                    state.RedemptionDue[f, s] += _share[j] * Worth(f, price);
                }
            }
        }
    }

    /// <summary>What the sale fetched has been paid out; the rest of what was owed is the leavers' own loss to impact.</summary>
    private static void Waive(State state) => state.RedemptionDue.Clear();

    private void CheckFunds()
    {
        var faults = new NetworkFaults();
        foreach (var (f, x) in Funds.Institutions.Index())
        {
            faults.Add(x.Kind != InstitutionKind.Fund, $"\"{x.Name}\" must be of kind Fund; it is a {x.Kind}");
            faults.Add(x.Debt + x.Cash + x.OtherAssets > 0, $"\"{x.Name}\" must have no debt, cash and other assets; it has {Require.Text(x.Debt)}, {Require.Text(x.Cash)} and {Require.Text(x.OtherAssets)} (currency)");
            faults.Add(Worth(f, Ones) <= 0, $"\"{x.Name}\" must hold something");
        }

        foreach (var asset in Funds.Assets.Where(a => !a.Sellable))
        {
            faults.Add(true, $"\"{asset.Name}\" must be for sale");
        }

        faults.Add(!Funds.Debts.IsEmpty, "there must be no claims inside the system");
        faults.Refuse("funds");
    }

    private void CheckInvestors(double[] value)
    {
        var faults = new NetworkFaults();
        var (names, invested) = (new HashSet<string>(StringComparer.Ordinal), new double[value.Length]);
        foreach (var x in _investors)
        {
            var f = Funds.InstitutionIndex(x.Fund);
            faults.Add(!names.Add(Require.Label(x.Name, "investor.Name")), $"\"{x.Name}\" is listed twice; names must be unique");
            faults.Add(!(x.Stake > 0 && double.IsFinite(x.Stake)), $"the stake of \"{x.Name}\" must be a finite number above 0, in currency; it was {Require.Text(x.Stake)}");
            faults.Add(!(x.Threshold >= -1 && double.IsFinite(x.Threshold)), $"the threshold of \"{x.Name}\" must be a return of at least −1 (write −0.05, not −5, for −5 %); it was {Require.Text(x.Threshold)}");
            invested[f] += x.Stake;
        }

        for (var f = 0; f < value.Length; f++)
        {
            // The comparison allows for the rounding of a table that derives both from the same figures.
            faults.Add(
                !(Math.Abs(invested[f] - value[f]) <= 1e-9 * value[f]),
                $"stakes in \"{Funds.Institutions[f].Name}\" must sum to what it holds, {Require.Text(value[f])}; they sum to {Require.Text(invested[f])} (currency)");
        }

        faults.Refuse("investors");
    }
}
