using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Tests.Documents;

/// <summary>Random notebooks in the form a file has after one reading, with everything in them that formats trip over.</summary>
internal sealed class RandomNotebooks(int seed)
{
    static readonly string[] Languages = ["csharp", "csharp", "fsharp", "html", "mermaid", "javascript", "pwsh", "value", "python", "my kernel", "markdown"];

    static readonly string[] SourceLines =
    [
        "1 + 1", "", "   ", "let x = \"ü€😀\"", "#!csharp", "#!fsharp", "#!markdown", "#!unknown", "#!import \"a.dib\"", "#!meta", "#!c#",
        "</script><!--", "tab\there", "quote \" and \\", "\u2028", "# heading", "#!raw", "#r \"nuget: Interdealer\"", "{ \"a\": 1 }",
    ];

    readonly Random random = new(seed);

    internal NotebookDocument Next()
    {
        var language = Pick(["csharp", "csharp", "fsharp"]);
        var metadata = random.Next(3) switch
        {
            0 => PolyglotMetadata.ForNotebook(language, null),
            1 => Named(new JsonObject { ["custom"] = RandomJson(2) }, language),
            _ => Named(PolyglotMetadata.ForNotebook(language, new JsonObject { ["kernelInfo"] = new JsonObject { ["defaultKernelName"] = language }, ["own"] = RandomJson(1) }), language),
        };
        var cells = Enumerable.Range(0, random.Next(6)).Select(_ => NextCell(language)).ToArray();
        return new NotebookDocument([.. CellIds.Assign(cells)], PolyglotMetadata.DefaultLanguageOf(metadata), metadata)
        {
            Extra = random.Next(4) == 0 ? new JsonObject { ["future"] = RandomJson(2) } : [],
        };
    }

    Cell NextCell(string defaultLanguage)
    {
        var kind = Pick([CellKind.Code, CellKind.Code, CellKind.Markdown, CellKind.Raw]);
        var language = kind switch { CellKind.Markdown => "markdown", CellKind.Raw => "raw", _ => Pick(Languages) };
        var source = string.Join('\n', Enumerable.Range(0, random.Next(5)).Select(_ => Pick(SourceLines)));
        JsonObject metadata = random.Next(3) == 0 ? new JsonObject { ["tags"] = new JsonArray("a", "raises-exception"), ["x"] = RandomJson(2) } : [];
        return new Cell(random.Next(2) == 0 ? "" : $"cell-{random.Next(1_000_000)}", kind, language, source)
        {
            Metadata = kind != CellKind.Code ? metadata
                : random.Next(2) == 0 ? PolyglotMetadata.ForCell(language)
                : PolyglotMetadata.WithLanguage(metadata, language, defaultLanguage),
            Attachments = kind != CellKind.Code && random.Next(4) == 0
                ? new JsonObject { ["a.png"] = new JsonObject { ["image/png"] = "AAAA" } }
                : null,
            Extra = random.Next(8) == 0 ? new JsonObject { ["novel"] = RandomJson(1) } : [],
            Outputs = kind == CellKind.Code ? [.. Enumerable.Range(0, random.Next(3)).Select(_ => NextOutput())] : [],
            ExecutionCount = kind == CellKind.Code && random.Next(2) == 0 ? random.Next(1, 99) : null,
        };
    }

    CellOutput NextOutput() => random.Next(4) switch
    {
        0 => new CellOutput.Stream(Pick(["stdout", "stderr"]), string.Join('\n', SourceLines.Take(random.Next(9)))) { Extra = random.Next(5) == 0 ? new JsonObject { ["n"] = 1 } : null },
        1 => new CellOutput.Display(Data()) { Metadata = new JsonObject { ["m"] = RandomJson(1) } },
        2 => new CellOutput.Result(Data(), random.Next(2) == 0 ? null : 3),
        _ => new CellOutput.Error("System.Exception", "it broke", ["line 1", "line 2"]),
    };

    ImmutableSortedDictionary<string, JsonNode> Data() => ImmutableSortedDictionary<string, JsonNode>.Empty
        .WithComparers(StringComparer.Ordinal)
        .Add("text/plain", Pick(SourceLines) + "\n" + Pick(SourceLines))
        .Add("application/json", RandomJson(3)!)
        .Add("image/png", "iVBORw0KGgo=")
        .Add("text/html", "<b>\n1</b>");

    JsonNode RandomJson(int depth) => random.Next(depth == 0 ? 3 : 5) switch
    {
        0 => JsonNode.Parse("1.50")!,
        1 => random.Next(),
        2 => Pick(SourceLines),
        3 => new JsonArray(RandomJson(depth - 1), null, true),
        _ => new JsonObject { ["zeta"] = RandomJson(depth - 1), ["Alpha"] = RandomJson(depth - 1), ["é"] = null },
    };

    T Pick<T>(T[] values) => values[random.Next(values.Length)];

    static JsonObject Named(JsonObject metadata, string language) => PolyglotMetadata.WithDefaultLanguage(metadata, language);
}
