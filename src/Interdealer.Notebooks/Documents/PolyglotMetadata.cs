using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Documents;

/// <summary>How .NET notebooks name languages in nbformat's metadata, of the notebook and of each cell.</summary>
internal static class PolyglotMetadata
{
    /// <summary>The language a code cell's metadata names, or the notebook's own.</summary>
    internal static string LanguageOf(JsonObject cellMetadata, string defaultLanguage) =>
        Languages.Canonical(
            Text(cellMetadata, "polyglot_notebook", "kernelName")
            ?? Text(cellMetadata, "dotnet_interactive", "language")
            ?? defaultLanguage);

    /// <summary>Metadata that names the language: as it is where it does so already, completed where it does not.</summary>
    internal static JsonObject WithLanguage(JsonObject cellMetadata, string language, string defaultLanguage)
    {
        if (LanguageOf(cellMetadata, defaultLanguage) == Languages.Canonical(language))
        {
            return cellMetadata;
        }

        var named = cellMetadata.DeepClone().AsObject();
        Member(named, "dotnet_interactive")["language"] = language;
        Member(named, "polyglot_notebook")["kernelName"] = language;
        return named;
    }

    /// <summary>The metadata .NET front ends write for a code cell.</summary>
    internal static JsonObject ForCell(string language) => new()
    {
        ["dotnet_interactive"] = new JsonObject { ["language"] = language },
        ["polyglot_notebook"] = new JsonObject { ["kernelName"] = language },
    };

    /// <summary>The language of cells that name none; C# where the notebook is silent too.</summary>
    internal static string DefaultLanguageOf(JsonObject metadata) =>
        Text(metadata, "polyglot_notebook", "kernelInfo", "defaultKernelName") is { } kernel ? Languages.Canonical(kernel)
        : Text(metadata, "kernelspec", "language") is { } spec ? Languages.FromDisplayName(spec)
        : Text(metadata, "language_info", "name") is { } info and not "polyglot-notebook" ? Languages.FromDisplayName(info)
        : Languages.CSharp;

    /// <summary>Notebook metadata that names the default language: as it is where it does so already, completed where it does not.</summary>
    internal static JsonObject WithDefaultLanguage(JsonObject metadata, string language)
    {
        if (DefaultLanguageOf(metadata) == Languages.Canonical(language))
        {
            return metadata;
        }

        var named = metadata.DeepClone().AsObject();
        Member(Member(named, "polyglot_notebook"), "kernelInfo")["defaultKernelName"] = language;
        return named;
    }

    /// <summary>The metadata .NET front ends write for a notebook.</summary>
    /// <param name="language">Kernel name of the default language.</param>
    /// <param name="polyglot">The member <c>polyglot_notebook</c>, or null for one that declares the default language alone.</param>
    internal static JsonObject ForNotebook(string language, JsonObject? polyglot)
    {
        var display = Languages.DisplayName(language);
        return new JsonObject
        {
            ["kernelspec"] = new JsonObject
            {
                ["display_name"] = $".NET ({display})",
                ["language"] = display,
                ["name"] = $".net-{language}",
            },
            ["language_info"] = new JsonObject { ["name"] = display },
            ["polyglot_notebook"] = polyglot ?? ForKernels(language),
        };
    }

    /// <summary>The member <c>polyglot_notebook</c> of a notebook that declares its default language alone.</summary>
    internal static JsonObject ForKernels(string language) => new()
    {
        ["kernelInfo"] = new JsonObject
        {
            ["defaultKernelName"] = language,
            ["items"] = new JsonArray(new JsonObject
            {
                ["aliases"] = new JsonArray(),
                ["languageName"] = Languages.DisplayName(language),
                ["name"] = language,
            }),
        },
    };

    /// <summary>Kernel names and aliases the notebook declares, each with the name it stands for.</summary>
    internal static IEnumerable<(string Name, string Kernel)> DeclaredKernels(JsonObject polyglot)
    {
        if ((polyglot["kernelInfo"] as JsonObject)?["items"] is not JsonArray items)
        {
            yield break;
        }

        foreach (var item in items.OfType<JsonObject>())
        {
            if (Text(item, "name") is not { } name)
            {
                continue;
            }

            yield return (name, Languages.Canonical(name));
            foreach (var alias in (item["aliases"] as JsonArray ?? []).Select(Text).OfType<string>())
            {
                yield return (alias, Languages.Canonical(name));
            }
        }
    }

    /// <summary>The text at a path of members, or null where something else, or nothing, is there.</summary>
    internal static string? Text(JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return Text(node);
    }

    /// <summary>The whole number a node holds, or null where it holds something else.</summary>
    internal static int? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    static JsonObject Member(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject member)
        {
            parent[name] = member = [];
        }

        return member;
    }
}
