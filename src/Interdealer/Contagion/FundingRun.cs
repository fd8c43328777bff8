using System.Runtime.CompilerServices;
using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>
/// Lenders who are afraid do not roll over: a share of the short-term debt that is not due yet falls due,
/// due ← due + share·(short-term debt − due).
/// </summary>
/// <remarks>
/// share = min(maximum, w_b·(b − b₀)⁺/b₀ + w_f·fall), b = assets/equity, b₀ the leverage lenders are at ease with, and fall the loss of the
/// institution's positions to market prices over the round relative to their value when it began, fall = (Σ Q_k θ_k (p_k⁻ − p_k))⁺ / Σ Q_k θ_k p_k⁻
/// over what it still holds. Without equity everything falls due, whatever the maximum. What is due already is not called again, and due never
/// exceeds the short-term debt. It is met by <see cref="RaiseCash"/>; unmet, <see cref="Default"/> says so. Short-term lenders who leave when
/// leverage and prices frighten them: Diamond and Dybvig (1983) for the run, Brunnermeier and Pedersen (2009) for what sets it off.
/// </remarks>
public sealed record FundingRun : IInstitutionOperator, IForcesNobody, ILosesWhatIsHeld
{
    // Relative, of leverage.
    private const double Rounding = 1e-12;

    /// <summary>A run by lenders.</summary>
    /// <param name="options">What frightens them; the defaults when left out.</param>
    public FundingRun(FundingRunOptions? options = null) => Options = options ?? new FundingRunOptions();

    /// <summary>What frightens lenders.</summary>
    public FundingRunOptions Options { get; }

    AssetColumns IInstitutionOperator.Reads => AssetColumns.None;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        InstitutionStep.Apply(state, this);
    }

    InstitutionRule IInstitutionOperator.Bind(State state) => InstitutionRule.Of(state, new Rule(Options, new PositionFalls(state)));

    private readonly struct Rule(FundingRunOptions options, PositionFalls falls) : IPreparedRule
    {
        public void Prepare(State state, Valuation value) => falls.Update(state);

        public bool AppliesTo(int institution) => true;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            ref var sheet = ref at.AsIs();
            var assets = sheet.Assets;
            var equity = sheet.Equity;
            if (!falls.AreAny && T.All(AreAtEase(at, assets, equity)))
            {
                return;
            }

            var fear = options.LeverageWeight * T.Max(0, (assets / equity) - options.ComfortLeverage) / options.ComfortLeverage;
            if (falls.AreAny)
            {
                fear += options.FallWeight * falls.Of(ref at);
            }

            var share = T.Where(equity > 0, T.Min(options.MaximumShare, fear), 1);
            var due = T.Where(share < 1, T.Min(at.ShortTermDebt, at.DebtDue + (share * (at.ShortTermDebt - at.DebtDue))), at.ShortTermDebt);
            at.DebtDue = T.Where(at.InBusiness, due, at.DebtDue);
        }

        /// <summary>Where lenders would have to be more afraid by more than rounding before anything fell due.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private T AreAtEase<T>(in InstitutionAt<T> at, T assets, T equity)
            where T : unmanaged, ILanes<T> =>
            (equity > 0) & (assets < options.ComfortLeverage * (1 - Rounding) * equity) & (at.DebtDue <= at.ShortTermDebt) & (at.ShortTermDebt <= double.MaxValue);
    }
}
