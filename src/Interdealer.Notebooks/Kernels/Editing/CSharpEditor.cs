using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Kernels.Engines;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace Interdealer.Notebooks.Kernels.Editing;

/// <summary>One cell that was compiled: its code, without directives, and what it refers to beyond the cells before it.</summary>
internal sealed record CompiledCell(string Source, ImmutableArray<MetadataReference> References);

/// <summary>
/// Answers what editors ask about C# code, in view of the cells that ran before. Each cell is a project of a workspace that refers to the one before it,
/// as the compilations of a script do; those of earlier cells are bound once.
/// </summary>
/// <param name="parsing">How cells are parsed.</param>
/// <param name="options">How they are compiled.</param>
internal sealed class CSharpEditor(CSharpParseOptions parsing, CSharpCompilationOptions options)
{
    private static readonly Lazy<MefHostServices> Services = new(static () => MefHostServices.DefaultHost);

    private readonly object _gate = new();
    private AdhocWorkspace? _workspace;
    private ProjectId? _last;
    private int _known;

    /// <summary>The answer to a question; null where there is none.</summary>
    /// <param name="kind">One of the constants of <see cref="CodeQuestion"/>.</param>
    /// <param name="code">The cell's text with its directives blanked.</param>
    /// <param name="position">Place in it.</param>
    /// <param name="cells">All cells that compiled so far, in order; the list only grows.</param>
    /// <param name="references">What the next cell will refer to beyond those cells.</param>
    public JsonNode? Answer(string kind, string code, int position, IReadOnlyList<CompiledCell> cells, ImmutableArray<MetadataReference> references)
    {
        if (kind == CodeQuestion.IsComplete)
        {
            return CodeCompleteness.Of(code, parsing);
        }

        Document document = Open(code, cells, references);
        position = Math.Clamp(position, 0, code.Length);
        return kind switch
        {
            CodeQuestion.Complete => CodeCompletion.AtAsync(document, position).GetAwaiter().GetResult(),
            CodeQuestion.Inspect => CodeDescription.AtAsync(document, position).GetAwaiter().GetResult(),
            _ => null,
        };
    }

    private Document Open(string code, IReadOnlyList<CompiledCell> cells, ImmutableArray<MetadataReference> references)
    {
        lock (_gate)
        {
            _workspace ??= new AdhocWorkspace(Services.Value);
            for (; _known < cells.Count; _known++)
            {
                Solution grown = Add(_workspace.CurrentSolution, cells[_known].Source, cells[_known].References, out DocumentId added);
                _workspace.TryApplyChanges(grown);
                _last = added.ProjectId;
            }

            Document document = Add(_workspace.CurrentSolution, code, references, out DocumentId open).GetDocument(open)!;
            FrameworkReferences.Bind(document.Project.GetCompilationAsync().GetAwaiter().GetResult()!);
            return document;
        }
    }

    private Solution Add(Solution solution, string code, ImmutableArray<MetadataReference> references, out DocumentId document)
    {
        ProjectId project = ProjectId.CreateNewId();
        document = DocumentId.CreateNewId(project);
        string name = FormattableString.Invariant($"cell{_known}");
        Solution grown = solution.AddProject(ProjectInfo.Create(
            project,
            VersionStamp.Create(),
            name,
            name,
            LanguageNames.CSharp,
            parseOptions: parsing.WithDocumentationMode(DocumentationMode.Parse),
            compilationOptions: options,
            metadataReferences: references,
            isSubmission: true));
        if (_last is { } previous)
        {
            grown = grown.AddProjectReference(project, new ProjectReference(previous));
        }

        return grown.AddDocument(DocumentInfo.Create(
            document, name, sourceCodeKind: SourceCodeKind.Script, loader: TextLoader.From(TextAndVersion.Create(SourceText.From(code), VersionStamp.Create()))));
    }
}
