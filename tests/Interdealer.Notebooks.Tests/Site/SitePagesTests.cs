using Interdealer.Constraints;
using Interdealer.Models.Published;
using Interdealer.Notebooks.Tests.Kernels;
using Interdealer.Tool;
using Interdealer.Tool.Site;

namespace Interdealer.Notebooks.Tests.Site;

/// <summary>The pages of the site before they are laid out.</summary>
public sealed class SitePagesTests : IDisposable
{
    private static readonly string[] Reference = [.. DocumentPage.Names.Where(name => name.StartsWith("docs/reference/", StringComparison.Ordinal))];
    private readonly TemporaryFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Every_published_model_has_its_equation_and_its_cases_on_a_page()
    {
        var text = string.Concat(Reference.Select(name => DocumentPage.Read(name).Text));
        Assert.All(PublishedModels.All.Select(model => model.Type).Distinct(), type =>
        {
            Assert.Contains($"<!-- about: {type.Name} -->", text, StringComparison.Ordinal);
            Assert.Contains($"<!-- cases: {type.Name} -->", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_public_constraint_and_operator_is_on_a_page()
    {
        // Parts that compose others, without an equation of their own.
        Type[] parts = [typeof(Cascades.Channel)];
        var text = string.Concat(Reference.Select(name => DocumentPage.Read(name).Text));
        var types = typeof(FinancialSystem).Assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: false, IsNested: false, IsInterface: false } && (type.IsAssignableTo(typeof(IConstraint)) || type.IsAssignableTo(typeof(IOperator)))).Except(parts);
        Assert.All(types, type => Assert.Contains($"<!-- about: {type.Name} -->", text, StringComparison.Ordinal));
    }

    [Fact]
    public void An_equation_leads_to_its_type_file_and_tests_and_the_API_page_leads_back()
    {
        SitePages.Write(Workbench.RepositoryRoot, _work.Path);
        var page = File.ReadAllText(Path.Combine(_work.Path, "reference", "information.md"));
        Assert.Contains("<a id=\"equation-Kyle\"></a>", page, StringComparison.Ordinal);
        Assert.Contains("<xref:Interdealer.Models.Kyle> · [source](~/source/src/Interdealer/Models/Kyle.cs.md)", page, StringComparison.Ordinal);
        Assert.Contains("Tests.cs.md)", page, StringComparison.Ordinal);
        Assert.Contains("record Kyle", File.ReadAllText(Path.Combine(_work.Path, "source", "src", "Interdealer", "Models", "Kyle.cs.md")), StringComparison.Ordinal);
        Assert.Contains("(~/reference/information.md#equation-Kyle)", File.ReadAllText(Path.Combine(_work.Path, "overwrite", "Interdealer.Models.Kyle.md")), StringComparison.Ordinal);
        // The cases are computed: λ of Kyle's example, to the digits printed.
        Assert.Contains("| λ | 0.03873 | 0.03873 | paper | ✓ |", page, StringComparison.Ordinal);
        Assert.DoesNotContain("✗", string.Concat(Directory.EnumerateFiles(Path.Combine(_work.Path, "reference")).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!-- about: NoSuchModel -->", "docs/page.md is about NoSuchModel")]
    [InlineData("<!-- cases: LeverageRatio -->", "docs/page.md shows cases of LeverageRatio")]
    [InlineData("[x](../nowhere/at-all.cs)", "docs/page.md links to ../nowhere/at-all.cs")]
    [InlineData("[x](../../outside.cs)", "docs/page.md links to ../../outside.cs")]
    public void A_page_that_names_what_is_not_there_is_refused(string text, string message)
    {
        using var root = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(root.Path, "docs"));
        foreach (var folder in new[] { "src", Path.Combine("tests", "Interdealer.Tests") })
        {
            Directory.CreateDirectory(Path.Combine(root.Path, folder));
        }

        File.WriteAllText(Path.Combine(root.Path, "docs", "page.md"), text);
        Assert.StartsWith(message, Assert.Throws<UsageException>(() => SitePages.Write(root.Path, _work.Path)).Message, StringComparison.Ordinal);
    }
}
