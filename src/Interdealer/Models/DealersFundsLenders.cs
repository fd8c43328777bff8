using System.Collections.Immutable;

namespace Interdealer.Models;

/// <summary>
/// An example system: the twenty dealers of <see cref="DealerGroups"/>, four open-ended funds that hold what the dealers hold, four money funds that
/// lend to them, and two pension funds without debt. Amounts are in billions of dollars.
/// </summary>
/// <remarks>
/// The fund and the money fund of a pair of classes belong to the dealer group of that pair (credit, mortgage, agency, Treasury). A money fund holds
/// unsecured paper of its group's dealers (claims, in place of other debt of theirs), on-the-run Treasuries and repo lent, which counts as other assets:
/// its collateral is worth more. Nobody but dealers has debt, so nobody else can be insolvent. The figures are round and of a plausible size; they are no
/// estimates. The chain dealers → asset managers → repo lenders is that of the source document.
/// </remarks>
public sealed record DealersFundsLenders
{
    private static readonly ImmutableArray<string> Pairs = ["Credit", "Mortgage", "Agency", "Treasury"];

    /// <summary>The dealers.</summary>
    public DealerGroups Dealers { get; init; } = new() { Slack = 0.05 };

    /// <summary>Net asset value of each open-ended fund, in currency, at least 0.</summary>
    public double FundSize { get; init => field = Require.NonNegative(value, "currency", nameof(FundSize)); } = 400;

    /// <summary>Cash of the open-ended funds, a fraction of net asset value.</summary>
    public double FundCash { get; init => field = Require.Fraction(value, nameof(FundCash)); } = 0.02;

    /// <summary>Assets of each pension fund, in currency, at least 0.</summary>
    public double PensionFundSize { get; init => field = Require.NonNegative(value, "currency", nameof(PensionFundSize)); } = 400;

    /// <summary>Assets of each money fund, in currency: at least the paper of its dealers.</summary>
    public double MoneyFundSize { get; init => field = Require.NonNegative(value, "currency", nameof(MoneyFundSize)); } = 200;

    /// <summary>Unsecured paper that each dealer owes its money fund, a fraction of its assets.</summary>
    public double PaperShare { get; init => field = Require.Fraction(value, nameof(PaperShare)); } = 0.02;

    /// <summary>Kind of an institution, as a chart names it: Dealers, Open-ended funds, Money funds or Pension funds.</summary>
    /// <param name="institution">One of this system's.</param>
    public static string KindOf(Institution institution)
    {
        ArgumentNullException.ThrowIfNull(institution);
        return institution.Kind switch
        {
            InstitutionKind.Dealer => "Dealers",
            InstitutionKind.Fund => "Open-ended funds",
            InstitutionKind.Lender => "Money funds",
            _ => "Pension funds",
        };
    }

    /// <summary>The system.</summary>
    /// <exception cref="InvalidOperationException">A money fund is smaller than the paper it is to hold.</exception>
    public FinancialSystem System()
    {
        var dealers = Dealers.System();
        var classes = DealerGroups.AssetClasses;
        var paper = dealers.Institutions.Select(d => new InterbankClaim(d.Name, MoneyFund(DealerGroups.GroupOf(d.Name)), PaperShare * Assets(dealers, d))).ToList();
        var institutions = dealers.Institutions
            .Select((d, i) => d with { Debt = d.Debt - paper[i].Amount, ShortTermDebt = Math.Min(d.ShortTermDebt, d.Debt - paper[i].Amount) })
            .Concat(Pairs.Select(p => new Institution($"{p} fund") { Kind = InstitutionKind.Fund, Cash = FundCash * FundSize }))
            .Concat(Pairs.Select(p => MoneyFund(p, paper.Where(c => c.Creditor == $"{p} money fund").Sum(c => c.Amount))))
            .Concat(Enumerable.Range(1, 2).Select(j => new Institution($"Pension fund {j}") { Kind = InstitutionKind.Bank }));
        var funds = Pairs.SelectMany((p, g) => classes.Select((c, k) => new Holding($"{p} fund", c, (1 - FundCash) * FundSize * Share(g, k))));
        var treasuries = Pairs.Select(p => new Holding($"{p} money fund", classes[^1], MoneyFundSize / 4));
        var pensions = Enumerable.Range(1, 2).SelectMany(j => classes.Select(c => new Holding($"Pension fund {j}", c, PensionFundSize / classes.Count)));
        return new FinancialSystem(
            institutions, dealers.Assets, dealers.Amounts.Concat(funds).Concat(treasuries).Concat(pensions), dealers.Debts.Concat(paper));
    }

    private static string MoneyFund(string group) => $"{Pairs[DealerGroups.Groups.ToList().IndexOf(group)]} money fund";

    private static double Assets(FinancialSystem dealers, Institution dealer) =>
        dealers.Start().Value().Assets[dealers.InstitutionIndex(dealer.Name), 0];

    /// <summary>Seven tenths of a fund in its own two classes, three tenths in the other six.</summary>
    private static double Share(int pair, int asset) => asset / 2 == pair ? 0.35 : 0.05;

    private Institution MoneyFund(string pair, double paper)
    {
        var repo = (0.75 * MoneyFundSize) - paper;
        return repo >= 0
            ? new Institution($"{pair} money fund") { Kind = InstitutionKind.Lender, OtherAssets = 0.8 * repo, Cash = 0.2 * repo }
            : throw new InvalidOperationException(
                $"MoneyFundSize must leave room for paper of {Require.Text(paper)} beside a quarter in Treasuries; it was {Require.Text(MoneyFundSize)} (currency).");
    }
}
