using System.Text.RegularExpressions;

namespace Interdealer.Tests.Architecture;

/// <summary>docs/extending.md shows the files of tests/extending as they are.</summary>
public partial class ExtendingDocumentTests
{
    [Fact]
    public void Every_block_of_code_is_what_stands_in_the_file_it_names()
    {
        var blocks = Blocks().Matches(File.ReadAllText(Checkout.At("docs/extending.md")));
        Assert.Equal(["MarginCall.cs", "CashBuffer.cs", "StressLadder.cs", "RegistrationTests.cs"], blocks.Select(b => b.Groups[1].Value));
        foreach (Match block in blocks)
        {
            var (name, shown) = (block.Groups[1].Value, block.Groups[2].Value);
            var file = File.ReadAllText(Checkout.At($"tests/extending/Interdealer.Extending.Tests/{name}"));

            // A piece is shown whole, a test in part.
            Assert.True(name.EndsWith("Tests.cs", StringComparison.Ordinal) ? file.Contains(shown, StringComparison.Ordinal) : file == shown, $"docs/extending.md does not show {name} as it is: copy it there.");
        }
    }

    [GeneratedRegex("<!-- (\\S+) -->\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
