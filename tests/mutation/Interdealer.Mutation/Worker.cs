using System.Globalization;
using System.Text;

namespace Interdealer.Mutation;

/// <summary>
/// The process that tries changes: reads <c>number;seconds;test,test…</c>, a change to a line, and answers with lines that begin with <see cref="Sign"/>. It is ended
/// from outside where a test does not end, and may end by itself with whatever a change does.
/// </summary>
internal static class Worker
{
    /// <summary>Begins each line that is an answer: tests print too.</summary>
    public const string Sign = "~mutation ";

    /// <summary>Tries changes until there are no more.</summary>
    /// <param name="reach">What the tests reach.</param>
    /// <param name="setUp">The change that is on while classes set themselves up; 0 none.</param>
    public static async Task RunAsync(Reach reach, int setUp)
    {
        Switches.Set(setUp);
        var tests = new TestSet();
        Switches.Set(0);
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        await output.WriteLineAsync(Sign + "ready");
        while (await Console.In.ReadLineAsync() is { } line && line.Split(';') is [var number, var seconds, var methods])
        {
            await output.WriteLineAsync(Sign + await TryAsync(
                Number(number), double.Parse(seconds, CultureInfo.InvariantCulture), methods.Split(',').Select(Number)));
        }

        async Task<string> TryAsync(int number, double bound, IEnumerable<int> methods)
        {
            var spent = 0.0;
            foreach (var method in methods)
            {
                if (spent > bound)
                {
                    return "unfinished";
                }

                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Sign}at {method}"));
                var (passed, seconds) = await RunAsync(method, number);
                spent += seconds;
                if (!passed)
                {
                    // Only what passes without the change is failed by it: a change may spoil what the process keeps.
                    if (!(await RunAsync(method, 0)).Passed)
                    {
                        return string.Create(CultureInfo.InvariantCulture, $"spoilt {method}");
                    }

                    // And only what fails again: a test that hangs on its threads' luck says nothing of the change.
                    if (!(await RunAsync(method, number)).Passed)
                    {
                        return string.Create(CultureInfo.InvariantCulture, $"killed {method}");
                    }
                }
            }

            return "survived";
        }

        async Task<(bool Passed, double Seconds)> RunAsync(int method, int number)
        {
            // What a change makes longer by this much will not end.
            Switches.Count(most: (20 * reach.Methods[method].Turns) + 1_000_000);
            Switches.Set(number);
            var result = await tests.RunAsync(reach.Methods[method].Name);
            Switches.Set(0);
            return result;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
