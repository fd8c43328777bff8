using Interdealer.Engine;

namespace Interdealer;

/// <summary>One entry of a holdings table.</summary>
/// <param name="Institution">Label of the holder.</param>
/// <param name="Asset">Label of the asset.</param>
/// <param name="Amount">Value held at the starting price, in currency, at least 0.</param>
public sealed record Holding(string Institution, string Asset, double Amount);

/// <summary>
/// The holdings matrix Q and the two products every round is made of: values Q·p by institution and tier, and volumes Qᵀ·y by asset.
/// </summary>
/// <remarks>
/// Held twice, by (institution, tier) and by asset, so that both products gather: reading scenarios is several times cheaper than
/// scattering into them.
/// </remarks>
internal sealed class Holdings
{
    private readonly GatherMatrix _byHolder;
    private readonly GatherMatrix _byAsset;

    /// <param name="rows">Institutions × tiers.</param>
    /// <param name="assets">Number of assets.</param>
    /// <param name="entries">(row, asset, amount), each pair at most once.</param>
    public Holdings(int rows, int assets, IReadOnlyCollection<(int Row, int Asset, double Amount)> entries)
    {
        _byHolder = new GatherMatrix(rows, entries.OrderBy(e => e.Row).ThenBy(e => e.Asset).ToList());
        _byAsset = new GatherMatrix(assets, entries.Select(e => (e.Asset, e.Row, e.Amount)).OrderBy(e => e.Asset).ThenBy(e => e.Row).ToList(), readsRows: false);
    }

    /// <summary>The matrix by institution and tier.</summary>
    public GatherMatrix ByHolder => _byHolder;

    /// <summary>Number of amounts that are not zero.</summary>
    public int Count => _byHolder.Weights.Length;

    /// <summary>The assets of one (institution, tier), ascending.</summary>
    public ReadOnlySpan<int> AssetsOf(int row) => _byHolder.Indices.AsSpan(_byHolder.Starts[row].._byHolder.Starts[row + 1]);

    /// <summary>The amounts of <see cref="AssetsOf"/>, at price 1.</summary>
    public ReadOnlySpan<double> AmountsOf(int row) => _byHolder.Weights.AsSpan(_byHolder.Starts[row].._byHolder.Starts[row + 1]);

    /// <summary>values[row] = Σ_k Q[row, k] · perAsset[k].</summary>
    public void Values(Column perAsset, Column values) => _byHolder.Multiply(perAsset, values);

    /// <summary>volumes[k] = Σ_row Q[row, k] · perRow[row].</summary>
    public void Volumes(Column perRow, Column volumes, int active) => _byAsset.Multiply(perRow, volumes, 0, active);
}
