using System.Text;
using Interdealer.Models.Published;

namespace Interdealer.Tool.Site;

/// <summary>What the library knows of a published model, computed while the site is built: paper, where it breaks down, and its reference cases with their results.</summary>
internal static class ModelCases
{
    internal static string Markdown(Type type, string page)
    {
        var models = PublishedModels.All.Where(model => model.Type == type).ToArray();
        if (models.Length == 0)
        {
            throw new UsageException($"docs/{page} shows cases of {type.Name}: it is no published model with reference cases");
        }

        var text = new StringBuilder();
        foreach (var model in models)
        {
            text.Append($"**Paper** {Plain(model.Paper)}.\n\n**Where it breaks down** {Plain(model.Breakdown)}.\n\n");
            if (model.Composition.Length > 0)
            {
                text.Append($"**In operators** {Plain(model.Composition)}.\n\n");
            }

            text.Append("| given | quantity | expected | computed | from | |\n|---|---|---|---|---|---|\n");
            foreach (var result in model.Run())
            {
                text.Append($"| {Plain(result.Inputs)} | {Plain(result.Quantity)} | {Plain(result.Expected)} | {Plain(result.Computed)} | {Origin(result.Origin)} | {(result.IsSame ? "✓" : "✗")} |\n");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    static string Origin(CaseOrigin origin) => origin switch { CaseOrigin.Paper => "paper", CaseOrigin.Program => "another program", _ => "derived" };

    // As text: neither markup nor cells of the table.
    static string Plain(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal);
}
