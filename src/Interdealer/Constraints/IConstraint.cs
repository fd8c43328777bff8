using Interdealer.Engine;

namespace Interdealer.Constraints;

/// <summary>
/// What limits an institution: its positions use up κ of a capacity C, both in currency, and it complies while κ ≤ C.
/// </summary>
/// <remarks>
/// Usage splits into a part that selling cannot change and a part homogeneous of degree one in what can be sold, so selling the slice
/// f = 1 − (C − κ_fixed)/κ_sellable of every position restores any constraint exactly at present marks; f above 1 means that selling
/// cannot. Nothing else needs to know which constraint it holds.
/// </remarks>
public interface IConstraint
{
    /// <summary>Names of the limits inside, in the order of <see cref="Measurement.Part"/>; one unless limits are joined.</summary>
    IReadOnlyList<string> Parts { get; }

    /// <summary>Measures every institution in every scenario.</summary>
    /// <param name="state">The state; not changed.</param>
    /// <param name="value">The state valued at its marks.</param>
    /// <param name="measurement">Receives usage and capacity; it has been cleared.</param>
    void Measure(State state, Valuation value, Measurement measurement);

    /// <summary>The single limits inside, each with whatever scope and target it was given; itself where it is one.</summary>
    IReadOnlyList<IConstraint> Limits => [this];

    /// <summary>Minimum and buffer where the limit is a required ratio of capital; else null.</summary>
    internal RatioLevels? Ratio => null;

    /// <summary>Columns by asset that the limit reads, beside the marks.</summary>
    internal AssetColumns Reads => AssetColumns.All;

    /// <summary>The limit made ready to measure one state; what is known by <see cref="Measure"/> alone is measured on the state as a whole.</summary>
    internal Limit Bind(State state) => Limit.Of(new WholeStateLimit(this, new Measurement(state)));
}
