using System.Collections.Immutable;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Models;
using Interdealer.Numerics;

/// <summary>One round of a fire sale. Amounts in currency, fractions from 0 to 1.</summary>
/// <param name="Leverage">ℓ by bank before the round, assets over capital; +∞ without capital.</param>
/// <param name="SoldShares">Γ by bank, fraction of its marketable assets sold.</param>
/// <param name="Volumes">q by asset, value sold at the prices before the round.</param>
/// <param name="Impacts">Ψ by asset, fall of the price.</param>
/// <param name="Losses">Loss by bank.</param>
/// <param name="Capital">C by bank after the round.</param>
/// <param name="Marketable">ΣΠ by bank after the round.</param>
/// <param name="Prices">S by asset after the round, 1 before any shock.</param>
public sealed record ContSchaanningRound(
    ImmutableArray<double> Leverage,
    ImmutableArray<double> SoldShares,
    ImmutableArray<double> Volumes,
    ImmutableArray<double> Impacts,
    ImmutableArray<double> Losses,
    ImmutableArray<double> Capital,
    ImmutableArray<double> Marketable,
    ImmutableArray<double> Prices);

/// <summary>How a bank ended.</summary>
public enum FireSaleEnd
{
    /// <summary>Within its leverage limit, or still above it when the rounds allowed were over.</summary>
    InBusiness,

    /// <summary>Its capital is gone, C ≤ 0.</summary>
    Insolvent,

    /// <summary>It has capital, is above its limit and has nothing left to sell.</summary>
    Illiquid,
}

/// <summary>A fire sale from shock to rest.</summary>
/// <param name="Rounds">Rounds in which somebody sold.</param>
/// <param name="Ends">How each bank ended.</param>
/// <param name="AtRest">False when the rounds allowed were over first.</param>
public sealed record ContSchaanningRun(ImmutableArray<ContSchaanningRound> Rounds, ImmutableArray<FireSaleEnd> Ends, bool AtRest);

/// <summary>
/// Fire sales under a leverage limit: when ℓ = (ΣΠ + I)/C exceeds ℓ_max a bank sells the fraction Γ = min{(ΣΠ + I − ℓ_b·C)/ΣΠ, 1} of its marketable assets, prices
/// fall by Ψ(q) = (1 − B/S)(1 − e^(−q/δ)), δ = (1 − B)·D, and it loses (1 − (1 − α)Γ)ΣΠΨ.
/// </summary>
/// <remarks>
/// Π marketable and I illiquid assets, C capital, B price floors, D depth at the starting price 1, α the share of the impact borne on the block that is
/// sold. All sell pro rata at once, proceeds repay debt, and nobody buys back. It stops when nobody above the limit has anything to sell. A bank without capital is
/// read as above any limit: it sells what is left (Γ = 1) in the next round. With ℓ_b = ℓ_max rounds get ever smaller and rest may never be reached: the run
/// says so (<see cref="ContSchaanningRun.AtRest"/>). Source: Cont and Schaanning (2017), Fire sales, indirect contagion and systemic stress testing.
/// </remarks>
public sealed class ContSchaanning
{
    private readonly double[,] _marketable;

    /// <summary>Banks before any shock to marketable assets.</summary>
    /// <param name="marketable">Π, n × m, currency at least 0.</param>
    /// <param name="illiquid">I, n, currency at least 0.</param>
    /// <param name="capital">C, n, currency, at most the bank's assets; 0 or below for a bank that has none left.</param>
    /// <param name="depth">D, m, currency above 0.</param>
    public ContSchaanning(double[,] marketable, IEnumerable<double> illiquid, IEnumerable<double> capital, IEnumerable<double> depth)
    {
        Illiquid = Require.Vector(illiquid, null, (x, at) => Require.NonNegative(x, "currency", at), nameof(illiquid));
        Capital = Require.Vector(capital, Illiquid.Length, (x, at) => Require.Finite(x, "currency", at), nameof(capital));
        Depth = Require.Vector(depth, null, (x, at) => Require.Positive(x, "currency", at), nameof(depth));
        _marketable = Require.Matrix(marketable, Illiquid.Length, Depth.Length, (x, at) => Require.NonNegative(x, "currency", at), nameof(marketable));
        for (var i = 0; i < Capital.Length; i++)
        {
            if (Capital[i] > Total(_marketable, i) + Illiquid[i])
            {
                throw new ArgumentException($"capital[{i}] must be at most the bank's assets of {Require.Text(Total(_marketable, i) + Illiquid[i])} currency; it was {Require.Text(Capital[i])}.", nameof(capital));
            }
        }
    }

