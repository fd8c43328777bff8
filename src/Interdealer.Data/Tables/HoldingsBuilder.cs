namespace Interdealer.Data;

/// <summary>Gathers a holdings table row by row.</summary>
internal sealed class HoldingsBuilder(TableRows rows, TableHeader header, ReadLimits limits, TableFormat format)
{
    private int _count;

    /// <summary>The holdings so far.</summary>
    public List<Holding> Holdings { get; } = [];

    /// <summary>The line on which each institution comes first, in that order.</summary>
    public OrderedDictionary<string, int> InstitutionLines { get; } = new(StringComparer.Ordinal);

    /// <summary>The line on which each asset comes first, in that order.</summary>
    public OrderedDictionary<string, int> AssetLines { get; } = new(StringComparer.Ordinal);

    /// <summary>The institutions' own figures, in their order.</summary>
    public OrderedDictionary<string, OwnFigures> Own { get; } = new(StringComparer.Ordinal);

    /// <summary>A row a holding.</summary>
    public void ReadLong()
    {
        var keys = new UniqueKeys(rows.File, [format.Institution, format.Asset]);
        while (Next() is { } row)
        {
            Add(row, row.Text(format.Institution), row.Text(format.Asset), format.Amount);
            keys.Add(row);
        }
    }

    /// <summary>A row an institution, a column an asset.</summary>
    public void ReadWide()
    {
        var columns = header.Names.Where(name => name != format.Institution).ToList();
        foreach (var asset in columns.Where(name => name != OwnFigures.KindName && !OwnFigures.Names.Contains(name)))
        {
            AssetLines.Add(asset, rows.Line);
        }

        var keys = new UniqueKeys(rows.File, [format.Institution]);
        while (Next() is { } row)
        {
            var institution = row.Text(format.Institution);
            keys.Add(row);
            Enter(institution, row.Line);
            foreach (var column in columns.Where(column => !row.IsBlank(column)))
            {
                Add(row, institution, column, column);
            }
        }
    }

    private TableRow? Next() => rows.Read() ? header.Row(rows, _count++, limits) : null;

    private void Enter(string institution, int line)
    {
        if (InstitutionLines.TryAdd(institution, line))
        {
            Own.Add(institution, new OwnFigures(institution));
        }
    }

    private void Add(TableRow row, string institution, string name, string column)
    {
        Enter(institution, row.Line);
        if (name == OwnFigures.KindName)
        {
            Own[institution] = Own[institution] with { Kind = row.Kind(column) };
            return;
        }

        var amount = row.Amount(column, format.Unit, format.DecimalComma);
        if (amount < 0 && name != "equity")
        {
            throw row.Wrong(column, $"must be at least 0, in {format.Unit}");
        }

        if (OwnFigures.Names.Contains(name))
        {
            Own[institution] = Own[institution].With(name, amount);
            return;
        }

        AssetLines.TryAdd(name, row.Line);
        Holdings.Add(new(institution, name, amount));
        if (Holdings.Count > limits.Rows)
        {
            throw new DataException(rows.File, row.Line, FormattableString.Invariant($"is beyond the {limits.Rows} holdings that are read; a longer table needs larger limits (DataSource.Within, ReadLimits.Rows)"));
        }
    }
}
