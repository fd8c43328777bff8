using System.Collections.Immutable;
using Interdealer.Engine;

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

    /// <summary>A round with all that can be decided before it is applied decided.</summary>
    internal static IOperator Planned(IOperator round) => round is Sequence ? round : new Sequence(round.Steps);

    /// <summary>The steps an operator was composed of, in order; itself when it was not composed.</summary>
    internal static ImmutableArray<IOperator> Steps(IOperator o) => o.Steps;

    private sealed class Sequence : IOperator
    {
        private readonly ImmutableArray<Step> _plan;

        public Sequence(ImmutableArray<IOperator> steps)
        {
            Steps = steps;
            Limits = [.. steps.SelectMany(s => s.Limits)];
            _plan = [.. Plan(steps)];
        }

        public ImmutableArray<IOperator> Steps { get; }

        public IReadOnlyList<string> Limits { get; }

        public void Apply(State state)
        {
            var first = state.FirstLimit;
            foreach (var step in _plan)
            {
                state.FirstLimit = first + step.FirstLimit;
                if (step.ForcesUnsaid && state.Forced is { } forced)
                {
                    ApplyWatched(step, state, forced);
                }
                else
                {
                    step.Apply(state);
                }

                if (step.IsFromOutside)
                {
                    state.Finite?.Look(state);
                }
            }

            state.FirstLimit = first;
        }

        /// <summary>What the library's own operators make of finite numbers is finite to the end of the round, or shows there.</summary>
        private static bool IsFromOutside(IOperator o) => o is Function || o.GetType().Assembly != typeof(IOperator).Assembly;

        /// <summary>An operator from outside says whom it forces by what it writes to <see cref="State.Bound"/>.</summary>
        private static void ApplyWatched(Step step, State state, ForcedLimits forced)
        {
            const double untouched = -2;
            var before = state.Scratch(step, static (s, _) => new Column(s.Bound.Rows, s.ScenarioCount));
            before.CopyFrom(state.Bound);
            state.Bound.Values.Fill(untouched);
            step.Apply(state);
            for (var i = 0; i < before.Rows; i++)
            {
                for (var s = 0; s < state.ActiveCount; s++)
                {
                    var bound = state.Bound[i, s];
                    if (bound == untouched)
                    {
                        state.Bound[i, s] = before[i, s];
                    }
                    else if (bound >= 0)
                    {
                        forced.Add(step.Limits > 1 ? (int)bound : 0, i, s);
                    }
                }
            }
        }

        /// <summary>
        /// What is done to each institution by itself is done in one pass, also where an operator on assets stands between that changes nothing it
        /// reads; sellers who receive the marks settle in the same pass.
        /// </summary>
        private static IEnumerable<Step> Plan(ImmutableArray<IOperator> steps)
        {
            var (group, limits) = (new List<IInstitutionOperator>(), 0);
            for (var k = 0; k < steps.Length; k++)
            {
                if (steps[k] is IInstitutionOperator next)
                {
                    group.Add(next);
                    limits += next.Limits.Count;
                    continue;
                }

                if (steps[k] is IAssetOperator asset && group.Count > 0 && !group.Exists(o => (o.Reads & asset.Writes) != 0 || (asset.Writes & AssetColumns.Marks) != 0))
                {
                    yield return new Step(0, 0, ForcesUnsaid: false, asset.Apply);
                    continue;
                }

                if (steps[k] is IMarket { PaysMarks: true } market && group.Count > 0)
                {
                    var pass = new InstitutionStep([.. group], limits - group.Sum(o => o.Limits.Count), settles: true);
                    yield return new Step(0, 0, ForcesUnsaid: false, state =>
                    {
                        pass.Apply(state);
                        market.ApplySettled(state);
                    });
                    group.Clear();
                    continue;
                }

                if (group.Count > 0)
                {
                    yield return new Step(0, 0, ForcesUnsaid: false, new InstitutionStep([.. group], limits - group.Sum(o => o.Limits.Count), settles: false).Apply);
                    group.Clear();
                }

                yield return new Step(limits, steps[k].Limits.Count, steps[k].Limits.Count > 0 && !steps[k].SaysWhomItForces, steps[k].Apply, IsFromOutside(steps[k]));
                limits += steps[k].Limits.Count;
            }

            if (group.Count > 0)
            {
                yield return new Step(0, 0, ForcesUnsaid: false, new InstitutionStep([.. group], limits - group.Sum(o => o.Limits.Count), settles: false).Apply);
            }
        }
    }

    /// <param name="FirstLimit">Number of the step's first limit among those of the sequence.</param>
    /// <param name="Limits">How many it has.</param>
    /// <param name="ForcesUnsaid">Whether it forces institutions by limits and does not say whom.</param>
    /// <param name="Apply">What it does.</param>
    /// <param name="IsFromOutside">Whether it is none of the library's own.</param>
    private sealed record Step(int FirstLimit, int Limits, bool ForcesUnsaid, Action<State> Apply, bool IsFromOutside = false);

    private sealed record Function(Action<State> Body) : IOperator
    {
        public void Apply(State state) => Body(state);
    }
}
