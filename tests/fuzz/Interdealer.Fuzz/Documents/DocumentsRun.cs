using System.Diagnostics;

namespace Interdealer.Fuzz.Documents;

/// <summary>Damaged documents one after another: each is read or refused in the reader's own words, in bounded time, and what is read keeps the kind's laws.</summary>
internal sealed class DocumentsRun
{
    private const int Shown = 20;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(10);

    /// <summary>Runs the cases of seeds that follow each other.</summary>
    /// <param name="count">How many of each kind.</param>
    /// <param name="seed">The first.</param>
    /// <param name="only">Name of one kind; null for all.</param>
    /// <returns>How many broke a law.</returns>
    public static int Run(int count, int seed, string? only)
    {
        DocumentKind[] kinds =
        [
            new IpynbKind(), new DibKind(), new TableKind(), new ColumnarKind("parquet", (table, path) => table.WriteParquet(path)), new ColumnarKind("arrow", (table, path) => table.WriteArrow(path)),
            new SpecificationKind(), new CheckpointKind(), new MessageKind(),
        ];
        if (only is not null && kinds.All(k => k.Name != only))
        {
            Console.Error.WriteLine($"{only} is no kind of document; expected one of {string.Join(", ", kinds.Select(k => k.Name))}");
            return 1;
        }

        var broken = 0;
        foreach (var kind in kinds)
        {
            using var holder = kind as IDisposable;
            broken += only is null || kind.Name == only ? Run(kind, count, seed) : 0;
        }

        return broken;
    }

    private static int Run(DocumentKind kind, int count, int seed)
    {
        var time = Stopwatch.StartNew();
        var (read, broken) = (0, 0);
        var next = Slow;
        for (var k = 0; k < count; k++)
        {
            // Of the processor, not of the clock: a machine with other work is no fault of a document.
            var began = Environment.CpuUsage.TotalTime;
            var fault = Fault(kind, unchecked(seed + k), count == 1, ref read);
            var took = Environment.CpuUsage.TotalTime - began;
            fault ??= took > Slow ? $"took {took.TotalSeconds:0} s" : null;
            if (fault is not null && ++broken <= Shown)
            {
                Console.WriteLine($"{kind.Name}, seed {seed + k}: {fault}\n  again: dotnet run -c Release --project tests/fuzz/Interdealer.Fuzz -- documents 1 {seed + k} {kind.Name}");
            }

            if (time.Elapsed > next)
            {
                Console.WriteLine($"{kind.Name}: {k + 1} of {count}, {broken} broke a law, {time.Elapsed.TotalSeconds:0} s");
                next = time.Elapsed + Slow;
            }
        }

        Console.WriteLine($"{kind.Name}: {count} cases from seed {seed} in {time.Elapsed.TotalSeconds:0.0} s; {read} were read, {count - read - broken} refused, {broken} broke a law");
        return broken;
    }

    private static string? Fault(DocumentKind kind, int seed, bool isKept, ref int read)
    {
        var random = new Random(seed);
        var sound = kind.Sound(random);
        var damaged = Mutation.Of(sound, kind.Words, random);
        if (isKept)
        {
            var file = Path.Combine(Path.GetTempPath(), $"fuzz-{seed}.{kind.Name}");
            File.WriteAllBytes(file, damaged);
            Console.WriteLine($"the document is {file}");
        }

        try
        {
            // What is not damaged has to be read: a reader that refuses everything would keep every law.
            if (seed % 100 == 0 && kind.Refusal(sound) is { } refusal)
            {
                return $"refused a sound document: {refusal}";
            }

            read += kind.IsRead(damaged) ? 1 : 0;
            return null;
        }
        catch (Exception e)
        {
            // Whatever it is, it is no refusal: that is what is looked for.
            return $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")} {e.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}";
        }
    }
}
