using Deedle;
using Interdealer.Display;
using Interdealer.Frames.Writing;

namespace Interdealer.Frames.Reading;

/// <summary>A frame of a record's own figures: a row a record, a column a property, of which any may be left out.</summary>
/// <param name="create">The record with defaults, by its name.</param>
/// <param name="figures">Its properties.</param>
internal sealed class FigureTable<T>(Func<string, T> create, params IReadOnlyList<Figure<T>> figures)
{
    public Frame<string, string> ToFrame(string[] names, IReadOnlyList<T> records) =>
        FrameWriter.Of(names, figures.Select(figure => (Heading.Of(figure.Name), figure.Column(records))));

    public T[] Read<TRow>(Frame<TRow, string> frame, string argument, Missing? missing, Func<TRow, string> name)
        where TRow : notnull
    {
        var table = FrameColumns<TRow>.Of(frame, argument);
        T[] records = [.. table.Rows.Select(row => create(name(row)))];
        foreach (var (figure, c) in Match(table))
        {
            var cells = figure.IsNumber
                ? Array.ConvertAll(table.Numbers(c, figure.Expected), x => double.IsNaN(x) ? null : (object?)x)
                : table.Objects(c);
            object? last = null;
            for (var r = 0; r < records.Length; r++)
            {
                var cell = cells[r] ?? Filled(figure, missing ?? Missing.Refused, last);
                if (cell is null && (missing ?? Missing.Refused).Choice != Missing.Way.LeftOut)
                {
                    throw Cell.Empty(argument, table.Rows[r], table.Columns[c], figure.Expected);
                }

                records[r] = cell is null ? records[r] : Set(table, r, c, figure, records[r], cell);
                last = cell;
            }
        }

        return records;
    }

    private static object? Filled(Figure<T> figure, Missing missing, object? last) => missing.Choice switch
    {
        Missing.Way.Filled when figure.IsNumber => missing.Value,
        Missing.Way.CarriedForward => last,
        _ => null,
    };

    private static T Set<TRow>(FrameColumns<TRow> table, int r, int c, Figure<T> figure, T record, object cell)
        where TRow : notnull
    {
        try
        {
            return figure.Set(record, cell) ?? throw Cell.Other(table.Argument, table.Rows[r], table.Columns[c], cell, figure.Expected);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new ArgumentException($"{Cell.Name(table.Argument, table.Rows[r], table.Columns[c])}: {e.Message}", table.Argument, e);
        }
    }

    /// <summary>The columns of the frame by property: written as the property or in words, "ShortTermDebt" or "Short-term debt".</summary>
    private IEnumerable<(Figure<T> Figure, int Column)> Match<TRow>(FrameColumns<TRow> table)
        where TRow : notnull
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var c = 0; c < table.Columns.Length; c++)
        {
            var plain = table.Columns[c].Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
            var figure = figures.FirstOrDefault(f => f.Name.Equals(plain, StringComparison.OrdinalIgnoreCase))
                ?? throw Require.Unknown($"a figure of {typeof(T).Name}", table.Columns[c], figures.Select(f => f.Name), table.Argument);
            if (!found.TryAdd(figure.Name, table.Columns[c]))
            {
                throw new ArgumentException($"{table.Argument}: the columns \"{found[figure.Name]}\" and \"{table.Columns[c]}\" are both {figure.Name}; one is enough.", table.Argument);
            }

            yield return (figure, c);
        }
    }
}

/// <summary>One property of a record as a column.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Expected">What a cell must hold, with its unit.</param>
/// <param name="IsNumber">Whether it holds numbers.</param>
/// <param name="Column">The column of many records.</param>
/// <param name="Set">The record with the figure; null where the cell is not one.</param>
internal sealed record Figure<T>(string Name, string Expected, bool IsNumber, Func<IReadOnlyList<T>, IVector> Column, Func<T, object, T?> Set)
{
    public static Figure<T> Number(string name, string unit, Func<T, double> get, Func<T, double, T> set) => new(
        name, $"a number ({unit})", true, records => FrameWriter.Column(records.Select(get).ToArray()), (record, cell) => set(record, (double)cell));
}
