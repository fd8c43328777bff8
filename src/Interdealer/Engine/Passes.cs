using System.Runtime.CompilerServices;

namespace Interdealer.Engine;

/// <summary>What happens to one asset: an equation, written once, for one scenario or several.</summary>
internal interface IAssetRule
{
    /// <summary>Applies the rule.</summary>
    void Apply<T>(ref AssetAt<T> at)
        where T : unmanaged, ILanes<T>;
}

/// <summary>What happens to scenarios as a whole: an equation over all institutions or assets, written once, for one scenario or several.</summary>
internal interface IScenarioRule
{
    /// <summary>Applies the rule.</summary>
    void Apply<T>(in ScenarioAt<T> at)
        where T : unmanaged, ILanes<T>;
}

/// <summary>Walks over institutions or assets and all scenarios and applies rules to each.</summary>
/// <remarks>
/// Rules that follow each other are applied to an institution one after another while its figures are at hand. A pass is bound by loads from the
/// second-level cache; each rule is compiled by itself, because the compiler gives up on methods that are too long.
/// </remarks>
internal static class Passes
{
    /// <summary>Applies rules, one after another, to every institution that they concern.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="value">Its valuation, with the inputs of balance sheets up to date.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="settlement">The rule by which each institution's orders are executed in the end; null where they stay.</param>
    public static void OverInstitutions(State state, Valuation value, InstitutionRule[] rules, InstitutionRule? settlement)
    {
        foreach (var rule in rules)
        {
            rule.Prepare(state, value);
        }

        Widths.Do(new Chain(state, value, WorkspaceOf(state), rules, settlement), 0, state.ActiveCount);
    }

    /// <summary>Applies one rule to every institution that it concerns.</summary>
    public static void OverInstitutions<TRule>(State state, Valuation value, in TRule rule)
        where TRule : struct, IInstitutionRule => OverInstitutions(state, value, rule, 0, state.ActiveCount);

    /// <summary>The same for scenarios from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public static void OverInstitutions<TRule>(State state, Valuation value, in TRule rule, int first, int end)
        where TRule : struct, IInstitutionRule => Widths.Do(new InstitutionPass<TRule>(state, value, WorkspaceOf(state), rule), first, end);

    /// <summary>Applies a rule to every asset.</summary>
    public static void OverAssets<TRule>(State state, in TRule rule)
        where TRule : struct, IAssetRule => Widths.Do(new AssetPass<TRule>(state, rule), 0, state.ActiveCount);

    /// <summary>Applies a rule to every scenario.</summary>
    public static void OverScenarios<TRule>(State state, in TRule rule)
        where TRule : struct, IScenarioRule => Widths.Do(new ScenarioPass<TRule>(rule), 0, state.ActiveCount);

    /// <summary>The buffers that passes over a state work in.</summary>
    public static Workspace WorkspaceOf(State state) => state.Scratch(typeof(Workspace), s => new Workspace(s));

    private readonly struct Chain(State state, Valuation value, Workspace workspace, InstitutionRule[] rules, InstitutionRule? settlement) : IWork
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Do<T>(int first, int end)
            where T : unmanaged, ILanes<T>
        {
            var at = new InstitutionAt<T>(state, value, workspace);
            var institutions = state.System.Institutions.Length;
            for (var i = 0; i < institutions; i++)
            {
                for (var scenario = first; scenario < end; scenario += T.Count)
                {
                    at.MoveTo(i, scenario);
                    for (var r = 0; r < rules.Length; r++)
                    {
                        if (rules[r].Concerns[i])
                        {
                            at.FirstLimit = rules[r].FirstLimit;
                            at.SettlesNext = settlement is not null && r == rules.Length - 1;
                            rules[r].In<T>().Apply(ref at);
                        }
                    }

                    if (settlement is not null && at.MayHaveOrders)
                    {
                        settlement.In<T>().Apply(ref at);
                    }
                }
            }
        }
    }

    private readonly struct InstitutionPass<TRule>(State state, Valuation value, Workspace workspace, TRule rule) : IWork
        where TRule : struct, IInstitutionRule
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Do<T>(int first, int end)
            where T : unmanaged, ILanes<T>
        {
            var at = new InstitutionAt<T>(state, value, workspace);
            for (var i = 0; i < state.System.Institutions.Length; i++)
            {
                for (var scenario = first; scenario < end && rule.AppliesTo(i); scenario += T.Count)
                {
                    at.MoveTo(i, scenario);
                    rule.Apply(ref at);
                }
            }
        }
    }

    private readonly struct AssetPass<TRule>(State state, TRule rule) : IWork
        where TRule : struct, IAssetRule
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Do<T>(int first, int end)
            where T : unmanaged, ILanes<T>
        {
            var at = new AssetAt<T>(state);
            for (var k = 0; k < state.System.Assets.Length; k++)
            {
                for (var scenario = first; scenario < end; scenario += T.Count)
                {
                    at.MoveTo(k, scenario);
                    rule.Apply(ref at);
                }
            }
        }
    }

    private readonly struct ScenarioPass<TRule>(TRule rule) : IWork
        where TRule : struct, IScenarioRule
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Do<T>(int first, int end)
            where T : unmanaged, ILanes<T>
        {
            for (var scenario = first; scenario < end; scenario += T.Count)
            {
                rule.Apply(new ScenarioAt<T>(scenario));
            }
        }
    }
}
