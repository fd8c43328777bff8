using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>Balance sheets as they would be had everything that is ordered been executed at the present marks. Rows are institutions; amounts are in currency.</summary>
/// <remarks>Buffers of the state: the next <see cref="StateActions.AfterOrders"/> overwrites them.</remarks>
public sealed class AfterOrders
{
    internal AfterOrders(State state)
    {
        Column New() => new(state.System.Institutions.Length, state.ScenarioCount);
        (Ordered, Assets, Equity, Cash, Debt) = (New(), New(), New(), New(), New());
    }

    /// <summary>Value at the marks of all that is ordered to be sold, net of purchases.</summary>
    public Column Ordered { get; }

    /// <summary>Total assets A then.</summary>
    public Column Assets { get; }

    /// <summary>Equity e then.</summary>
    public Column Equity { get; }

    /// <summary>Cash c then.</summary>
    public Column Cash { get; }

    /// <summary>Debt d then.</summary>
    public Column Debt { get; }

    internal readonly struct Rule(AfterOrders figures) : IInstitutionRule
    {
        public bool AppliesTo(int institution) => true;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            if (at.HasNoOrder())
            {
                at.AsIs();
            }
            else
            {
                Settlement.LookAfterOrders(ref at);
            }

            at.Write(figures.Ordered, at.OrderedValue());
            at.Write(figures.Assets, at.Sheet.Assets);
            at.Write(figures.Equity, at.Sheet.Equity);
            at.Write(figures.Cash, at.Sheet.Cash);
            at.Write(figures.Debt, at.Sheet.Debt);
        }
    }
}
