using System.Globalization;
using System.Text.Json;

namespace Interdealer.Data;

/// <summary>JSON of the Office of Financial Research: Short-term Funding Monitor, Hedge Fund Monitor and Financial Stress Index.</summary>
/// <remarks>
/// Four layouts are told apart by themselves: a list of pairs <c>[date, value]</c> (one series, <c>/series/timeseries</c>); lists of pairs by mnemonic; the full
/// form, by mnemonic an object with <c>timeseries.aggregation</c> and <c>metadata</c> (<c>/series/full</c>, <c>/series/multifull</c>, and under <c>timeseries</c>
/// of a whole data set); and the stress index, by name an object with <c>data</c>. A date is year-month-day or milliseconds since 1970 at midnight UTC; null is
/// no figure. The subseries <c>disclosure_edits</c>, which repeats what was withheld, is passed over.
/// </remarks>
public static class OfficeOfFinancialResearch
{
    /// <summary>Reads a document.</summary>
    /// <param name="source">The document.</param>
    /// <param name="series">Name of the series where the document is a bare list, which does not say it; the name of the source without its ending when left out.</param>
    /// <returns>The figures as published: rates in per cent, amounts in US dollars where the metadata do not say otherwise, the stress index in points.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a document; the message names file, line, place in the document, value and what was expected.</exception>
    public static PublishedSeries Read(DataSource source, string? series = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var tokens = new JsonTokens(source);
        var reading = new Document(tokens, source.Limits);
        reading.Read(series ?? Path.GetFileNameWithoutExtension(source.Name));
        return reading.ToSeries();
    }

    private sealed class Document(JsonTokens tokens, ReadLimits limits)
    {
        private readonly Dictionary<string, Dictionary<DateOnly, (double? Value, string Path)>> _series = new(StringComparer.Ordinal);
        private readonly Dictionary<string, SeriesDescription> _descriptions = new(StringComparer.Ordinal);
        private int _count;

        public void Read(string bare)
        {
            Next("a list of pairs or an object");
            switch (tokens.Type)
            {
                case JsonTokenType.StartArray:
                    Pairs(bare, "$");
                    break;
                case JsonTokenType.StartObject:
                    Members("$", null);
                    break;
                default:
                    throw Wrong("$", "must be a list of pairs [date, value] or an object of series");
            }

            while (tokens.Read())
            {
                throw Wrong("$", "must be the end of the document");
            }
        }

        public PublishedSeries ToSeries() => _series.Count == 0
            ? throw new DataException(tokens.File, null, "has no series; expected pairs [date, value], alone or under a mnemonic")
            : new(
                [.. _series.Keys.Select(name => _descriptions.GetValueOrDefault(name) ?? new(name))],
                [.. from s in _series from p in s.Value where p.Value.Value is not null orderby s.Key, p.Key select new Observation(p.Key, s.Key, p.Value.Value!.Value)],
                [.. from s in _series from p in s.Value where p.Value.Value is null orderby s.Key, p.Key select new MissingObservation(p.Key, s.Key, "null")]);

        // The members of an object; name is that of the series it describes, null where its members are series.
        private void Members(string path, string? name)
        {
            while (Next("the end of an object") && tokens.Type != JsonTokenType.EndObject)
            {
                var member = tokens.Text;
                var at = $"{path}.{member}";
                Next($"the value of {member}");
                switch (tokens.Type)
                {
                    case JsonTokenType.StartArray when member is "aggregation" or "data" && name is not null:
                        Pairs(name, at);
                        break;
                    case JsonTokenType.StartArray when name is null:
                        Pairs(member, at);
                        break;
                    case JsonTokenType.StartObject when member == "metadata" && name is not null:
                        Metadata(name);
                        break;
                    case JsonTokenType.StartObject when member == "timeseries":
                        Members(at, name);
                        break;
                    case JsonTokenType.StartObject when name is null:
                        Members(at, member);
                        break;
                    default:
                        tokens.Skip();
                        break;
                }
            }
        }

