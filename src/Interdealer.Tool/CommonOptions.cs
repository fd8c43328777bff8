using System.CommandLine;
using System.CommandLine.Parsing;

namespace Interdealer.Tool;

/// <summary>Options that commands which run cascades have alike.</summary>
internal static class CommonOptions
{
    internal static Option<int> Threads()
    {
        var threads = new Option<int>("--threads") { Description = "Threads.", DefaultValueFactory = _ => Environment.ProcessorCount };
        threads.Validators.Add(result => Check(result.GetValueOrDefault<int>() is >= 1 and <= 1024, result, "--threads", "a whole number from 1 to 1024"));
        return threads;
    }

    /// <summary>How long what was run may wait before it is remembered.</summary>
    /// <param name="what">What was run, “finished scenarios”.</param>
    internal static Option<double> CheckpointEvery(string what)
    {
        var every = new Option<double>("--checkpoint-every") { Description = $"Seconds that {what} may wait before they are remembered.", DefaultValueFactory = _ => 5 };
        every.Validators.Add(result => Check(result.GetValueOrDefault<double>() is > 0 and <= 1e6, result, "--checkpoint-every", "a number of seconds above 0 and at most 1000000"));
        return every;
    }

    static void Check(bool holds, OptionResult result, string option, string expected)
    {
        if (!holds)
        {
            result.AddError($"{option}: expected {expected}");
        }
    }
}