    /// <summary>I by bank.</summary>
    public ImmutableArray<double> Illiquid { get; }

    /// <summary>C by bank.</summary>
    public ImmutableArray<double> Capital { get; }

    /// <summary>D by asset.</summary>
    public ImmutableArray<double> Depth { get; }

    /// <summary>ℓ_max, assets over capital above which a bank sells, above 1.</summary>
    public required double MaximumLeverage { get; init => field = Require.Positive(value, "assets over capital", nameof(MaximumLeverage)); }

    /// <summary>ℓ_b, assets over capital to which it returns, above 1 and at most ℓ_max.</summary>
    public required double TargetLeverage { get; init => field = Require.Positive(value, "assets over capital", nameof(TargetLeverage)); }

    /// <summary>α, share of the impact borne on the block sold; half-way, as in the paper, unless said otherwise.</summary>
    public SellerShare SellerShare { get; init; } = SellerShare.Half;

    /// <summary>B, floor of every price, a fraction of the starting price.</summary>
    public double PriceFloor { get; init => field = Require.Fraction(value, nameof(PriceFloor)); } = 0.5;

    /// <summary>One round for the engine: deleverage, then impact with a floor.</summary>
    public IOperator Round
    {
        get
        {
            RequireTargetBelowLimit();
            return new Deleverage(LeverageRatio.FromMinimum(1 / MaximumLeverage).WithTarget(1 / TargetLeverage))
                .Then(new PriceImpact.Floored(SellerShare));
        }
    }

    /// <summary>The same banks for the engine: institutions “bank 0”, …, assets “asset 0”, ….</summary>
    public FinancialSystem ToSystem() => new(
        Illiquid.Select((o, i) => new Institution($"bank {i}") { OtherAssets = o, Debt = Total(_marketable, i) + o - Capital[i] }),
        Depth.Select((d, k) => new Asset($"asset {k}") { Depth = d, PriceFloor = PriceFloor }),
        from i in Enumerable.Range(0, Illiquid.Length)
        from k in Enumerable.Range(0, Depth.Length)
        select new Holding($"bank {i}", $"asset {k}", _marketable[i, k]));

    /// <summary>The fire sale after losses on marketable and illiquid assets, ε_k·Π_ik and ε_i·I_i, which capital bears.</summary>
    /// <param name="falls">Fall of each of m marketable assets, fractions from 0 to 1; none when left out.</param>
    /// <param name="maximumRounds">Rounds at most, at least 1.</param>
    /// <param name="illiquidFalls">Fall of each of n banks' illiquid assets, fractions from 0 to 1; none when left out.</param>
    public ContSchaanningRun Run(IEnumerable<double>? falls = null, int maximumRounds = 1000, IEnumerable<double>? illiquidFalls = null)
    {
        RequireTargetBelowLimit();
        Require.AtLeast(1, maximumRounds, "rounds");
        var shock = Require.Vector(falls ?? Enumerable.Repeat(0.0, Depth.Length), Depth.Length, (x, at) => Require.Share(x, at), nameof(falls));
        var (n, m) = (Capital.Length, Depth.Length);
        var lost = Require.Vector(illiquidFalls ?? Enumerable.Repeat(0.0, n), n, (x, at) => Require.Share(x, at), nameof(illiquidFalls));
        var (pi, c, s) = ((double[,])_marketable.Clone(), Capital.ToArray(), shock.Select(f => 1 - f).ToArray());
        var illiquid = Illiquid.Zip(lost, (amount, fall) => amount * (1 - fall)).ToArray();
        for (var i = 0; i < n; i++)
        {
            c[i] -= Illiquid[i] * lost[i];
            for (var k = 0; k < m; k++)
            {
                c[i] -= pi[i, k] * shock[k];
                pi[i, k] *= s[k];
            }
        }

        var rounds = ImmutableArray.CreateBuilder<ContSchaanningRound>();
        var books = new Books(pi, illiquid, c);
        while (rounds.Count < maximumRounds && Enumerable.Range(0, n).Any(i => Share(books, i) > 0))
        {
            rounds.Add(Step(books, s));
        }

        var ends = Enumerable.Range(0, n).Select(i => c[i] <= 0 ? FireSaleEnd.Insolvent
            : IsAbove(books, i) && Total(pi, i) == 0 ? FireSaleEnd.Illiquid : FireSaleEnd.InBusiness);
        return new ContSchaanningRun(rounds.ToImmutable(), [.. ends], Enumerable.Range(0, n).All(i => Share(books, i) == 0));
    }

