using System.Runtime.CompilerServices;

namespace Interdealer.Engine;

/// <summary>The equation of a limit: usage and capacity of one institution, in one scenario or several.</summary>
internal interface ILimitRule
{
    /// <summary>True when usage is a sum over positions, so that selling a tier frees exactly its usage.</summary>
    bool IsAdditive { get; }

    /// <summary>False where the limit can be measured on the state as a whole only, not on a balance sheet as it would be.</summary>
    bool MeasuresSheets => true;

    /// <summary>Takes what the limit needs of the state as a whole, such as holdings at weighted marks.</summary>
    /// <param name="state">The state; not changed.</param>
    /// <param name="value">Its valuation.</param>
    /// <param name="inventory">Value of the warehoused inventory, by asset.</param>
    void Prepare(State state, Valuation value, Column inventory);

    /// <summary>Measures a balance sheet: all but what each tier would free.</summary>
    void Measure<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
        where T : unmanaged, ILanes<T>;

    /// <summary>Says what selling each tier would free, of the balance sheet that was measured last: few are asked, because few are in breach.</summary>
    void Free<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
        where T : unmanaged, ILanes<T>;
}

/// <summary>A limit made ready for one state: the same equation at every width of vectors.</summary>
internal sealed class Limit
{
    private readonly ILimitRule _rule;
    private readonly Limit<OneLane> _one;
    private readonly Limit<TwoLanes> _two;
    private readonly Limit<FourLanes> _four;
    private readonly Limit<EightLanes> _eight;

    private Limit(ILimitRule rule, Limit<OneLane> one, Limit<TwoLanes> two, Limit<FourLanes> four, Limit<EightLanes> eight) =>
        (_rule, _one, _two, _four, _eight) = (rule, one, two, four, eight);

    /// <inheritdoc cref="ILimitRule.IsAdditive"/>
    public bool IsAdditive => _rule.IsAdditive;

    /// <inheritdoc cref="ILimitRule.MeasuresSheets"/>
    public bool MeasuresSheets => _rule.MeasuresSheets;

    /// <summary>A limit from its equation.</summary>
    public static Limit Of<TRule>(TRule rule)
        where TRule : struct, ILimitRule => new(rule, new AtWidth<TRule, OneLane>(rule), new AtWidth<TRule, TwoLanes>(rule), new AtWidth<TRule, FourLanes>(rule), new AtWidth<TRule, EightLanes>(rule));

    /// <inheritdoc cref="ILimitRule.Prepare"/>
    public void Prepare(State state, Valuation value, Column inventory) => _rule.Prepare(state, value, inventory);

    /// <summary>Measures a balance sheet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Measure<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
        where T : unmanaged, ILanes<T> => In<T>().Measure(sheet, ref measured);

    /// <summary>Says what selling each tier would free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Free<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
        where T : unmanaged, ILanes<T> => In<T>().Free(sheet, ref measured);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Limit<T> In<T>()
        where T : unmanaged, ILanes<T> =>
        typeof(T) == typeof(EightLanes) ? Unsafe.As<Limit<T>>(_eight)
        : typeof(T) == typeof(FourLanes) ? Unsafe.As<Limit<T>>(_four)
        : typeof(T) == typeof(TwoLanes) ? Unsafe.As<Limit<T>>(_two)
        : Unsafe.As<Limit<T>>(_one);

    private sealed class AtWidth<TRule, T>(TRule rule) : Limit<T>
        where TRule : struct, ILimitRule
        where T : unmanaged, ILanes<T>
    {
        private readonly TRule _rule = rule;

        public override void Measure(scoped in Sheet<T> sheet, scoped ref Measured<T> measured) => _rule.Measure(sheet, ref measured);

        public override void Free(scoped in Sheet<T> sheet, scoped ref Measured<T> measured) => _rule.Free(sheet, ref measured);
    }
}

/// <summary>A limit for balance sheets in vectors of one width.</summary>
internal abstract class Limit<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>Measures a balance sheet.</summary>
    public abstract void Measure(scoped in Sheet<T> sheet, scoped ref Measured<T> measured);

    /// <summary>Says what selling each tier would free.</summary>
    public abstract void Free(scoped in Sheet<T> sheet, scoped ref Measured<T> measured);
}
