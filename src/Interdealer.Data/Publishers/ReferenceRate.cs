namespace Interdealer.Data;

/// <summary>One reference rate of the Federal Reserve Bank of New York on one day: SOFR, EFFR, OBFR, TGCR, BGCR, or the averages and index of SOFR (SOFRAI).</summary>
/// <remarks>Rates are fractions a year (0.0525 for 5.25 %); null where the publisher gives none.</remarks>
public sealed record ReferenceRate
{
    internal ReferenceRate(DateOnly date, string type) => (Date, Type) = (date, type);

    /// <summary>Day of the transactions.</summary>
    public DateOnly Date { get; }

    /// <summary>SOFR, EFFR, OBFR, TGCR, BGCR or SOFRAI.</summary>
    public string Type { get; }

    /// <summary>Volume-weighted median.</summary>
    public double? Rate { get; init; }

    /// <summary>1st percentile by volume.</summary>
    public double? Percentile1 { get; init; }

    /// <summary>25th percentile by volume.</summary>
    public double? Percentile25 { get; init; }

    /// <summary>75th percentile by volume.</summary>
    public double? Percentile75 { get; init; }

    /// <summary>99th percentile by volume.</summary>
    public double? Percentile99 { get; init; }

    /// <summary>Volume of the transactions, USD bn, at least 0.</summary>
    public double? Volume { get; init; }

    /// <summary>Lower end of the target range of the federal funds rate.</summary>
    public double? TargetFrom { get; init; }

    /// <summary>Upper end of the target range of the federal funds rate.</summary>
    public double? TargetTo { get; init; }

    /// <summary>Lowest rate within the day.</summary>
    public double? IntradayLow { get; init; }

    /// <summary>Highest rate within the day.</summary>
    public double? IntradayHigh { get; init; }

    /// <summary>Standard deviation of the transactions' rates.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>SOFR compounded over 30 days.</summary>
    public double? Average30Days { get; init; }

    /// <summary>SOFR compounded over 90 days.</summary>
    public double? Average90Days { get; init; }

    /// <summary>SOFR compounded over 180 days.</summary>
    public double? Average180Days { get; init; }

    /// <summary>Index of SOFR compounded since 2 April 2018, which is 1.</summary>
    public double? Index { get; init; }

    /// <summary>Whether the publisher revised the figures of the day.</summary>
    public bool Revised { get; init; }

    /// <summary>Number of the publisher's footnote; empty where there is none.</summary>
    public string Footnote { get; init; } = "";
}
