using Interdealer.Engine;

namespace Interdealer.Constraints;

/// <summary>A limit that is only known by what it measures on a state as a whole, as one from outside the library.</summary>
internal readonly struct WholeStateLimit(IConstraint constraint, Measurement measurement) : ILimitRule
{
    private readonly int _parts = constraint.Parts.Count;

    public bool IsAdditive => measurement.IsAdditive;

    public bool MeasuresSheets => false;

    public void Prepare(State state, Valuation value, Column inventory)
    {
        measurement.Clear();
        constraint.Measure(state, value, measurement);
        measurement.EnsureUsable(constraint, _parts, state, value);
    }

    public void Measure<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
        where T : unmanaged, ILanes<T>
    {
        Free(sheet, ref measured);
        T sellable = 0;
        foreach (var part in measured.ByTier)
        {
            sellable += part;
        }

        measured.Sellable = sellable;
        measured.Fixed = sheet.Read(measurement.Fixed);
        measured.Usage = measured.Fixed + sellable;
        measured.Capacity = sheet.Read(measurement.Capacity);
        measured.Tightening = sheet.Read(measurement.Tightening);
        measured.PerCash = sheet.Read(measurement.PerCash);
        measured.Repays = sheet.Read(measurement.Repays);
        measured.Part = sheet.Read(measurement.Part);
    }

    public void Free<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
        where T : unmanaged, ILanes<T>
    {
        for (var t = 0; t < sheet.SellableTiers; t++)
        {
            measured.ByTier[t] = sheet.ReadTier(measurement.ByTier, t);
        }
    }
}
