namespace Interdealer.Cascades;

/// <summary>How the response of a round is measured.</summary>
public sealed record StabilityOptions
{
    /// <summary>The defaults.</summary>
    public static StabilityOptions Default { get; } = new();

    /// <summary>
    /// Size ε of the bump, a fraction of the price in (0, 1). The response is measured at ε and ε/2 and extrapolated, so its error is of the
    /// order of ε² plus 1e−16/ε: about 1e−8 at the default.
    /// </summary>
    public double Step { get; init => field = Require.OpenFraction(value, nameof(Step)); } = 1e-4;
}
