namespace Interdealer.Notebooks.Running;

/// <summary>Shows where two texts begin to differ.</summary>
internal static class LineDifference
{
    const int MostLines = 8;
    const int Width = 160;

    /// <summary>A line of context, then the lines that differ, each side cut after a few.</summary>
    internal static IEnumerable<string> Show(string? stored, string? computed)
    {
        var left = stored?.Split('\n') ?? [];
        var right = computed?.Split('\n') ?? [];
        var same = 0;
        while (same < left.Length && same < right.Length && left[same] == right[same])
        {
            same++;
        }

        var end = 0;
        while (end < left.Length - same && end < right.Length - same && left[^(end + 1)] == right[^(end + 1)])
        {
            end++;
        }

        if (same > 0)
        {
            yield return FormattableString.Invariant($"@@ line {same + 1} @@");
            yield return "  " + Clip(left[same - 1], 0);
        }

        var column = same < left.Length && same < right.Length ? FirstDifference(left[same], right[same]) : 0;
        foreach (var line in Side('-', stored, left[same..^end], column).Concat(Side('+', computed, right[same..^end], column)))
        {
            yield return line;
        }
    }

    static IEnumerable<string> Side(char sign, string? text, string[] lines, int column)
    {
        if (text is null)
        {
            yield return $"{sign} (no output)";
            yield break;
        }

        foreach (var line in lines.Take(MostLines))
        {
            yield return $"{sign} {Clip(line, column)}";
        }

        if (lines.Length > MostLines)
        {
            yield return FormattableString.Invariant($"{sign} … {lines.Length - MostLines} more lines");
        }
    }

    static int FirstDifference(string left, string right)
    {
        var i = 0;
        while (i < left.Length && i < right.Length && left[i] == right[i])
        {
            i++;
        }

        return i;
    }

    // A long line is shown around the place that matters.
    static string Clip(string line, int column)
    {
        if (line.Length <= Width)
        {
            return line;
        }

        var start = Math.Clamp(column - (Width / 2), 0, line.Length - Width);
        return $"{(start > 0 ? "…" : "")}{line.AsSpan(start, Width)}{(start + Width < line.Length ? "…" : "")}";
    }
}
