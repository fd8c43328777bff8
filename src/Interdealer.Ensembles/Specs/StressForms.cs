using Interdealer.Cascades;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Stress;

namespace Interdealer.Ensembles.Specs;

/// <summary>Specifications of reverse stress tests and of policies, made of the parts of those of ensembles.</summary>
internal static class StressForms
{
    /// <summary>What a coordinate of a search does, before its name is known.</summary>
    private sealed record Coordinate(Effect? Effect, double? Neutral, double? Worst, double? Best, double? Unit, Marginal? Marginal)
    {
        public StressCoordinate Named(string name)
        {
            var coordinate = Effect is null && Neutral is null ? StressCoordinate.Fall(name, Worst ?? 1)
                : StressCoordinate.Of(name, Effect ?? Scenarios.Effect.PriceFall(name), Neutral ?? Missing(name), Worst ?? Missing(name));
            coordinate = Best is { } best ? coordinate with { Best = best } : coordinate;
            coordinate = Unit is { } unit ? coordinate with { Unit = unit } : coordinate;
            return Marginal is null ? coordinate : coordinate.Drawn(Marginal);
        }

        private static double Missing(string name) => throw new ArgumentException($"\"{name}\" has an effect; say with \"neutral\" where it does nothing and with \"worst\" how far it may go.");
    }

    private static Form<double> Number { get; } = Forms.Any("units of the coordinate");

    private static Variant<Coordinate> Coordinates { get; } = new("coordinate", "What may be stressed; the fall of the price of the asset of its name unless an effect says otherwise.", v =>
    {
        var effect = v.Optional<Effect?>("effect", EffectForms.All.Form.As(e => (Effect?)e), null, "What it does.");
        var neutral = v.Optional<double?>("neutral", Number.As(x => (double?)x), null, "The value at which it does nothing; 0 of a fall.");
        var worst = v.Optional<double?>("worst", Number.As(x => (double?)x), null, "The worst value; 1 of a fall.");
        var best = v.Optional<double?>("best", Number.As(x => (double?)x), null, "The value furthest on the other side of neutral; neutral when left out.");
        var unit = v.Optional<double?>("unit", Forms.Positive("units of the coordinate").As(x => (double?)x), null, "How much of it counts as 1 in the norm.");
        var marginal = v.Optional<Marginal?>("distribution", DistributionForms.All.Form.As(m => (Marginal?)m), null, "Its distribution, where size is to be plausibility.");
        return g => new Coordinate(effect.Of(g), neutral.Of(g), worst.Of(g), best.Of(g), unit.Of(g), marginal.Of(g));
    });

    private static Choice<StressNorm> Norms { get; } = new(
        "norm",
        "norm",
        new Variant<StressNorm>("euclidean", "√Σu².", _ => _ => StressNorm.Euclidean),
        new Variant<StressNorm>("largest", "The largest |u|.", _ => _ => StressNorm.Largest),
        new Variant<StressNorm>("mahalanobis", "√((x − μ)′Σ⁻¹(x − μ)).", v =>
        {
            var factors = v.Required("factors", Forms.List(Forms.Label), "Names of the factors: every coordinate, and any others.");
            var covariance = v.Required("covariance", Forms.List(Forms.List(Number)), "Σ, a row for each factor.");
            var mean = v.Optional("mean", Forms.List(Number), [], "μ; 0 when left out.");
            return g => StressNorm.Mahalanobis(factors.Of(g), Square(covariance.Of(g)), mean.IsIn(g) ? mean.Of(g) : null);
        }));

    private static Variant<StressTarget> Target { get; } = new("target", "What a shock has to reach.", v =>
    {
        var output = v.Required("of", OutputForms.Named.Form, "The output; one.");
        var least = v.Required("atLeast", Forms.Any("units of the output"), "The value that it has to reach.");
        return g => StressTarget.Of(One(output.Of(g)), least.Of(g));
    });

    private static Variant<ReverseStressOptions> Search { get; } = new("search", "How far the search goes.", v =>
    {
        var usual = ReverseStressOptions.Default;
        var monotone = v.Optional("isMonotone", Forms.Flag, false, "Whether you know that the output never falls as a coordinate gets worse, so that the answer can be certified.");
        var tolerance = v.Optional("tolerance", Forms.OpenFraction, usual.Tolerance, "ε of the certificate.");
        var directions = v.Optional("directions", Forms.Count(1, 1 << 20), usual.Directions, "Directions that are looked along at first.");
        var points = v.Optional("pointsPerDirection", Forms.Count(2, 1 << 16), usual.PointsPerDirection, "Shocks on each.");
        var minima = v.Optional("minima", Forms.Count(1, 1000), usual.Minima, "Local minima that are looked for.");
        var samples = v.Optional("samples", Forms.Count(0), usual.Samples, "Shocks of smaller size that are tried where the answer is sampled.");
        var most = v.Optional("maximumCascades", Forms.Whole(1), usual.MaximumCascades, "Cascades at most for a certificate.");
        var seed = v.Optional("seed", Forms.Seed, 0UL, "Seed of random directions.");
        return g => new ReverseStressOptions
        {
            IsMonotone = monotone.Of(g),
            Tolerance = tolerance.Of(g),
            Directions = directions.Of(g),
            PointsPerDirection = points.Of(g),
            Minima = minima.Of(g),
            Samples = samples.Of(g),
            MaximumCascades = most.Of(g),
            Seed = seed.Of(g),
        };
    });

