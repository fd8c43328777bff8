using System.Globalization;
using Plotly.NET;
using Plotly.NET.TraceObjects;

namespace Interdealer.Charts;

/// <summary>Where the nodes of a network stand and how its edges are drawn: the same network gives the same picture.</summary>
internal sealed class NetworkDrawing
{
    private const int WidthClasses = 6;
    private const double WidestEdge = 9;
    private const double LargestNode = 46;
    private const double SmallestNode = 12;

    private readonly NetworkNode[] nodes;
    private readonly NetworkEdge[] edges;
    private readonly Dictionary<string, (double X, double Y)> at = new(StringComparer.Ordinal);
    private readonly double middleX;

    private NetworkDrawing(NetworkNode[] nodes, NetworkEdge[] edges)
    {
        this.nodes = nodes;
        this.edges = edges;
        for (var i = 0; i < nodes.Length; i++)
        {
            at[nodes[i].Name] = nodes[i].At ?? OnCircle(i, nodes.Length);
        }
        middleX = (at.Values.Min(p => p.X) + at.Values.Max(p => p.X)) / 2;
    }

    public bool HasGroups => nodes.Any(node => node.Group is not null);

    public static NetworkDrawing Of(IEnumerable<NetworkNode> nodes, IEnumerable<NetworkEdge> edges)
    {
        var items = Require.NotEmpty(nodes, nameof(nodes));
        ArgumentNullException.ThrowIfNull(edges);
        var lines = edges.ToArray();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in items)
        {
            if (!names.Add(Require.NotBlank(node.Name, nameof(nodes), "the name of the node")))
            {
                throw new ArgumentException($"Two nodes are named '{node.Name}'; every name must be used once.", nameof(nodes));
            }
            Require.FiniteSize(node.Size, nameof(nodes));
            if (node.At is { } place)
            {
                Require.FiniteNumber(place.X, nameof(nodes));
                Require.FiniteNumber(place.Y, nameof(nodes));
            }
        }
        foreach (var edge in lines)
        {
            var unknown = !names.Contains(edge.From) ? edge.From : !names.Contains(edge.To) ? edge.To : null;
            if (unknown is not null)
            {
                throw new ArgumentException($"An edge names '{unknown}', which is no node; the nodes are {string.Join(", ", names)}.", nameof(edges));
            }
            Require.FiniteSize(edge.Weight, nameof(edges));
        }
        return new(items, lines);
    }

    /// <summary>Edges first, widest last, then their middles, then the nodes on top.</summary>
    public IEnumerable<Trace> Traces(bool directed)
    {
        var heaviest = edges.Length == 0 ? 0 : edges.Max(edge => edge.Weight);
        foreach (var wide in edges.GroupBy(edge => WidthClass(edge.Weight, heaviest)).OrderBy(group => group.Key))
        {
            yield return Lines(wide, WidestEdge * wide.Key / WidthClasses);
        }
        if (edges.Length > 0)
        {
            yield return Middles(directed);
        }
        var groups = nodes.Select(node => node.Group).Distinct().ToArray();
        for (var i = 0; i < groups.Length; i++)
        {
            yield return Points([.. nodes.Where(node => node.Group == groups[i])], groups[i], i);
        }
    }

    // Clockwise from the top. The angle is exact for the quarters, so that nodes above each other share their x to the last bit.
    private static (double X, double Y) OnCircle(int i, int count)
    {
        var (sine, cosine) = double.SinCosPi(2.0 * i / count);
        return (count == 1 ? 0 : Math.Round(sine, 12), count == 1 ? 0 : Math.Round(cosine, 12));
    }

    private static int WidthClass(double weight, double heaviest)
        => heaviest == 0 ? 1 : Math.Max(1, (int)Math.Ceiling(WidthClasses * weight / heaviest));

    private Trace2D Lines(IEnumerable<NetworkEdge> group, double width)
    {
        var ends = group.SelectMany(edge => new (double X, double Y)?[] { at[edge.From], at[edge.To], null }).ToArray();
        return new Trace2D("scatter").Set(
            ("mode", "lines"),
            ("x", Position.All(ends.Select(end => (object?)end?.X))),
            ("y", Position.All(ends.Select(end => (object?)end?.Y))),
            ("line", new Line().Set(("color", Palette.Veil), ("width", width))),
            ("hoverinfo", "skip"),
            ("showlegend", false));
    }

    private Trace2D Middles(bool directed)
    {
        // A little beyond the middle, so that the marks of two edges in opposite directions do not cover each other.
        const double Along = 0.58;
        (double X, double Y) Place(NetworkEdge edge)
            => (at[edge.From].X + (Along * (at[edge.To].X - at[edge.From].X)), at[edge.From].Y + (Along * (at[edge.To].Y - at[edge.From].Y)));

        var marker = new Marker().Set(("size", directed ? 11 : 14), ("color", Palette.Muted), ("opacity", directed ? 1 : 0));
        if (directed)
        {
            // Degrees clockwise from up.
            marker.Set(("symbol", "triangle-up"), ("angle", Position.Numbers(edges.Select(edge => Math.Round(
                Math.Atan2(at[edge.To].X - at[edge.From].X, at[edge.To].Y - at[edge.From].Y) * 180 / Math.PI, 6)))));
        }
        return new Trace2D("scatter").Set(
            ("mode", "markers"),
            ("x", Position.Numbers(edges.Select(edge => Place(edge).X))),
            ("y", Position.Numbers(edges.Select(edge => Place(edge).Y))),
            ("hovertext", Position.Texts(edges.Select(Described))),
            ("hoverinfo", "text"),
            ("showlegend", false),
            ("marker", marker));
    }

    private Trace2D Points(NetworkNode[] group, string? name, int index)
    {
        var largest = nodes.Max(node => node.Size);
        // The area is the size.
        double Diameter(NetworkNode node) => largest == 0 ? SmallestNode : Math.Round(Math.Max(SmallestNode, LargestNode * Math.Sqrt(node.Size / largest)), 6);
        return new Trace2D("scatter").Set(
            ("mode", "markers+text"),
            ("name", PlotlyText.Encode(name ?? "Other")),
            ("x", Position.Numbers(group.Select(node => at[node.Name].X))),
            ("y", Position.Numbers(group.Select(node => at[node.Name].Y))),
            ("text", Position.Texts(group.Select(node => node.Name))),
            ("textposition", group.Select(node => LabelSide(at[node.Name])).ToArray()),
            ("hovertext", Position.Texts(group.Select(node => node.Hover ?? node.Name))),
            ("hoverinfo", "text"),
            ("cliponaxis", false),
            ("showlegend", name is null ? HasGroups : null),
            ("marker", new Marker().Set(
                ("size", Position.Numbers(group.Select(Diameter))), ("color", Palette.Colour(index)), ("opacity", 1), ("line", new Line().Set(("width", 0))))));
    }

    private string LabelSide((double X, double Y) place)
        => Math.Abs(place.X - middleX) < 1e-9 ? place.Y >= 0 ? "top center" : "bottom center" : place.X > middleX ? "middle right" : "middle left";

    private static string Described(NetworkEdge edge)
        => edge.Hover ?? $"{edge.From} → {edge.To}: {edge.Weight.ToString("0.####", CultureInfo.InvariantCulture)}";
}
