using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Interdealer.Notebooks.Tests.Reports;

/// <summary>What keeps readers with other eyes or hands out of a page, by axe.</summary>
/// <remarks>Asked in the page itself: axe's own way opens another window for each answer, which costs more than the page.</remarks>
internal static class PageAccess
{
    // Rules that depend on colours; what the others ask is the same in light and dark.
    static readonly string[] OfColours = ["color-contrast", "link-in-text-block"];

    static readonly Lazy<string> Axe = new(() => new BundledAxeScriptProvider().GetScript());

    /// <summary>Violations that axe calls serious or critical, each with the element it was first found at.</summary>
    /// <param name="page">The page.</param>
    /// <param name="onlyColours">Whether only what depends on colours is asked.</param>
    /// <param name="except">Selectors of parts that are left out.</param>
    internal static async Task<string[]> Violations(IPage page, bool onlyColours = false, params string[] except)
    {
        await page.EvaluateAsync(Axe.Value);
        return await page.EvaluateAsync<string[]>(
            """
            async ([rules, except]) => {
                const options = { resultTypes: ['violations'] };
                if (rules.length) options.runOnly = { type: 'rule', values: rules };
                const found = await axe.run({ exclude: except.map(part => [part]) }, options);
                return found.violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => v.id + ': ' + v.nodes[0].html);
            }
            """,
            new object[] { onlyColours ? OfColours : [], except });
    }
}
