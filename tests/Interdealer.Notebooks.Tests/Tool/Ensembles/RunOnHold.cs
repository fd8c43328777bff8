using System.Globalization;
using Interdealer.Notebooks.Tests.Kernels;

namespace Interdealer.Notebooks.Tests.Tool.Ensembles;

/// <summary>
/// Holds runs of a specification half-way, so that they can be interrupted there whether the machine is idle or busy: by an operator of its own at the head of the
/// round, which goes slowly while a file is there, and stands still once a journal has the length that the file names.
/// </summary>
internal sealed class RunOnHold
{
    const string Source = """
        using System;
        using System.IO;
        using System.Threading;
        using Interdealer;
        using Interdealer.Ensembles.Specs;

        public sealed class Held : IOperator
        {
            static readonly string Hold = Path.Combine(Path.GetDirectoryName(typeof(Held).Assembly.Location), "hold.txt");

            public static Piece<IOperator> Row { get { return new Piece<IOperator>("held", "Waits while a file says so.", properties => given => new Held(), random => new Held()); } }

            public void Apply(State state)
            {
                for (var wait = 1; File.Exists(Hold); wait = 20)
                {
                    Thread.Sleep(wait);
                    string[] lines;
                    try { lines = File.ReadAllLines(Hold); } catch (IOException) { return; }
                    var journal = new FileInfo(lines[1]);
                    if (!journal.Exists || journal.Length < long.Parse(lines[0]))
                    {
                        return;
                    }
                }
            }
        }
        """;

    static readonly Lazy<byte[]> Assembly = new(() =>
    {
        using var folder = new TemporaryFolder();
        EnsembleFolder.Compile(folder.File("held.dll"), Source);
        return File.ReadAllBytes(folder.File("held.dll"));
    });

    readonly EnsembleFolder folder;

    /// <summary>Puts the operator into a folder's specification.</summary>
    internal RunOnHold(EnsembleFolder folder)
    {
        this.folder = folder;
        File.WriteAllBytes(folder.At("held.dll"), Assembly.Value);
        folder.InsertOperator("spec.json", """{ "operator": "held" }""");
        Options = ["--extensions", folder.At("held.dll")];
    }

    /// <summary>What a run has to be given.</summary>
    internal string[] Options { get; }

    /// <summary>The file that holds them.</summary>
    internal string HoldFile => folder.At("hold.txt");

    /// <summary>Lets runs go on slowly until a journal has a length, and no further.</summary>
    internal void Until(string journal, long length)
    {
        File.WriteAllText(HoldFile + ".new", string.Create(CultureInfo.InvariantCulture, $"{length}\n{journal}\n"));
        File.Move(HoldFile + ".new", HoldFile, overwrite: true);
    }

    /// <summary>Lets them go on slowly to their end.</summary>
    internal void Slowly() => Until(HoldFile, long.MaxValue);

    /// <summary>Lets them go.</summary>
    internal void LetGo() => File.Delete(HoldFile);

    /// <summary>Waits until a run stands still.</summary>
    internal static async Task StandsAsync(Task ended, string journal, long length)
    {
        while (LengthOf(journal) < length)
        {
            Assert.False(ended.IsCompleted, "the run ended before it was held");
            await Task.Delay(5);
        }
    }

    /// <summary>Bytes of a file, 0 without one.</summary>
    internal static long LengthOf(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;
}
