using System.Globalization;

namespace Interdealer.Notebooks.Kernels.Packages;

/// <summary>A NuGet version, ordered as NuGet orders them: numbers, then labels; a version with labels comes before the same without.</summary>
internal sealed record PackageVersion(string Text, ulong Major, ulong Minor, ulong Patch, ulong Revision, string[] Labels) : IComparable<PackageVersion>
{
    public static PackageVersion? TryParse(string text)
    {
        string core = text.Split('+')[0];
        int dash = core.IndexOf('-', StringComparison.Ordinal);
        string[] labels = dash < 0 ? [] : core[(dash + 1)..].Split('.');
        string[] parts = (dash < 0 ? core : core[..dash]).Split('.');
        var numbers = new ulong[4];
        if (parts.Length > 4 || labels.Any(label => label.Length == 0))
        {
            return null;
        }

        for (int i = 0; i < parts.Length; i++)
        {
            if (!ulong.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return new PackageVersion(text, numbers[0], numbers[1], numbers[2], numbers[3], labels);
    }

    public int CompareTo(PackageVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        int byNumber = (Major, Minor, Patch, Revision).CompareTo((other.Major, other.Minor, other.Patch, other.Revision));
        if (byNumber != 0 || (Labels.Length == 0 && other.Labels.Length == 0))
        {
            return byNumber;
        }

        if (Labels.Length == 0 || other.Labels.Length == 0)
        {
            return Labels.Length == 0 ? 1 : -1;
        }

        for (int i = 0; i < Math.Min(Labels.Length, other.Labels.Length); i++)
        {
            bool number = ulong.TryParse(Labels[i], NumberStyles.None, CultureInfo.InvariantCulture, out ulong mine);
            bool otherNumber = ulong.TryParse(other.Labels[i], NumberStyles.None, CultureInfo.InvariantCulture, out ulong theirs);
            int byLabel = (number, otherNumber) switch
            {
                (true, true) => mine.CompareTo(theirs),
                (true, false) => -1,
                (false, true) => 1,
                _ => string.Compare(Labels[i], other.Labels[i], StringComparison.OrdinalIgnoreCase),
            };
            if (byLabel != 0)
            {
                return byLabel;
            }
        }

        return Labels.Length.CompareTo(other.Labels.Length);
    }
}
