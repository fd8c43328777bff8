namespace Interdealer.Engine;

/// <summary>Which limits of a round have forced which institution, a bit each: <see cref="State.Bound"/> tells only of the last.</summary>
/// <remarks>Limits are numbered through the round, step after step. The bits are kept in a column, so that they go wherever a scenario goes.</remarks>
internal sealed class ForcedLimits(State state)
{
    /// <summary>Limits at most: a set of them is a number, exact in 53 bits.</summary>
    public const int MostLimits = 52;

    private readonly Column _sets = state.Note("Limits that forced", state.System.Institutions.Length);

    /// <summary>The set of limits that forced an institution in a scenario.</summary>
    public ulong Of(int institution, int scenario) => BitConverter.DoubleToUInt64Bits(_sets[institution, scenario]);

    /// <summary>Adds a limit of the operator at work to the set of an institution wherever a mask is set.</summary>
    public void Add<T>(in T who, in T part, int institution, int scenario)
        where T : unmanaged, ILanes<T>
    {
        Span<double> masks = stackalloc double[EightLanes.Count];
        Span<double> parts = stackalloc double[EightLanes.Count];
        T.Store(who, ref masks[0], 0);
        T.Store(part, ref parts[0], 0);
        for (var s = 0; s < T.Count; s++)
        {
            if (BitConverter.DoubleToUInt64Bits(masks[s]) != 0)
            {
                Add((int)parts[s], institution, scenario + s);
            }
        }
    }

    /// <summary>Adds a limit of the operator at work to the set of an institution in one scenario.</summary>
    public void Add(int part, int institution, int scenario) =>
        _sets[institution, scenario] = BitConverter.UInt64BitsToDouble(Of(institution, scenario) | (1UL << (state.FirstLimit + part)));
}
