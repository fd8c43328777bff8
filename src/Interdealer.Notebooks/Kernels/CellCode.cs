using System.ComponentModel;
using Interdealer.Notebooks.Kernels.Workers;

namespace Interdealer.Notebooks.Kernels;

/// <summary>What the compiled code of a cell calls; not for cells to call by name.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellCode
{
    /// <summary>The call put into each loop and function of a cell: ends the cell once it is interrupted.</summary>
    /// <exception cref="OperationCanceledException">The cell in whose flow of execution this runs was interrupted.</exception>
    public static void Checkpoint()
    {
        if (CellExecution.AnyInterrupted)
        {
            ThrowIfInterrupted();
        }
    }

    private static void ThrowIfInterrupted()
    {
        // A thread that the cell made itself is not part of it: nobody there would catch what is thrown.
        if (CellExecution.Current is { IsInterrupted: true } cell && (Thread.CurrentThread.IsThreadPoolThread || cell.IsOnThisThread))
        {
            throw new CellInterruptedException();
        }
    }
}
