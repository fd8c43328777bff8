using System.Diagnostics;
using System.Globalization;
using Interdealer.Cascades;
using Interdealer.Display;

namespace Interdealer.Benchmarks;

/// <summary>One cascade of 90 institutions and 40 assets after warm-up, in turn with a plain NumPy loop over rounds on the same inputs.</summary>
internal static class SingleCascade
{
    private const int Passes = 7;
    private const int Repetitions = 200;
    private static readonly BatchCase Case = new(90, 40, 1, 1);

    /// <summary>Times both.</summary>
    /// <param name="script">naive_cascade.py; none when left out.</param>
    /// <returns>True when both lose the same to 1e-12 of equity, in under a millisecond here.</returns>
    public static bool Run(PythonProgram? script)
    {
        var banks = new BatchCascade(Case);
        var start = banks.Shocked();
        var options = new CascadeOptions { MaximumRounds = Case.Rounds, Tolerance = double.Epsilon };
        var (kept, thin) = (new List<double>(), new List<double>());
        var (numpy, loss) = (new List<double>(), double.NaN);
        for (var pass = 0; pass < Passes; pass++)
        {
            // Each pass runs often enough for the compiler to finish before the last.
            kept.Add(Best(() => Cascade.Run(start, banks.Round, options)));
            thin.Add(Best(() => Cascade.Run(start, banks.Round, options with { KeepEvery = 0 })));
            if (script is not null)
            {
                (var milliseconds, loss) = RunScript(script);
                numpy.Add(milliseconds);
            }
        }

        var here = banks.Run(scenarioCount: 1, threads: 1)[0];
        var right = script is null || Math.Abs(here - loss) < 1e-12;
        var rest = Best(() => Cascade.Run(start, banks.Round));
        var there = numpy.DefaultIfEmpty(double.NaN).Min();
        Console.WriteLine(Table.Create($"One cascade, {Case}, best of {Passes} passes in turn")
            .With("How", ["NumPy, round by round", "here, history kept", "here, without history", "here, to rest, history kept"])
            .With("ms", [there, kept.Min(), thin.Min(), rest], "0.0000")
            .With("Times faster", [1, there / kept.Min(), there / thin.Min(), double.NaN], "0.0")
            .WithFootnote($"Equity lost to the cascade: here {here.ToString("R", CultureInfo.InvariantCulture)}, NumPy {loss.ToString("R", CultureInfo.InvariantCulture)}."));
        return right && kept.Min() < 1;
    }

    private static double Best(Action run)
    {
        var best = double.PositiveInfinity;
        for (var r = 0; r < Repetitions; r++)
        {
            var watch = Stopwatch.GetTimestamp();
            run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
        }

        return best;
    }

    private static (double Milliseconds, double Loss) RunScript(PythonProgram script)
    {
        var parts = script.Run().Output.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
