using System.Runtime.ExceptionServices;

namespace Interdealer.Engine;

/// <summary>The same work on several threads.</summary>
internal static class Threads
{
    /// <summary>Does work on so many threads, this one among them, and throws what the first of them threw.</summary>
    public static void Run(int count, Action<int> work)
    {
        if (count == 1)
        {
            work(0);
            return;
        }

        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = count }, work);
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }
}
