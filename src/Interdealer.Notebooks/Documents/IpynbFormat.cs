using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Documents;

/// <summary>Jupyter's notebook format: reads nbformat 4.0 to 4.5, writes 4.5.</summary>
public static class IpynbFormat
{
    const int Major = 4;
    const int LatestMinor = 5;

    /// <summary>Reads the text of an <c>.ipynb</c> file. Cells without an id of their own get one derived from position and content.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="NotebookFormatException">The text is not JSON, or not nbformat 4.0 to 4.5.</exception>
    public static NotebookDocument Read(string json, string file)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentException.ThrowIfNullOrEmpty(file);
        return Read(JsonText.ReadObject(json, file), file);
    }

    /// <summary>Reads the bytes of an <c>.ipynb</c> file, without a copy of them as text.</summary>
    internal static NotebookDocument Read(ReadOnlyMemory<byte> utf8, string file) => Read(JsonText.ReadObject(utf8, file), file);

    static NotebookDocument Read(JsonObject json, string file)
    {
        var root = new IpynbNode(json, file, "");
        RequireVersion(root);
        var metadata = root.OptionalObject("metadata") ?? [];
        var defaultLanguage = PolyglotMetadata.DefaultLanguageOf(metadata);
        var cells = root.Objects("cells").Select(cell => ReadCell(cell, defaultLanguage)).ToArray();
        return new NotebookDocument([.. CellIds.Assign(cells)], defaultLanguage, metadata)
        {
            Extra = root.Others("cells", "metadata", "nbformat", "nbformat_minor"),
            Remarks = [.. CellIds.Losses(cells)],
        };
    }

    /// <summary>
    /// The text of an <c>.ipynb</c> file, as Jupyter's own writer lays it out: members sorted, one space of indentation, a line end at the
    /// end. A cell whose metadata does not name its language gets it named as .NET front ends do.
    /// </summary>
    public static string Write(NotebookDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var root = document.Extra.DeepClone().AsObject();
        root["nbformat"] = Major;
        root["nbformat_minor"] = LatestMinor;
        root["metadata"] = PolyglotMetadata.WithDefaultLanguage(document.Metadata, document.DefaultLanguage).DeepClone();
        root["cells"] = new JsonArray([.. CellIds.Assign(document.Cells).Select(cell => WriteCell(cell, document.DefaultLanguage))]);
        return JupyterJson.Write(root) + "\n";
    }

    static void RequireVersion(IpynbNode root)
    {
        var major = root.Integer("nbformat")
            ?? throw root.Wrong("nbformat", "is missing; expected a notebook of nbformat 4.0 to 4.5");
        var minor = root.Integer("nbformat_minor") ?? 0;
        if (major != Major || minor is < 0 or > LatestMinor)
        {
            throw root.Wrong("nbformat", string.Create(CultureInfo.InvariantCulture,
                $"is {major}.{minor}; expected 4.0 to 4.5 (save the notebook with a current Jupyter to convert it)"));
        }
    }

    static Cell ReadCell(IpynbNode cell, string defaultLanguage)
    {
        var metadata = cell.OptionalObject("metadata") ?? [];
        var (kind, language) = cell.Text("cell_type") switch
        {
            "code" => (CellKind.Code, PolyglotMetadata.LanguageOf(metadata, defaultLanguage)),
            "markdown" => (CellKind.Markdown, Languages.Markdown),
            "raw" => (CellKind.Raw, Languages.Raw),
            var other => throw cell.Wrong("cell_type", $"is \"{other}\"; expected code, markdown or raw"),
        };
        var read = new Cell(cell.OptionalText("id") ?? "", kind, language, Lines.Unix(cell.Lines("source")))
        {
            Metadata = metadata,
            Attachments = cell.OptionalObject("attachments"),
        };
        return kind != CellKind.Code
            ? read with { Extra = cell.Others("cell_type", "id", "metadata", "source", "attachments") }
            : read with
            {
                Outputs = [.. cell.OptionalObjects("outputs").Select(ReadOutput)],
                ExecutionCount = cell.Integer("execution_count"),
                Extra = cell.Others("cell_type", "id", "metadata", "source", "attachments", "outputs", "execution_count"),
            };
    }

    static CellOutput ReadOutput(IpynbNode output) => output.Text("output_type") switch
    {
        "stream" => new CellOutput.Stream(output.OptionalText("name") ?? "stdout", output.Lines("text"))
        {
            Extra = output.OthersOrNull("output_type", "name", "text"),
        },
        "display_data" => new CellOutput.Display(ReadData(output))
        {
            Metadata = output.OptionalObject("metadata") ?? [],
            Extra = output.OthersOrNull("output_type", "data", "metadata"),
        },
        "execute_result" => new CellOutput.Result(ReadData(output), output.Integer("execution_count"))
        {
            Metadata = output.OptionalObject("metadata") ?? [],
            Extra = output.OthersOrNull("output_type", "data", "metadata", "execution_count"),
        },
        "error" => new CellOutput.Error(output.Text("ename"), output.Text("evalue"), output.Texts("traceback"))
        {
            Extra = output.OthersOrNull("output_type", "ename", "evalue", "traceback"),
        },
        var other => throw output.Wrong("output_type", $"is \"{other}\"; expected stream, display_data, execute_result or error"),
    };

    static ImmutableSortedDictionary<string, JsonNode> ReadData(IpynbNode output)
    {
        var data = output.Object("data");
        return data.Members().ToImmutableSortedDictionary(
            mime => mime,
            mime => MimeTypes.IsJson(mime) || data.IsStructured(mime) ? data.Node(mime) : JsonValue.Create(data.Lines(mime)),
            StringComparer.Ordinal);
    }

    static JsonObject WriteCell(Cell cell, string defaultLanguage)
    {
        var written = cell.Extra.DeepClone().AsObject();
        written["id"] = cell.Id;
        written["source"] = Lines.ToJson(cell.Source);
        if (cell.Attachments is { } attachments)
        {
            written["attachments"] = attachments.DeepClone();
        }

        if (cell.Kind != CellKind.Code)
        {
            written["cell_type"] = cell.Kind == CellKind.Markdown ? "markdown" : "raw";
            written["metadata"] = cell.Metadata.DeepClone();
            return written;
        }

        written["cell_type"] = "code";
        written["metadata"] = PolyglotMetadata.WithLanguage(cell.Metadata, cell.Language, defaultLanguage).DeepClone();
        written["execution_count"] = cell.ExecutionCount;
        written["outputs"] = new JsonArray([.. cell.Outputs.Select(WriteOutput)]);
        return written;
    }

    /// <summary>The JSON nbformat has for an output.</summary>
    internal static JsonObject WriteOutput(CellOutput output)
    {
        var written = output.Extra?.DeepClone().AsObject() ?? [];
        switch (output)
        {
            case CellOutput.Stream stream:
                written["output_type"] = "stream";
                written["name"] = stream.Name;
                written["text"] = Lines.ToJson(stream.Text);
                break;
            case CellOutput.Display display:
                written["output_type"] = "display_data";
                written["data"] = WriteData(display.Data);
                written["metadata"] = display.Metadata.DeepClone();
                break;
            case CellOutput.Result result:
                written["output_type"] = "execute_result";
                written["data"] = WriteData(result.Data);
                written["metadata"] = result.Metadata.DeepClone();
                written["execution_count"] = result.ExecutionCount;
                break;
            case CellOutput.Error error:
                written["output_type"] = "error";
                written["ename"] = error.Name;
                written["evalue"] = error.Message;
                written["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]);
                break;
        }

        return written;
    }

    static JsonObject WriteData(ImmutableSortedDictionary<string, JsonNode> data) => new(data.Select(pair =>
        KeyValuePair.Create<string, JsonNode?>(
            pair.Key,
            MimeTypes.IsSplitIntoLines(pair.Key) && pair.Value.GetValueKind() == JsonValueKind.String
                ? Lines.ToJson(pair.Value.GetValue<string>())
                : pair.Value.DeepClone())));
}
