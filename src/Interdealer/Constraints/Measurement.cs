using Interdealer.Engine;

namespace Interdealer.Constraints;

/// <summary>What a constraint says of every institution in every scenario. Rows are institutions unless stated; amounts are in currency.</summary>
public sealed class Measurement
{
    /// <summary>A place for the answer of one constraint on one state.</summary>
    /// <param name="state">The state to be measured: gives the shapes.</param>
    public Measurement(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (n, count) = (state.System.Institutions.Length, state.ScenarioCount);
        Fixed = new Column(n, count);
        ByTier = new Column(state.Retained.Rows, count);
        Capacity = new Column(n, count);
        Tightening = new Column(n, count);
        PerCash = new Column(n, count);
        Repays = new Column(n, count);
        Part = new Column(n, count);
        Clear();
    }

    /// <summary>Usage that selling does not change, κ_fixed.</summary>
    public Column Fixed { get; }

    /// <summary>Usage freed by selling all of one tier, rows as <see cref="State.Retained"/>; the sum over sellable tiers is κ_sellable.</summary>
    public Column ByTier { get; }

    /// <summary>Capacity C; +∞ where the constraint does not apply.</summary>
    public Column Capacity { get; }

    /// <summary>Target over trigger, at least 1: a breach (κ &gt; C) is answered by a sale that brings this many times κ down to C.</summary>
    public Column Tightening { get; }

    /// <summary>Usage freed by using one unit of cash to repay debt.</summary>
    public Column PerCash { get; }

    /// <summary>1 where the proceeds of a sale must repay debt, 0 where they must stay as cash.</summary>
    public Column Repays { get; }

    /// <summary>Which of the limits inside speaks: an index into <see cref="IConstraint.Parts"/>.</summary>
    public Column Part { get; }

    /// <summary>True when usage is a sum over positions, so that selling a tier frees exactly its usage; false makes a sale check itself and repeat.</summary>
    public bool IsAdditive { get; set; }

    /// <summary>Usage κ of one institution in one scenario.</summary>
    /// <param name="institution">Row, from 0.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    public double Usage(int institution, int scenario) => Fixed[institution, scenario] + Sellable(institution, scenario);

    /// <summary>κ_sellable of one institution in one scenario.</summary>
    /// <param name="institution">Row, from 0.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    public double Sellable(int institution, int scenario)
    {
        var tiers = ByTier.Rows / Fixed.Rows;
        var sum = 0.0;
        for (var t = 0; t < tiers; t++)
        {
            sum += ByTier[(institution * tiers) + t, scenario];
        }

        return sum;
    }

    /// <summary>Slack C − κ of one institution in one scenario; below 0 is a breach.</summary>
    /// <param name="institution">Row, from 0.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    public double Slack(int institution, int scenario) => Capacity[institution, scenario] - Usage(institution, scenario);

    /// <summary>Empties the measurement: no usage, no limit.</summary>
    public void Clear()
    {
        Fixed.Clear();
        ByTier.Clear();
        Capacity.Values.Fill(double.PositiveInfinity);
        Tightening.Values.Fill(1);
        PerCash.Clear();
        Repays.Values.Fill(1);
        Part.Clear();
        IsAdditive = true;
    }

