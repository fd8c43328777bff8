namespace Interdealer.Data;

/// <summary>The items of one bank holding company's FR Y-9C at one quarter-end that were asked for.</summary>
/// <param name="RssdId">The Federal Reserve's number of the company (RSSD9001).</param>
/// <param name="ReportDate">End of the quarter (RSSD9999).</param>
/// <param name="Name">Legal name (RSSD9017); empty where the file has none.</param>
/// <param name="Items">Figures by MDRM code as filed: amounts in USD thousand, ratios in per cent or fractions as the form has them. An item that was not filed is not here.</param>
public sealed record BankHoldingCompany(string RssdId, DateOnly ReportDate, string Name, IReadOnlyDictionary<string, double> Items)
{
    /// <summary>An item.</summary>
    /// <param name="code">MDRM code, such as BHCK2170 for total assets.</param>
    /// <exception cref="ArgumentException">The company did not file it, or it was not asked for; the message names those there are.</exception>
    public double this[string code] => Items.TryGetValue(code, out var value)
        ? value
        : throw new ArgumentException($"code: {Name} ({RssdId}) has no {code}; it has {string.Join(", ", Items.Keys.Take(12))}.", nameof(code));
}
