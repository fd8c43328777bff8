using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Kernels.Cells;
using Interdealer.Notebooks.Kernels.Rendering;
using Interdealer.Notebooks.Kernels.Workers;

namespace Interdealer.Notebooks.Kernels.Engines;

/// <summary>One notebook in a worker: its languages, references, and the steps of its cells carried out in order.</summary>
/// <param name="folder">The notebook's own folder.</param>
/// <param name="repositoryRoot">Folder whose <c>NuGet.config</c> applies, or null.</param>
/// <param name="output">Where outputs go.</param>
internal sealed class NotebookSession(string folder, string? repositoryRoot, NotebookOutput output) : INotebookSession
{
    private readonly NotebookLoadContext _context = new();
    private readonly List<string> _referenced = [];
    private readonly Stack<string> _importing = new();
    private readonly object _engines = new();
    private NotebookPackages? _packages;
    private CSharpEngine? _csharp;
    private FSharpEngine? _fsharp;

    /// <inheritdoc/>
    public Task<bool> RunAsync(string language, string source, int executionCount, CancellationToken cancellation)
    {
        // All of it on the cell's own thread: it has the stack, and is the one that an interrupt reaches.
        return Task.FromResult(Run(language, source, executionCount, cancellation));
    }

    private bool Run(string language, string source, int executionCount, CancellationToken cancelled)
    {
        NotebookLoadContext.Current = _context;
        output.BeginCell();
        _importing.Clear();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancelled, CellExecution.Current?.Token ?? CancellationToken.None);
        CancellationToken cancellation = either.Token;
        var origin = new CellOrigin(FormattableString.Invariant($"cell {executionCount}"));
        try
        {
            RunSteps(source, language, origin, executionCount, cancellation);
            if (output.Exceeded)
            {
                // The cell swallowed the exception that told it so.
                throw new CellException(ErrorNames.OutputLimit, $"{origin.Name}: {OutputLimits.Message}");
            }

            output.Flush();
            return true;
        }
        catch (CellException e)
        {
            Send(e);
        }
        catch (OperationCanceledException e) when (CellExecution.Current is { IsInterrupted: true })
        {
            Send(ThrownError.Interrupted(e, origin, source));
        }

