using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Tests.Documents;

public class DibFormatTests
{
    [Fact]
    public void A_cell_starts_at_a_line_that_is_exactly_a_known_name()
    {
        var cells = Cells("first\n#!fsharp\nlet x = 1\n#!markdown\n# Title\n#!c#\nx\n#!js\n1\n#!md\ntext");
        Assert.Equal(
            [("csharp", "first"), ("fsharp", "let x = 1"), ("markdown", "# Title"), ("csharp", "x"), ("javascript", "1"), ("markdown", "text")],
            cells);
    }

    [Fact]
    public void An_unknown_magic_stays_in_its_cell() =>
        Assert.Equal(
            [("csharp", "#!nonsense\n1\n#!csharp and more\n #!fsharp")],
            Cells("#!csharp\n#!nonsense\n1\n#!csharp and more\n #!fsharp"));

    [Fact]
    public void Blank_lines_at_the_edges_are_trimmed_and_line_ends_made_lf() =>
        Assert.Equal([("csharp", "a\n\n  b"), ("csharp", "")], Cells("#!csharp\r\n\r\n \r\na\r\n\r\n  b\r\n\r\n#!csharp\r\n\r\n"));

    [Fact]
    public void The_header_declares_further_kernels_and_the_default_language()
    {
        const string text = """
            #!meta

            {"kernelInfo":{"defaultKernelName":"fsharp","items":[{"name":"fsharp"},{"aliases":["db"],"name":"sql-books"}]}}

            #!fsharp

            let x = 1

            #!db

            select 1
            """;
        var read = DibFormat.Read(text, "a.dib");
        Assert.Equal("fsharp", read.DefaultLanguage);
        Assert.Equal(["fsharp", "sql-books"], read.Cells.Select(c => c.Language));
    }

    [Fact]
    public void Plain_cells_are_written_without_a_header()
    {
        const string text = "#!markdown\n\n# Repo\n\n#!csharp\n\n1 + 1\n\n#!fsharp\n\nlet x = 1\n";
        Assert.Equal(text, DibFormat.Write(DibFormat.Read(text, "a.dib")));
    }

    [Fact]
    public void A_cell_that_moved_keeps_what_the_header_remembers_of_it()
    {
        var cell = new Cell("mine", CellKind.Code, "csharp", "1") { Metadata = new() { ["tags"] = "kept" } };
        var text = DibFormat.Write(new NotebookDocument([cell], "csharp", []));
        var moved = text.Replace("#!csharp\n", "#!markdown\n\nnew\n\n#!csharp\n", StringComparison.Ordinal);
        var read = DibFormat.Read(moved, "a.dib").Cells;
        Assert.Equal(2, read.Length);
        Assert.Equal(("mine", "kept"), (read[1].Id, (string?)read[1].Metadata["tags"]));
    }

    [Fact]
    public void An_edited_cell_keeps_its_metadata_but_not_its_old_source()
    {
        var cell = new Cell("mine", CellKind.Code, "csharp", "\n1\n") { Metadata = new() { ["tags"] = "kept" } };
        var text = DibFormat.Write(new NotebookDocument([cell], "csharp", []));
        var at = text.LastIndexOf("#!csharp", StringComparison.Ordinal);
        var read = DibFormat.Read(text[..at] + "#!csharp\n\n2\n", "a.dib").Cells;
        Assert.Equal([("mine", "2", "kept")], read.Select(c => (c.Id, c.Source, (string)c.Metadata["tags"]!)));
    }

    [Fact]
    public void A_cell_is_in_the_language_of_its_start_line_whatever_its_remembered_metadata_name()
    {
        var metadata = PolyglotMetadata.ForCell("csharp");
        metadata["own"] = 1;
        var text = DibFormat.Write(new NotebookDocument([new Cell("mine", CellKind.Code, "csharp", "1") { Metadata = metadata }], "csharp", []));
        Assert.Contains("\"kernelName\": \"csharp\"", text, StringComparison.Ordinal);
        var edited = DibFormat.Read(text.Replace("\"csharp\"", "\"fsharp\"", StringComparison.Ordinal), "a.dib");
        Assert.Equal("csharp", PolyglotMetadata.LanguageOf(edited.Cells[0].Metadata, "none"));
        Assert.Equal(DibFormat.Write(edited), DibFormat.Write(IpynbFormat.Read(IpynbFormat.Write(edited), "a.ipynb")));
    }

