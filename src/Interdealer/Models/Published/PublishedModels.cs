using System.Collections.Immutable;

namespace Interdealer.Models.Published;

/// <summary>Every published model of this library, with the cases it is checked against: <c>PublishedModels.Check()</c> runs them all.</summary>
public static class PublishedModels
{
    /// <summary>Deleveraging and fire sales.</summary>
    public static ImmutableArray<PublishedModel> FireSales { get; } = FireSaleModels.All;

    /// <summary>Quotes, information and inference.</summary>
    public static ImmutableArray<PublishedModel> Information { get; } = InformationModels.All;

    /// <summary>Clearing, defaults and networks.</summary>
    public static ImmutableArray<PublishedModel> Networks { get; } = NetworkModels.All;

    /// <summary>All of them.</summary>
    public static ImmutableArray<PublishedModel> All { get; } = [.. FireSales, .. Information, .. Networks];

    /// <summary>Runs every reference case of every model.</summary>
    public static ImmutableArray<CaseResult> Check() => [.. All.SelectMany(m => m.Run())];
}
