using System.Collections.Immutable;
using System.Globalization;
using Interdealer.Display;

namespace Interdealer.Cascades;

/// <summary>What one asset does in the response of a round.</summary>
/// <param name="Asset">Which.</param>
/// <param name="Weight">Its part in the leading vector, a fraction; they sum to 1, or are all 0 where nothing responds.</param>
/// <param name="Own">T_kk: its own induced fall per unit of its initial fall.</param>
public sealed record AssetResponse(string Asset, double Weight, double Own);

/// <summary>The response of one round at a state: T_jk, the further fall of asset j per unit of fall of asset k, and its spectral radius.</summary>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class StabilityResult : ITabular
{
    private readonly ImmutableArray<string> _assets;
    private readonly double[,] _response;
    private readonly ImmutableArray<double> _leading;

    internal StabilityResult(ImmutableArray<string> assets, double[,] response, double[,] halfStep, double error, bool smooth)
    {
        (_assets, _response, Error, IsSmooth) = (assets, response, error, smooth);
        (Radius, _leading) = LeadingPair.Of(response);
        RadiusError = Math.Abs(Radius - LeadingPair.Of(halfStep).Radius);
    }

    /// <summary>Spectral radius ρ of T: below 1 a fall dies out, above 1 it grows.</summary>
    public double Radius { get; }

    /// <summary>True when ρ &lt; 1: the system absorbs.</summary>
    public bool Absorbs => Radius < 1;

    /// <summary>Final fall per unit of initial fall along the leading vector if every round answered alike, 1/(1 − ρ); +∞ where ρ ≥ 1.</summary>
    public double Multiplier => Absorbs ? 1 / (1 - Radius) : double.PositiveInfinity;

    /// <summary>
    /// Largest difference between entries of T measured with the full and with half the step; the extrapolated entries are better than this
    /// unless a limit starts or stops to bind within the step.
    /// </summary>
    public double Error { get; }

    /// <summary>False where the two steps disagree by more than curvature explains: a limit starts or stops to bind within the step, and T is that of half the step.</summary>
    public bool IsSmooth { get; }

    /// <summary>Difference between ρ extrapolated and ρ measured with half the step.</summary>
    public double RadiusError { get; }

    /// <summary>The matrix T, rows the asset that falls further, columns the asset that fell first, as a new array.</summary>
    public double[,] Response => (double[,])_response.Clone();

    /// <summary>Each asset's part: the leading vector is the pattern of falls that a round reproduces, scaled by ρ.</summary>
    public IReadOnlyList<AssetResponse> Assets => [.. _assets.Select((name, k) => new AssetResponse(name, _leading[k], _response[k, k]))];

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();

    /// <inheritdoc />
    public Table ToTable() => Table.Create("Response of one round")
        .With("Asset", _assets)
        .With("Leading vector", _leading, "0.0000")
        .With("Own response", Assets.Select(a => a.Own), "0.0000")
        .WithFootnote(string.Create(
            CultureInfo.InvariantCulture,
            $"Spectral radius {Radius:0.000000} (± {RadiusError:0.#E+0}): the system {(Absorbs ? "absorbs" : "amplifies")}.{(IsSmooth ? "" : " A limit starts or stops to bind within the step.")}"));
}
