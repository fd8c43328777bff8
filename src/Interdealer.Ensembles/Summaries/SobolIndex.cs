namespace Interdealer.Ensembles.Summaries;

/// <summary>How much of the variance of an output an input accounts for.</summary>
/// <param name="Input">Name of the input.</param>
/// <param name="First">First-order index: by itself, Var(E[f | x_i])/Var f, with its interval of confidence.</param>
/// <param name="Total">Total-order index: with all its interactions, E[Var(f | all others)]/Var f, with its interval of confidence.</param>
public sealed record SobolIndex(string Input, Interval First, Interval Total);
