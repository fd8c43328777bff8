using System.Text;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Tests.Documents;

public class IpynbFormatTests
{
    const string Smallest = """{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}""";

    [Fact]
    public void Source_and_text_may_be_one_string_or_a_list_of_lines()
    {
        var one = Read("""{"cell_type":"code","metadata":{},"source":"a\nb","outputs":[{"output_type":"stream","name":"stdout","text":"x\ny"}]}""");
        var list = Read("""{"cell_type":"code","metadata":{},"source":["a\n","b"],"outputs":[{"output_type":"stream","name":"stdout","text":["x\n","y"]}]}""");
        Assert.Equal("a\nb", one.Cells[0].Source);
        FormatLaws.AssertSame(one, list);
    }

    [Fact]
    public void The_text_is_laid_out_as_Jupyter_lays_it_out()
    {
        // Written by hand after Jupyter's rules: sorted members, one space, text unescaped, a line end at the end.
        var written = IpynbFormat.Write(Read("""{"source":"π = 3.1\n2","id":"a","metadata":{},"cell_type":"markdown"}"""));
        Assert.Equal(
            "{\n \"cells\": [\n  {\n   \"cell_type\": \"markdown\",\n   \"id\": \"a\",\n   \"metadata\": {},\n   \"source\": [\n    \"π = 3.1\\n\",\n    \"2\"\n   ]\n  }\n ],\n"
            + " \"metadata\": {},\n \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n",
            written);
    }

    [Fact]
    public void Cells_without_an_id_get_the_same_one_at_each_reading()
    {
        const string twice = """{"cell_type":"code","metadata":{},"source":"1","outputs":[],"execution_count":null}""";
        var first = Read(twice, twice);
        Assert.All(first.Cells, cell => Assert.Matches("^[0-9a-f]{12}$", cell.Id));
        Assert.NotEqual(first.Cells[0].Id, first.Cells[1].Id);
        Assert.Equal(first.Cells.Select(c => c.Id), Read(twice, twice).Cells.Select(c => c.Id));
    }

    [Fact]
    public void The_first_of_two_cells_with_one_id_keeps_it_and_an_invalid_id_is_replaced()
    {
        var cells = Read(
            """{"cell_type":"raw","id":"same","metadata":{},"source":""}""",
            """{"cell_type":"raw","id":"same","metadata":{},"source":""}""",
            """{"cell_type":"raw","id":"not valid!","metadata":{},"source":""}""").Cells;
        Assert.Equal("same", cells[0].Id);
        Assert.Matches("^[0-9a-f]{12}$", cells[1].Id);
        Assert.Matches("^[0-9a-f]{12}$", cells[2].Id);
    }

