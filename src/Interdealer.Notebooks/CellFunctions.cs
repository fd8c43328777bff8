using Interdealer.Notebooks.Kernels.Rendering;
using Interdealer.Notebooks.Kernels.Workers;

namespace Interdealer.Notebooks;

/// <summary>What every C# cell can call by name: to show values while it runs, to take output back, and to ask its reader.</summary>
public static class CellFunctions
{
    /// <summary>Shows a value where the cell's output stands; the cell goes on.</summary>
    /// <param name="value">Any value; null is shown as nothing is.</param>
    /// <returns>A handle that puts another value in its place.</returns>
    /// <exception cref="InvalidOperationException">No cell is running.</exception>
    public static DisplayedValue display(object? value)
    {
        var shown = new DisplayedValue(Output);
        shown.Update(value);
        return shown;
    }

    /// <summary>Takes back all that the running cell has put out so far.</summary>
    /// <param name="wait">True to leave it in place until something new is put out: a picture that is redrawn does not flicker.</param>
    /// <exception cref="InvalidOperationException">No cell is running.</exception>
    public static void ClearOutput(bool wait = false) => Output.Send(new WorkerMessage(MessageKinds.Clear) { Flag = wait });

    /// <summary>Asks the reader of the notebook for a line; <see cref="Console.ReadLine()"/> does so without a question.</summary>
    /// <param name="prompt">The question.</param>
    /// <exception cref="InvalidOperationException">Nobody is there to answer, or no cell is running.</exception>
    public static string ReadLine(string prompt) => Output.Ask(prompt, secret: false);

    /// <summary>Asks for a line that is not shown while it is typed.</summary>
    /// <param name="prompt">The question.</param>
    /// <exception cref="InvalidOperationException">Nobody is there to answer, or no cell is running.</exception>
    public static string ReadPassword(string prompt) => Output.Ask(prompt, secret: true);

    private static NotebookOutput Output => CellWriter.Current ?? throw new InvalidOperationException("No cell of a notebook is running here.");
}

/// <summary>A value that a cell shows and may replace, such as the state of a long calculation.</summary>
public sealed class DisplayedValue
{
    private readonly NotebookOutput _output;

    internal DisplayedValue(NotebookOutput output) => _output = output;

    /// <summary>Names the place of the value among the outputs of the notebook.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Shows another value in the same place.</summary>
    /// <param name="value">Any value.</param>
    public void Update(object? value) => _output.Show(new WorkerMessage(MessageKinds.Display) { Data = new(ValueRenderer.Render(value ?? ""), StringComparer.Ordinal), Id = Id });
}