        // description.name and unit.name, wherever else the object goes.
        private void Metadata(string series)
        {
            var (description, unit) = ("", "");
            while (Next("the end of the metadata") && tokens.Type != JsonTokenType.EndObject)
            {
                var part = tokens.Text;
                Next($"the value of {part}");
                if (tokens.Type != JsonTokenType.StartObject || part is not ("description" or "unit"))
                {
                    tokens.Skip();
                    continue;
                }

                while (Next($"the end of {part}") && tokens.Type != JsonTokenType.EndObject)
                {
                    var field = tokens.Text;
                    Next($"the value of {field}");
                    if (tokens.Type == JsonTokenType.String && field == "name")
                    {
                        (description, unit) = part == "unit" ? (description, tokens.Text) : (tokens.Text, unit);
                    }

                    tokens.Skip();
                }
            }

            _descriptions[series] = new(series, description, unit);
        }

        private void Pairs(string name, string path)
        {
            if (!_series.TryAdd(name, []))
            {
                throw new DataException(tokens.File, tokens.Line, $"has the series {DataException.Show(name)} twice; the second is at {DataException.Shown(path)}");
            }

            for (var i = 0; Next("the end of a list") && tokens.Type != JsonTokenType.EndArray; i++)
            {
                var at = FormattableString.Invariant($"{path}[{i}]");
                if (tokens.Type != JsonTokenType.StartArray)
                {
                    throw Wrong(at, "must be a pair [date, value]");
                }

                if (_count++ == limits.Rows)
                {
                    throw new DataException(tokens.File, tokens.Line, FormattableString.Invariant($"is beyond the {limits.Rows} figures that are read; a longer document needs larger limits (DataSource.Within, ReadLimits.Rows)"));
                }

                Next("a date");
                var day = Day(at + "[0]");
                Next("a value");
                var value = Value(at + "[1]");
                if (!_series[name].TryAdd(day, (value, at)))
                {
                    throw new DataException(tokens.File, tokens.Line, FormattableString.Invariant($"{at} repeats the date of {_series[name][day].Path}: {day:yyyy-MM-dd}"));
                }

                if (!Next("the end of a pair") || tokens.Type != JsonTokenType.EndArray)
                {
                    throw Wrong(at, "must be a pair [date, value] of two");
                }
            }
        }

        private DateOnly Day(string path)
        {
            if (tokens.Type == JsonTokenType.String && DateOnly.TryParseExact(tokens.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            const long millisecondsOfDay = 86_400_000;
            if (tokens.Type == JsonTokenType.Number && long.TryParse(tokens.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var since1970)
                && since1970 % millisecondsOfDay == 0 && Math.Abs(since1970 / millisecondsOfDay) < 100_000)
            {
                return new DateOnly(1970, 1, 1).AddDays((int)(since1970 / millisecondsOfDay));
            }

            throw Wrong(path, "must be a date written year-month-day (\"2020-03-31\") or milliseconds since 1970 at midnight UTC");
        }

        private double? Value(string path)
        {
            const double largest = 1e18;
            if (tokens.Type == JsonTokenType.Null)
            {
                return null;
            }

            return tokens.Type == JsonTokenType.Number && double.TryParse(tokens.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= largest
                ? value
                : throw Wrong(path, "must be a number between -1e18 and 1e18, or null for none");
        }

        private bool Next(string expected) => tokens.Read() ? true : throw new DataException(tokens.File, tokens.Line, $"ends early; expected {expected}");

        private DataException Wrong(string path, string expected) => new(tokens.File, tokens.Line, DataException.Shown(path), Shown(), expected);

        private string Shown() => tokens.Type switch
        {
            JsonTokenType.String or JsonTokenType.Number or JsonTokenType.PropertyName => tokens.Text,
            JsonTokenType.Null => "null",
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            JsonTokenType.StartArray => "[",
            JsonTokenType.EndArray => "]",
            JsonTokenType.StartObject => "{",
            _ => "}",
        };
    }
}
