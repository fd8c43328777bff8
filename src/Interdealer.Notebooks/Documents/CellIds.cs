using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Interdealer.Notebooks.Documents;

/// <summary>
/// Cell ids that do not change from one reading to the next. An id that is present, valid and seen for the first time is kept; every other
/// cell gets one derived from its position and content, so that a file without ids has the same ids each time it is read.
/// </summary>
internal static class CellIds
{
    const int MaximumLength = 64;

    /// <summary>What nbformat 4.5 allows: 1 to 64 letters, digits, hyphens and underscores, all ASCII.</summary>
    internal static bool IsValid(string? id) =>
        id is { Length: > 0 and <= MaximumLength } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The id of a cell that has none, before collisions are looked at.</summary>
    internal static string Derive(int position, Cell cell)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{position}\n{cell.Kind}\n{cell.Language}\n{cell.Source}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    }

    /// <summary>Gives every cell a valid id of its own. The earlier of two cells with the same id keeps it.</summary>
    internal static IEnumerable<Cell> Assign(IReadOnlyList<Cell> cells)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var keeps = new bool[cells.Count];
        for (var i = 0; i < cells.Count; i++)
        {
            keeps[i] = IsValid(cells[i].Id) && taken.Add(cells[i].Id);
        }

        for (var i = 0; i < cells.Count; i++)
        {
            yield return keeps[i] ? cells[i] : cells[i] with { Id = Free(Derive(i, cells[i]), taken) };
        }
    }

    /// <summary>The ids that cells lose by <see cref="Assign"/>: one a sentence. A cell without an id loses none.</summary>
    internal static IEnumerable<string> Losses(IReadOnlyList<Cell> cells)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < cells.Count; i++)
        {
            var id = cells[i].Id;
            if (id.Length > 0 && !IsValid(id))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"cells[{i}] has the id \"{Lines.First(id)}\", which nbformat does not allow (1 to 64 letters, digits, - and _): it has another now");
            }
            else if (id.Length > 0 && !first.TryAdd(id, i))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"cells[{first[id]}] and cells[{i}] have the same id, \"{id}\": the second has another now");
            }
        }
    }

    static string Free(string derived, HashSet<string> taken)
    {
        var id = derived;
        for (var attempt = 2; !taken.Add(id); attempt++)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{derived}-{attempt}");
        }

        return id;
    }
}
