using System.Runtime.CompilerServices;
using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>
/// The cash of one institution and what it pays with it: lenders who want their money back first, then fund investors, then other debt.
/// </summary>
/// <remarks>
/// In default nothing is paid: the estate waits for all creditors. What is repaid is never more than is owed or held. Purchases are financed by new
/// short-term debt. Amounts are in currency.
/// </remarks>
internal struct Proceeds<T>
    where T : unmanaged, ILanes<T>
{
    private readonly bool _hasDue;
    private bool _hasShortTerm;

    /// <summary>Cash c.</summary>
    public T Cash;

    /// <summary>Debt d.</summary>
    public T Debt;

    /// <summary>Part of the debt that is due at once unless rolled over.</summary>
    public T ShortTermDebt;

    /// <summary>Debt that lenders want back now.</summary>
    public T DebtDue;

    /// <summary>Cash owed to investors who have redeemed.</summary>
    public T RedemptionDue;

    /// <summary>Paid to investors here.</summary>
    public T PaidToInvestors;

    /// <summary>Paid to lenders here, less what was borrowed.</summary>
    public T PaidToLenders;

    /// <summary>What an institution has now.</summary>
    /// <param name="at">The institution.</param>
    /// <param name="hasDue">Whether anything may be due.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Proceeds(scoped in InstitutionAt<T> at, bool hasDue)
    {
        (_hasDue, _hasShortTerm) = (hasDue, at.HasShortTerm);
        Cash = at.Cash;
        Debt = at.Debt;
        ShortTermDebt = _hasShortTerm ? at.ShortTermDebt : 0;
        DebtDue = hasDue ? at.DebtDue : 0;
        RedemptionDue = hasDue ? at.RedemptionDue : 0;
    }

    /// <summary>Takes what a sale fetched, or pays for a purchase, where anything was sold or bought.</summary>
    /// <param name="received">Proceeds, below 0 for a purchase.</param>
    /// <param name="repayShare">Share of the proceeds, after what is due, that repays debt.</param>
    /// <param name="inBusiness">Where the institution pays at all.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Receive(T received, T repayShare, T inBusiness)
    {
        if (T.Any(received < 0))
        {
            Borrow(T.Max(0, 0 - received));
        }

        Cash += received;
        var rest = received;
        if (_hasDue)
        {
            rest -= PayDue(inBusiness & T.Differ(received, 0));
        }

        Repay(T.Max(0, rest) * repayShare);
    }

    /// <summary>Pays what is due: lenders first, then fund investors.</summary>
    /// <param name="pays">Where anything is paid.</param>
    /// <returns>What was paid.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T PayDue(T pays)
    {
        // A copy is worked on: what has its address taken does not stay in registers.
        var after = this;
        var paid = after.PayWhatIsDue(pays);
        this = after;
        return paid;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private T PayWhatIsDue(in T pays)
    {
        var lenders = T.Where(pays, T.Max(0, T.Min(Cash, DebtDue)), 0);
        Repay(lenders);
        return lenders + PayInvestors(T.Where(pays, RedemptionDue, 0));
    }

    /// <summary>Pays investors who have redeemed.</summary>
    /// <param name="amount">At most this, at least 0.</param>
    /// <returns>What was paid.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T PayInvestors(T amount)
    {
        var paid = T.Max(0, T.Min(amount, T.Min(Cash, RedemptionDue)));
        RedemptionDue -= paid;
        Cash -= paid;
        PaidToInvestors += paid;
        return paid;
    }

    /// <summary>Repays debt from cash: what is due first, then other short-term debt.</summary>
    /// <param name="amount">At most this, at least 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Repay(T amount)
    {
        var paid = T.Min(amount, T.Max(0, T.Min(Cash, Debt)));
        Cash -= paid;
        Debt -= paid;
        PaidToLenders += paid;

        // Where nothing is paid nothing changes, whatever is there.
        var repays = T.Differ(paid, 0);
        if (_hasShortTerm)
        {
            ShortTermDebt = T.Where(repays, T.Max(0, ShortTermDebt - paid), ShortTermDebt);
        }

        if (_hasDue)
        {
            DebtDue = T.Where(repays, T.Min(T.Max(0, DebtDue - paid), ShortTermDebt), DebtDue);
        }
    }

    /// <summary>Borrows short-term.</summary>
    /// <param name="amount">At least 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Borrow(T amount)
    {
        Cash += amount;
        Debt += amount;
        ShortTermDebt += amount;
        PaidToLenders -= amount;
        _hasShortTerm = true;
    }

    /// <summary>Makes it so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void WriteTo(ref InstitutionAt<T> at)
    {
        at.Cash = Cash;
        at.Debt = Debt;
        at.AddFlow(1, PaidToLenders);
        if (_hasShortTerm)
        {
            at.ShortTermDebt = ShortTermDebt;
        }

        if (_hasDue)
        {
            at.DebtDue = DebtDue;
            at.RedemptionDue = RedemptionDue;
            at.PaidOut += PaidToInvestors;
            at.AddFlow(2, PaidToInvestors);
        }
    }

    /// <summary>Makes it so where nothing is due and the sale has begun to be written.</summary>
    /// <param name="at">The institution.</param>
    /// <param name="received">What the sale fetched.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void EndSale(ref InstitutionAt<T> at, T received)
    {
        at.EndSale(Debt, received, PaidToLenders);
        at.Cash = Cash;
        if (_hasShortTerm)
        {
            at.ShortTermDebt = ShortTermDebt;
        }
    }
}