    private static Variant<Func<string, Lever>> Levers { get; } = new("lever", "What a policy may move.", v =>
    {
        var effect = v.Required("effect", EffectForms.All.Form, "What it does.");
        var none = v.Required("none", Forms.Any("units of the lever"), "The value at which there is none of it.");
        var most = v.Required("most", Forms.Any("units of the lever"), "The most of it.");
        var cost = v.Optional("unitCost", Forms.Positive("currency a unit"), 1, "Cost of a unit.");
        return g => name => Lever.Of(name, effect.Of(g), none.Of(g), most.Of(g)) with { UnitCost = cost.Of(g) };
    });

    /// <summary>A reverse stress test.</summary>
    public static Variant<(ReverseStress Search, StressTarget Target, ReverseStressOptions Options)> Reverse { get; } = new("reverse", "The smallest shock that reaches a target.", v =>
    {
        var parts = new Shared(v);
        var coordinates = v.Required("coordinates", Forms.Map(Coordinates.Form, Forms.Label), "What may be stressed.");
        var following = v.Optional("following", Forms.Map(Coordinates.Form, Forms.Label), [], "Factors that stand at their conditional mean given the coordinates; takes a Mahalanobis norm.");
        var norm = v.Optional("norm", new Form<StressNorm>(Norms.Form.Read, () => Norms.Definition(Pieces.None)), StressNorm.Euclidean, "How the size of a shock is measured; Euclidean when left out.");
        var target = v.Required("target", Target.Form, "What has to be reached.");
        var search = v.Optional("search", Search.Form, ReverseStressOptions.Default, "How far the search goes.");
        return g => (
            new ReverseStress(parts.System.Of(g), parts.Round.Of(g), parts.Cascade.Of(g)) { Norm = norm.Of(g) }
                .Over(coordinates.Of(g).Select(c => c.Value.Named(c.Name)))
                .WithFollowing(following.Of(g).Select(f => f.Value.Named(f.Name))),
            target.Of(g),
            search.Of(g));
    });

    /// <summary>A search for the least relief, or with several levers the frontier.</summary>
    public static Variant<PolicyQuestion> Policy { get; } = new("policy", "The least relief that keeps an output within a bound; with several levers the frontier of cost against output.", v =>
    {
        var parts = new Shared(v);
        var scenarios = v.Required("scenarios", new Form<IScenarioSource>((n, c) => c.Source = SourceForms.All.Form.Read(n, c), SourceForms.All.Form.Schema), "The shocks.");
        var effects = v.Optional("effects", Forms.Map(EffectForms.All.Form, Forms.Label), [], "What a coordinate of the scenarios does; the price fall of the asset of its name where it is not here.");
        var levers = v.Required("levers", Forms.Map(Levers.Form, Forms.Label), "What may be moved, by name.");
        var output = v.Required("output", OutputForms.Named.Form, "What is to be kept small; one.");
        var bound = v.Optional<double?>("atMost", Forms.Any("units of the output").As(x => (double?)x), null, "The bound; with several levers it is left out.");
        var confidence = v.Optional("confidence", Forms.Share, 1, "Share of the scenarios in which the bound is kept, above 0.");
        var points = v.Optional("points", Forms.Count(2, 1 << 16), PolicyOptions.Default.Points, "Values of the lever that are tried.");
        var grid = v.Optional("frontierPoints", Forms.Count(2, 1 << 12), PolicyOptions.Default.FrontierPoints, "Values of each lever on the frontier's grid.");
        return g => new PolicyQuestion(
            new Stress.Policy(effects.Of(g).Aggregate(new Ensemble(parts.System.Of(g), scenarios.Of(g), parts.Round.Of(g), parts.Cascade.Of(g)), (e, x) => e.Acting(x.Name, x.Value))),
            [.. levers.Of(g).Select(l => l.Value(l.Name))],
            One(output.Of(g)),
            bound.Of(g),
            new PolicyOptions { Confidence = confidence.Of(g), Points = points.Of(g), FrontierPoints = grid.Of(g) }).Checked();
    });

    private static Output One(IReadOnlyList<Output> outputs) =>
        outputs.Count == 1 ? outputs[0] : throw new ArgumentException(FormattableString.Invariant($"of names {outputs.Count} outputs; one is expected."));

    private static double[,] Square(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        var n = rows.Count;
        var matrix = new double[n, n];
        for (var r = 0; r < n; r++)
        {
            Require.Length(rows[r].Count, n, "covariance", "factor");
            for (var c = 0; c < n; c++)
            {
                matrix[r, c] = rows[r][c];
            }
        }

        return matrix;
    }

    /// <summary>What every specification has.</summary>
    private sealed class Shared
    {
        public Shared(IProperties v)
        {
            v.Optional("$schema", Forms.Label, "", "Where this schema is, for editors; not read.");
            v.Required("version", Forms.Whole(EnsembleForm.Version, EnsembleForm.Version), "Version of this schema: 1.");
            v.Optional("name", Forms.Label, "", "A title.");
            System = v.Required("system", SystemForms.Any, "The system.");
            Round = v.Required("round", EnsembleForm.Round, "What happens in one round, in this order.");
            Cascade = v.Optional("cascade", EnsembleForm.Cascade.Form, CascadeOptions.Default with { KeepEvery = 0 }, "Limits of each cascade.");
        }

        public Property<FinancialSystem> System { get; }

        public Property<IOperator> Round { get; }

        public Property<CascadeOptions> Cascade { get; }
    }
}
