using Interdealer.Constraints;

namespace Interdealer.Markets;

/// <summary>How much of each institution's slack a purchase takes up.</summary>
internal static class DealerHeadroom
{
    /// <summary>
    /// Usage of the purchase by itself over slack, the largest of all limits inside: 1/this is how many such purchases fit, 0 fits any number,
    /// +∞ none. Usage is sub-additive, so purchases fit together when these shares add up to at most 1.
    /// </summary>
    /// <param name="limit">One limit or several joined; the binding one need not be the one with the least headroom.</param>
    /// <param name="state">The state whose slack counts.</param>
    /// <param name="purchase">Value by asset at the marks, bought with new short-term debt.</param>
    /// <param name="taken">Receives the share of slack by institution.</param>
    public static void Taken(IConstraint limit, State state, Column purchase, Column taken)
    {
        switch (limit)
        {
            case Joined joined:
                taken.Clear();
                var part = new Column(taken.Rows, taken.ScenarioCount);
                foreach (var inner in joined.Limits)
                {
                    Taken(inner, state, purchase, part);
                    for (var x = 0; x < part.Values.Length; x++)
                    {
                        taken.Values[x] = Math.Max(taken.Read[x], part.Read[x]);
                    }
                }

                break;
            case Scoped scoped:
                Taken(scoped.Limit, state, purchase, taken);
                for (var i = 0; i < taken.Rows; i++)
                {
                    if (!scoped.Applies(state.System.Institutions[i]))
                    {
                        taken.Row(i).Clear();
                    }
                }

                break;
            default:
                TakenOfOne(limit, state, purchase, taken);
                break;
        }
    }

    private static void TakenOfOne(IConstraint limit, State state, Column purchase, Column taken)
    {
        var slack = Slack(limit, state);

        // The purchase by itself: the slack of nothing for sale, less the slack with the purchase as everyone's only position.
        var bare = state.Copy();
        bare.Retained.Clear();
        bare.Inventory.Clear();
        var without = Slack(limit, bare);
        Own(bare, purchase);
        var with = Slack(limit, bare);
        for (var x = 0; x < taken.Values.Length; x++)
        {
            var (headroom, usage) = (slack.Read[x], without.Read[x] - with.Read[x]);
            taken.Values[x] = double.IsPositiveInfinity(headroom) ? 0 : headroom > 0 ? Math.Max(0, usage) / headroom : double.PositiveInfinity;
        }
    }

    private static Column Slack(IConstraint limit, State state)
    {
        var measurement = new Measurement(state);
        limit.Measure(state, state.Value(), measurement);
        var slack = new Column(state.System.Institutions.Length, state.ScenarioCount);
        for (var i = 0; i < slack.Rows; i++)
        {
            for (var s = 0; s < slack.ScenarioCount; s++)
            {
                slack[i, s] = measurement.Slack(i, s);
            }
        }

        return slack;
    }

    private static void Own(State state, Column purchase)
    {
        var marks = state.Value().Marks;
        for (var s = 0; s < state.ScenarioCount; s++)
        {
            var paid = 0.0;
            for (var k = 0; k < purchase.Rows; k++)
            {
                var units = marks[k, s] > 0 ? purchase[k, s] / marks[k, s] : 0;
                state.Inventory[k, s] = units;
                paid += units * marks[k, s];
            }

            for (var i = 0; i < state.Debt.Rows; i++)
            {
                state.PoolShare[i, s] = 1;
                state.Debt[i, s] += paid;
                state.ShortTermDebt[i, s] += paid;
            }
        }
    }
}
