namespace Interdealer.Notebooks.Tests.Tool;

/// <summary>The command <c>interdealer stress</c>: its answers, what it remembers, and what it answers to mistakes.</summary>
public sealed class StressCommandTests : IDisposable
{
    const string System = """
        "version": 1,
        "system": { "institutions": "institutions.csv", "assets": "assets.csv", "holdings": "holdings.csv" },
        "round": [
          { "operator": "deleverage", "limit": { "constraint": "leverageRatio", "minimum": 0.05, "name": "slr" } },
          { "operator": "priceImpact", "law": { "impact": "linear", "sellerShare": 0.5 } }
        ],
        """;

    readonly TemporaryFolder folder = new();

    public StressCommandTests()
    {
        File.WriteAllText(folder.File("institutions.csv"), "institution,cash,other_assets,debt\nPrime,50,100,475\n");
        File.WriteAllText(folder.File("assets.csv"), "asset,depth,liquidity_rank\nTreasuries,20000,0\nCorporates,20000,1\n");
        File.WriteAllText(folder.File("holdings.csv"), "institution,asset,amount\nPrime,Treasuries,200\nPrime,Corporates,150\n");
        WriteSearch(samples: 100);
        File.WriteAllText(folder.File("policy.json"), "{" + System + """
            "scenarios": { "source": "grid", "axes": { "Corporates": [0.04] } },
            "levers": { "requirement": { "effect": { "effect": "requirement", "limit": "slr" }, "none": 0.05, "most": 0.03 } },
            "output": { "output": "everBoundBy", "limit": 0 }, "atMost": 0 }
            """);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_search_says_at_once_that_it_began_and_gives_the_same_answer_from_what_it_remembers()
    {
        var (code, plain) = await RunAsync("reverse", "reverse.json");
        Assert.True(code == 0, plain);
        Assert.StartsWith("start: 0 cascades", plain, StringComparison.Ordinal);
        var (first, once) = await RunAsync("reverse", "reverse.json", "--checkpoint", folder.File("kept"), "--checkpoint-every", "0.001");
        Assert.True(first == 0, once);
        var length = new FileInfo(folder.File("kept/least-shock.search")).Length;
        var (second, again) = await RunAsync("reverse", "reverse.json", "--checkpoint", folder.File("kept"));
        Assert.True(second == 0, again);
        Assert.Equal(Answer(plain), Answer(once));
        Assert.Equal(Answer(plain), Answer(again));
        Assert.Equal(length, new FileInfo(folder.File("kept/least-shock.search")).Length);

        // Another specification is another search, whatever the difference.
        WriteSearch(samples: 200);
        var (other, why) = await RunAsync("reverse", "reverse.json", "--checkpoint", folder.File("kept"));
        Assert.Equal(2, other);
        Assert.Contains("belongs to another run", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_least_relief_is_answered_and_remembered()
    {
        var (code, plain) = await RunAsync("policy", "policy.json");
        Assert.True(code == 0, plain);
        // 19/494.
        Assert.Contains("0.0384615", plain, StringComparison.Ordinal);
        var (again, remembered) = await RunAsync("policy", "policy.json", "--checkpoint", folder.File("kept"));
        Assert.True(again == 0, remembered);
        Assert.Equal(Answer(plain), Answer(remembered));
        Assert.True(File.Exists(folder.File("kept/least-relief.search")));
    }

    [Fact]
    public async Task A_checkpoint_that_is_somebody_s_file_stays_and_is_refused()
    {
        File.WriteAllText(folder.File("notes"), "mine");
        await Refused("cannot be written", folder.File("notes"));
        Assert.Equal("mine", File.ReadAllText(folder.File("notes")));
        Directory.CreateDirectory(folder.File("kept"));
        File.WriteAllText(folder.File("kept/least-shock.search"), "mine");
        await Refused("is not a checkpoint of a search", folder.File("kept"));
        Assert.Equal("mine", File.ReadAllText(folder.File("kept/least-shock.search")));

        async Task Refused(string says, string checkpoint)
        {
            var (code, output) = await RunAsync("reverse", "reverse.json", "--checkpoint", checkpoint);
            Assert.Equal(2, code);
            Assert.Contains(says, output, StringComparison.Ordinal);
        }
    }

    void WriteSearch(int samples) => File.WriteAllText(folder.File("reverse.json"), "{" + System + $$"""
        "coordinates": { "Corporates": { "worst": 0.2 } },
        "target": { "of": { "output": "totalLoss" }, "atLeast": 7 },
        "search": { "directions": 4, "pointsPerDirection": 8, "minima": 1, "samples": {{samples}} } }
        """);

    Task<(int Code, string Output)> RunAsync(string command, string spec, params string[] options) => ToolCall.RunAsync(["stress", command, folder.File(spec), .. options]);

    /// <summary>What was said, less how fast it went.</summary>
    static string Answer(string output) => string.Join('\n', output.Split('\n').Where(line => !line.Contains(" a second", StringComparison.Ordinal)));
}
