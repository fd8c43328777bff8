using System.Globalization;
using Interdealer.Mutation;

var checkout = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(checkout, "Research.sln")))
{
    checkout = Path.GetDirectoryName(checkout) ?? throw new InvalidOperationException($"No Research.sln above {AppContext.BaseDirectory}.");
}

var recorded = Path.Combine(AppContext.BaseDirectory, Reach.File);
switch (args)
{
    case ["run" or "doubt", var part, .. var others] when Path.Exists(Path.Combine(checkout, "src", "Interdealer", part)) && Numbers(others) is [> 0, > 0] bounds:
        await new FolderRun(checkout, part, [.. others.Skip(bounds.Length)]).RunAsync(TimeSpan.FromMinutes(bounds[0]), bounds[1], doubts: args[0] == "doubt");
        return 0;
    case ["score"]:
        foreach (var folder in Results.Folders(checkout))
        {
            Console.WriteLine(new Results(checkout, folder).Score());
        }

        return 0;
    case ["survivors", var folder]:
        var results = new Results(checkout, folder);
        foreach (var mutant in results.Mutants.Where(m => results.Of(m) is Outcome.Survived or Outcome.Unfinished or Outcome.NotReached))
        {
            Console.WriteLine($"{results.Of(mutant)}: {mutant}");
        }

        return 0;
    case ["record", var most, .. var words] when int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
        (await Reach.RecordAsync(number, words, File.Exists(recorded) ? Reach.Read(recorded) : null)).Write(recorded);
        return 0;
    case ["worker", var setUp] when int.TryParse(setUp, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
        await Worker.RunAsync(Reach.Read(recorded), number);
        return 0;
    default:
        Console.Error.WriteLine(
            """
            run FOLDER[/FILE] [minutes [seconds [WORD…]]]   changes src/Interdealer/FOLDER a place at a time and tries what is not killed yet, for so many minutes (60),
                                                           each change for so many seconds (20), with tests in whose names one of the words is (all)
            doubt FOLDER[/FILE] [minutes [seconds [WORD…]]]   the same with changes that explained.tsv says no test can tell: a test that kills one refutes it
            score                                          one line for each folder that has results
            survivors FOLDER                               what no test saw, with file and line
            """);
        return 2;
}

// Minutes and seconds, those left out as they are by themselves; 0 for what is no number.
static double[] Numbers(string[] texts) =>
    [.. new[] { 60.0, 20.0 }.Select((value, i) => i >= texts.Length ? value : double.TryParse(texts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0)];
