using Interdealer.Files;
using Microsoft.Data.Sqlite;

namespace Interdealer.Ensembles.Storage;

/// <summary>
/// A SQLite file with four tables: run (specification and hash), figures, summaries (their bytes) and scenarios (outputs kept in full, a row each).
/// </summary>
internal static class SqliteResults
{
    // What SQLite was compiled to allow, less the column of scenario numbers.
    private const int MostColumns = 2000 - 1;
    private const string NumberColumn = "scenario";

    /// <summary>Checks that a table can have these columns.</summary>
    /// <exception cref="ArgumentException">There are too many, or two that differ only in upper and lower case, which are one to SQLite.</exception>
    public static void EnsureHolds(IReadOnlyList<string> columns)
    {
        if (columns.Count > MostColumns)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"A SQLite file can hold {MostColumns} outputs in full; {columns.Count} are to be kept. Write a .csv file, or keep fewer."));
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { NumberColumn };
        foreach (var column in columns)
        {
            if (!seen.Add(column))
            {
                throw new ArgumentException(
                    $"The output \"{column}\" has the name of another column of a SQLite file, where upper and lower case are one. Write a .csv file, or rename it.");
            }
        }
    }

    public static void Write(FinishedRun run, string path) => AtomicFile.Make(path, beside =>
    {
        try
        {
            WriteBeside(run, beside);
        }
        catch (SqliteException cause)
        {
            throw new IOException(cause.Message, cause);
        }
    });

    private static void WriteBeside(FinishedRun run, string beside)
    {
        // Without a pool the file is closed, whole, before it is moved.
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = beside, Pooling = false }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
        using var transaction = connection.BeginTransaction();
        Insert(connection, "run", ["name TEXT PRIMARY KEY", "value TEXT"], [["specification", run.Identity.Specification], ["hash", run.Identity.Hash]]);
        Insert(
            connection,
            "figures",
            ["output TEXT", "place INTEGER", "summary TEXT", "figure TEXT", "value REAL"],
            run.Figures.Select(f => new object?[] { f.Output, f.Place, f.Kind, f.Figure, Number(f.Value) }));
        Insert(
            connection,
            "summaries",
            ["output TEXT", "place INTEGER", "summary TEXT", "state BLOB"],
            run.States.Select(s => new object?[] { s.Output, s.Place, s.Kind, s.Bytes }));
        Insert(connection, "scenarios", [.. run.Columns.Select(c => $"{Quoted(c)} REAL").Prepend($"{NumberColumn} INTEGER PRIMARY KEY")], Rows(run));
        transaction.Commit();
    }

    private static IEnumerable<object?[]> Rows(FinishedRun run)
    {
        foreach (var (range, values) in run.Kept.InOrder())
        {
            for (var s = 0; s < range.Count && values.Length > 0; s++)
            {
                yield return [range.First + s, .. values.Select(column => Number(column[s]))];
            }
        }
    }

    private static void Insert(SqliteConnection connection, string table, string[] columns, IEnumerable<object?[]> rows)
    {
        Execute(connection, $"CREATE TABLE {table} ({string.Join(", ", columns)})");
        using var command = connection.CreateCommand();
        var places = Enumerable.Range(0, columns.Length).Select(c => FormattableString.Invariant($"@p{c}")).ToArray();
        command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", places)})";
        foreach (var place in places)
        {
            command.Parameters.Add(new SqliteParameter(place, null));
        }

        foreach (var row in rows)
        {
            for (var c = 0; c < row.Length; c++)
            {
                command.Parameters[c].Value = row[c] ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    // SQLite has no NaN; a figure that is none is missing.
    private static object Number(double value) => double.IsNaN(value) ? DBNull.Value : value;

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
