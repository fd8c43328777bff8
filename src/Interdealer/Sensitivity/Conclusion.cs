using Interdealer.Display;

namespace Interdealer.Sensitivity;

/// <summary>One conclusion at every point of a grid of choices: whether it holds there, and the figure it rests on.</summary>
/// <typeparam name="TPoint">The grid's point.</typeparam>
public sealed class Conclusion<TPoint>
{
    private readonly Format? _format;

    internal Conclusion(string what, GridValues<TPoint, bool> holds, GridValues<TPoint, double>? figure, Format? format)
    {
        (What, Holds, Figure, _format) = (what, holds, figure, format);
        Finding = new Finding(what, figure is null ? Count() : Range(), HoldsWhere.Of(holds));
    }

    /// <summary>What is concluded, in words.</summary>
    public string What { get; }

    /// <summary>Whether it holds, point by point; a figure that is not finite supports nothing, so it does not hold there.</summary>
    public GridValues<TPoint, bool> Holds { get; }

    /// <summary>The figure it rests on, point by point; null where it rests on none.</summary>
    public GridValues<TPoint, double>? Figure { get; }

    /// <summary>The conclusion with its figures' range and its verdict: holds everywhere, holds where …, or fails.</summary>
    public Finding Finding { get; }

    /// <summary>How many points it holds at, of how many.</summary>
    internal string Count() => FormattableString.Invariant($"{Holds.Count(h => h)} of {Holds.Count}");

    /// <summary>The least and the greatest figure, and at how many points there is none.</summary>
    internal string Range()
    {
        var finite = Figure!.Where(double.IsFinite).ToArray();
        var format = FigureFormat();
        var (least, most) = finite.Length > 0 ? (format.Apply(finite.Min()), format.Apply(finite.Max())) : ("", "");
        var range = finite.Length == 0 ? "" : least == most ? least : $"{least} to {most}";
        return finite.Length == Figure!.Count
            ? range
            : FormattableString.Invariant($"{range}{(range.Length > 0 ? ", " : "")}not finite at {Figure.Count - finite.Length}");
    }

    internal Format FigureFormat() => _format ?? Format.For([.. Figure!.Select(f => (object?)f)]);
}
