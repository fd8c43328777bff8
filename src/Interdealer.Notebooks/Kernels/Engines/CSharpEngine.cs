using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Kernels.Cells;
using Interdealer.Notebooks.Kernels.Editing;
using Interdealer.Notebooks.Kernels.Workers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Interdealer.Notebooks.Kernels.Engines;

/// <summary>
/// C# by Roslyn's script compiler. Each cell is a script compilation that sees those before it; the compiled cell is loaded into the
/// notebook's own load context, which is why the compilations are driven here rather than by the hosting layer with a loader of its own.
/// </summary>
internal sealed class CSharpEngine : ICellEngine
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);
    private static readonly EmitOptions Emitting = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    // What .NET Interactive imports, so that a notebook that runs here runs there.
    private static readonly string[] Usings =
    [
        "System", "System.Text", "System.IO", "System.Collections", "System.Collections.Generic", "System.Collections.Concurrent",
        "System.Linq", "System.Threading", "System.Threading.Tasks", "System.Net.Http", typeof(CellFunctions).FullName!,
    ];

    private readonly NotebookLoadContext _context;
    private readonly string _identity = Guid.NewGuid().ToString("N");
    private readonly CSharpEditor _editor;
    private readonly CSharpCompilationOptions _options;

    // Replaced as a whole: an editor may ask while a cell runs.
    private Script _script = new([], ImmutableSortedDictionary.Create<string, MetadataReference>(StringComparer.OrdinalIgnoreCase));
    private CSharpCompilation? _previous;
    private object?[] _submissions = new object?[16];
    private int _count;

    public CSharpEngine(NotebookLoadContext context, string folder)
    {
        _context = context;
        _options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings: Usings,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            concurrentBuild: true,
            metadataImportOptions: MetadataImportOptions.Public,
            nullableContextOptions: NullableContextOptions.Disable,
            sourceReferenceResolver: new SourceFileResolver([], folder),
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);
        _editor = new CSharpEditor(Parsing, _options);
    }

    public void AddReference(string file) =>
        _script = _script with { Added = _script.Added.SetItem(Path.GetFileNameWithoutExtension(file), FrameworkReferences.To(file)) };

    public object? Run(string source, CellOrigin origin)
    {
        MethodInfo factory = Compile(source, source, origin);
        try
        {
            return CellExecution.RunUserCode(() => Start(factory));
        }
        catch (Exception e) when (e is not (CellException or CellInterruptedException))
        {
            throw ThrownError.Describe(e, origin, source);
        }
    }

    public JsonNode? Answer(string kind, string code, int position)
    {
        Script script = _script;
        return _editor.Answer(kind, code, position, script.Cells, script.NewReferences);
    }

    public IEnumerable<(string Name, object? Value, Type Type)> Variables()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = _count; i > 0; i--)
        {
            foreach (FieldInfo field in _submissions[i]?.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public) ?? [])
            {
                if (!field.Name.Contains('<', StringComparison.Ordinal) && seen.Add(field.Name))
                {
                    yield return (field.Name, field.GetValue(_submissions[i]), field.FieldType);
                }
            }
        }
    }

    public bool TryGet(string name, out object? value, out Type type)
    {
        for (int i = _count; i > 0; i--)
        {
            if (_submissions[i] is { } cell && cell.GetType().GetField(name, BindingFlags.Instance | BindingFlags.Public) is { } field)
            {
                (value, type) = (field.GetValue(cell), field.FieldType);
                return true;
            }
        }

        (value, type) = (null, typeof(object));
        return false;
    }

    public void Set(string name, object? value, Type type)
    {
        if (!SyntaxFacts.IsValidIdentifier(name))
        {
            throw new CellException(ErrorNames.Directive, $"'{name}' is no name for a C# variable.");
        }

        string declared = CSharpTypeName.Of(type);
        MethodInfo factory = Compile($"{declared} @{name} = default({declared});", $"{declared} @{name};", new CellOrigin("share"));
        Start(factory).GetAwaiter().GetResult();
        object instance = _submissions[_count]!;
        instance.GetType().GetField(name)!.SetValue(instance, value);
    }

    /// <summary>Compiles the next cell and makes it the one that later cells see.</summary>
    /// <param name="source">Its code.</param>
    /// <param name="shown">Its code as editors see it.</param>
    /// <param name="origin">Names it in messages.</param>
    private MethodInfo Compile(string source, string shown, CellOrigin origin)
    {
        SyntaxTree tree = Parse(source, origin);
        if (tree.GetCompilationUnitRoot().Members.Count == 0)
        {
            // The script compiler emits nothing, without a diagnostic, for a cell of usings alone: an empty statement makes it a script.
            tree = Parse(source + "\n;", origin);
        }

        CSharpCompilation compilation = CSharpCompilation.CreateScriptCompilation(
            FormattableString.Invariant($"cell{_count + 1}-{_identity}"),
            tree,
            _script.NewReferences,
            _options.WithOptimizationLevel(HasLoop(tree) ? OptimizationLevel.Release : OptimizationLevel.Debug),
            _previous,
            typeof(object));
        FrameworkReferences.Bind(compilation);
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        compilation = Emit(compilation, tree, image, symbols, origin);
        image.Position = symbols.Position = 0;
        Assembly assembly = _context.LoadCell(image, symbols);
        IMethodSymbol entry = compilation.GetEntryPoint(CancellationToken.None)
            ?? throw new InvalidOperationException("The script compiler made no entry point.");
        MethodInfo factory = assembly.GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        _previous = compilation;
        _script = _script.With(shown);
        return factory;
    }

    /// <summary>Emits a cell with its checkpoints; as it was written where it does not compile with them, which then says what is wrong with it.</summary>
    private static CSharpCompilation Emit(CSharpCompilation plain, SyntaxTree tree, MemoryStream image, MemoryStream symbols, CellOrigin origin)
    {
        SyntaxTree checkedTree = tree.GetDiagnostics().Any() ? tree : Checkpoints.InsertInto(tree, () => plain.GetSemanticModel(tree));
        if (checkedTree != tree)
        {
            CSharpCompilation interruptible = plain.ReplaceSyntaxTree(tree, checkedTree);
            if (interruptible.Emit(image, symbols, options: Emitting, cancellationToken: Token).Success)
            {
                return interruptible;
            }

            image.SetLength(0);
            symbols.SetLength(0);
        }

        EmitResult emitted = plain.Emit(image, symbols, options: Emitting, cancellationToken: Token);
        return emitted.Success ? plain : throw Failure(emitted.Diagnostics, origin);
    }

    private static CancellationToken Token => CellExecution.Current?.Token ?? CancellationToken.None;

    /// <summary>
    /// Only unoptimised code knows the line of every fault the processor raises (a division by zero, an index out of range), and only a
    /// cell with a loop of its own can be slow without optimisation: its work is otherwise done in libraries.
    /// </summary>
    private static bool HasLoop(SyntaxTree tree) => tree.GetRoot().DescendantNodes().Any(node =>
        node is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax);

    private static SyntaxTree Parse(string source, CellOrigin origin) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), Parsing, origin.Name);

    /// <summary>
    /// Runs a compiled cell. Slot 0 belongs to globals, which notebooks have none of; each cell's object takes the next, from its first statement
    /// on, so that what it set before it threw or was interrupted stays visible.
    /// </summary>
    private Task<object?> Start(MethodInfo factory)
    {
        if (++_count >= _submissions.Length)
        {
            Array.Resize(ref _submissions, 2 * _submissions.Length);
        }

        return factory.CreateDelegate<Func<object?[], Task<object?>>>()(_submissions);
    }

    private static CellException Failure(ImmutableArray<Diagnostic> diagnostics, CellOrigin origin)
    {
        List<Diagnostic> errors = [.. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).OrderBy(d => d.Location.SourceSpan.Start)];
        return CompilationFailure.Of(origin, errors.ConvertAll(error => Problem(error, origin)));
    }

    private static CompilationFailure.Problem Problem(Diagnostic error, CellOrigin origin)
    {
        FileLinePositionSpan span = error.Location.GetLineSpan();
        string message = $"{error.Id} {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
        if (!span.IsValid)
        {
            return new CompilationFailure.Problem(origin.Name, message, null);
        }

        // A #load-ed file has a name of its own.
        var place = new CellOrigin(span.Path == origin.Name ? origin.Name : Path.GetFileName(span.Path));
        int line = span.StartLinePosition.Line;
        return new CompilationFailure.Problem(place.At(line + 1), message, error.Location.SourceTree?.GetText().Lines[line].ToString());
    }

    /// <summary>The cells that compiled so far, and what was referenced since the last of them.</summary>
    private sealed record Script(ImmutableList<CompiledCell> Cells, ImmutableSortedDictionary<string, MetadataReference> Added)
    {
        /// <summary>
        /// What the next cell refers to and no earlier one did. A script's compilation has all references of those before it; given them again, it would keep
        /// each as often as there are cells.
        /// </summary>
        public ImmutableArray<MetadataReference> NewReferences => !Cells.IsEmpty ? [.. Added.Values] :
        [
            .. FrameworkReferences.All.Where(reference => !Added.ContainsKey(Path.GetFileNameWithoutExtension(((PortableExecutableReference)reference).FilePath!))),
            .. Added.Values,
            .. Added.ContainsKey("FSharp.Core") ? [] : (MetadataReference[])[FrameworkReferences.FSharpCore],
            FrameworkReferences.Cells,
        ];

        /// <summary>The same with one more cell.</summary>
        public Script With(string cell) => new(Cells.Add(new CompiledCell(cell, NewReferences)), Added.Clear());
    }
}