    private ContSchaanningRound Step(Books books, double[] s)
    {
        var (pi, illiquid, c) = books;
        var (n, m) = (c.Length, s.Length);
        var leverage = Enumerable.Range(0, n).Select(i => c[i] > 0 ? (Total(pi, i) + illiquid[i]) / c[i] : double.PositiveInfinity).ToImmutableArray();
        var shares = Enumerable.Range(0, n).Select(i => Share(books, i)).ToImmutableArray();
        var (volumes, impacts, losses) = (new double[m], new double[m], new double[n]);
        for (var k = 0; k < m; k++)
        {
            for (var i = 0; i < n; i++)
            {
                volumes[k] += shares[i] * pi[i, k];
            }

            var delta = (1 - PriceFloor) * Depth[k];
            impacts[k] = s[k] > PriceFloor ? (1 - (PriceFloor / s[k])) * -Accurate.ExpM1(-volumes[k] / delta) : 0;
            s[k] *= 1 - impacts[k];
            for (var i = 0; i < n; i++)
            {
                losses[i] += (1 - ((1 - SellerShare.Value) * shares[i])) * pi[i, k] * impacts[k];
                pi[i, k] *= (1 - shares[i]) * (1 - impacts[k]);
            }
        }

        for (var i = 0; i < n; i++)
        {
            c[i] -= losses[i];
        }

        return new ContSchaanningRound(
            leverage, shares, [.. volumes], [.. impacts], [.. losses], [.. c], [.. Enumerable.Range(0, n).Select(i => Total(pi, i))], [.. s]);
    }

    /// <summary>Γ of one bank.</summary>
    private double Share(Books books, int i)
    {
        var held = Total(books.Marketable, i);
        return held > 0 && IsAbove(books, i) ? Math.Min((held + books.Illiquid[i] - (TargetLeverage * books.Capital[i])) / held, 1) : 0;
    }

    private bool IsAbove(Books books, int i) => Total(books.Marketable, i) + books.Illiquid[i] > MaximumLeverage * books.Capital[i];

    private static double Total(double[,] pi, int i)
    {
        var sum = 0.0;
        for (var k = 0; k < pi.GetLength(1); k++)
        {
            sum += pi[i, k];
        }

        return sum;
    }

    /// <summary>The banks in the course of a run: Π, I and C.</summary>
    private sealed record Books(double[,] Marketable, double[] Illiquid, double[] Capital);

    private void RequireTargetBelowLimit()
    {
        if (!(TargetLeverage > 1 && TargetLeverage <= MaximumLeverage))
        {
            throw new InvalidOperationException(
                $"TargetLeverage must be above 1 and at most MaximumLeverage ({Require.Text(MaximumLeverage)} assets over capital); it was {Require.Text(TargetLeverage)}.");
        }
    }
}
