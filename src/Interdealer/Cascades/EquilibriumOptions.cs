namespace Interdealer.Cascades;

/// <summary>How far the iteration to an extreme equilibrium goes and when two equilibria are the same.</summary>
public sealed record EquilibriumOptions
{
    /// <summary>The defaults.</summary>
    public static EquilibriumOptions Default { get; } = new();

    /// <summary>Iterations at most, at least 1.</summary>
    public int MaximumIterations { get; init => field = Require.AtLeast(1, value, "iterations", nameof(MaximumIterations)); } = 10_000;

    /// <summary>An iteration that moves no price by more than this has arrived; fraction of the starting price.</summary>
    public double Tolerance { get; init => field = Require.Positive(value, "(fraction of the starting price)", nameof(Tolerance)); } = 1e-14;

    /// <summary>Equilibria whose prices differ by no more than this are one; fraction of the starting price.</summary>
    public double Uniqueness { get; init => field = Require.Positive(value, "(fraction of the starting price)", nameof(Uniqueness)); } = 1e-9;
}