    /// <summary>
    /// Usage that is a weighted sum: κ = scale·(Σ_k w_k a_k + cash weight·c + other weight·o + claims weight·claims + extra), with the
    /// dealer's share of the warehoused inventory and what cannot be sold in the fixed part.
    /// </summary>
    /// <param name="state">The state measured.</param>
    /// <param name="value">Its valuation.</param>
    /// <param name="weights">Weights of everything.</param>
    public void FillLinear(State state, Valuation value, in LinearWeights weights)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(value);
        Fill(Limit.Of(new LinearLimit<ShareOrAmount>(weights, new WeightedHoldings(state, weights.Assets), new ShareOrAmount(double.PositiveInfinity, false), 1, true)), state, value);
    }

    /// <summary>Takes what a limit says of every institution in every scenario.</summary>
    internal void Fill(IConstraint limit, State state, Valuation value)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(value);
        Fill(limit.Bind(state), state, value);
    }

    /// <summary>Refuses what a constraint from outside must not say; where the state itself is not finite, the scenario counts as diverged anyway.</summary>
    internal void EnsureUsable(IConstraint constraint, int parts, State state, Valuation value)
    {
        for (var i = 0; i < Fixed.Rows; i++)
        {
            for (var s = 0; s < state.ActiveCount; s++)
            {
                if (Fault(parts, i, s) is { } fault && double.IsFinite(value.Equity[i, s]) && Finiteness.Find(state, s) is null)
                {
                    throw new InvalidOperationException(FormattableString.Invariant(
                        $"The constraint {constraint.GetType().Name} measured \"{state.System.Institutions[i].Name}\" in scenario {s}: {fault}"));
                }
            }
        }
    }

    private string? Fault(int parts, int i, int s)
    {
        var (usage, capacity, tightening, repays, part) = (Usage(i, s), Capacity[i, s], Tightening[i, s], Repays[i, s], Part[i, s]);
        return double.IsNaN(usage) || double.IsInfinity(usage) ? $"usage must be a finite amount; it was {Require.Text(usage)}."
            : double.IsNaN(capacity) ? "capacity must be an amount, or +∞ where the limit does not apply; it was NaN."
            : !(tightening >= 1) ? $"tightening, target over trigger, must be at least 1; it was {Require.Text(tightening)}."
            : repays is not (>= 0 and <= 1) ? $"repays must be a share from 0 to 1; it was {Require.Text(repays)}."
            : !(part >= 0 && part < parts && part == Math.Floor(part)) ? $"part must be the index of one of {Require.Text(parts)} parts; it was {Require.Text(part)}."
            : null;
    }

    private void Fill(Limit limit, State state, Valuation value)
    {
        limit.Prepare(state, value, value.InventoryByAsset());
        IsAdditive = limit.IsAdditive;
        Passes.OverInstitutions(state, value, new Rule(this, limit));
    }

    private readonly struct Rule(Measurement measurement, Limit limit) : IInstitutionRule
    {
        public bool AppliesTo(int institution) => true;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            ref var measured = ref at.Measurement;
            ref var sheet = ref at.AsIs();
            limit.Measure(sheet, ref measured);
            limit.Free(sheet, ref measured);
            at.Write(measurement.Fixed, measured.Fixed);
            at.Write(measurement.Capacity, measured.Capacity);
            at.Write(measurement.Tightening, measured.Tightening);
            at.Write(measurement.PerCash, measured.PerCash);
            at.Write(measurement.Repays, measured.Repays);
            at.Write(measurement.Part, measured.Part);
            for (var t = 0; t < at.Tiers; t++)
            {
                at.WriteTier(measurement.ByTier, t, t < at.SellableTiers ? measured.ByTier[t] : 0);
            }
        }
    }
}

/// <summary>Weights of a usage that is a weighted sum of positions.</summary>
/// <param name="Scale">Multiplies everything: the required ratio.</param>
/// <param name="Assets">Weight of each asset in each scenario; null weighs each 1.</param>
public readonly record struct LinearWeights(double Scale, Column? Assets)
{
    /// <summary>Weight of cash.</summary>
    public double Cash { get; init; }

    /// <summary>Weight of other assets.</summary>
    public double Other { get; init; }

    /// <summary>Weight of claims on institutions of the system.</summary>
    public double Claims { get; init; }

    /// <summary>True when what cannot be sold does not count at all.</summary>
    public bool SellableOnly { get; init; }

    /// <summary>Weight of exposure beyond the balance sheet.</summary>
    public double OffBalanceSheet { get; init; }
}
