using System.Collections.Immutable;
using Interdealer.Contagion;

namespace Interdealer.Cascades;

/// <summary>
/// Least and greatest fixed points of the price map p′ = Φ(p): all decide at marks p on what they hold after the shock, and the market, from
/// the shocked prices, takes it all at once.
/// </summary>
/// <remarks>
/// A fixed point is a set of prices at which the sales they force are those that lead to them. Where Φ is monotone (lower marks never sell less, larger sales
/// never fetch more) the iteration from no distress falls to the least distressed equilibrium and that from full distress, everything
/// sellable sold, rises to the most distressed one; if they agree there is no other (Tarski). The two run as scenarios of one batch. That no iterate turns back
/// is checked; if one does, the claim is withdrawn. Breuer, Summer and Urošević; Eisenberg and Noe (2001) for the argument.
/// </remarks>
public static class ExtremeEquilibria
{
    // Iterates may turn back by rounding alone.
    private const double Rounding = 1e-13;

    /// <summary>The extreme equilibria of one scenario.</summary>
    /// <param name="start">The state after the shock; not changed.</param>
    /// <param name="decide">Places orders, such as a <see cref="Deleverage"/> or several joined.</param>
    /// <param name="market">Executes them, such as a <see cref="PriceImpact"/>.</param>
    /// <param name="options">Limits; defaults when left out.</param>
    /// <exception cref="ArgumentException">The state has several scenarios: <see cref="Each"/> takes those.</exception>
    public static EquilibriaResult Find(State start, IOperator decide, IOperator market, EquilibriumOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        return start.ScenarioCount == 1
            ? Each(start, decide, market, options)[0]
            : throw new ArgumentException($"start must have one scenario; it has {start.ScenarioCount}. ExtremeEquilibria.Each answers for several.", nameof(start));
    }

    /// <summary>The extreme equilibria of every scenario, in one batch.</summary>
    /// <param name="start">The state after the shock; not changed.</param>
    /// <param name="decide">Places orders.</param>
    /// <param name="market">Executes them.</param>
    /// <param name="options">Limits; defaults when left out.</param>
    public static ImmutableArray<EquilibriaResult> Each(State start, IOperator decide, IOperator market, EquilibriumOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(decide);
        ArgumentNullException.ThrowIfNull(market);
        options ??= EquilibriumOptions.Default;
        var (m, scenarios) = (start.System.Assets.Length, start.ScenarioCount);

        // Runs 0 to S − 1 start from no distress, runs S to 2S − 1 from full distress.
        var origin = start.Repeat(2);
        var (work, price) = (origin.Copy(), new Column(m, origin.ScenarioCount));
        price.CopyFrom(origin.Price);
        SellEverything(work, market);
        for (var k = 0; k < m; k++)
        {
            work.Price.Row(k)[scenarios..].CopyTo(price.Row(k)[scenarios..]);
        }

        var ends = Enumerable.Range(0, origin.ScenarioCount).Select(run => new Ending { SingularAsset = FirstNotFinite(price, run) }).ToArray();
        for (var iteration = 1; iteration <= options.MaximumIterations && Array.Exists(ends, end => end.IsMoving); iteration++)
        {
            work.CopyFrom(origin);
            work.Price.CopyFrom(price);
            decide.Apply(work);
            work.Price.CopyFrom(origin.Price);
            market.Apply(work);
            for (var run = 0; run < ends.Length; run++)
            {
                if (ends[run].IsMoving)
                {
                    Step(price, work.Price, run, direction: run < scenarios ? -1 : 1, iteration, options.Tolerance, ref ends[run]);
                }
            }
        }

        var reports = Report(origin, price, decide, ends);
        return [.. Enumerable.Range(0, scenarios).Select(s => new EquilibriaResult(reports[s], reports[scenarios + s], options))];
    }

    private static void SellEverything(State state, IOperator market)
    {
        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            for (var t = 0; t < state.System.SellableTiers; t++)
            {
                var row = (i * state.System.Tiers) + t;
                state.Retained.In(row).CopyTo(state.Order.Row(row));
            }
        }

        market.Apply(state);
    }

    private static void Step(Column price, Column next, int run, int direction, int iteration, double tolerance, ref Ending end)
    {
        (end.Iterations, end.Residual) = (iteration, 0);
        end.SingularAsset = FirstNotFinite(next, run);
        if (!end.IsMoving)
        {
            end.Residual = double.NaN;
            return;
        }

        for (var k = 0; k < price.Rows; k++)
        {
            var move = next[k, run] - price[k, run];
            end.Residual = Math.Max(end.Residual, Math.Abs(move));
            end.HasTurned |= move * direction < -Rounding;
            price[k, run] = next[k, run];
        }

        end.HasArrived = end.Residual <= tolerance;
    }

    private static int FirstNotFinite(Column price, int run) => Array.FindIndex(price.Scenario(run), x => !double.IsFinite(x));

    /// <summary>The equilibria as records: who would sell at these prices, and what everyone's holdings have lost.</summary>
    private static Equilibrium[] Report(State origin, Column price, IOperator decide, Ending[] ends)
    {
        var system = origin.System;
        var marked = origin.Copy();
        marked.Price.CopyFrom(price);
        var (before, after) = (origin.Value(), marked.Value().Equity);
        var loss = new Column(after.Rows, after.ScenarioCount);
        for (var x = 0; x < loss.Values.Length; x++)
        {
            loss.Values[x] = before.Equity.Read[x] - after.Read[x];
        }

        decide.Apply(marked);
        return [.. ends.Select((end, run) => new Equilibrium(
            end.SingularAsset >= 0 ? EquilibriumEnd.Singular : end.HasArrived ? EquilibriumEnd.Arrived : EquilibriumEnd.IterationLimit,
            end.Iterations,
            end.Residual,
            !end.HasTurned,
            [.. system.Assets.Select((a, k) => new EquilibriumPrice(a.Name, price[k, run], Fall(origin.Price[k, run], price[k, run])))],
            [.. system.Institutions.Select((x, i) => Sale(origin, before, marked.Order, i, run, loss[i, run]))],
            end.SingularAsset >= 0 ? system.Assets[end.SingularAsset].Name : null))];
    }

    private static double Fall(double from, double to) => from == to ? 0 : 1 - (to / from);

    private static EquilibriumSale Sale(State origin, Valuation value, Column order, int i, int run, double loss)
    {
        var (system, sold, held) = (origin.System, 0.0, 0.0);
        for (var t = 0; t < system.SellableTiers; t++)
        {
            var row = (i * system.Tiers) + t;
            var kept = origin.Retained[row, run];
            held += value.Tiers[row, run];
            sold += kept > 0 ? value.Tiers[row, run] * (order[row, run] / kept) : 0;
        }

        return new EquilibriumSale(system.Institutions[i].Name, sold, held > 0 ? sold / held : 0, loss);
    }

    private struct Ending
    {
        public int Iterations;
        public double Residual;
        public bool HasTurned;
        public bool HasArrived;
        public int SingularAsset;

        public readonly bool IsMoving => SingularAsset < 0 && !HasArrived;
    }
}
