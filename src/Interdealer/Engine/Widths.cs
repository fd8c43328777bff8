using System.Runtime.Intrinsics;

namespace Interdealer.Engine;

/// <summary>Work on some of the scenarios of a state, next to each other, at one width.</summary>
internal interface IWork
{
    /// <summary>Does the work for whole vectors of scenarios.</summary>
    /// <param name="first">First scenario.</param>
    /// <param name="end">Scenario after the last: a multiple of the width after the first.</param>
    void Do<T>(int first, int end)
        where T : unmanaged, ILanes<T>;
}

/// <summary>Cuts scenarios into the widest vectors that the machine has registers for, and what is left over into narrower ones.</summary>
internal static class Widths
{
    /// <summary>Scenarios in the widest register.</summary>
    public static int Widest => Vector512.IsHardwareAccelerated ? EightLanes.Count : Vector256.IsHardwareAccelerated ? FourLanes.Count : TwoLanes.Count;

    /// <summary>Does work for scenarios from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public static void Do<TWork>(in TWork work, int first, int end)
        where TWork : struct, IWork, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated && end - first >= EightLanes.Count)
        {
            first = Whole<TWork, EightLanes>(work, first, end);
        }

        if (Vector256.IsHardwareAccelerated && end - first >= FourLanes.Count)
        {
            first = Whole<TWork, FourLanes>(work, first, end);
        }

        if (end - first >= TwoLanes.Count)
        {
            first = Whole<TWork, TwoLanes>(work, first, end);
        }

        if (first < end)
        {
            work.Do<OneLane>(first, end);
        }
    }

    private static int Whole<TWork, T>(in TWork work, int first, int end)
        where TWork : struct, IWork, allows ref struct
        where T : unmanaged, ILanes<T>
    {
        var last = first + ((end - first) / T.Count * T.Count);
        work.Do<T>(first, last);
        return last;
    }
}
