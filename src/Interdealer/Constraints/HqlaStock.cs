using Interdealer.Engine;

namespace Interdealer.Constraints;

/// <summary>
/// The stock of high-quality liquid assets after caps, of amounts after haircuts: level 2 at most 40 % of the stock, level 2B at most 15 %.
/// </summary>
/// <remarks>
/// The rule's formula, stock = L1 + L2A + L2B − max(L2B − 15/85·(L1 + L2A), L2B − 15/60·L1, 0) − max(L2A + L2B − (the first adjustment) − 2/3·L1, 0),
/// is the least of three linear forms: L1 + L2A + L2B where no cap binds, (L1 + L2A)/0.85 where 2B is capped, L1/0.6 where level 2 is. (The
/// fourth, 5/4·L1 + L2A, lies between the last two and is never the least by itself.)
/// </remarks>
internal static class HqlaStock
{
    private static readonly (double Level1, double Level2A, double Level2B)[] Forms =
        [(1, 1, 1), (1 / 0.85, 1 / 0.85, 0), (1 / 0.6, 0, 0)];

    /// <summary>Number of linear forms.</summary>
    public const int Count = 3;

    /// <summary>One linear form of amounts after haircuts; the stock is the least of all.</summary>
    public static T Form<T>(int j, T level1, T level2A, T level2B)
        where T : unmanaged, ILanes<T> => (Forms[j].Level1 * level1) + (Forms[j].Level2A * level2A) + (Forms[j].Level2B * level2B);

    /// <summary>The same of plain numbers.</summary>
    public static double Form(int j, double level1, double level2A, double level2B) => OneLane.First(Form<OneLane>(j, level1, level2A, level2B));

    /// <summary>What turning assets into cash adds to one form: the proceeds count as level 1, what is sold no longer counts.</summary>
    public static T Gain<T>(int j, T proceeds, T level1, T level2A, T level2B)
        where T : unmanaged, ILanes<T> => Form(j, proceeds - level1, 0 - level2A, 0 - level2B);
}
