using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interdealer.Display;
using Interdealer.Ensembles.Results;
using Interdealer.Files;
using Microsoft.Data.Sqlite;

namespace Interdealer.Ensembles.Storage;

/// <summary>One figure of a file of results.</summary>
/// <param name="Output">Name of the output.</param>
/// <param name="Summary">Kind of the summary.</param>
/// <param name="Figure">Name of the figure.</param>
/// <param name="Value">The figure; NaN where there is none.</param>
public sealed record StoredFigure(string Output, string Summary, string Figure, double Value);

/// <summary>What a file of results says of itself: the run's specification and every figure of every summary.</summary>
/// <param name="RunHash">SHA-256 of the specification.</param>
/// <param name="Specification">The specification, JSON text.</param>
/// <param name="Figures">The figures, in the order of the outputs.</param>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed record ResultsReport(string RunHash, string Specification, ImmutableArray<StoredFigure> Figures) : IRenderable
{
    private const long MostBytes = 1 << 28;
    private const int MostFigures = 10_000_000;

    /// <summary>Reads a file of results.</summary>
    /// <param name="path">Ends in .sqlite, .db, .json, or .csv, .parquet or .arrow, whose .run.json lies beside it.</param>
    /// <exception cref="ArgumentException">It ends otherwise.</exception>
    /// <exception cref="InvalidDataException">It is not such a file, or its specification is not the one it was written with.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ResultsReport Read(string path)
    {
        if (File.Exists(path) && !RealPath.HasContent(path))
        {
            throw new InvalidDataException($"{path}: is empty, or no ordinary file");
        }

        var report = Path.GetExtension(Require.Label(path)) switch
        {
            ".sqlite" or ".db" => FromSqlite(path),
            ".csv" or ".parquet" or ".arrow" => FromJson(ResultsFile.Beside(path)),
            ".json" => FromJson(path),
            _ => throw new ArgumentException($"path: \"{path}\" must end in .sqlite, .db, .parquet, .arrow, .csv or .json.", nameof(path)),
        };
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(report.Specification))) == report.RunHash
            ? report
            : throw new InvalidDataException($"{path}: its specification does not have the hash it was written with; the file was changed");
    }

    /// <inheritdoc />
    public string ToHtml() => Table().ToHtml();

    /// <inheritdoc />
    public override string ToString() => Table().ToString();

    private static ResultsReport FromJson(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
        {
            throw new InvalidDataException(FormattableString.Invariant($"{path}: is longer than the {MostBytes} bytes that are read"));
        }

        try
        {
            var root = JsonNode.Parse(File.ReadAllBytes(path), documentOptions: new JsonDocumentOptions { MaxDepth = 64 })!;
            return new ResultsReport(
                root["runHash"]!.GetValue<string>(),
                root["run"]!.ToJsonString(RunIdentity.Json),
                [.. root["figures"]!.AsArray().Select(f => new StoredFigure(f!["output"]!.GetValue<string>(), f["summary"]!.GetValue<string>(), f["figure"]!.GetValue<string>(), Number(f["value"])))]);
        }
        catch (Exception cause) when (cause is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path}: is not a file of an ensemble's results ({cause.Message})", cause);
        }
    }

    private static double Number(JsonNode? value) => value is null ? double.NaN
        : value.GetValueKind() == JsonValueKind.String ? double.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture)
        : value.GetValue<double>();

    private static ResultsReport FromSqlite(string path)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            var run = Rows(connection, "SELECT name, value FROM run LIMIT 100", r => (Name: r.GetString(0), Value: r.GetString(1))).ToDictionary(r => r.Name, r => r.Value, StringComparer.Ordinal);
            return new ResultsReport(run["hash"], run["specification"], [.. Rows(
                connection,
                FormattableString.Invariant($"SELECT output, summary, figure, value FROM figures LIMIT {MostFigures}"),
                r => new StoredFigure(r.GetString(0), r.GetString(1), r.GetString(2), r.IsDBNull(3) ? double.NaN : r.GetDouble(3)))]);
        }
        catch (Exception cause) when (cause is SqliteException or KeyNotFoundException or InvalidCastException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: is not a file of an ensemble's results ({cause.Message})", cause);
        }
    }

    private static List<T> Rows<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private Table Table() => Display.Table.Create("Results of an ensemble")
        .With("Output", Figures.Select(f => f.Output))
        .With("Summary", Figures.Select(f => f.Summary), Format.Words)
        .With("Figure", Figures.Select(f => f.Figure))
        .With("Value", Figures.Select(f => FigureText.Of(f.Value)))
        .WithFootnote($"Run {RunHash}.");
}
