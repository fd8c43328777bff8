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
    private NotebookPackages? _packages;
    private CSharpEngine? _csharp;
    private FSharpEngine? _fsharp;

    /// <inheritdoc/>
    public async Task<bool> RunAsync(string language, string source, int executionCount, CancellationToken cancellation)
    {
        NotebookLoadContext.Current = _context;
        output.BeginCell();
        var origin = new CellOrigin(FormattableString.Invariant($"cell {executionCount}"));
        try
        {
            await RunStepsAsync(source, language, origin, executionCount, cancellation).ConfigureAwait(false);
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
            output.Send(new WorkerMessage(MessageKinds.Error) { Name = e.Name, Text = e.Message, Traceback = e.Traceback });
            return false;
        }
    }

    public void Dispose()
    {
        _fsharp?.Dispose();
        output.Dispose();
        NotebookLoadContext.Current = null;
    }

    private async Task RunStepsAsync(string source, string language, CellOrigin origin, int executionCount, CancellationToken cancellation)
    {
        ImmutableArray<CellStep> steps = CellParser.Parse(source, language, origin);
        foreach (CellStep step in steps)
        {
            cancellation.ThrowIfCancellationRequested();
            switch (step)
            {
                case CellStep.Text text when KernelLanguage.Runs(text.Language):
                    await RunCodeAsync(text, origin, executionCount).ConfigureAwait(false);
                    break;
                case CellStep.Text text:
                    Show(MessageKinds.Display, KernelLanguage.MimeType(text.Language), text.Source.Trim('\n'));
                    break;
                case CellStep.AddSource added:
                    Packages.AddSource(added.Location, origin.At(added.Line));
                    break;
                case CellStep.Packages packages:
                    await Packages.AddAsync(packages.Lines, origin, cancellation).ConfigureAwait(false);
                    break;
                case CellStep.Reference reference:
                    AddFile(reference, origin);
                    break;
                case CellStep.Import import:
                    await ImportAsync(import, origin, executionCount, cancellation).ConfigureAwait(false);
                    break;
                case CellStep.Share share:
                    Share(share, origin);
                    break;
                case CellStep.Assign assign:
                    Engine(assign.To).Set(assign.Name, assign.Value, typeof(string));
                    break;
            }
        }
    }

    private NotebookPackages Packages => _packages ??= new NotebookPackages(
        folder, repositoryRoot, _context, AddReference, what => output.Send(new WorkerMessage(MessageKinds.Busy) { Text = what }));

    private async Task RunCodeAsync(CellStep.Text text, CellOrigin origin, int executionCount)
    {
        object? value = await Engine(text.Language).RunAsync(text.Source, origin).ConfigureAwait(false);
        if (value is null)
        {
            return;
        }

        try
        {
            ImmutableSortedDictionary<string, JsonNode> data = ValueRenderer.Render(value);
            output.Send(new WorkerMessage(MessageKinds.Result) { Count = executionCount, Data = new(data, StringComparer.Ordinal) });
        }
        catch (Exception e) when (e is not CellException)
        {
            // A value that throws while it is shown: a lazy query, or a ToString of the cell's own.
            throw ThrownError.Describe(e, origin, text.Source);
        }
    }

    private void Show(string kind, string mimeType, string text) =>
        output.Send(new WorkerMessage(kind) { Data = new(StringComparer.Ordinal) { [mimeType] = JsonValue.Create(text) } });

    private ICellEngine Engine(string language)
    {
        if (language == KernelLanguage.CSharp)
        {
            return _csharp ??= Referencing(new CSharpEngine(_context, folder));
        }

        return _fsharp ??= Referencing(new FSharpEngine(folder));
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

    private async Task ImportAsync(CellStep.Import import, CellOrigin origin, int executionCount, CancellationToken cancellation)
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
                await RunStepsAsync(source, language, inner, executionCount, cancellation).ConfigureAwait(false);
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
