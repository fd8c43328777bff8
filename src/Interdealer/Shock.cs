using System.Collections.Immutable;

namespace Interdealer;

/// <summary>
/// What hits the system from outside: price falls by asset, losses by institution, volatility multiples, funding withdrawn, redemptions,
/// customers' sell orders. Written as <c>new Shock().Falling("Corporate bonds", 0.04).Losing("Dealer Prime", 2)</c>.
/// </summary>
/// <remarks>Several of one kind on one name compose: falls multiply, amounts add. Applied to every scenario of a state alike.</remarks>
public sealed record Shock : IOperator
{
    private ImmutableArray<(Kind Kind, string Name, double Size)> Parts { get; init; } = [];

    private enum Kind
    {
        PriceFall,
        Loss,
        VolatilityMultiple,
        FundingWithdrawn,
        Redemption,
        CustomerSale,
    }

    /// <summary>No shock.</summary>
    public Shock()
    {
    }

    /// <summary>A fall in an asset's price and in the value towards which it recovers.</summary>
    /// <param name="asset">Label.</param>
    /// <param name="by">Fraction from 0 to 1.</param>
    public Shock Falling(string asset, double by) => With(Kind.PriceFall, asset, Require.Share(by));

    /// <summary>A loss of cash, other assets or, beyond them, of value covered by new debt: equity falls by exactly this.</summary>
    /// <param name="institution">Label.</param>
    /// <param name="amount">Currency, at least 0.</param>
    public Shock Losing(string institution, double amount) => With(Kind.Loss, institution, Require.NonNegative(amount, "currency"));

    /// <summary>A multiple of an asset's volatility.</summary>
    /// <param name="asset">Label.</param>
    /// <param name="times">Factor, at least 0; 2 doubles.</param>
    public Shock Volatility(string asset, double times) => With(Kind.VolatilityMultiple, asset, Require.NonNegative(times, "(a factor)"));

    /// <summary>Lenders want part of an institution's short-term debt back now.</summary>
    /// <param name="institution">Label.</param>
    /// <param name="share">Fraction of its short-term debt, from 0 to 1.</param>
    public Shock Withdrawing(string institution, double share) => With(Kind.FundingWithdrawn, institution, Require.Share(share));

    /// <summary>Investors redeem part of a fund.</summary>
    /// <param name="fund">Label.</param>
    /// <param name="share">Fraction of its net asset value, from 0 to 1.</param>
    public Shock Redeeming(string fund, double share) => With(Kind.Redemption, fund, Require.Share(share));

    /// <summary>Customers outside the system want to sell.</summary>
    /// <param name="asset">Label.</param>
    /// <param name="amount">Currency, at least 0.</param>
    public Shock Selling(string asset, double amount) => With(Kind.CustomerSale, asset, Require.NonNegative(amount, "currency"));

    /// <summary>Falls that are cut by a price floor of a system, so that less happens than is written down.</summary>
    /// <param name="system">The system.</param>
    /// <exception cref="ArgumentException">The system has no asset of a name in the shock.</exception>
    public IReadOnlyList<CutFall> CutIn(FinancialSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return
        [
            .. Parts.Where(p => p.Kind == Kind.PriceFall).GroupBy(p => p.Name, StringComparer.Ordinal)
                .Select(g => (Asset: system.Assets[system.AssetIndex(g.Key)], Price: g.Aggregate(1.0, (price, p) => price * (1 - p.Size))))
                .Where(x => x.Price < x.Asset.PriceFloor)
                .Select(x => new CutFall(x.Asset.Name, 1 - x.Price, 1 - x.Asset.PriceFloor)),
        ];
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Limits => [];

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        for (var scenario = 0; scenario < state.ScenarioCount; scenario++)
        {
            Apply(state, scenario);
        }
    }

    /// <summary>Applies the shock to one scenario.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    /// <exception cref="ArgumentException">The system has no asset or institution of a name in the shock.</exception>
    public void Apply(State state, int scenario)
    {
        ArgumentNullException.ThrowIfNull(state);
        foreach (var (kind, name, size) in Parts)
        {
            if (kind is Kind.PriceFall or Kind.VolatilityMultiple or Kind.CustomerSale)
            {
                OnAsset(state, state.System.AssetIndex(name), scenario, kind, size);
            }
            else
            {
                OnInstitution(state, state.System.InstitutionIndex(name), scenario, kind, size);
            }
        }
    }

    private static void OnAsset(State state, int k, int scenario, Kind kind, double size)
    {
        switch (kind)
        {
            case Kind.PriceFall:
                ShockRows.Fall(state, k, scenario, [size]);
                break;
            case Kind.VolatilityMultiple:
                ShockRows.Scale(state.Volatility.Row(k)[scenario..], [size]);
                break;
            default:
                ShockRows.Add(state.CustomerSales.Row(k)[scenario..], [size]);
                break;
        }
    }

    private static void OnInstitution(State state, int i, int scenario, Kind kind, double size)
    {
        switch (kind)
        {
            case Kind.Loss:
                ShockRows.Lose(state, i, scenario, [size]);
                break;
            case Kind.FundingWithdrawn:
                ShockRows.Withdraw(state, i, scenario, [size]);
                break;
            default:
                ShockRows.Redeem(state, i, scenario, [size]);
                break;
        }
    }

    private Shock With(Kind kind, string name, double size) => this with { Parts = Parts.Add((kind, Require.Label(name), size)) };
}

/// <summary>A fall of which only a part happens, because the price does not fall below its floor.</summary>
/// <param name="Asset">Label.</param>
/// <param name="Asked">Fall that was written down, a fraction.</param>
/// <param name="Applied">Fall that happens, a fraction.</param>
public sealed record CutFall(string Asset, double Asked, double Applied);
