using System.Collections.Immutable;
using Interdealer.Data;
using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;

namespace Interdealer.Ensembles.Specs;

/// <summary>Every scenario source that a specification can name.</summary>
internal static class SourceForms
{
    public static Choice<IUnitPoints> Points { get; } = new(
        "points",
        "points",
        new Variant<IUnitPoints>("random", "Independent random points, from counter-based random numbers.", v =>
        {
            var (count, seed) = (v.Required("count", Count, "Number of scenarios."), v.Required("seed", Forms.Seed, "The seed."));
            return g => new RandomPoints(count.Of(g), seed.Of(g));
        }));

    private static Variant<FactorLoading> Loading { get; } = new("loading", "How one coordinate of a factor model moves.", v =>
    {
        var loadings = v.Required("loadings", Forms.List(DistributionForms.Value), "How far it moves with one unit of each factor.");
        var intercept = v.Optional("intercept", DistributionForms.Value, 0, "Where it is when factors and residual are 0.");
        var residual = v.Optional<Marginal?>("residual", DistributionForms.All.Form.As(m => (Marginal?)m), null, "Distribution of the residual; none when left out.");
        var least = v.Optional("least", DistributionForms.Value, double.NegativeInfinity, "Values below are moved up to this.");
        var most = v.Optional("most", DistributionForms.Value, double.PositiveInfinity, "Values above are moved down to this.");
        return g => new FactorLoading("unnamed", [.. loadings.Of(g)]) { Intercept = intercept.Of(g), Residual = residual.Of(g), Least = least.Of(g), Most = most.Of(g) };
    });

    // Declared after what it is made of: static initialisers run in the order of the text.
    public static Choice<IScenarioSource> All { get; } = new(
        "source",
        "source",
        new Variant<IScenarioSource>("table", "Scenarios written down: a column for each coordinate, a row for each scenario.", v =>
        {
            var file = v.Required("file", Forms.File, "The table.");
            return g => Table(NumberTable.Read(file.Of(g)));
        }),
        new Variant<IScenarioSource>("drawn", "Every coordinate has its own distribution, a copula joins them.", v =>
        {
            var points = v.Required("points", Points.Form, "Where scenarios are drawn from.");
            var coordinates = v.Required("coordinates", Forms.Map(DistributionForms.All.Form, Forms.Label), "Name and distribution of each coordinate.");
            var copula = v.Optional<Func<int, Copula>?>("copula", DistributionForms.Copulas.Form.As(c => (Func<int, Copula>?)c), null, "How they depend on each other; independent when left out.");
            return g => new DrawnScenarios(points.Of(g), coordinates.Of(g).Select(c => new Coordinate(c.Name, c.Value)), copula.Of(g)?.Invoke(coordinates.Of(g).Count));
        }),
        new Variant<IScenarioSource>("factor", "A linear factor model.", v =>
        {
            var points = v.Required("points", Points.Form, "Where scenarios are drawn from.");
            var factors = v.Required("factors", Forms.List(DistributionForms.All.Form), "Distribution of each factor.");
            var coordinates = v.Required("coordinates", Forms.Map(Loading.Form, Forms.Label), "How each coordinate moves.");
            var copula = v.Optional<Func<int, Copula>?>("copula", DistributionForms.Copulas.Form.As(c => (Func<int, Copula>?)c), null, "How the factors depend on each other; independent when left out.");
            return g => new FactorScenarios(
                points.Of(g), factors.Of(g), coordinates.Of(g).Select(c => c.Value with { Name = c.Name }), copula.Of(g)?.Invoke(factors.Of(g).Count));
        }));

    private static Form<long> Count => Forms.Whole(1, 1_000_000_000_000_000);

    private static ScenarioTable Table(NumberTable table) => new(
        table.Columns, Enumerable.Range(0, table.Rows).Select(row => (IReadOnlyList<double>)Enumerable.Range(0, table.Columns.Length).Select(c => table.Values(c)[row]).ToArray()));
}
