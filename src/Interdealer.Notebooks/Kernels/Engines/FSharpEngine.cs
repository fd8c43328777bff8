using Interdealer.Notebooks.Kernels.Cells;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Kernels.Editing;
using Interdealer.Notebooks.Kernels.Workers;
using FSharp.Compiler.Diagnostics;
using Microsoft.FSharp.Core;
using static FSharp.Compiler.Interactive.Shell;

namespace Interdealer.Notebooks.Kernels.Engines;

/// <summary>F# by FSharp.Compiler.Service's interactive session.</summary>
internal sealed class FSharpEngine : ICellEngine, IDisposable
{
    private const string Handover = "interdealer.share";

    private readonly FsiEvaluationSession _session;
    private readonly StringWriter _said = new();

    public FSharpEngine(string folder)
    {
        FSharpFiles.Install();
        string[] arguments =
        [
            "fsi", "--noninteractive", "--quiet", "--gui-", "--nologo", "--targetprofile:netcore", "--langversion:latest",
            "--optimize+", "--debug:portable", "--nowarn:3370", "-I:" + folder,
            // The framework that runs, not the reference pack of an SDK: the latter's types do not match those of values that exist.
            "--usesdkrefs-",
        ];
        _session = FsiEvaluationSession.Create(
            FsiEvaluationSession.GetDefaultConfiguration(),
            arguments,
            TextReader.Null,
            _said,
            _said,
            collectible: null,
            legacyReferenceResolver: null);
    }

    public void AddReference(string file)
    {
        var (outcome, diagnostics) = Evaluate($"#r @\"{file.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", "reference");
        if (outcome is FSharpChoice<FSharpOption<FsiValue>?, Exception>.Choice2Of2 failure)
        {
            throw new CellException(
                ErrorNames.Package,
                $"F# cannot use {Path.GetFileName(file)}: {diagnostics.FirstOrDefault()?.Message ?? failure.Item.Message}");
        }
    }

    public object? Run(string source, CellOrigin origin)
    {
        var (outcome, diagnostics) = CellExecution.RunUserCode(() => Task.FromResult(Evaluate(source, origin.Name)));
        List<FSharpDiagnostic> errors = [.. diagnostics.Where(d => d.Severity.IsError)];
        return outcome switch
        {
            FSharpChoice<FSharpOption<FsiValue>?, Exception>.Choice1Of2 success =>
                success.Item is { } some && some.Value.ReflectionType != typeof(Unit) ? some.Value.ReflectionValue : null,
            FSharpChoice<FSharpOption<FsiValue>?, Exception>.Choice2Of2 { Item: FsiCompilationException } => throw Failure(errors, origin, source),
            FSharpChoice<FSharpOption<FsiValue>?, Exception>.Choice2Of2 failure when CellExecution.Current is { IsInterrupted: true } =>
                throw new CellInterruptedException(failure.Item),
            FSharpChoice<FSharpOption<FsiValue>?, Exception>.Choice2Of2 failure => throw ThrownError.Describe(failure.Item, origin, source),
            _ => throw new InvalidOperationException("The F# session answered neither a value nor an error."),
        };
    }

    public JsonNode? Answer(string kind, string code, int position) => FSharpEditor.Answer(_session, kind, code, position);

    public IEnumerable<(string Name, object? Value, Type Type)> Variables() =>
        _session.GetBoundValues().Reverse().Select(bound => (bound.Name, bound.Value.ReflectionValue, bound.Value.ReflectionType));

    public bool TryGet(string name, out object? value, out Type type)
    {
        // F#'s None is null here.
        FsiValue? found = _session.TryFindBoundValue(name)?.Value.Value;
        value = found?.ReflectionValue;
        type = found?.ReflectionType ?? typeof(object);
        return found is not null;
    }

    public void Set(string name, object? value, Type type)
    {
        string declared = FSharpTypeName.Of(type) ?? (value is null ? null : FSharpTypeName.Of(value.GetType()))
            ?? throw new CellException(ErrorNames.Directive, $"'{name}' cannot be shared with F#: its type {type.Name} is written in a C# cell or is not public.");

        // By a cast in F# source, because a value bound through the session's API shows by its run-time type, not by the variable's.
        AppDomain.CurrentDomain.SetData(Handover, value);
        var (outcome, diagnostics) = Evaluate($"let ``{name}`` = System.AppDomain.CurrentDomain.GetData(\"{Handover}\") :?> {declared}", "share");
        AppDomain.CurrentDomain.SetData(Handover, null);
        if (outcome is FSharpChoice<FSharpOption<FsiValue>?, Exception>.Choice2Of2 failure)
        {
            throw new CellException(ErrorNames.Directive, $"'{name}' cannot be shared with F#: {diagnostics.FirstOrDefault()?.Message ?? failure.Item.Message}");
        }
    }

    public void Dispose()
    {
        ((IDisposable)_session).Dispose();
        _said.Dispose();
    }

    private (FSharpChoice<FSharpOption<FsiValue>?, Exception> Outcome, FSharpDiagnostic[] Diagnostics) Evaluate(string source, string file)
    {
        _said.GetStringBuilder().Clear();
        // Later cells see one module after another; the name only appears in diagnostics and stack traces.
        var (outcome, diagnostics) = _session.EvalInteractionNonThrowing(source, file, null);
        return (outcome, diagnostics);
    }

    private static CellException Failure(List<FSharpDiagnostic> errors, CellOrigin origin, string source)
    {
        string[] lines = source.Split('\n');
        return CompilationFailure.Of(origin, errors.ConvertAll(error => new CompilationFailure.Problem(
            origin.At(error.StartLine),
            FormattableString.Invariant($"FS{error.ErrorNumber:0000} {error.Message.ReplaceLineEndings(" ")}"),
            error.StartLine >= 1 && error.StartLine <= lines.Length ? lines[error.StartLine - 1] : null)));
    }
}
