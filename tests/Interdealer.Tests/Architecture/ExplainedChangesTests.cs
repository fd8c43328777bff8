using System.Text.RegularExpressions;

namespace Interdealer.Tests.Architecture;

/// <summary>tests/mutation/explained.tsv names changes of code that is there, each once and with a reason.</summary>
public partial class ExplainedChangesTests
{
    [Fact]
    public void Every_line_names_what_stands_in_its_file_and_says_why()
    {
        var lines = File.ReadAllLines(Checkout.At("tests/mutation/explained.tsv"));
        Assert.Equal("file\toriginal\tchanged\toccurrence\twhy no test can tell", lines[0]);
        var changes = lines.Skip(1).Select(line => line.Split('\t')).ToList();
        Assert.All(changes, change => Assert.True(change is [_, _, _, _, { Length: > 10 }], $"five columns: {string.Join(" | ", change)}"));
        Assert.Equal(changes.Count, changes.Select(change => string.Join('\t', change[..4])).Distinct(StringComparer.Ordinal).Count());
        foreach (var file in changes.GroupBy(change => change[0]))
        {
            var text = Space().Replace(File.ReadAllText(Checkout.At($"src/Interdealer/{file.Key}")), " ");
            Assert.All(file, change => Assert.True(text.Contains(change[1], StringComparison.Ordinal), $"{change[0]} no longer has {change[1]}"));
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
