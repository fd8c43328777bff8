using System.Globalization;

namespace Interdealer.Notebooks.Tests.Tool.Ensembles;

/// <summary>A folder with a specification of the 51 banks of 2016 under scenarios of a table, and the real command to run it.</summary>
internal sealed class EnsembleFolder : IDisposable
{
    readonly TemporaryFolder folder = new();

    internal EnsembleFolder(int scenarios)
    {
        var random = new Random(17);
        var rows = Enumerable.Range(0, scenarios)
            .Select(_ => string.Join(',', Enumerable.Range(0, 3).Select(_ => (0.1 * random.NextDouble()).ToString("0.00000", CultureInfo.InvariantCulture))));
        File.WriteAllText(At("falls.csv"), string.Join('\n', rows.Prepend("DE,IT,ES")) + "\n");
        File.WriteAllText(At("spec.json"), """
            {
              "version": 1,
              "system": { "dataset": "eba2016" },
              "round": [
                { "operator": "deleverage", "limit": { "constraint": "leverageRatio", "minimum": 0.03 } },
                { "operator": "priceImpact", "law": { "impact": "squareRoot" } },
                { "operator": "default" }
              ],
              "cascade": { "maximumRounds": 30 },
              "scenarios": { "source": "table", "file": "falls.csv" },
              "outputs": [ { "output": "systemLossShare", "keep": true }, { "output": "defaults", "keep": true }, { "output": "losses" } ]
            }
            """);
    }

    internal string Path => folder.Path;

    internal string At(string name) => folder.File(name);

    internal byte[] Bytes(string name) => File.ReadAllBytes(At(name));

    /// <summary>Runs <c>interdealer ensemble …</c>; names of files stand for files of this folder.</summary>
    internal Task<(int Code, string Output)> RunAsync(params string[] arguments) => ToolProcess.RunAsync(["ensemble", .. Arguments(arguments)]);

    internal IEnumerable<string> Arguments(IEnumerable<string> arguments) => arguments.Select(a => a.Contains('.') && !a.StartsWith('-') && !char.IsDigit(a[0]) ? At(a) : a);

    public void Dispose() => folder.Dispose();
}
