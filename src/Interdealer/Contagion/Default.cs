using System.Runtime.CompilerServices;
using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>
/// Institutions leave: those without equity as insolvent, those with equity that cannot pay what is due and have nothing left to sell as
/// illiquid. What they hold is sold off over some rounds, and claims on them are written down.
/// </summary>
/// <remarks>
/// <para>Insolvent: e ≤ 0. Illiquid: e &gt; 0, debt due + redemptions due &gt; cash, and no position for sale is worth anything. In default it stays so.</para>
/// <para>One of R rounds orders 1/R of what was held, the next 1/(R − 1) of the rest, the last everything, also of those whom another operator has put
/// in default. The estate pays nobody before its creditors are cleared: payments stop and proceeds stay as its cash.</para>
/// <para>A claim on it is worth recovery = min(1, assets/(debt + owed inside the system + redemptions due)), pro rata for all creditors (limited
/// liability), at the marks of the day; each application lowers it with the estate and never raises it, so over the rounds it falls to the greatest
/// clearing vector of Eisenberg and Noe (2001) at those marks. Equity below 0 is what lenders outside the system lose.</para>
/// </remarks>
public sealed record Default : IInstitutionOperator, IForcesNobody, ILosesWhatIsHeld
{
    /// <summary>Rounding of amounts, relative to the institution's starting assets.</summary>
    private const double Dust = 1e-12;

    /// <summary>Default and liquidation.</summary>
    /// <param name="liquidationRounds">Rounds R over which holdings are sold, at least 1.</param>
    public Default(int liquidationRounds = 1) => LiquidationRounds = Require.AtLeast(1, liquidationRounds, "rounds");

    /// <summary>R, the rounds over which holdings are sold.</summary>
    public int LiquidationRounds { get; }

    AssetColumns IInstitutionOperator.Reads => AssetColumns.None;

    bool IInstitutionOperator.ChangesClaims => true;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        InstitutionStep.Apply(state, this);
    }

    InstitutionRule IInstitutionOperator.Bind(State state) => InstitutionRule.Of(state, new Rule(state, LiquidationRounds));

    private readonly struct Rule(State state, int rounds) : IPreparedRule
    {
        public void Prepare(State state, Valuation value)
        {
        }

        private readonly Column _left = state.Memory("Default: rounds left to sell", state.System.Institutions.Length);
        private readonly Valuation _starting = state.System.Starting;

        public bool AppliesTo(int institution) => true;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var totals = at.TotalsAsTheyAre();

            // Most stay in business in most scenarios: solvent, and with nothing due or the cash to pay it.
            if (!T.All(at.InBusiness & (totals.Equity > 0) & (at.Due <= at.Cash)))
            {
                LeaveOrSellOff(ref at, totals.Assets, totals.Equity);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void LeaveOrSellOff<T>(ref InstitutionAt<T> at, in T assets, in T equity)
            where T : unmanaged, ILanes<T>
        {
            double dust = Dust * _starting.Assets[at.Institution, 0];
            T forSale = 0;
            for (var t = 0; t < at.SellableTiers; t++)
            {
                forSale += at.Tier(t);
            }

            var insolvent = at.InBusiness & (equity <= 0);
            var illiquid = T.Except(insolvent, at.InBusiness & (forSale <= dust) & (at.Due - at.Cash > dust));
            at.Standing = T.Where(insolvent, (double)Standing.Insolvent, T.Where(illiquid, (double)Standing.Illiquid, at.Standing));
            var gone = T.Differ(at.Standing, 0);
            if (!T.Any(gone))
            {
                return;
            }

            // Whoever another operator has declared to be in default has no rounds noted here, and begins with all of them.
            var noted = at.Read(_left);
            var left = T.Where(insolvent | illiquid | T.AreEqual(noted, 0), rounds, noted);
            var owed = at.Debt + at.State.System.Claims.Owed[at.Institution] + at.RedemptionDue;
            at.Recovery = T.Where(gone & (owed > 0), T.Min(at.Recovery, T.Max(0, assets) / owed), at.Recovery);
            at.RepayShare = T.Where(gone, 0, at.RepayShare);
            for (var t = 0; t < at.SellableTiers; t++)
            {
                at.Order(t, T.Where(gone, T.Max(at.Order(t), at.Retained(t) / left), at.Order(t)));
            }

            at.Write(_left, T.Where(gone, T.Max(1, left - 1), noted));
        }
    }
}
