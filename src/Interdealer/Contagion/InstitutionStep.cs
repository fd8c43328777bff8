using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>Operators on institutions, one after another, in as few passes over the balance sheets as can be.</summary>
/// <param name="operators">The operators.</param>
/// <param name="firstLimit">Number of the first one's first limit in the round.</param>
/// <param name="settles">Whether what was ordered is settled at the marks in the end.</param>
internal sealed class InstitutionStep(IInstitutionOperator[] operators, int firstLimit, bool settles)
{
    public void Apply(State state)
    {
        var chain = state.Scratch(this, static (s, me) => me.Bind(s));
        foreach (var pass in chain)
        {
            pass(state);
        }
    }

    /// <summary>Applies one operator by itself.</summary>
    public static void Apply(State state, IInstitutionOperator only)
    {
        var single = state.Scratch(only, static (_, o) => new InstitutionStep([o], 0, settles: false));
        single.Apply(state);
    }

    private List<Action<State>> Bind(State state)
    {
        var (passes, rules, limit) = (new List<Action<State>>(), new List<InstitutionRule>(), firstLimit);
        foreach (var o in operators)
        {
            if (o.Bind(state) is { } rule)
            {
                rule.FirstLimit = limit;
                rules.Add(rule);
                if (o.ChangesClaims && !state.System.Claims.IsEmpty)
                {
                    Close();
                }
            }
            else
            {
                Close();
                var at = limit;
                passes.Add(s =>
                {
                    s.FirstLimit += at;
                    o.ApplyToWhole(s);
                    s.FirstLimit -= at;
                });
            }

            limit += o.Limits.Count;
        }

        if (settles)
        {
            End(InstitutionRule.Of(state, new Settlement.Rule(null)));
        }
        else
        {
            Close();
        }

        return passes;

        void Close()
        {
            if (rules.Count > 0)
            {
                End(null);
            }
        }

        void End(InstitutionRule? settlement)
        {
            var together = rules.ToArray();
            passes.Add(s => Passes.OverInstitutions(s, s.ValueInputs(), together, settlement));
            rules.Clear();
        }
    }
}
