using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Kernels;

/// <summary>A kernel that a person works with: it can be interrupted and go on, it asks, and it answers what an editor asks about code.</summary>
public interface ILiveKernel : INotebookKernel
{
    /// <summary>Answers a cell that asks its reader for a line; null, as where none is set, says that nobody is there.</summary>
    Func<InputQuestion, CancellationToken, Task<string?>>? Input { get; set; }

    /// <summary>True once the process that held the notebook's variables is gone; no further cell runs.</summary>
    bool HasEnded { get; }

    /// <summary>Ends the running cell within a second and keeps the notebook's variables; nothing where no cell runs.</summary>
    Task InterruptAsync();

    /// <summary>Asks about code that need not be complete; also while a cell runs.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The answer as JSON, of the form that <see cref="CodeQuestion"/> names; null where there is none.</returns>
    Task<JsonNode?> AskAsync(CodeQuestion question, CancellationToken cancellation);
}

/// <summary>A line that a running cell wants of its reader.</summary>
/// <param name="Prompt">The question; may be empty.</param>
/// <param name="IsSecret">Whether what is typed is not to be shown.</param>
public sealed record InputQuestion(string Prompt, bool IsSecret);

/// <summary>A question of an editor about code.</summary>
/// <param name="Kind">One of the constants of this type.</param>
/// <param name="Language">Kernel name of the language.</param>
/// <param name="Code">The text of the cell.</param>
/// <param name="Position">Place in it, in UTF-16 units from 0.</param>
public sealed record CodeQuestion(string Kind, string Language, string Code, int Position)
{
    /// <summary>What fits here: <c>{start, end, items: [{text, kind, signature}]}</c>.</summary>
    public const string Complete = "complete";

    /// <summary>What stands here: <c>{plain, markdown}</c>, or null.</summary>
    public const string Inspect = "inspect";

    /// <summary>Whether a prompt should run the code: <c>{status, indent}</c>, the status <c>complete</c>, <c>incomplete</c> or <c>invalid</c>.</summary>
    public const string IsComplete = "is_complete";
}
