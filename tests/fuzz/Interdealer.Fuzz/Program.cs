using System.Globalization;
using Interdealer.Fuzz.Documents;
using Interdealer.Fuzz.Systems;

// Seeds follow each other, so that any case comes again by its own.
switch (args)
{
    case ["systems", .. var numbers] when Numbers(numbers, most: 2) is var (count, seed):
        return new SystemsRun().Run(count ?? 100_000, seed) == 0 ? 0 : 1;
    case ["documents", .. var numbers, var kind] when !IsNumber(kind) && Numbers(numbers, most: 2) is var (count, seed):
        return DocumentsRun.Run(count ?? 100_000, seed, kind) == 0 ? 0 : 1;
    case ["documents", .. var numbers] when Numbers(numbers, most: 2) is var (count, seed):
        return DocumentsRun.Run(count ?? 100_000, seed, null) == 0 ? 0 : 1;
    default:
        Console.Error.WriteLine(
            """
            systems [count] [seed]            random systems through random compositions; prints what broke a law
            documents [count] [seed] [kind]   damaged notebooks, tables, specifications and checkpoints, count of each kind or of one; prints what was neither read nor refused
            100,000 cases from seed 0 unless said otherwise
            """);
        return 2;
}

static bool IsNumber(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

static (int? Count, int Seed)? Numbers(string[] texts, int most)
{
    if (texts.Length > most || !texts.All(IsNumber))
    {
        return null;
    }

    var numbers = texts.Select(t => int.Parse(t, CultureInfo.InvariantCulture)).ToArray();
    return (numbers is [> 0, ..] ? numbers[0] : null, numbers.ElementAtOrDefault(1));
}
