using System.Globalization;

namespace Interdealer.Ensembles.Scenarios;

/// <summary>The checks that sources share.</summary>
internal static class SourceChecks
{
    /// <summary>Names: at least one, none twice.</summary>
    public static string[] Checked(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var checkedNames = names.Select(n => Require.Label(n, "name of a coordinate")).ToArray();
        var repeated = checkedNames.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        return checkedNames.Length == 0 ? throw new ArgumentException("coordinates must be at least one.", nameof(names))
            : repeated is null ? checkedNames
            : throw new ArgumentException($"coordinates has \"{repeated}\" more than once; every coordinate needs a name of its own.", nameof(names));
    }

    public static void EnsureInside(IScenarioSource source, long first, Column draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        if (first < 0 || first > source.Count - draws.ScenarioCount)
        {
            throw new ArgumentOutOfRangeException(nameof(first), first, FormattableString.Invariant(
                $"first: scenarios {first} to {first + draws.ScenarioCount - 1} were asked for; there are {source.Count}, from 0."));
        }

        if (draws.Rows != source.Coordinates.Count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"draws has {draws.Rows} rows; it needs one for each of {source.Coordinates.Count} coordinates."), nameof(draws));
        }
    }
}
