using System.Collections.Immutable;
using Interdealer.Display;

namespace Interdealer.Sensitivity;

/// <summary>The conclusions about a system under every choice of a grid: each holds everywhere, holds where …, or fails.</summary>
/// <typeparam name="TPoint">The grid's point.</typeparam>
/// <typeparam name="TResult">What a run gives.</typeparam>
/// <remarks>A verdict is computed from the runs alone. It speaks of the points of the grid and says nothing of what lies between them.</remarks>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class Robustness<TPoint, TResult> : ITabular
{
    internal Robustness(GridValues<TPoint, TResult> results, ImmutableArray<Conclusion<TPoint>> conclusions) =>
        (Results, Conclusions) = (results, conclusions);

    /// <summary>The result of every run.</summary>
    public GridValues<TPoint, TResult> Results { get; }

    /// <summary>The conclusions, in the order in which they were added.</summary>
    public ImmutableArray<Conclusion<TPoint>> Conclusions { get; }

    /// <summary>The conclusions as rows for a table of claims.</summary>
    public ImmutableArray<Finding> Findings => [.. Conclusions.Select(c => c.Finding)];

    /// <summary>One conclusion as a row for a table of claims.</summary>
    /// <param name="what">As it was added.</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public Finding this[string what] => Conclusions.FirstOrDefault(c => c.What == what)?.Finding
        ?? throw Require.Unknown("a conclusion", what, Conclusions.Select(c => c.What), nameof(what));

    /// <summary>The same runs with one more conclusion.</summary>
    /// <param name="what">What is concluded, in words.</param>
    /// <param name="holds">Whether a run bears it out.</param>
    /// <exception cref="ArgumentException">The text is blank or used already.</exception>
    /// <exception cref="InvalidOperationException">It failed on a run; the message names the choice.</exception>
    public Robustness<TPoint, TResult> Conclude(string what, Func<TResult, bool> holds)
    {
        ArgumentNullException.ThrowIfNull(holds);
        return With(new(New(what), Each(holds), figure: null, format: null));
    }

    /// <summary>The same runs with one more conclusion and the figure it rests on.</summary>
    /// <param name="what">What is concluded, in words.</param>
    /// <param name="figure">The figure of a run.</param>
    /// <param name="holds">Whether a figure bears the conclusion out; one that is not finite never does.</param>
    /// <param name="pattern">A number pattern of .NET's for the figure, such as <c>0.0</c>; null chooses by the values.</param>
    /// <exception cref="ArgumentException">The text is blank or used already, or the pattern is blank.</exception>
    /// <exception cref="InvalidOperationException">It failed on a run; the message names the choice.</exception>
    public Robustness<TPoint, TResult> Conclude(string what, Func<TResult, double> figure, Func<double, bool> holds, string? pattern = null)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(holds);
        var figures = Each(figure);
        return With(new(New(what), figures.Map(f => double.IsFinite(f) && holds(f)), figures, pattern is null ? null : Format.Number(pattern)));
    }

    /// <summary>One row a conclusion: its verdict, at how many points it holds, and the range of its figure.</summary>
    public Table ToTable() => Table.Create("Conclusions under every choice")
        .With("Conclusion", Conclusions.Select(c => c.What))
        .With("Verdict", Conclusions.Select(c => c.Finding.Verdict.Text))
        .With("Holds at", Conclusions.Select(c => c.Count()))
        .With("Figure", Conclusions.Select(c => c.Figure is null ? null : c.Range()))
        .WithFootnote(FormattableString.Invariant($"{Results.Count:#,0} points: {string.Join("; ", Results.Grid.Axes.Select(a => a.ToString()))}."));

    /// <summary>One row a choice: whether each conclusion holds there, and its figure.</summary>
    /// <param name="caption">What the table shows.</param>
    public Table ByPoint(string caption = "Conclusions, choice by choice") =>
        Conclusions.Aggregate(GridTables.Axes(Results.Grid, caption), (table, c) =>
        {
            var with = table.With(table.Unused(c.What), c.Holds, Format.YesNo);
            return c.Figure is { } figure ? with.With(with.Unused($"{c.What}: figure"), figure, c.FigureFormat()) : with;
        });

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();

    private Robustness<TPoint, TResult> With(Conclusion<TPoint> conclusion) => new(Results, Conclusions.Add(conclusion));

    private GridValues<TPoint, T> Each<T>(Func<TResult, T> of) =>
        Results.Grid.Read(point => Robustness.At(Results.Grid, point, () => of(Results[point])));

    private string New(string what) => Conclusions.Any(c => c.What == Require.NotBlank(what, nameof(what), "what is concluded, in words"))
        ? throw new ArgumentException($"what: \"{what}\" is concluded already; every conclusion needs words of its own.", nameof(what))
        : Require.NotBlank(what, nameof(what), "what is concluded, in words");
}
