using System.Text;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Fuzz.Documents;

/// <summary>Notebooks of Jupyter: read, written and read again they are the same.</summary>
internal sealed class IpynbKind : DocumentKind
{
    private static readonly string[] Outputs =
    [
        """{"output_type":"stream","name":"stdout","text":["a\n","b"]}""",
        """{"output_type":"display_data","metadata":{},"data":{"text/html":["<b>\n","1</b>"],"application/json":{"a":[1.50,null]},"image/png":"AAAA"}}""",
        """{"output_type":"execute_result","execution_count":1,"metadata":{"x":1},"data":{"text/plain":"1"}}""",
        """{"output_type":"error","ename":"E","evalue":"it broke","traceback":["line 1"]}""",
    ];

    public override string Name => "ipynb";

    public override IReadOnlyList<string> Words { get; } =
    [
        "cells", "cell_type", "code", "markdown", "raw", "id", "metadata", "source", "outputs", "output_type", "data", "text", "name", "nbformat", "nbformat_minor", "execution_count",
        "polyglot_notebook", "kernelName", "attachments", "traceback", "text/plain", "application/vnd.plotly.v1+json", "stream", "error", "{\"a\":", "[[[[[[", "\"tags\":[\"raises-exception\"]",
    ];

    public override byte[] Sound(Random random)
    {
        var cells = Enumerable.Range(0, random.Next(4)).Select(i => random.Next(3) switch
        {
            0 => $$$"""{"cell_type":"markdown","id":"m{{{i}}}","metadata":{},"source":["# Title\n","text"],"attachments":{"a.png":{"image/png":"AAAA"} } }""",
            1 => $$"""{"cell_type":"raw","metadata":{},"source":"raw {{i}}"}""",
            _ => $$$"""{"cell_type":"code","id":"c{{{i}}}","metadata":{"polyglot_notebook":{"kernelName":"csharp"}},"source":"var x = \"#!markdown\";","execution_count":1,"outputs":[{{{Outputs[random.Next(Outputs.Length)]}}}]}""",
        });
        return Encoding.UTF8.GetBytes($$$"""{"cells":[{{{string.Join(",\n", cells)}}}],"metadata":{"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"}},"nbformat":4,"nbformat_minor":{{{random.Next(6)}}} }""");
    }

    protected override void Read(byte[] document)
    {
        var once = IpynbFormat.Write(IpynbFormat.Read(Encoding.UTF8.GetString(document), "fuzz.ipynb"));
        if (IpynbFormat.Write(IpynbFormat.Read(once, "again.ipynb")) != once)
        {
            throw Broken("a notebook that was written is another when it is read");
        }
    }

    protected override bool IsRefusal(Exception exception) => exception is NotebookFormatException;
}

/// <summary>Notebooks of .NET's text format: the same, and the other format keeps what they hold.</summary>
internal sealed class DibKind : DocumentKind
{
    private static readonly string[] Pieces =
    [
        "#!csharp\n\n1 + 1\n", "#!markdown\n\n# Title\n", "#!fsharp\n\nlet x = 1\n", "#!raw\n\nraw\n", "#!mermaid\n\ngraph LR\n", "#!csharp\n\nvar s = \"\"\"\n  #!markdown\n  \"\"\";\n", "\n\n", "text before\n",
    ];

    public override string Name => "dib";

    public override IReadOnlyList<string> Words { get; } =
    [
        "#!meta\n", "#!csharp\n", "#!markdown\n", "#!md", "#!c#\n", "#!unknown\n", "#!import \"a\"", "\"\"\"", "{\"ipynb\":{\"cells\":[{\"at\":0,\"length\":2}]}}", "\"at\":-1", "\"length\":", "\"fingerprint\":\"0\"", "\"kernelInfo\"", "\"kind\":\"Raw\"", "\"source\":[1]",
    ];

    public override byte[] Sound(Random random)
    {
        var header = random.Next(3) switch
        {
            0 => "",
            1 => "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[{\"aliases\":[\"own\"],\"name\":\"csharp\"}]}}\n\n",
            _ => DibFormat.Write(IpynbFormat.Read(Encoding.UTF8.GetString(new IpynbKind().Sound(random)), "sound.ipynb")),
        };
        // Below a header the first cell starts at a line of its own; what comes after it may be anything.
        return Encoding.UTF8.GetBytes(header + Pieces[0] + string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Pieces[random.Next(Pieces.Length)])));
    }

    protected override void Read(byte[] document)
    {
        var read = DibFormat.Read(Encoding.UTF8.GetString(document), "fuzz.dib");
        var once = DibFormat.Write(read);
        if (DibFormat.Write(DibFormat.Read(once, "again.dib")) != once)
        {
            throw Broken("a notebook that was written is another when it is read");
        }

        if (DibFormat.Write(IpynbFormat.Read(IpynbFormat.Write(read), "other.ipynb")) != once)
        {
            throw Broken("a notebook is another after it was in the other format");
        }
    }

    protected override bool IsRefusal(Exception exception) => exception is NotebookFormatException;
}
