using System.Text.RegularExpressions;
using Interdealer.Notebooks.Tests.Kernels;

namespace Interdealer.Notebooks.Tests.Gallery;

/// <summary>What the README shows is what happens.</summary>
[Collection("kernels")]
public sealed partial class ReadmeTests(Workbench workbench)
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Workbench.RepositoryRoot, "README.md")).ReplaceLineEndings("\n");

    [Fact]
    public async Task The_example_puts_out_what_the_readme_says()
    {
        var outcomes = await workbench.RunInAsync(Workbench.RepositoryRoot, ("csharp", Block("csharp")));
        Assert.Equal(Block("text").TrimEnd(), outcomes[0].Succeeds().Result!.TrimEnd());
    }

    [Fact]
    public void Every_notebook_is_in_the_table_and_every_link_leads_somewhere()
    {
        foreach (var notebook in NotebookGallery.Paths.Select(Path.GetFileName))
        {
            Assert.Contains($"(notebooks/{notebook})", Readme, StringComparison.Ordinal);
        }

        Assert.All(Link().Matches(Readme), link =>
            Assert.True(Path.Exists(Path.Combine(Workbench.RepositoryRoot, link.Groups["to"].Value)), link.Value));
    }

    [Fact]
    public void It_is_under_150_lines() => Assert.InRange(Readme.Count(c => c == '\n'), 40, 149);

    private static string Block(string language) =>
        Assert.Single(Regex.Matches(Readme, $"^```{language}\n(?<body>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)).Groups["body"].Value;

    [GeneratedRegex(@"\]\((?<to>[^)#:]+)\)")]
    private static partial Regex Link();
}
