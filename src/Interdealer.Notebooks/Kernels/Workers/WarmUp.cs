using Interdealer.Notebooks.Kernels.Cells;
using Interdealer.Notebooks.Kernels.Engines;

namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>Pays the C# compiler's start once per process, while the tool is still reading notebooks or restoring packages.</summary>
internal static class WarmUp
{
    private const string FirstCell = """
        record Row(string Name, double Value);
        var rows = Enumerable.Range(1, 3).Select(i => new Row($"r{i}", i * 1.5)).ToList();
        double Twice(double x) => 2 * x;
        await Task.CompletedTask;
        rows.Where(row => row.Value > 2).Select(row => new { row.Name, Doubled = Twice(row.Value) }).ToDictionary(row => row.Name)
        """;

    private const string SecondCell = """
        foreach (var row in rows) { Console.Write(""); }
        rows.Sum(row => row.Value)
        """;

    /// <summary>The same for what editors ask.</summary>
    public static void Editing()
    {
        var engine = new CSharpEngine(new NotebookLoadContext(), Path.GetTempPath());
        engine.Answer(CodeQuestion.Complete, "\"text\".", 7);
        engine.Answer(CodeQuestion.Inspect, "Math.Abs", 8);
    }

    public static Task StartAsync() => Task.Run(() =>
    {
        var engine = new CSharpEngine(new NotebookLoadContext(), Path.GetTempPath());
        var origin = new CellOrigin("warm-up");
        if (engine.Run(FirstCell, origin) is { } value)
        {
            Rendering.ValueRenderer.Render(value);
        }

        engine.Run(SecondCell, origin);
    });
}
