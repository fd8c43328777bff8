using System.Diagnostics;

namespace Interdealer.Benchmarks;

internal static class SideBySide
{
    public static void Run(string[] args)
    {
        BatchCase[] cases = [new(50, 40, 1, 10_000), new(1000, 500, 0.1, 1000), new(10_000, 5000, 0.01, 100)];
        foreach (var c in cases.Where((_, x) => args.Length == 0 || args.Contains($"{x}")))
        {
            var banks = new VulnerableBanks(c);
            foreach (var threads in (Environment.GetEnvironmentVariable("TH") ?? "1,2").Split(",").Select(int.Parse))
            {
                foreach (var lanes in (Environment.GetEnvironmentVariable("LA") ?? "8,16,32,64").Split(",").Select(int.Parse))
                {
                    var best = double.PositiveInfinity;
                    var av = Array.Empty<double>();
                    for (var r = 0; r < 5; r++)
                    {
                        var watch = Stopwatch.StartNew();
                        av = banks.Run(lanes, threads);
                        best = Math.Min(best, watch.Elapsed.TotalSeconds);
                    }

                    Console.WriteLine($"{c} threads {threads} lanes {lanes}: {best / c.Scenarios * 1e6:0.00} us  AV {av.Average():R} {av[0]:R} {av[^1]:R}");
                }
            }
        }
    }
}