    [Theory]
    [InlineData(CellKind.Markdown, "markdown")]
    [InlineData(CellKind.Raw, "raw")]
    public void Text_is_in_no_other_language_whatever_the_header_remembers_of_it(CellKind kind, string language)
    {
        // Neither format has a place for the language of text: what the header of an edited file says of one is not taken.
        var text = DibFormat.Write(new NotebookDocument([new Cell("mine", kind, language, "text")], "csharp", []));
        Assert.Contains("\"id\": \"mine\"", text, StringComparison.Ordinal);
        var edited = DibFormat.Read(text.Replace("\"id\"", "\"language\": \"fsharp\", \"id\"", StringComparison.Ordinal), "a.dib");
        Assert.Equal((kind, language), (edited.Cells[0].Kind, edited.Cells[0].Language));
        Assert.Equal(text, DibFormat.Write(edited));
        Assert.Equal(text, DibFormat.Write(IpynbFormat.Read(IpynbFormat.Write(edited), "a.ipynb")));

        // Nor where a program says so of a cell it made.
        Assert.Equal(text, DibFormat.Write(new NotebookDocument([new Cell("mine", kind, "fsharp", "text")], "csharp", [])));
    }

    [Fact]
    public void A_broken_header_is_refused_with_its_line()
    {
        var e = Assert.Throws<NotebookFormatException>(() => DibFormat.Read("#!meta\n\n{\"a\": }\n\n#!csharp\n1", "a.dib"));
        Assert.Contains("a.dib, line 3", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var s = \"\"\"")]
    [InlineData("var s = $\"\"\"\"\n  \"\"\" is not the end")]
    [InlineData("var s = @\"a \"\" b")]
    [InlineData("var c = '\"'; /* \" */ // \"\nvar s = \"\" + \"\\\"\" + \"\"\"")]
    public void A_cell_that_starts_inside_a_string_is_remarked_on_with_its_line(string before)
    {
        var text = $"#!meta\n\n{{}}\n\n#!csharp\n\n{before}\n#!markdown\n# Title\n";
        var remark = Assert.Single(DibFormat.Read(text, "a.dib").Remarks);
        Assert.StartsWith($"line {text.Split('\n').ToList().IndexOf("#!markdown") + 1}: #!markdown starts a cell", remark, StringComparison.Ordinal);
        Assert.Contains("indent", remark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csharp", "var s = \"\"\"\n  a\n  \"\"\";")]
    [InlineData("csharp", "var c = '\"'; var d = '\\''; var e = \"'\"; // \"\"\"")]
    [InlineData("csharp", "var s = @\"a \"\" b\"; var t = \"\"; /* \"\"\" */")]
    [InlineData("csharp", "var broken = \"no end")]
    [InlineData("csharp", "var s = $@\"{1}\";")]
    [InlineData("markdown", "It\"\"\"s")]
    public void A_cell_that_starts_after_a_whole_one_is_not(string language, string before) =>
        Assert.Empty(DibFormat.Read($"#!{language}\n{before}\n#!markdown\n# Title\n", "a.dib").Remarks);

    [Fact]
    public void A_cell_of_a_converted_notebook_that_holds_such_a_line_is_whole_and_not_remarked_on()
    {
        var cell = new Cell("mine", CellKind.Code, "csharp", "var s = \"\"\"\n#!markdown\n\"\"\";");
        var read = DibFormat.Read(DibFormat.Write(new NotebookDocument([cell], "csharp", [])), "a.dib");
        Assert.Equal(cell.Source, Assert.Single(read.Cells).Source);
        Assert.Empty(read.Remarks);
    }

    static IEnumerable<(string, string)> Cells(string text) => DibFormat.Read(text, "a.dib").Cells.Select(c => (c.Language, c.Source));
}
