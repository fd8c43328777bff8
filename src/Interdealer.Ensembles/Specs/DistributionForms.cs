using Interdealer.Ensembles.Sampling;
using Interdealer.Risk;

namespace Interdealer.Ensembles.Specs;

/// <summary>Every distribution and every dependence that a specification can name.</summary>
internal static class DistributionForms
{
    private static Form<IReadOnlyList<double>> Observations { get; } = Forms.List(Forms.Any("the unit of the coordinate"));

    private static Variant<(double Least, double Most)> Ends { get; } = new("ends", "Two ends.", v =>
    {
        var least = v.Optional("least", Value, double.NegativeInfinity, "Lower end; none when left out.");
        var most = v.Optional("most", Value, double.PositiveInfinity, "Upper end; none when left out.");
        return g => (least.Of(g), most.Of(g));
    });

    private static Variant<(double Value, double Weight)> Weighted { get; } = new("value", "A value and its weight.", v =>
    {
        var value = v.Required("value", Value, "The value.");
        var weight = v.Required("weight", Forms.Amount("weight"), "Its weight; weights are divided by their sum.");
        return g => (value.Of(g), weight.Of(g));
    });

    private static Form<Func<int, Correlation>> CorrelationOf { get; } = new(
        (node, context) => node.Kind == System.Text.Json.JsonValueKind.Number
            ? Forms.Any("correlation").Read(node, context) is var all ? size => Correlation.Uniform(size, all) : null!
            : Forms.List(Forms.List(Forms.Any("correlation"))).Read(node, context) is var rows && rows.All(r => r.Count == rows.Count) ? _ => Correlation.Of(Matrix(rows))
            : throw node.Wrong("a number, or a square array of rows of numbers"),
        () => new() { ["type"] = new System.Text.Json.Nodes.JsonArray("number", "array") });

    // Declared after what it is made of: static initialisers run in the order of the text.
    public static Choice<Marginal> All { get; } = new(
        "distribution",
        "distribution",
        Of("normal", "Normal.", v =>
        {
            var (mean, deviation) = (v.Required("mean", Value, "Mean."), v.Required("deviation", Scale, "Standard deviation."));
            return g => Marginal.Normal(mean.Of(g), deviation.Of(g));
        }),
        Of("logNormal", "e to the power of a normal.", v =>
        {
            var (mean, deviation) = (v.Required("logMean", Value, "Mean of the logarithm."), v.Required("logDeviation", Scale, "Standard deviation of the logarithm."));
            return g => Marginal.LogNormal(mean.Of(g), deviation.Of(g));
        }),
        Of("studentT", "Student's t, location + scale·T.", v =>
        {
            var degrees = v.Required("degrees", Scale, "Degrees of freedom, at least 0.1.");
            var location = v.Optional("location", Value, 0, "Median.");
            var scale = v.Optional("scale", Scale, 1, "Scale.");
            return g => Marginal.StudentT(degrees.Of(g), location.Of(g), scale.Of(g));
        }),
        Of("uniform", "Uniform between two ends.", v =>
        {
            var (least, most) = (v.Required("least", Value, "Lower end."), v.Required("most", Value, "Upper end."));
            return g => Marginal.Uniform(least.Of(g), most.Of(g));
        }),
        Of("beta", "Beta, stretched from (0, 1) to two ends.", v =>
        {
            var (alpha, beta) = (v.Required("alpha", Scale, "Shape α."), v.Required("beta", Scale, "Shape β."));
            var (least, most) = (v.Optional("least", Value, 0, "Lower end."), v.Optional("most", Value, 1, "Upper end."));
            return g => Marginal.Beta(alpha.Of(g), beta.Of(g), least.Of(g), most.Of(g));
        }),
        Of("gamma", "Gamma.", v =>
        {
            var (shape, scale) = (v.Required("shape", Scale, "Shape."), v.Required("scale", Scale, "Scale."));
            return g => Marginal.Gamma(shape.Of(g), scale.Of(g));
        }),
        Of("generalisedPareto", "What lies above a threshold.", v =>
        {
            var (shape, scale) = (v.Required("shape", Value, "Tail index."), v.Required("scale", Scale, "Scale."));
            var threshold = v.Optional("threshold", Value, 0, "Lower end.");
            return g => Marginal.GeneralisedPareto(shape.Of(g), scale.Of(g), threshold.Of(g));
        }),
        Of("triangular", "Triangular.", v =>
        {
            var (least, mode, most) = (v.Required("least", Value, "Lower end."), v.Required("mode", Value, "Mode."), v.Required("most", Value, "Upper end."));
            return g => Marginal.Triangular(least.Of(g), mode.Of(g), most.Of(g));
        }),
        Of("empirical", "One of some observations, each equally likely.", v =>
        {
            var observations = v.Required("observations", Observations, "The observations.");
            return g => Marginal.Empirical(observations.Of(g));
        }),
        Of("interpolated", "Observations with straight lines between them.", v =>
        {
            var observations = v.Required("observations", Observations, "The observations.");
            return g => Marginal.Interpolated(observations.Of(g));
        }),
        Of("discrete", "One of some values with given weights.", v =>
        {
            var values = v.Required("values", Forms.List(Weighted.Form), "The values, all different.");
            return g => Marginal.Discrete(values.Of(g));
        }),
        Of("constant", "Always the same value.", v =>
        {
            var value = v.Required("value", Value, "The value.");
            return g => Marginal.Constant(value.Of(g));
        }));

    public static Choice<Func<int, Copula>> Copulas { get; } = new(
        "copula",
        "copula",
        new Variant<Func<int, Copula>>("independent", "Coordinates that do not depend on each other.", _ => _ => _ => Copula.Independent),
        new Variant<Func<int, Copula>>("gaussian", "Gaussian copula.", v =>
        {
            var correlation = v.Required("correlation", CorrelationOf, "One number for every pair, or a row of numbers for each coordinate.");
            return g => size => Copula.Gaussian(correlation.Of(g)(size));
        }),
        new Variant<Func<int, Copula>>("studentT", "Student's t copula: extremes come together.", v =>
        {
            var correlation = v.Required("correlation", CorrelationOf, "One number for every pair, or a row of numbers for each coordinate.");
            var degrees = v.Required("degrees", Scale, "Degrees of freedom, at least 0.1; the fewer, the more extremes come together.");
            return g => size => Copula.StudentT(correlation.Of(g)(size), degrees.Of(g));
        }));

    public static Form<double> Value => Forms.Any("the unit of the coordinate");

    private static Form<double> Scale => Forms.Positive("the unit of what it scales");

    private static double[,] Matrix(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        var matrix = new double[rows.Count, rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = 0; j < rows.Count; j++)
            {
                matrix[i, j] = rows[i][j];
            }
        }

        return matrix;
    }

    // What every distribution can have: a logarithmic loss turned into a fall of the price, and ends.
    private static Variant<Marginal> Of(string name, string description, Func<Variant<Marginal>, Func<Given, Marginal>> define) => new(name, description, v =>
    {
        var make = define(v);
        var fall = v.Optional("asFall", Forms.Flag, false, "Whether it is of logarithmic losses x, the price falling by 1 − e^(−x).");
        var ends = v.Optional("clamped", Ends.Form, default, "Ends to which everything outside of them is moved.");
        return g =>
        {
            var marginal = fall.Of(g) ? make(g).AsFall() : make(g);
            return ends.IsIn(g) ? marginal.Clamped(ends.Of(g).Least, ends.Of(g).Most) : marginal;
        };
    });
}
