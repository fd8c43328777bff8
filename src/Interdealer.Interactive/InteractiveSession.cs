using Interdealer.Notebooks.Kernels;
using Interdealer.Notebooks.Kernels.Cells;
using Interdealer.Notebooks.Kernels.Workers;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;

namespace Interdealer.Interactive;

/// <summary>One notebook on a kernel of .NET Interactive: cells go in as commands, what comes back as events becomes outputs.</summary>
/// <param name="kernel">The notebook's kernel.</param>
/// <param name="output">Where outputs go.</param>
internal sealed class InteractiveSession(CompositeKernel kernel, NotebookOutput output) : INotebookSession
{
    public async Task<bool> RunAsync(string language, string source, int executionCount, CancellationToken cancellation)
    {
        output.BeginCell();
        var origin = new CellOrigin(FormattableString.Invariant($"cell {executionCount}"));
        var outputs = new CellEvents(output, executionCount);
        try
        {
            // What was shown is passed on when the cell is stopped, too.
            using var stopped = cancellation.Register(outputs.Close);
            await RunAsync(language, source, origin, outputs, cancellation).ConfigureAwait(false);
            outputs.Close();
            output.Flush();
            return true;
        }
        catch (CellException e)
        {
            outputs.Close();
            output.Send(new WorkerMessage(MessageKinds.Error) { Name = e.Name, Text = e.Message, Traceback = e.Traceback });
            return false;
        }
    }

    public void Dispose()
    {
        kernel.Dispose();
        output.Dispose();
    }

    private async Task RunAsync(string language, string source, CellOrigin origin, CellEvents outputs, CancellationToken cancellation)
    {
        switch (KernelLanguage.Resolve(language))
        {
            case null:
                throw new CellException(ErrorNames.Directive, $"{origin.Name}: no kernel runs '{language}' cells; known are {KernelLanguage.Known}.");
            case KernelLanguage.FSharp:
                throw new CellException(ErrorNames.Directive, $"{origin.Name}: the F# kernel of .NET Interactive is not built in; run F# cells with --kernel roslyn.");
            case { } text when !KernelLanguage.Runs(text):
                outputs.Show(KernelLanguage.MimeType(text), source.Trim('\n'));
                return;
        }

        Failure failure = new();
        using (kernel.KernelEvents.Subscribe(e =>
        {
            failure.Take(e);
            outputs.Take(e);
        }))
        {
            await kernel.SendAsync(new SubmitCode(source, "csharp"), cancellation).ConfigureAwait(false);
        }

        cancellation.ThrowIfCancellationRequested();
        if (output.Exceeded)
        {
            throw new CellException(ErrorNames.OutputLimit, $"{origin.Name}: {OutputLimits.Message}");
        }

        if (outputs.Unshowable is { } unshowable)
        {
            throw Failure.Thrown(unshowable, origin, source);
        }

        failure.ThrowIfAny(origin, source);
    }
}
