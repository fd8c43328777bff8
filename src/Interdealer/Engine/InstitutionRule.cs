using System.Runtime.CompilerServices;

namespace Interdealer.Engine;

/// <summary>What happens to one institution: an equation, written once, for one scenario or several.</summary>
internal interface IInstitutionRule
{
    /// <summary>Whether the rule concerns an institution.</summary>
    bool AppliesTo(int institution);

    /// <summary>Applies the rule.</summary>
    void Apply<T>(ref InstitutionAt<T> at)
        where T : unmanaged, ILanes<T>;
}

/// <summary>A rule that takes something of the state as a whole before it is applied to institutions.</summary>
internal interface IPreparedRule : IInstitutionRule
{
    /// <summary>Takes what the rule needs, such as holdings at weighted marks; nothing that rules for institutions change.</summary>
    /// <param name="state">The state; not changed, but for what the rule keeps in it.</param>
    /// <param name="value">Its valuation, with the inputs of balance sheets up to date.</param>
    void Prepare(State state, Valuation value);
}

/// <summary>A rule made ready for one state: the same equation at every width of vectors.</summary>
internal sealed class InstitutionRule
{
    private readonly IPreparedRule _rule;
    private readonly RuleAt<OneLane> _one;
    private readonly RuleAt<TwoLanes> _two;
    private readonly RuleAt<FourLanes> _four;
    private readonly RuleAt<EightLanes> _eight;

    private InstitutionRule(IPreparedRule rule, State state, RuleAt<OneLane> one, RuleAt<TwoLanes> two, RuleAt<FourLanes> four, RuleAt<EightLanes> eight)
    {
        (_rule, _one, _two, _four, _eight) = (rule, one, two, four, eight);
        Concerns = [.. Enumerable.Range(0, state.System.Institutions.Length).Select(rule.AppliesTo)];
    }

    /// <summary>Which institutions the rule concerns.</summary>
    public bool[] Concerns { get; }

    /// <summary>Number of the rule's first limit among those of the round.</summary>
    public int FirstLimit { get; set; }

    /// <summary>A rule from its equation.</summary>
    public static InstitutionRule Of<TRule>(State state, TRule rule)
        where TRule : struct, IPreparedRule =>
        new(rule, state, new AtWidth<TRule, OneLane>(rule), new AtWidth<TRule, TwoLanes>(rule), new AtWidth<TRule, FourLanes>(rule), new AtWidth<TRule, EightLanes>(rule));

    /// <inheritdoc cref="IPreparedRule.Prepare"/>
    public void Prepare(State state, Valuation value) => _rule.Prepare(state, value);

    /// <summary>The rule in vectors of one width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RuleAt<T> In<T>()
        where T : unmanaged, ILanes<T> =>
        typeof(T) == typeof(EightLanes) ? Unsafe.As<RuleAt<T>>(_eight)
        : typeof(T) == typeof(FourLanes) ? Unsafe.As<RuleAt<T>>(_four)
        : typeof(T) == typeof(TwoLanes) ? Unsafe.As<RuleAt<T>>(_two)
        : Unsafe.As<RuleAt<T>>(_one);

    private sealed class AtWidth<TRule, T>(TRule rule) : RuleAt<T>
        where TRule : struct, IInstitutionRule
        where T : unmanaged, ILanes<T>
    {
        private readonly TRule _rule = rule;

        public override void Apply(ref InstitutionAt<T> at) => _rule.Apply(ref at);
    }
}

/// <summary>A rule in vectors of one width.</summary>
internal abstract class RuleAt<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>Applies the rule.</summary>
    public abstract void Apply(ref InstitutionAt<T> at);
}
