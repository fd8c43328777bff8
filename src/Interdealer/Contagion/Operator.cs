using System.Collections.Immutable;

namespace Interdealer.Contagion;

/// <summary>Composition of operators.</summary>
public static class Operator
{
    /// <summary>The operator that applies one, then the other.</summary>
    /// <param name="first">Applied first.</param>
    /// <param name="next">Applied to what the first leaves.</param>
    public static IOperator Then(this IOperator first, IOperator next)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(next);
        return new Sequence([.. Steps(first), .. Steps(next)]);
    }

    /// <summary>An operator from a function on states, for a few lines of one's own.</summary>
    /// <param name="apply">Changes the state in place, every scenario alike.</param>
    public static IOperator From(Action<State> apply)
    {
        ArgumentNullException.ThrowIfNull(apply);
        return new Function(apply);
    }

    /// <summary>The steps an operator was composed of, in order; itself when it was not composed.</summary>
    internal static ImmutableArray<IOperator> Steps(IOperator o) => o is Sequence s ? s.Steps : [o];

    /// <summary>Whether an operator was made from a function.</summary>
    internal static bool IsFunction(IOperator o) => o is Function;

    private sealed record Sequence(ImmutableArray<IOperator> Steps) : IOperator
    {
        public void Apply(State state)
        {
            for (var k = 0; k < Steps.Length; k++)
            {
                // Sellers who receive the marks need not wait for the market: one pass over the balance sheets instead of two.
                if (k + 1 < Steps.Length && Steps[k] is ISeller seller && Steps[k + 1] is PriceImpact { SellerShare.Value: 0 } market && seller.SellAtMarks(state))
                {
                    market.ApplySettled(state);
                    k++;
                }
                else
                {
                    Steps[k].Apply(state);
                }
            }
        }
    }

    private sealed record Function(Action<State> Body) : IOperator
    {
        public void Apply(State state) => Body(state);
    }
}
