using System.Collections.Immutable;
using System.Globalization;
using Interdealer.Display;

namespace Interdealer.Models;

/// <summary>One institution in a clearing. Amounts are in currency.</summary>
/// <param name="Institution">Which.</param>
/// <param name="Obligation">What it owes, p̄.</param>
/// <param name="Payment">What it pays, p.</param>
/// <param name="Recovery">p/p̄, what a unit owed by it is worth; 1 where it owes nothing.</param>
/// <param name="Equity">External assets + payments received − obligations, before costs of default; below 0 in default.</param>
/// <param name="Defaulted">True when it cannot pay in full.</param>
public sealed record ClearedInstitution(string Institution, double Obligation, double Payment, double Recovery, double Equity, bool Defaulted);

/// <summary>A clearing vector: who pays what, how it was reached and how exactly it holds.</summary>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class ClearingResult : ITabular
{
    /// <summary>A residual up to this is rounding.</summary>
    private const double Rounding = 1e-9;

    internal ClearingResult(ImmutableArray<ClearedInstitution> institutions, int iterations, double residual)
        => (Institutions, Iterations, Residual) = (institutions, iterations, residual);

    /// <summary>By institution, in the network's order.</summary>
    public ImmutableArray<ClearedInstitution> Institutions { get; }

    /// <summary>Passes of the iteration, or default sets tried.</summary>
    public int Iterations { get; }

    /// <summary>Largest |Φ(p) − p| relative to the largest obligation, Φ the model's map: the certificate.</summary>
    public double Residual { get; }

    /// <summary>True when the residual is rounding; else the payments are the last iterate, no clearing vector.</summary>
    public bool Settled => Residual <= Rounding;

    /// <summary>The payments p, in the network's order, in currency.</summary>
    public IReadOnlyList<double> Payments => [.. Institutions.Select(x => x.Payment)];

    /// <summary>Names of those who cannot pay in full.</summary>
    public IReadOnlyList<string> Defaults => [.. Institutions.Where(x => x.Defaulted).Select(x => x.Institution)];

    /// <summary>Sum of what is owed and not paid, in currency.</summary>
    public double Shortfall => Institutions.Sum(x => x.Obligation - x.Payment);

    /// <summary>How it ended, in a sentence.</summary>
    public string Describe() => Settled
        ? Text($"{Defaults.Count} of {Institutions.Length} cannot pay in full; {Shortfall:#,0.####} of {Institutions.Sum(x => x.Obligation):#,0.####} stays unpaid (residual {Residual:0.#E+0}, {Iterations} iterations).")
        : Text($"Not settled: payments still moved by {Residual:0.#E+0} of the largest obligation after {Iterations} iterations. Allow more, or use the algorithm by default sets.");

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public Table ToTable() => Table.Of(Institutions, "Clearing").WithFootnote(Describe());
}

/// <summary>The greatest and the least clearing vector, and whether they are one.</summary>
/// <param name="Greatest">The one in which everyone pays most.</param>
/// <param name="Least">The one in which everyone pays least.</param>
public sealed record ClearingVectors(ClearingResult Greatest, ClearingResult Least)
{
    private const double Same = 1e-9;

    /// <summary>Largest difference of a payment, relative to the largest obligation.</summary>
    public double Distance
    {
        get
        {
            var scale = Math.Max(Greatest.Institutions.Max(x => x.Obligation), double.Epsilon);
            return Greatest.Payments.Zip(Least.Payments, (a, b) => Math.Abs(a - b) / scale).Max();
        }
    }

    /// <summary>True when both settled and agree to 1e-9: there is no other clearing vector.</summary>
    public bool IsUnique => Greatest.Settled && Least.Settled && Distance <= Same;
}
