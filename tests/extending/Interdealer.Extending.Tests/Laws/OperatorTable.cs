using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Ensembles.Specs;
using Interdealer.Extending;

namespace Interdealer.Tests.Contagion;

/// <summary>What the laws run over here: every operator and every limit of this project, taken from the rows that register them.</summary>
internal static class OperatorTable
{
    private static Pieces Own { get; } = Pieces.In(typeof(MarginCall).Assembly);

    public static readonly IReadOnlyDictionary<string, Func<Random, IOperator>> All = new SortedDictionary<string, Func<Random, IOperator>>(
        Own.Operators.ToDictionary(o => o.Name, o => o.Example)
            .Concat(Own.Constraints.ToDictionary(c => $"deleverage under {c.Name}", c => (Func<Random, IOperator>)(r => new Deleverage(c.Example(r)))))
            .Concat(
            [
                // What the laws put before and after an operator, so that it has something to do.
                new("deleverage under a leverage ratio", r => new Deleverage(LeverageRatio.FromMinimum(0.03 + (0.1 * r.NextDouble())))),
                new("exponential impact", r => new PriceImpact.Exponential(SellerShare.Of(r.NextDouble()))),
            ]).ToDictionary(),
        StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Whether an operator makes holdings grow: none of these does.</summary>
    public static bool Buys(string name) => false;

    /// <summary>Whether an operator reaches those in default: the market does, which settles everybody's orders.</summary>
    public static bool ReachesEstates(string name) => name == "exponential impact";

    /// <summary>Whether an operator states amounts of currency: none of these does.</summary>
    public static bool StatesAmounts(string name) => false;
}
