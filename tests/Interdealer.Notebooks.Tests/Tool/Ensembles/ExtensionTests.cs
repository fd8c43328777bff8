namespace Interdealer.Notebooks.Tests.Tool.Ensembles;

/// <summary>Assemblies of the user's own: named on the command line they run, and never otherwise.</summary>
public sealed class ExtensionTests : IDisposable
{
    // Loading it leaves a file behind, which tells whether any of its code ran.
    const string Source = """
        using System;
        using Interdealer;
        using Interdealer.Ensembles.Specs;

        public sealed class Halved : IOperator
        {
            public static Piece<IOperator> Row
            {
                get
                {
                    System.IO.File.WriteAllText(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(typeof(Halved).Assembly.Location), "ran.txt"), "ran");
                    return new Piece<IOperator>("halved", "Halves the price of an asset once.", Define, random => new Halved("DE"));
                }
            }

            static Func<Given, IOperator> Define(IProperties properties)
            {
                var asset = properties.Required("asset", Forms.Asset, "The asset.");
                return given => new Halved(asset.Of(given));
            }

            readonly string asset;

            public Halved(string asset) { this.asset = asset; }

            public void Apply(State state)
            {
                var k = state.System.AssetIndex(asset);
                for (var s = 0; s < state.ActiveCount; s++)
                {
                    state.Price[k, s] = Math.Min(state.Price[k, s], 0.5);
                }
            }
        }
        """;

    readonly EnsembleFolder folder = new(scenarios: 20);

    public ExtensionTests()
    {
        Compile("own.dll", Source);
        File.Copy(folder.At("spec.json"), folder.At("own.json"));
        folder.InsertOperator("own.json", """{ "operator": "halved", "asset": "DE" }""");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_specification_that_names_a_piece_runs_with_the_assembly_and_not_without()
    {
        var (code, output) = await folder.RunAsync("run", "own.json", "--output", "own.csv");
        Assert.Equal(2, code);
        Assert.Contains("$.round[0].operator: expected one of", output, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("ran.txt")));

        (code, output) = await folder.RunAsync("run", "own.json", "--output", "own.csv", "--extensions", "own.dll");
        Assert.True(code == 0, output);
        Assert.True(File.Exists(folder.At("ran.txt")));
        Assert.Contains("\"halved\": \"own ", (await folder.RunAsync("show", "own.csv", "--specification")).Output, StringComparison.Ordinal);
        Assert.Contains("20 scenarios", (await folder.RunAsync("check", "own.json", "--extensions", "own.dll")).Output, StringComparison.Ordinal);
        Assert.Contains("\"halved\"", (await folder.RunAsync("schema", "--extensions", "own.dll")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"halved\"", (await folder.RunAsync("schema")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shards_of_it_merge_with_the_assembly()
    {
        for (var i = 0; i < 2; i++)
        {
            var (ran, said) = await folder.RunAsync("run", "own.json", "--shard", $"{i}/2", "--output", $"part{i}.shard", "--extensions", "own.dll");
            Assert.True(ran == 0, said);
        }

        var (code, output) = await folder.RunAsync("merge", "own.json", "part0.shard", "part1.shard", "--output", "merged.csv", "--extensions", "own.dll");
        Assert.True(code == 0, output);
        Assert.Equal(2, (await folder.RunAsync("merge", "own.json", "part0.shard", "part1.shard", "--output", "again.csv")).Code);
    }

    [Theory]
    [InlineData("nowhere.dll: there is no such file", "nowhere.dll")]
    [InlineData("spec.json: cannot be used", "spec.json")]
    [InlineData("is the word of another IOperator", "own.dll", "own.dll")]
    public async Task An_assembly_that_cannot_be_used_answers_2_with_one_line(string says, params string[] files)
    {
        var (code, output) = await folder.RunAsync(["check", "spec.json", .. files.SelectMany(file => new[] { "--extensions", file })]);
        Assert.Equal(2, code);
        Assert.Contains(says, output, StringComparison.Ordinal);
        Assert.Equal(1, output.Count(c => c == '\n'));
    }

    [Fact]
    public async Task An_assembly_without_pieces_is_refused()
    {
        Compile("empty.dll", "public static class Empty { }");
        var (code, output) = await folder.RunAsync("check", "spec.json", "--extensions", "empty.dll");
        Assert.Equal(2, code);
        Assert.Contains("empty has no public static property of the type Piece<IOperator>", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenarios_that_diverge_answer_1_and_leave_results_unless_the_specification_allows_it()
    {
        Compile("broken.dll", Source.Replace("Halved", "Broken", StringComparison.Ordinal).Replace("halved", "broken", StringComparison.Ordinal)
            .Replace("Math.Min(state.Price[k, s], 0.5)", "state.Price[k, s] < 0.95 ? double.NaN : state.Price[k, s]", StringComparison.Ordinal));
        var text = (await File.ReadAllTextAsync(folder.At("own.json"))).Replace("halved", "broken", StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.At("broken.json"), text);
        var (code, output) = await folder.RunAsync("run", "broken.json", "--output", "broken.csv", "--extensions", "broken.dll");
        Assert.True(code == 1, output);
        Assert.Contains(" of 20 scenarios diverged, the first of them scenario ", output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.At("broken.csv")));

        await File.WriteAllTextAsync(folder.At("broken.json"), text.Replace("\"cascade\": {", "\"cascade\": { \"allowDiverged\": true,", StringComparison.Ordinal));
        (code, output) = await folder.RunAsync("run", "broken.json", "--output", "allowed.csv", "--extensions", "broken.dll");
        Assert.True(code == 0, output);
    }

    void Compile(string file, string source) => EnsembleFolder.Compile(folder.At(file), source);
}
