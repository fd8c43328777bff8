using System.Text.Json;
using System.Text.Json.Nodes;
using Interdealer.Data;
using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;

namespace Interdealer.Ensembles.Specs;

/// <summary>Every scenario source that a specification can name.</summary>
internal static class SourceForms
{
    private const int MostDays = 100_000;
    private const int MostInputs = 512;
    private const int MostAxisValues = 10_000_000;

    // What is made of a source that holds others, or points that hold others: read once all of them are declared.
    private static Form<IScenarioSource> Any { get; } = new((node, context) => All!.Form.Read(node, context), () => All!.Form.Schema());

    private static Form<IUnitPoints> AnyPoints { get; } = new((node, context) => Points!.Form.Read(node, context), () => Points!.Form.Schema());

    public static Choice<IUnitPoints> Points { get; } = new(
        "points",
        "points",
        Counted("random", "Independent random points, from counter-based random numbers.", (count, seed) => new RandomPoints(count, seed)),
        Counted("latinHypercube", "Of N points every coordinate has one in each of N equal parts.", (count, seed) => new LatinHypercube(count, seed)),
        new Variant<IUnitPoints>("sobol", "A Sobol sequence; best with a power of two as the number of points.", v =>
        {
            var (count, seed) = (v.Required("count", Count, "Number of points."), v.Required("seed", Forms.Seed, "The seed of the scrambling."));
            var scrambling = v.Optional("scrambling", Scramblings, Scrambling.LinearAndShift, "How the sequence is made random; linearAndShift when left out, with none the seed does nothing.");
            return g => new SobolPoints(count.Of(g), seed.Of(g), scrambling.Of(g));
        }),
        new Variant<IUnitPoints>("saltelli", "Saltelli's design for Sobol indices: (inputs + 2) scenarios for every base point, after each other.", v =>
        {
            var points = v.Required("base", AnyPoints, "The base points; a Sobol sequence does best.");
            var inputs = v.Required("inputs", Forms.Count(1, MostInputs), "Number of inputs: of coordinates that are drawn from the points.");
            return g => points.Of(g) is SaltelliPoints ? throw new ArgumentException("base points must not be a design themselves.", "base") : new SaltelliPoints(points.Of(g), inputs.Of(g));
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

    private static Variant<Axis> Spaced { get; } = new("spaced", "Evenly spaced values.", v =>
    {
        var (from, to) = (v.Required("from", DistributionForms.Value, "First value."), v.Required("to", DistributionForms.Value, "Last value."));
        var count = v.Required("count", Forms.Count(2, MostAxisValues), "How many.");
        return g => new Axis(count.Of(g), () => GridScenarios.Spaced(from.Of(g), to.Of(g), count.Of(g)));
    });

    private static Form<IReadOnlyList<double>> Listed { get; } = Forms.List(DistributionForms.Value);

    private static Form<Axis> AxisOf { get; } = new(
        (node, context) => node.Kind switch
        {
            JsonValueKind.Array => Listed.Read(node, context) is var values ? new Axis(values.Count, () => values) : null!,
            JsonValueKind.Object => Spaced.Read(node, context),
            _ => throw node.Wrong("an array of numbers, or an object with \"from\", \"to\" and \"count\""),
        },
        () => new JsonObject { ["oneOf"] = new JsonArray(Listed.Schema(), Spaced.Schema()) });

    // Declared after what it is made of: static initialisers run in the order of the text.
    public static Choice<IScenarioSource> All { get; } = new(
        "source",
        "source",
        piece => new Variant<IScenarioSource>(piece.Name, piece.Description, piece.Define),
        new Variant<IScenarioSource>("table", "Scenarios written down: a column for each coordinate, a row for each scenario.", v =>
        {
            var file = v.Required("file", Forms.File, "The table.");
            return g => NumberTable.Read(file.Of(g)) is var table ? new ScenarioTable(table.Columns, Rows(table)) : null!;
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
        }),
        new Variant<IScenarioSource>("bootstrap", "Paths of some days of history, drawn in blocks of consecutive days.", v =>
        {
            var history = v.Required("history", Forms.File, "Rows from the oldest day, a column for each coordinate.");
            var dates = v.Optional("dates", Forms.Label, "", "Name of a column of the history that is not read; none when left out.");
            var (count, seed) = (v.Required("count", Count, "Number of scenarios."), v.Required("seed", Forms.Seed, "The seed."));
            var horizon = v.Optional("horizonDays", Forms.Count(1, MostDays), 1, "Days of a path.");
            var blocks = v.Optional("blocks", Blocks, BootstrapBlocks.Single, "How days are put together: one by one, or in blocks of one length or of geometric length.");
            var length = v.Optional("blockDays", Forms.Count(1), 1, "Length of blocks, of stationary ones on average; at most that of history.");
            var total = v.Optional("total", Totals, PathTotal.Fall, "What the days come to: simple returns compound to a price fall, changes add up.");
            return g => NumberTable.Read(history.Of(g), dates.IsIn(g) ? dates.Of(g) : null) is var table
                ? new BootstrapScenarios(table.Columns, Rows(table), count.Of(g), seed.Of(g), total.Of(g)) { Horizon = horizon.Of(g), Blocks = blocks.Of(g), BlockLength = length.Of(g) }
                : null!;
        }),
        new Variant<IScenarioSource>("grid", "Every combination of the values of some coordinates; the last changes fastest.", v =>
        {
            var axes = v.Required("axes", Forms.Map(AxisOf, Forms.Label), "Of each coordinate its values: an array of numbers, or evenly spaced.");
            return g => axes.Of(g).Sum(a => (long)a.Value.Count) is var values && values <= MostAxisValues
                ? new GridScenarios(axes.Of(g).Select(a => (a.Name, a.Value.Values())))
                : throw new ArgumentException(FormattableString.Invariant($"axes have {values} values together; at most {MostAxisValues} are expected."), nameof(axes));
        }),
        new Variant<IScenarioSource>("crossed", "Every scenario of one source with every scenario of another.", v =>
        {
            var (outer, inner) = (v.Required("outer", Any, "The source that changes slowest."), v.Required("inner", Any, "The source that changes fastest."));
            return g => new CrossedScenarios(outer.Of(g), inner.Of(g));
        }),
        new Variant<IScenarioSource>("joined", "Sources of one number of scenarios side by side: scenario s has the coordinates of scenario s of each. Independent sources need seeds of their own.", v =>
        {
            var sources = v.Required("sources", Forms.List(Any), "The sources.");
            return g => new JoinedScenarios(sources.Of(g));
        }));

    private static Form<long> Count => Forms.Whole(1, 1_000_000_000_000_000);

    private static Form<Scrambling> Scramblings => Forms.Word(("linearAndShift", Scrambling.LinearAndShift), ("shift", Scrambling.Shift), ("none", Scrambling.None));

    private static Form<BootstrapBlocks> Blocks => Forms.Word(("single", BootstrapBlocks.Single), ("moving", BootstrapBlocks.Moving), ("stationary", BootstrapBlocks.Stationary));

    private static Form<PathTotal> Totals => Forms.Word(("fall", PathTotal.Fall), ("sum", PathTotal.Sum));

    private static Variant<IUnitPoints> Counted(string name, string description, Func<long, ulong, IUnitPoints> make) => new(name, description, v =>
    {
        var (count, seed) = (v.Required("count", Count, "Number of points."), v.Required("seed", Forms.Seed, "The seed."));
        return g => make(count.Of(g), seed.Of(g));
    });

    private static IEnumerable<IReadOnlyList<double>> Rows(NumberTable table) =>
        Enumerable.Range(0, table.Rows).Select(row => (IReadOnlyList<double>)Enumerable.Range(0, table.Columns.Length).Select(c => table.Values(c)[row]).ToArray());

    // Values are made once it is known that there are not too many.
    private sealed record Axis(int Count, Func<IReadOnlyList<double>> Values);
}
