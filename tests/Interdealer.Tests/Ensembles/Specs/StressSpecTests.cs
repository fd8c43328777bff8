using Interdealer.Ensembles.Specs;
using Interdealer.Ensembles.Stress;

namespace Interdealer.Tests.Ensembles.Specs;

/// <summary>Reverse stress tests and questions of policy written down.</summary>
public sealed class StressSpecTests : IDisposable
{
    private const string System = """
        "version": 1,
        "system": { "institutions": "institutions.csv", "assets": "assets.csv", "holdings": "holdings.csv" },
        "round": [
          { "operator": "deleverage", "limit": { "constraint": "leverageRatio", "minimum": 0.05, "name": "slr" } },
          { "operator": "buyerOfLastResort" },
          { "operator": "priceImpact", "law": { "impact": "linear", "sellerShare": 0.5 } }
        ],
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stress-spec-");

    public StressSpecTests()
    {
        Write("institutions.csv", "institution,cash,other_assets,debt\nPrime,50,100,475\n");
        Write("assets.csv", "asset,depth,liquidity_rank\nTreasuries,20000,0\nCorporates,20000,1\n");
        Write("holdings.csv", "institution,asset,amount\nPrime,Treasuries,200\nPrime,Corporates,150\n");
    }

    [Fact]
    public void A_search_that_was_written_down_is_the_search_in_code()
    {
        var path = Write("reverse.json", "{" + System + """
            "coordinates": { "Corporates": { "worst": 0.2 }, "depth": { "effect": { "effect": "depthMultiple" }, "neutral": 1, "worst": 0.1, "unit": 0.5 } },
            "norm": { "norm": "largest" },
            "target": { "of": { "output": "totalLoss" }, "atLeast": 7 },
            "search": { "directions": 16, "samples": 100, "seed": 3 }
            }
            """);
        var (search, target, options) = StressSpec.Reverse(path);
        Assert.Equal(["Corporates", "depth"], search.Coordinates.Select(c => c.Name));
        Assert.Equal(0.5, search.Coordinates[1].Unit);
        Assert.Equal((16, 100, 3UL), (options.Directions, options.Samples, options.Seed));
        var written = search.Find(target, options);
        var coded = (new ReverseStress(search.System!, search.Round!) { Norm = StressNorm.Largest })
            .Over(StressCoordinate.Fall("Corporates", 0.2), StressCoordinate.Depth(0.1) with { Unit = 0.5 })
            .Find(StressTarget.TotalLoss(7), new ReverseStressOptions { Directions = 16, Samples = 100, Seed = 3 });
        Assert.Equal(coded.Least.Moves.Select(m => m.Value), written.Least.Moves.Select(m => m.Value));
        Assert.Equal(ReverseStressKind.Sampled, written.Kind);
    }

    [Fact]
    public void A_question_of_policy_that_was_written_down_has_its_answer()
    {
        const string scenarios = """
            "scenarios": { "source": "grid", "axes": { "Corporates": [0.04] } },
            "levers": { "requirement": { "effect": { "effect": "requirement", "limit": "slr" }, "none": 0.05, "most": 0.03 } },
            "output": { "output": "everBoundBy", "limit": 0 }
            """;
        var question = StressSpec.Policy(Write("policy.json", "{" + System + scenarios + ", \"atMost\": 0 }"));
        Close.To(19.0 / 494, question.Policy.LeastRelief(question.Levers[0], question.Output, question.Bound!.Value, question.Options).Least);

        // A lever without a bound, or a bound that several levers cannot have.
        Assert.Contains("bound", Assert.Throws<SpecException>(() => StressSpec.Policy(Write("none.json", "{" + System + scenarios + "}"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"coordinates\": {}, \"target\": { \"of\": { \"output\": \"totalLoss\" }, \"atLeast\": 7 }", "coordinates")]
    [InlineData("\"coordinates\": { \"Gold\": {} }, \"target\": { \"of\": { \"output\": \"totalLoss\" }, \"atLeast\": 7 }", "Gold")]
    [InlineData("\"coordinates\": { \"Corporates\": { \"worst\": 2 } }, \"target\": { \"of\": { \"output\": \"totalLoss\" }, \"atLeast\": 7 }", "2")]
    [InlineData("\"coordinates\": { \"Corporates\": {} }, \"target\": { \"of\": { \"output\": \"losses\" }, \"atLeast\": 7 }, \"norm\": { \"norm\": \"taxicab\" }", "taxicab")]
    [InlineData("\"coordinates\": { \"Corporates\": {} }, \"target\": { \"of\": { \"output\": \"totalLoss\" }, \"atLeast\": \"much\" }", "atLeast")]
    public void What_cannot_be_searched_is_refused_where_it_stands(string rest, string says) =>
        Assert.Contains(says, Assert.ThrowsAny<Exception>(() => Find(Write("bad.json", "{" + System + rest + "}"))).Message, StringComparison.Ordinal);

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Find(string path)
    {
        var (search, target, options) = StressSpec.Reverse(path);
        search.Find(target, options);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
