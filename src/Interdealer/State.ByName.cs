using Interdealer.Engine;

namespace Interdealer;

/// <summary>What a state holds, by the names of institutions and assets: for reading a figure, not for walking over all of them.</summary>
public sealed partial class State
{
    /// <summary>Value at the mark of what an institution still holds of an asset, in currency; 0 where it never held any.</summary>
    /// <param name="institution">Label.</param>
    /// <param name="asset">Label.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    /// <exception cref="ArgumentException">A label is unknown, or there is no such scenario.</exception>
    public double HoldingOf(string institution, string asset, int scenario = 0) => ValueOf(Retained, institution, asset, scenario);

    /// <summary>Value at the mark of what an institution has ordered to be sold of an asset, in currency; below 0 for a purchase.</summary>
    /// <param name="institution">Label.</param>
    /// <param name="asset">Label.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    /// <exception cref="ArgumentException">A label is unknown, or there is no such scenario.</exception>
    public double OrderedOf(string institution, string asset, int scenario = 0) => ValueOf(Order, institution, asset, scenario);

    /// <summary>Value at the marks of all that an institution has ordered to be sold, net of purchases, in currency.</summary>
    /// <param name="institution">Label.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    /// <exception cref="ArgumentException">The label is unknown, or there is no such scenario.</exception>
    public double OrderedOf(string institution, int scenario = 0) => OneLane.First(At(institution, scenario).OrderedValue());

    /// <summary>Fraction θ of its starting holding of an asset that an institution still holds; above 1 where it bought more.</summary>
    /// <param name="institution">Label.</param>
    /// <param name="asset">Label.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    /// <exception cref="ArgumentException">A label is unknown, or there is no such scenario.</exception>
    public double RetainedOf(string institution, string asset, int scenario = 0) => Retained[RowOf(institution, asset), InRange(scenario)];

    /// <summary>Price of an asset less its valuation discount, p·(1 − discount): what a unit of it counts for, 1 at the start.</summary>
    /// <param name="asset">Label.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    /// <exception cref="ArgumentException">The label is unknown, or there is no such scenario.</exception>
    public double MarkOf(string asset, int scenario = 0) => MarkOf(System.AssetIndex(asset), InRange(scenario));

    /// <summary>Total assets of an institution at the marks, in currency; those of all institutions are in <see cref="Value"/>.</summary>
    /// <param name="institution">Label.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    /// <exception cref="ArgumentException">The label is unknown, or there is no such scenario.</exception>
    public double AssetsOf(string institution, int scenario = 0) => OneLane.First(At(institution, scenario).AsIs().Assets);

    /// <summary>Equity of an institution at the marks, in currency; that of all institutions is in <see cref="Value"/>.</summary>
    /// <param name="institution">Label.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    /// <exception cref="ArgumentException">The label is unknown, or there is no such scenario.</exception>
    public double EquityOf(string institution, int scenario = 0) => OneLane.First(At(institution, scenario).AsIs().Equity);

    /// <summary>One institution in one scenario, with its balance sheet at the present marks.</summary>
    internal InstitutionAt<OneLane> At(string institution, int scenario)
    {
        var i = System.InstitutionIndex(institution);
        InRange(scenario);
        var at = new InstitutionAt<OneLane>(this, ValueInputs(), Passes.WorkspaceOf(this));
        at.MoveTo(i, scenario);
        return at;
    }

    /// <summary>A scenario that the state has.</summary>
    internal int InRange(int scenario) => (uint)scenario < (uint)ScenarioCount
        ? scenario
        : throw new ArgumentOutOfRangeException(nameof(scenario), scenario, FormattableString.Invariant($"scenario must be from 0 to {ScenarioCount - 1}; it was {scenario}."));

    private double ValueOf(Column fractions, string institution, string asset, int scenario)
    {
        var (row, k) = (RowOf(institution, asset), System.AssetIndex(asset));
        var entry = System.Q.AssetsOf(row).BinarySearch(k);
        return entry < 0 ? 0 : System.Q.AmountsOf(row)[entry] * fractions[row, InRange(scenario)] * MarkOf(k, scenario);
    }

    private double MarkOf(int k, int scenario) => Price[k, scenario] * (1 - Discount[k, scenario]);

    /// <summary>The row of an institution and of the tier that an asset belongs to.</summary>
    private int RowOf(string institution, string asset) => (System.InstitutionIndex(institution) * System.Tiers) + System.TierOf[System.AssetIndex(asset)];
}