    [Fact]
    public void Ids_that_are_not_kept_are_said()
    {
        var read = Read(
            """{"cell_type":"raw","id":"same","metadata":{},"source":""}""",
            """{"cell_type":"raw","metadata":{},"source":""}""",
            """{"cell_type":"raw","id":"same","metadata":{},"source":""}""",
            """{"cell_type":"raw","id":"not valid!","metadata":{},"source":""}""");
        Assert.Equal(2, read.Remarks.Length);
        Assert.Contains("cells[0] and cells[2] have the same id, \"same\"", read.Remarks[0], StringComparison.Ordinal);
        Assert.Contains("cells[3] has the id \"not valid!\"", read.Remarks[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_long_is_refused_before_it_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("long.ipynb");
        using (var file = new FileStream(path, FileMode.CreateNew))
        {
            file.SetLength(NotebookFile.MaximumLength + 1);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("expected at most", Assert.Throws<NotebookFormatException>(() => NotebookFile.Read(path)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Reading_takes_at_most_twelve_times_the_bytes_of_the_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("large.ipynb");
        var line = new string('x', 80);
        File.WriteAllText(path, Smallest.Replace(
            "\"cells\":[]",
            $$$"""
            "cells":[{"cell_type":"code","metadata":{},"source":"","outputs":[
              {"output_type":"stream","name":"stdout","text":[{{{string.Join(',', Enumerable.Repeat($"\"{line}\\n\"", 50_000))}}}]},
              {"output_type":"display_data","metadata":{},"data":{"image/png":"{{{new string('A', 4_000_000)}}}"}}]}]
            """,
            StringComparison.Ordinal));
        var (length, before) = (new FileInfo(path).Length, GC.GetAllocatedBytesForCurrentThread());
        NotebookFile.Read(path);
        // All that is allocated, whether held at one time or not.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 12 * length);
    }

    [UnixFact]
    public void A_pipe_is_refused_at_once()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Tools.Run("mkfifo", folder.File("pipe.ipynb"), folder.File("pipe.dib")).Code);
        Assert.Throws<NotebookFormatException>(() => NotebookFile.Read(folder.File("pipe.ipynb")));
        Assert.Empty(NotebookFile.Read(folder.File("pipe.dib")).Cells);
    }

    [Theory]
    [InlineData("""{"polyglot_notebook":{"kernelName":"fsharp"}}""", "fsharp")]
    [InlineData("""{"dotnet_interactive":{"language":"html"}}""", "html")]
    [InlineData("""{"polyglot_notebook":{"kernelName":"C#"}}""", "csharp")]
    [InlineData("{}", "csharp")]
    public void A_cell_names_its_language_in_its_metadata(string metadata, string language) =>
        Assert.Equal(language, Read($$"""{"cell_type":"code","metadata":{{metadata}},"source":"","outputs":[]}""").Cells[0].Language);

    [Theory]
    [InlineData("""{"kernelspec":{"display_name":".NET (F#)","language":"F#","name":".net-fsharp"}}""", "fsharp")]
    [InlineData("""{"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"}}""", "csharp")]
    [InlineData("""{"polyglot_notebook":{"kernelInfo":{"defaultKernelName":"fsharp"}}}""", "fsharp")]
    [InlineData("""{"language_info":{"name":"polyglot-notebook"}}""", "csharp")]
    [InlineData("""{"kernelspec":{"language":"python"}}""", "python")]
    public void A_notebook_names_its_default_language(string metadata, string language) =>
        Assert.Equal(language, IpynbFormat.Read(Smallest.Replace("\"metadata\":{}", "\"metadata\":" + metadata, StringComparison.Ordinal), "a.ipynb").DefaultLanguage);

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("{\"cells\": [],\n \"metadata\": {},,\n}", "line 2 column 17")]
    [InlineData("[]", "expected a JSON object")]
    [InlineData("{}", "nbformat: is missing; expected a notebook of nbformat 4.0 to 4.5")]
    [InlineData("""{"cells":[],"metadata":{},"nbformat":3,"nbformat_minor":0}""", "is 3.0; expected 4.0 to 4.5")]
    [InlineData("""{"cells":[],"metadata":{},"nbformat":5,"nbformat_minor":0}""", "is 5.0; expected 4.0 to 4.5")]
    [InlineData("""{"metadata":{},"nbformat":4,"nbformat_minor":5}""", "cells: is missing or null; expected a list")]
    [InlineData("""{"cells":[1],"metadata":{},"nbformat":4,"nbformat_minor":5}""", "cells[0]: is 1; expected a JSON object")]
    [InlineData("""{"cells":[{"cell_type":"prose"}],"metadata":{},"nbformat":4,"nbformat_minor":5}""", "cells[0].cell_type: is \"prose\"; expected code, markdown or raw")]
    [InlineData("""{"cells":[{"cell_type":"code","source":[1]}],"metadata":{},"nbformat":4,"nbformat_minor":5}""", "cells[0].source[0]: is 1; expected a string")]
    [InlineData("""{"cells":[{"cell_type":"code","source":"","outputs":[{"output_type":"stream"}]}],"metadata":{},"nbformat":4,"nbformat_minor":5}""", "cells[0].outputs[0].text")]
    [InlineData("""{"cells":[],"metadata":{"a":"\ud800"},"nbformat":4,"nbformat_minor":5}""", "half of a surrogate pair")]
    [InlineData("""{"cells":[],"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}""", "not valid JSON")]
    public void A_file_that_is_no_notebook_is_refused_with_its_place(string text, string says)
    {
        var e = Assert.Throws<NotebookFormatException>(() => IpynbFormat.Read(text, "bad.ipynb"));
        Assert.StartsWith("bad.ipynb", e.Message, StringComparison.Ordinal);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void Json_nested_too_deeply_is_refused()
    {
        var deep = new string('[', 100_000);
        Assert.Throws<NotebookFormatException>(() => IpynbFormat.Read("{\"metadata\":{\"a\":" + deep, "deep.ipynb"));
    }

    [Fact]
    public void A_file_that_is_not_utf8_is_refused_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("latin1.ipynb");
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes("{\n\""), 0xE9, (byte)'"', (byte)'}']);
        var e = Assert.Throws<NotebookFormatException>(() => NotebookFile.Read(path));
        Assert.Contains("line 2", e.Message, StringComparison.Ordinal);
        Assert.Contains("UTF-8", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Writing_replaces_the_file_and_leaves_nothing_beside_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.ipynb");
        File.WriteAllText(path, "old");
        NotebookFile.Write(path, Read());
        Assert.Equal([path], Directory.GetFiles(folder.Path));
        Assert.Empty(NotebookFile.Read(path).Cells);
    }

    static NotebookDocument Read(params string[] cells) =>
        IpynbFormat.Read(Smallest.Replace("\"cells\":[]", $"\"cells\":[{string.Join(',', cells)}]", StringComparison.Ordinal), "test.ipynb");
}
