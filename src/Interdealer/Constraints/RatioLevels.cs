namespace Interdealer.Constraints;

/// <summary>The three levels of a required capital ratio: minimum, buffer on top of it, and the target that a sale restores.</summary>
/// <param name="Minimum">Capital over what it is measured against, a fraction in (0, 1).</param>
/// <param name="Of">What it is measured against, for messages.</param>
internal sealed record RatioLevels(double Minimum, string Of)
{
    public double Buffer { get; private init; }

    public double Requirement => Minimum + Buffer;

    public double Target => Math.Max(RestoredTo, Requirement);

    private double RestoredTo { get; init; }

    public RatioLevels WithBuffer(double buffer)
    {
        Require.Fraction(buffer);
        Require.OpenFraction(Minimum + buffer, "minimum + buffer");
        return this with { Buffer = buffer };
    }

    public RatioLevels WithTarget(double target) =>
        this with { RestoredTo = AtLeastRequired(Require.OpenFraction(target), Requirement, $"fraction of {Of}") };

    /// <summary>The target, which must not be below the requirement.</summary>
    public static double AtLeastRequired(double target, double requirement, string unit) => target >= requirement
        ? target
        : throw new ArgumentOutOfRangeException(
            nameof(target), target, $"target must be at least the requirement of {Require.Text(requirement)} ({unit}); it was {Require.Text(target)}.");
}
