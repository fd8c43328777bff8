using System.Globalization;
using Interdealer.Display;

namespace Interdealer.Models.Published;

/// <summary>Where an expected value comes from.</summary>
public enum CaseOrigin
{
    /// <summary>Printed in a paper.</summary>
    Paper,

    /// <summary>Printed by, or asserted in the tests of, another program.</summary>
    Program,

    /// <summary>Derived from the stated model by hand or in high precision, outside this library.</summary>
    Derived,
}

/// <summary>What a model must give for stated inputs, and how to compute it.</summary>
public sealed class ReferenceCase
{
    /// <summary>Accuracy where the expected value is known in full.</summary>
    internal const double Relative = 1e-9;

    private readonly Func<(string Text, bool IsSame)> _compute;

    private ReferenceCase(string inputs, string quantity, string expected, CaseOrigin origin, Func<(string Text, bool IsSame)> compute) =>
        (Inputs, Quantity, Expected, Origin, _compute) = (inputs, quantity, expected, origin, compute);

    /// <summary>The inputs, in the paper's symbols.</summary>
    public string Inputs { get; }

    /// <summary>What is computed from them.</summary>
    public string Quantity { get; }

    /// <summary>The expected value, as printed or derived.</summary>
    public string Expected { get; }

    /// <summary>Where it comes from.</summary>
    public CaseOrigin Origin { get; }

    /// <summary>Computes the case.</summary>
    /// <param name="model">Title of the model it belongs to.</param>
    public CaseResult Run(string model)
    {
        var (text, isSame) = _compute();
        return new CaseResult(model, Inputs, Quantity, Expected, text, Origin, isSame);
    }

    /// <summary>A value known to the digits that its source prints: the same if it rounds to them.</summary>
    internal static ReferenceCase Printed(string inputs, string quantity, string expected, CaseOrigin origin, Func<double> compute)
    {
        var printed = PrintedNumber.In(expected);
        return new ReferenceCase(inputs, quantity, expected, origin, () =>
        {
            var value = compute();
            return (printed.Format.Apply(value), printed.IsRoundingOf(value));
        });
    }

    /// <summary>Values known in full: the same if each is, to 1e-9 relative.</summary>
    internal static ReferenceCase Exact(string inputs, string quantity, double[] expected, CaseOrigin origin, Func<IEnumerable<double>> compute) =>
        new(inputs, quantity, List(expected), origin, () =>
        {
            double[] values = [.. compute()];
            return (List(values), values.Length == expected.Length && values.Zip(expected).All(x => Math.Abs(x.First - x.Second) <= Relative * (x.Second == 0 ? 1 : Math.Abs(x.Second))));
        });

    /// <summary>A statement that holds or does not.</summary>
    internal static ReferenceCase Statement(string inputs, string statement, CaseOrigin origin, Func<bool> holds) =>
        new(inputs, statement, "so", origin, () => holds() ? ("so", true) : ("not so", false));

    private static string List(double[] values)
    {
        var texts = values.Select(x => x.ToString("G10", CultureInfo.InvariantCulture).Replace('-', '−'));
        return values.Length == 1 ? texts.First() : $"({string.Join(", ", texts)})";
    }
}

/// <summary>A reference case beside what was computed.</summary>
/// <param name="Model">Title of the model.</param>
/// <param name="Inputs">The inputs, in the paper's symbols.</param>
/// <param name="Quantity">What is computed.</param>
/// <param name="Expected">The expected value.</param>
/// <param name="Computed">The computed one, written alike.</param>
/// <param name="Origin">Where the expected value comes from.</param>
/// <param name="IsSame">Whether they agree: to the digits printed, or to 1e-9 relative where the value is known in full.</param>
public sealed record CaseResult(
    string Model, string Inputs, string Quantity, string Expected, string Computed, CaseOrigin Origin, [property: Label("Same?")] bool IsSame);
