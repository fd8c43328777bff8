namespace Interdealer.Contagion;

/// <summary>What frightens lenders, and how much.</summary>
public sealed record FundingRunOptions
{
    /// <summary>Leverage b₀, assets over equity, up to which lenders are at ease; at least 1.</summary>
    public double ComfortLeverage
    {
        get;
        init => field = Require.Positive(value, "assets over equity", nameof(ComfortLeverage)) >= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(ComfortLeverage), value, $"{nameof(ComfortLeverage)} must be assets over equity, at least 1; it was {Require.Text(value)}.");
    }
    = 20;

    /// <summary>Share of short-term debt not rolled over for each 100 % by which leverage exceeds comfort, at least 0.</summary>
    public double LeverageWeight { get; init => field = Require.NonNegative(value, "share for each 100 % above comfort", nameof(LeverageWeight)); } = 0.5;

    /// <summary>Share not rolled over for each unit by which positions fell in price over the round, at least 0: 2 turns a fall of 5 % into 10 %.</summary>
    public double FallWeight { get; init => field = Require.NonNegative(value, "share for each unit of fall", nameof(FallWeight)); } = 1;

    /// <summary>Largest share that is not rolled over in one round while equity is left, from 0 to 1.</summary>
    public double MaximumShare { get; init => field = Require.Share(value, nameof(MaximumShare)); } = 1;
}
