using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels;

namespace Interdealer.Notebooks.Tests.Running;

/// <summary>
/// A kernel whose language is one command a line (<c>print x</c>, <c>error x</c>, <c>busy x</c>, <c>show mime x</c>, <c>return x</c>, <c>fail x</c>,
/// <c>lines n</c>, <c>wait</c> until told to stop, <c>hang</c> whatever it is told, <c>crash</c>), to see what a runner makes of each.
/// </summary>
internal sealed class ScriptedKernels : IKernelFactory
{
    int started;

    public string Name => "scripted";

    /// <summary>How many kernels were started.</summary>
    internal int Started => started;

    /// <summary>Called when a cell waits.</summary>
    internal Action OnWait { get; init; } = () => { };

    public Task<INotebookKernel> StartAsync(string workingDirectory, CancellationToken cancellation)
    {
        Interlocked.Increment(ref started);
        return Task.FromResult<INotebookKernel>(new Kernel(this));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    sealed class Kernel(ScriptedKernels owner) : INotebookKernel
    {
        public async Task<CellStatus> RunAsync(Cell cell, int executionCount, Action<CellOutput> onOutput, CancellationToken cancellation)
        {
            foreach (var line in cell.Source.Split('\n'))
            {
                var (command, rest) = line.Split(' ', 2) is [var c, var r] ? (c, r) : (line, "");
                switch (command)
                {
                    case "print": onOutput(new CellOutput.Stream("stdout", rest + "\n")); break;
                    case "busy": onOutput(new CellOutput.Busy(rest)); break;
                    case "error": onOutput(new CellOutput.Stream("stderr", rest + "\n")); break;
                    case "return": onOutput(new CellOutput.Result(Data("text/plain", rest), executionCount)); break;
                    case "show":
                        var (mime, value) = rest.Split(' ', 2) is [var m, var v] ? (m, v) : (rest, "");
                        onOutput(new CellOutput.Display(Data(mime, mime.EndsWith("json", StringComparison.Ordinal) ? JsonNode.Parse(value)! : value)));
                        break;
                    case "fail":
                        onOutput(new CellOutput.Error("System.InvalidOperationException", rest, [$"cell {executionCount}, line 1"]));
                        return CellStatus.Failed;
                    case "lines":
                        for (var i = 0; i < int.Parse(rest, CultureInfo.InvariantCulture); i++)
                        {
                            onOutput(new CellOutput.Stream("stdout", string.Create(CultureInfo.InvariantCulture, $"line {i}\n")));
                        }

                        break;
                    case "wait":
                        owner.OnWait();
                        await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                        return CellStatus.Cancelled;
                    case "crash": throw new InvalidOperationException("the worker is gone");
                    default: throw new ArgumentException($"{command} is no command of the scripted kernel");
                }
            }

            return CellStatus.Succeeded;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    internal static ImmutableSortedDictionary<string, JsonNode> Data(string mime, JsonNode value) =>
        ImmutableSortedDictionary<string, JsonNode>.Empty.WithComparers(StringComparer.Ordinal).Add(mime, value);
}

/// <summary>Notebooks for the scripted kernel.</summary>
internal static class Scripted
{
    internal static Cell Code(string source, params string[] tags) => new("", CellKind.Code, "csharp", source)
    {
        Metadata = tags.Length == 0 ? [] : new JsonObject { ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]) },
    };

    internal static Cell Markdown(string source) => new("", CellKind.Markdown, "markdown", source);

    internal static NotebookDocument Notebook(params Cell[] cells) => new([.. CellIds.Assign(cells)], "csharp", PolyglotMetadata.ForNotebook("csharp", null));
}
