using System.Text.Json.Nodes;
using Interdealer.Ensembles.Specs;
using Interdealer.Notebooks.Tests.Kernels;
using Interdealer.Tool;

namespace Interdealer.Notebooks.Tests.Site;

/// <summary>What the documentation shows is what happens: its code runs, its files are read, its commands exist.</summary>
[Collection("kernels")]
public sealed class DocumentTests(Workbench workbench)
{
    // Commands of others, each held by what is named.
    private static readonly string[] OfOthers =
    [
        "dotnet build Research.sln", // this test run
        "dotnet test Research.sln", // this test run
        "dotnet tool restore", // SiteTests
        "dotnet docfx serve artifacts/site", // shows what SiteTests build
        "dotnet new install templates/interdealer-notebook", // SampleTests
        "dotnet new interdealer-notebook --name first --output first", // SampleTests
        "dotnet new classlib --name MyPieces", // the SDK's own
        "dotnet add MyPieces package Interdealer --source /path/to/checkout/artifacts/packages", // ExtendingProjectTests
        "dotnet add MyPieces package Interdealer.Ensembles --source /path/to/checkout/artifacts/packages", // ExtendingProjectTests
    ];

    public static TheoryData<string> PagesWithCode { get; } = [.. DocumentPage.Names.Where(name => DocumentPage.Read(name).Cells().Any())];

    public static TheoryData<string> Pages { get; } = [.. DocumentPage.Names];

    [Theory]
    [MemberData(nameof(PagesWithCode))]
    public async Task The_code_of_a_page_runs_from_top_to_bottom_and_shows_what_the_page_says(string page)
    {
        var document = DocumentPage.Read(page);
        // Below the repository, where its packages are found.
        var folder = Directory.CreateDirectory(Path.Combine(Workbench.RepositoryRoot, "artifacts", "documents", Path.ChangeExtension(page, null))).FullName;
        foreach (var (file, content) in document.Files())
        {
            File.WriteAllText(Path.Combine(folder, file), content);
        }

        var cells = document.Cells().ToArray();
        var outcomes = await workbench.RunInAsync(folder, [.. cells.Select(cell => ("csharp", cell.Code))]);
        for (var i = 0; i < cells.Length; i++)
        {
            var outcome = outcomes[i].Succeeds();
            if (cells[i].Shows is { } shown)
            {
                Assert.Equal(shown, outcome.Result?.TrimEnd());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_of_a_page_exists_with_its_options(string page) => Assert.All(DocumentPage.Read(page).Commands(), command =>
    {
        string[] words = [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        string[]? ours = words switch
        {
            ["dotnet", "run", "--project", "src/Interdealer.Tool", "--", .. var rest] => rest,
            ["interdealer", .. var rest] => rest,
            _ => null,
        };
        if (ours is not null)
        {
            Assert.Empty(CommandLine.FaultsOf(ours));
        }
        else if (words is ["dotnet", "run", ..] && Array.IndexOf(words, "--project") is > 0 and var option)
        {
            Assert.True(Directory.Exists(Path.Combine(Workbench.RepositoryRoot, words[option + 1])), command);
        }
        else if (words is ["dotnet", "run", var file] && file.EndsWith(".cs", StringComparison.Ordinal))
        {
            Assert.True(File.Exists(Path.Combine(Workbench.RepositoryRoot, file)), command);
        }
        else
        {
            Assert.True(OfOthers.Contains(command) || !words[0].StartsWith("dotnet", StringComparison.Ordinal), $"{page}: nothing here holds {command}");
        }
    });

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_specification_on_a_page_is_read_and_every_part_of_one_has_names_that_specifications_know(string page)
    {
        var known = NamesIn(JsonNode.Parse(EnsembleSpec.Schema)!).ToHashSet(StringComparer.Ordinal);
        foreach (var block in DocumentPage.Read(page).Blocks.Where(block => block.Language == "json"))
        {
            if (block.Body.StartsWith('{'))
            {
                Read(block.Body);
            }
            else
            {
                Assert.All(PropertiesOf(JsonNode.Parse("{" + block.Body.Replace(", …", "", StringComparison.Ordinal) + "}")!), name => Assert.Contains(name, known));
            }
        }
    }

    // As the command would, in a folder with tables of the names that pages use.
    private static void Read(string specification)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "spec.json");
        File.WriteAllText(path, specification);
        File.WriteAllText(Path.Combine(folder.Path, "institutions.csv"), "institution,cash,debt\nAlpha,5,119\nBeta,3,86\n");
        File.WriteAllText(Path.Combine(folder.Path, "assets.csv"), "asset,depth\nCorporates,2000\nGilts,4000\n");
        File.WriteAllText(Path.Combine(folder.Path, "holdings.csv"), "institution,asset,amount\nAlpha,Corporates,80\nAlpha,Gilts,40\nBeta,Gilts,87\n");
        if (specification.Contains("\"target\"", StringComparison.Ordinal))
        {
            StressSpec.Reverse(path);
        }
        else if (specification.Contains("\"levers\"", StringComparison.Ordinal))
        {
            StressSpec.Policy(path);
        }
        else
        {
            EnsembleSpec.Read(path);
        }
    }

    // Names that the schema lists; those of coordinates and levers are the writer's own.
    private static IEnumerable<string> NamesIn(JsonNode node) => node switch
    {
        JsonObject parts => parts.SelectMany(part => (part.Key == "properties" && part.Value is JsonObject properties ? properties.Select(p => p.Key) : []).Concat(part.Value is null ? [] : NamesIn(part.Value))),
        JsonArray items => items.OfType<JsonNode>().SelectMany(NamesIn),
        _ => [],
    };

    private static IEnumerable<string> PropertiesOf(JsonNode node, bool own = false) => node switch
    {
        JsonObject parts => parts.SelectMany(part => (own ? [] : new[] { part.Key })
            .Concat(part.Value is null ? [] : PropertiesOf(part.Value, part.Key is "coordinates" or "effects" or "levers" or "together"))),
        JsonArray items => items.OfType<JsonNode>().SelectMany(item => PropertiesOf(item)),
        _ => [],
    };
}
