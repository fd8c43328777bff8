using System.Text.Json;

namespace Interdealer.Mutation;

/// <summary>One method of tests, run without any change.</summary>
/// <param name="Name">Class and method.</param>
/// <param name="Passed">Whether it passes; one that does not, without its sources beside it for instance, is not used.</param>
/// <param name="Seconds">Time it took.</param>
/// <param name="Turns">Turns of loops it took.</param>
internal sealed record TestMethod(string Name, bool Passed, double Seconds, long Turns);

/// <summary>Which tests reach which changes.</summary>
/// <param name="Methods">The tests.</param>
/// <param name="By">For each change the tests that reach it, by place in <paramref name="Methods"/>.</param>
/// <param name="BySetUp">Changes reached while classes set themselves up, which happens once and is not tried.</param>
internal sealed record Reach(IReadOnlyList<TestMethod> Methods, IReadOnlyDictionary<int, List<int>> By, IReadOnlyList<int> BySetUp)
{
    /// <summary>File in which it is kept, beside the tests.</summary>
    public const string File = "reach.json";

    /// <summary>Runs every test once and writes down what it reaches.</summary>
    /// <param name="numbers">Number of the last change.</param>
    /// <param name="words">Parts of names of tests, one of which a test must have; every test where there are none.</param>
    /// <param name="known">What was recorded of the same changes: its tests that passed are not run again; null where there is nothing.</param>
    public static async Task<Reach> RecordAsync(int numbers, string[] words, Reach? known)
    {
        var reached = Switches.WriteDown(numbers);
        Switches.Set(-1);
        var tests = new TestSet();
        int[] bySetUp = [.. Numbers(reached)];
        if (known?.Methods.Select(m => m.Name).Except(tests.Names, StringComparer.Ordinal).Any() == true)
        {
            known = null;
        }

        var methods = known?.Methods.ToList() ?? [];
        var by = known?.By.ToDictionary(x => x.Key, x => x.Value) ?? [];
        var wanted = tests.Names.Where(name => words.Length == 0 || words.Any(word => name.Contains(word, StringComparison.Ordinal)));
        foreach (var name in wanted.Except(methods.Where(m => m.Passed).Select(m => m.Name), StringComparer.Ordinal).ToList())
        {
            Array.Clear(reached);
            Switches.Count();
            var (passed, seconds) = await tests.RunAsync(name);
            var method = new TestMethod(name, passed, seconds, Switches.Turns);
            var place = methods.FindIndex(m => m.Name == name);
            if (place < 0)
            {
                place = methods.Count;
                methods.Add(method);
            }

            methods[place] = method;
            foreach (var number in passed ? Numbers(reached) : [])
            {
                (by.TryGetValue(number, out var so) ? so : by[number] = []).Add(place);
            }
        }

        return new Reach(methods, by, bySetUp);
    }

    /// <summary>Reads what was recorded.</summary>
    public static Reach Read(string file) => JsonSerializer.Deserialize<Reach>(System.IO.File.ReadAllText(file)) ?? throw new InvalidOperationException($"{file} holds nothing.");

    /// <summary>Keeps it.</summary>
    public void Write(string file) => System.IO.File.WriteAllText(file, JsonSerializer.Serialize(this));

    private static IEnumerable<int> Numbers(byte[] reached) => Enumerable.Range(1, reached.Length - 1).Where(number => reached[number] != 0);
}
