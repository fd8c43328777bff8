using System.Text.Json.Nodes;
using Interdealer.Jupyter.Wire;

namespace Interdealer.Jupyter.Requests;

/// <summary>The cells run since the kernel started, the last so many of them.</summary>
internal sealed class CellHistory
{
    private const int Session = 1;
    private const int MostEntries = 10_000;
    private const int LongestText = 65_536;

    private readonly object _gate = new();
    private readonly LinkedList<Entry> _entries = new();

    /// <summary>Takes a cell that begins.</summary>
    public void Begin(int count, string code)
    {
        lock (_gate)
        {
            _entries.AddLast(new Entry(count, Bounded(code)));
            if (_entries.Count > MostEntries)
            {
                _entries.RemoveFirst();
            }
        }
    }

    /// <summary>Takes what a cell came to.</summary>
    public void End(int count, string result)
    {
        lock (_gate)
        {
            if (_entries.Last?.Value is { } entry && entry.Count == count)
            {
                entry.Result = Bounded(result);
            }
        }
    }

    /// <summary>Answers a <c>history_request</c>: tail, range or search.</summary>
    public JsonObject Answer(JsonObject request)
    {
        bool withOutput = request.Truth("output") ?? false;
        List<Entry> found;
        lock (_gate)
        {
            found = request.Text("hist_access_type") switch
            {
                "range" => Range(request),
                "search" => Search(request),
                _ => [.. _entries.TakeLast(Math.Max(0, request.Number("n") ?? MostEntries))],
            };
        }

        return new JsonObject
        {
            ["status"] = "ok",
            ["history"] = new JsonArray([.. found.Select(entry => new JsonArray(
                Session, entry.Count, withOutput ? new JsonArray(entry.Code, entry.Result) : (JsonNode)entry.Code))]),
        };
    }

    /// <summary>Whether a text is of a pattern with <c>*</c> for any characters and <c>?</c> for one; in time of the product of their lengths at most.</summary>
    internal static bool IsLike(string text, string pattern)
    {
        int at = 0, p = 0, star = -1, from = 0;
        while (at < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, from) = (p++, at);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[at]))
            {
                (at, p) = (at + 1, p + 1);
            }
            else if (star >= 0)
            {
                (p, at) = (star + 1, ++from);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).Trim('*').IsEmpty;
    }

    private List<Entry> Range(JsonObject request)
    {
        // 0 is the current session, which is all this history has.
        int session = request.Number("session") ?? 0;
        int start = request.Number("start") ?? 0;
        int stop = request.Number("stop") ?? int.MaxValue;
        return session is 0 or Session ? [.. _entries.Where(entry => entry.Count >= start && entry.Count < stop)] : [];
    }

    private List<Entry> Search(JsonObject request)
    {
        string pattern = request.Text("pattern") ?? "*";
        IEnumerable<Entry> found = _entries.Where(entry => IsLike(entry.Code, pattern));
        if (request.Truth("unique") ?? false)
        {
            found = found.Reverse().DistinctBy(entry => entry.Code).Reverse();
        }

        return [.. request.Number("n") is { } n ? found.TakeLast(Math.Max(0, n)) : found];
    }

    private static string Bounded(string text) => text.Length <= LongestText ? text : text[..LongestText];

    private sealed class Entry(int count, string code)
    {
        public int Count => count;

        public string Code => code;

        public string? Result { get; set; }
    }
}
