using System.Collections.Immutable;
using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Models;

/// <summary>A fixed point of the fire sale.</summary>
/// <param name="Falls">δ by asset, fall of the price, a fraction.</param>
/// <param name="SoldShares">θ by institution, fraction of its securities sold.</param>
/// <param name="Loss">ΣS·δ, what all holdings lose, in currency.</param>
/// <param name="Iterations">Steps it took.</param>
/// <param name="HasArrived">False when the steps allowed were over first; the figures are then those of the last.</param>
public sealed record SystemicLoss(ImmutableArray<double> Falls, ImmutableArray<double> SoldShares, double Loss, int Iterations, bool HasArrived);

/// <summary>Least and greatest fixed point.</summary>
/// <param name="Least">Reached from nobody selling.</param>
/// <param name="Greatest">Reached from everybody selling everything.</param>
public sealed record SystemicLossBounds(SystemicLoss Least, SystemicLoss Greatest)
{
    private const double Same = 1e-9;

    /// <summary>True when both are the same point: there is no other.</summary>
    public bool IsUnique => Least.HasArrived && Greatest.HasArrived && Least.Falls.Zip(Greatest.Falls, (a, b) => Math.Abs(a - b)).All(x => x <= Same);
}

/// <summary>
/// Systemic loss under a cap on leverage: θ_i = 1 − [λ̄(e_i − S_i·δ) − L_i]/[S_i·(1 − δ)] within [0, 1], δ_k = κσ_k√(q_k/ADV_k), q_k = Σ_i θ_i S_ik.
/// </summary>
/// <remarks>
/// S securities, L loans and other assets, e equity, λ̄ the largest assets over equity. θ_i = 1 where λ̄(e − Sδ) &lt; L or no equity is left. The map is monotone, so
/// the iterations from θ = 0 and θ = 1 reach the least and the greatest fixed point, and these may differ: then the model does not say which happens. δ is
/// capped at 1. Everything is joined by label through <see cref="FinancialSystem"/>: a table of volumes in another order than the holdings cannot
/// exchange the depths of two markets. Source: the model of Breuer, Summer and Urošević. Their published figures for the EBA 2016
/// banks carry such an exchange: they follow when the depths of US and rest-of-the-world bonds change places.
/// </remarks>
public sealed class BreuerSummerUrosevic
{
    private const double Tolerance = 1e-15;
    private const int MaximumIterations = 100_000;
    private readonly FinancialSystem _system;
    private readonly double[,] _s;
    private readonly double[] _loans;
    private readonly double[] _equity;

    /// <summary>Banks of a system.</summary>
    /// <param name="system">Holdings are S, cash and other assets L, equity is assets less debt; volatility and daily volume of assets give σ and ADV. No claims inside, all assets for sale.</param>
    /// <param name="maximumLeverage">λ̄, assets over equity, above 1: 33 for a leverage ratio of 3 %.</param>
    /// <exception cref="ArgumentException">The system has claims inside or assets that cannot be sold.</exception>
    public BreuerSummerUrosevic(FinancialSystem system, double maximumLeverage)
    {
        ArgumentNullException.ThrowIfNull(system);
        if (!system.Debts.IsEmpty || system.Assets.FirstOrDefault(a => !a.Sellable) is not null)
        {
            throw new ArgumentException("system must have no claims inside and no assets that cannot be sold: give those as other assets.", nameof(system));
        }

        MaximumLeverage = maximumLeverage > 1 && double.IsFinite(maximumLeverage)
            ? maximumLeverage
            : throw new ArgumentOutOfRangeException(
                nameof(maximumLeverage), maximumLeverage, $"maximumLeverage must be assets over equity, above 1 (write 33, not 0.03); it was {Require.Text(maximumLeverage)}.");
        _system = system;
        _s = new double[system.Institutions.Length, system.Assets.Length];
        foreach (var h in system.Amounts)
        {
            _s[system.InstitutionIndex(h.Institution), system.AssetIndex(h.Asset)] = h.Amount;
        }

        _loans = [.. system.Institutions.Select(i => i.Cash + i.OtherAssets)];
        _equity = [.. system.Institutions.Select((x, i) => _loans[i] + Dot(i, _ => 1) - x.Debt)];
    }

    /// <summary>λ̄, assets over equity.</summary>
    public double MaximumLeverage { get; }

    /// <summary>κ of the square-root impact, above 0; 1 when left out.</summary>
    public double Coefficient { get; init => field = Require.Positive(value, "(a pure number)", nameof(Coefficient)); } = 1;

    /// <summary>Both extreme fixed points, by the paper's iteration on shares sold.</summary>
    public SystemicLossBounds Solve() => new(Iterate(0), Iterate(1));

    /// <summary>The same from the engine: deleveraging under a leverage ratio of 1/λ̄ and square-root impact.</summary>
    public EquilibriaResult Equilibria() => ExtremeEquilibria.Find(
        _system.Start(), new Deleverage(LeverageRatio.FromMinimum(1 / MaximumLeverage)), new PriceImpact.SquareRoot(SellerShare.OldPrice) { Coefficient = Coefficient });

    private SystemicLoss Iterate(double start)
    {
        var (n, m) = (_loans.Length, _system.Assets.Length);
        var theta = Enumerable.Repeat(start, n).ToArray();
        var fall = Falls(theta);
        for (var iteration = 1; ; iteration++)
        {
            theta = [.. Enumerable.Range(0, n).Select(i => Share(i, fall))];
            var next = Falls(theta);
            var move = Enumerable.Range(0, m).Max(k => Math.Abs(next[k] - fall[k]));
            fall = next;
            if (move <= Tolerance || iteration == MaximumIterations)
            {
                var loss = Enumerable.Range(0, n).Sum(i => Dot(i, k => fall[k]));
                return new SystemicLoss([.. fall], [.. theta], loss, iteration, move <= Tolerance);
            }
        }
    }

    private double[] Falls(double[] theta) => [.. _system.Assets.Select((asset, k) =>
    {
        var q = 0.0;
        for (var i = 0; i < theta.Length; i++)
        {
            q += theta[i] * _s[i, k];
        }

        return Math.Min(1, Coefficient * asset.Volatility * Math.Sqrt(q / asset.DailyVolume));
    })];

    private double Share(int i, double[] fall)
    {
        var equity = _equity[i] - Dot(i, k => fall[k]);
        var (held, left) = (Dot(i, _ => 1), Dot(i, k => 1 - fall[k]));
        if (held == 0)
        {
            return 0;
        }

        return equity <= 0 || left <= 0 || MaximumLeverage * equity < _loans[i] ? 1 : Math.Clamp(1 - (((MaximumLeverage * equity) - _loans[i]) / left), 0, 1);
    }

    private double Dot(int i, Func<int, double> perAsset)
    {
        var sum = 0.0;
        for (var k = 0; k < _s.GetLength(1); k++)
        {
            sum += _s[i, k] * perAsset(k);
        }

        return sum;
    }
}