        return false;
    }

    private void Send(CellException e) => output.Send(new WorkerMessage(MessageKinds.Error) { Name = e.Name, Text = e.Message, Traceback = e.Traceback });

    /// <inheritdoc/>
    public JsonNode? Answer(WorkerMessage question)
    {
        var (language, code) = CellParser.LanguageAt(question.Source!, question.Language!, question.Position!.Value);
        return KernelLanguage.Runs(language) ? Engine(language).Answer(question.Name!, code, question.Position.Value) : null;
    }

    public void Dispose()
    {
        _fsharp?.Dispose();
        output.Dispose();
        NotebookLoadContext.Current = null;
    }

    private void RunSteps(string source, string language, CellOrigin origin, int executionCount, CancellationToken cancellation)
    {
        ImmutableArray<CellStep> steps = CellParser.Parse(source, language, origin);
        foreach (CellStep step in steps)
        {
            cancellation.ThrowIfCancellationRequested();
            switch (step)
            {
                case CellStep.Text text when KernelLanguage.Runs(text.Language):
                    RunCode(text, origin, executionCount);
                    break;
                case CellStep.Text text:
                    Show(MessageKinds.Display, KernelLanguage.MimeType(text.Language), text.Source.Trim('\n'));
                    break;
                case CellStep.AddSource added:
                    Packages.AddSource(added.Location, origin.At(added.Line));
                    break;
                case CellStep.Packages packages:
                    Packages.AddAsync(packages.Lines, origin, cancellation).GetAwaiter().GetResult();
                    break;
                case CellStep.Reference reference:
                    AddFile(reference, origin);
                    break;
                case CellStep.Import import:
                    Import(import, origin, executionCount, cancellation);
                    break;
                case CellStep.Share share:
                    Share(share, origin);
                    break;
                case CellStep.Assign assign:
                    Engine(assign.To).Set(assign.Name, assign.Value, typeof(string));
                    break;
                case CellStep.Variables variables:
                    ShowVariables(variables);
                    break;
                case CellStep.Help help:
                    ShowHelp(help, origin);
                    break;
            }
        }
    }

    private NotebookPackages Packages => _packages ??= new NotebookPackages(
        folder, repositoryRoot, _context, AddReference, what => output.Send(new WorkerMessage(MessageKinds.Busy) { Text = what }));

    private void RunCode(CellStep.Text text, CellOrigin origin, int executionCount)
    {
        object? value = Engine(text.Language).Run(text.Source, origin);
        if (value is null)
        {
            return;
        }

        try
        {
            ImmutableSortedDictionary<string, JsonNode> data = CellExecution.RunUserCode(() => Task.FromResult(ValueRenderer.Render(value)));
            output.Send(new WorkerMessage(MessageKinds.Result) { Count = executionCount, Data = new(data, StringComparer.Ordinal) });
        }
        catch (Exception e) when (e is not (CellException or CellInterruptedException))
        {
            // A value that throws while it is shown: a lazy query, or a ToString of the cell's own.
            throw ThrownError.Describe(e, origin, text.Source);
        }
    }

    private void Show(string kind, string mimeType, string text) =>
        output.Send(new WorkerMessage(kind) { Data = new(StringComparer.Ordinal) { [mimeType] = JsonValue.Create(text) } });

    private void ShowVariables(CellStep.Variables step)
    {
        var rows = CellExecution.RunUserCode(() => Task.FromResult(Engine(step.Language).Variables()
            .Select(variable => new VariableRow(variable.Name, ValueText.TypeName(variable.Type), VariableRow.Short(variable.Value)))
            .ToList()));
        output.Show(new WorkerMessage(MessageKinds.Display) { Data = new(ValueRenderer.Render(rows), StringComparer.Ordinal) });
    }

    private void ShowHelp(CellStep.Help help, CellOrigin origin)
    {
        string text = help.Name is not { } name ? CellHelp.Text
            : (Engine(help.Language).Answer(CodeQuestion.Inspect, name, name.Length) as JsonObject)?["plain"]?.ToString()
                ?? throw new CellException(ErrorNames.Directive, $"{origin.At(help.Line)}: nothing is known of '{name}'.");
        output.Show(new WorkerMessage(MessageKinds.Display) { Data = new(StringComparer.Ordinal) { ["text/plain"] = JsonValue.Create(text) }, Flag = true });
    }

    private ICellEngine Engine(string language)
    {
        lock (_engines)
        {
            return language == KernelLanguage.CSharp
                ? _csharp ??= Referencing(new CSharpEngine(_context, folder))
                : _fsharp ??= Referencing(new FSharpEngine(folder));
        }
    }

    private T Referencing<T>(T engine)
        where T : ICellEngine
    {
        foreach (string file in _referenced)
        {
            engine.AddReference(file);
        }

        return engine;
    }

    private void AddReference(string file)
    {
        if (!_referenced.Contains(file))
        {
            _referenced.Add(file);
            _csharp?.AddReference(file);
            _fsharp?.AddReference(file);
        }
    }

    private void AddFile(CellStep.Reference reference, CellOrigin origin)
    {
        string file = Path.GetFullPath(reference.Path, folder);
        if (!File.Exists(file))
        {
            string name = Path.GetFileNameWithoutExtension(reference.Path) is { } stem && reference.Path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? stem : reference.Path;
            if (FrameworkReferences.Files.ContainsKey(name))
            {
                return;
            }

            throw new CellException(
                ErrorNames.Directive,
                $"{origin.At(reference.Line)}: there is no file '{reference.Path}' beside the notebook and no framework assembly of that name.");
        }

        AssemblyName identity;
        try
        {
            identity = AssemblyName.GetAssemblyName(file);
        }
        catch (BadImageFormatException)
        {
            throw new CellException(ErrorNames.Directive, $"{origin.At(reference.Line)}: '{reference.Path}' is no .NET assembly.");
        }

        if (_referenced.Find(known => Path.GetFileName(known).Equals(Path.GetFileName(file), StringComparison.OrdinalIgnoreCase) && known != file) is { } other)
        {
            throw new CellException(
                ErrorNames.Directive,
                $"{origin.At(reference.Line)}: {identity.Name} is already referenced from '{other}'; a notebook uses one of the two.");
        }

        _context.Register(file);
        _context.RegisterFolder(Path.GetDirectoryName(file)!);
        AddReference(file);
    }

    private void Import(CellStep.Import import, CellOrigin origin, int executionCount, CancellationToken cancellation)
    {
        // Paths in an imported file are taken from the file's own folder.
        string file = Path.GetFullPath(import.Path, _importing.TryPeek(out string? importer) ? Path.GetDirectoryName(importer)! : folder);
        if (_importing.Contains(file))
        {
            string circle = string.Join(" → ", _importing.Reverse().SkipWhile(at => at != file).Append(file).Select(Path.GetFileName));
            throw new CellException(ErrorNames.Directive, $"{origin.At(import.Line)}: the import goes in a circle: {circle}.");
        }

        if (!File.Exists(file))
        {
            throw new CellException(ErrorNames.Directive, $"{origin.At(import.Line)}: there is no file '{import.Path}' to import.");
        }

        _importing.Push(file);
        try
        {
            int number = 0;
            foreach (var (language, source) in ImportedFile.Read(file, origin.At(import.Line)))
            {
                number++;
                var inner = new CellOrigin(FormattableString.Invariant($"{Path.GetFileName(file)}, cell {number}"));
                RunSteps(source, language, inner, executionCount, cancellation);
            }
        }
        finally
        {
            _importing.Pop();
        }
    }

    private void Share(CellStep.Share share, CellOrigin origin)
    {
        if (!Engine(share.From).TryGet(share.Name, out object? value, out Type type))
        {
            throw new CellException(ErrorNames.Directive, $"{origin.At(share.Line)}: {share.From} has no variable '{share.Name}'.");
        }

        try
        {
            Engine(share.To).Set(share.As, value, type);
        }
        catch (CellException e)
        {
            throw new CellException(e.Name, $"{origin.At(share.Line)}: {e.Message}", e.Traceback);
        }
    }
}
