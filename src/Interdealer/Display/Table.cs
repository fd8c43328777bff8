using System.Collections.Immutable;
using System.Reflection;

namespace Interdealer.Display;

/// <summary>An immutable table of labelled columns that shows itself as HTML and as aligned text.</summary>
/// <remarks>Numbers stand at the right in tabular figures; missing values are “–”. The same table gives the same bytes.</remarks>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed record Table : ITabular
{
    private const int DefaultRowLimit = 200;

    private Table(string? caption) => Caption = caption;

    /// <summary>What the table shows, or null.</summary>
    public string? Caption { get; }

    /// <summary>The columns, in order.</summary>
    public ImmutableArray<TableColumn> Columns { get; private init; } = [];

    /// <summary>The rows, each the values of its columns in order.</summary>
    public IReadOnlyList<IReadOnlyList<object?>> Rows
        => [.. Enumerable.Range(0, RowCount).Select(row => (IReadOnlyList<object?>)[.. Columns.Select(column => column.Values[row])])];

    /// <summary>How many rows there are; all of them, not only those shown.</summary>
    public int RowCount => Columns.Length == 0 ? 0 : Columns[0].Values.Count;

    /// <summary>How many rows are shown at most; where there are more, a note says how many there are.</summary>
    public int RowLimit { get; private init; } = DefaultRowLimit;

    /// <summary>Remarks below the table, in order.</summary>
    public ImmutableArray<string> Footnotes { get; private init; } = [];

    /// <summary>An empty table, to be given columns one by one with <c>With</c>.</summary>
    /// <param name="caption">What the table shows; may be null.</param>
    public static Table Create(string? caption = null) => new(caption);

    /// <summary>A table of records: one row each, one column for each public property in the order of declaration.</summary>
    /// <typeparam name="T">A record, class or anonymous type with public readable properties.</typeparam>
    /// <param name="records">The rows, in order.</param>
    /// <param name="caption">What the table shows; may be null.</param>
    /// <remarks>A heading is the property's name in words, what follows an underscore being the unit, or its <see cref="LabelAttribute"/>.</remarks>
    /// <exception cref="ArgumentException">The type has no public readable property.</exception>
    public static Table Of<T>(IEnumerable<T> records, string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        var rows = records.ToArray();
        // The properties of what the records are where all are the same type, so that a sequence of object works too.
        var types = rows.Where(row => row is not null).Select(row => row!.GetType()).Distinct().Take(2).ToArray();
        var type = types.Length == 1 ? types[0] : typeof(T);
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .OrderBy(property => Depth(property.DeclaringType!)).ThenBy(property => property.MetadataToken)
            .ToArray();
        if (properties.Length == 0)
        {
            throw new ArgumentException($"{type.Name} has no public properties; records must be of a type that has some.", nameof(records));
        }
        return properties.Aggregate(new Table(caption), (table, property) => table.With(property, rows));
    }

    /// <summary>The table with one more column.</summary>
    /// <typeparam name="T">Numbers, text, dates, bools, or anything with a <see cref="object.ToString"/>.</typeparam>
    /// <param name="label">The heading with its unit, such as “Loss, $bn”.</param>
    /// <param name="values">One value a row.</param>
    /// <param name="format">How values are written; null chooses by their kind and size.</param>
    /// <exception cref="ArgumentException">The label is blank or used already, or the number of values is not the number of rows.</exception>
    public Table With<T>(string label, IEnumerable<T> values, Format? format = null)
    {
        Require.NotBlank(label, nameof(label), "the heading of the column with its unit");
        ArgumentNullException.ThrowIfNull(values);
        if (Columns.Any(column => column.Label == label))
        {
            throw new ArgumentException($"The table has a column '{label}' already; every label must be used once.", nameof(label));
        }
        var boxed = values.Select(value => (object?)value).ToImmutableArray();
        if (Columns.Length > 0)
        {
            Require.SameLength(boxed.Length, RowCount, nameof(values), "row of the table");
        }
        return this with { Columns = Columns.Add(new TableColumn(label, boxed, format ?? Format.For(boxed))) };
    }

    /// <summary>The table with one more column of numbers in a pattern of .NET's.</summary>
    /// <typeparam name="T">A number or date.</typeparam>
    /// <param name="label">The heading with its unit.</param>
    /// <param name="values">One value a row.</param>
    /// <param name="pattern">Such as <c>0.00</c> or <c>0.00 %</c>.</param>
    /// <exception cref="ArgumentException">The label or pattern is blank, the label used already, or the number of values is not that of rows.</exception>
    public Table With<T>(string label, IEnumerable<T> values, string pattern) => With(label, values, Pattern(pattern, typeof(T)));

    /// <summary>The table with the columns of the given labels only, in that order.</summary>
    /// <param name="labels">Labels of columns the table has.</param>
    /// <exception cref="ArgumentException">A label is not one of the table's.</exception>
    public Table Select(params string[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return this with { Columns = [.. labels.Select(Column)] };
    }

    /// <summary>The column of a label.</summary>
    /// <param name="label">A label of the table's.</param>
    /// <exception cref="ArgumentException">There is no such column; the message lists those there are.</exception>
    public TableColumn Column(string label)
        => Columns.FirstOrDefault(column => column.Label == label)
            ?? throw new ArgumentException(
                $"The table has no column '{label}'; it has {string.Join(", ", Columns.Select(column => $"'{column.Label}'"))}.", nameof(label));

    /// <summary>The table with its column of that label written in another format.</summary>
    /// <param name="label">A label of the table's.</param>
    /// <param name="format">How its values are written.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Table Formatted(string label, Format format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var column = Column(label);
        return this with { Columns = Columns.Replace(column, column with { Format = format }) };
    }

    /// <summary>The table with one more remark below it.</summary>
    /// <param name="text">The remark.</param>
    /// <exception cref="ArgumentException">The text is blank.</exception>
    public Table WithFootnote(string text) => this with { Footnotes = Footnotes.Add(Require.NotBlank(text, nameof(text), "the remark")) };

    /// <summary>The table with a line below it that says where its numbers are from.</summary>
    /// <param name="source">Publisher, series and date; “Source: ” is put before it unless it starts so.</param>
    /// <exception cref="ArgumentException">The text is blank.</exception>
    public Table WithSource(string source) => WithFootnote(SourceLine.Of(source));

    /// <summary>The table with another limit to the rows it shows.</summary>
    /// <param name="limit">Rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public Table WithRowLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return this with { RowLimit = limit };
    }

    /// <summary>The table itself.</summary>
    public Table ToTable() => this;

    /// <inheritdoc/>
    public string ToHtml() => TableHtml.Of(this);

    /// <summary>The table as text: aligned columns, at most 120 characters wide, columns that do not fit below the first ones.</summary>
    public override string ToString() => TableText.Of(this);

    /// <summary>A heading that no column has yet: the label, with a prime for each time it is taken.</summary>
    internal string Unused(string label) => Columns.Any(column => column.Label == label) ? Unused(label + "′") : label;

    internal int ShownRows => Math.Min(RowCount, RowLimit);

    internal IEnumerable<string> Notes
        => RowCount > RowLimit
            ? Footnotes.Prepend(FormattableString.Invariant($"The first {RowLimit:#,0} of {RowCount:#,0} rows are shown."))
            : Footnotes;

    private Table With<T>(PropertyInfo property, T[] rows)
    {
        var label = property.GetCustomAttribute<LabelAttribute>();
        object?[] values = [.. rows.Select(row => row is null ? null : property.GetValue(row))];
        return With(label?.Text ?? Heading.Of(property.Name), values, label?.Pattern is { } pattern ? Pattern(pattern, property.PropertyType) : null);
    }

    private static Format Pattern(string pattern, Type type)
        => (Nullable.GetUnderlyingType(type) ?? type) is var kind && (kind == typeof(DateOnly) || kind == typeof(DateTime) || kind == typeof(DateTimeOffset))
            ? Format.Dates(pattern)
            : Format.Number(pattern);

    private static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;
}
