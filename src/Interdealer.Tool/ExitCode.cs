namespace Interdealer.Tool;

/// <summary>What the command answers to whoever called it.</summary>
internal static class ExitCode
{
    internal const int Success = 0;
    internal const int NotebookFailed = 1;
    internal const int ScenarioFailed = 1;
    internal const int Unusable = 2;
    internal const int Interrupted = 130;

    internal const string Help =
        "Exit codes: 0 every notebook ran (check: and gave its stored outputs); 1 a notebook failed or differs; 2 wrong usage or unreadable input; 130 interrupted.";

    internal const string EnsembleHelp =
        "Exit codes: 0 done; 1 a scenario failed, or scenarios diverged and the specification does not allow it; 2 wrong usage, unreadable input or a file that cannot be written; 130 interrupted, run again to go on.";
}
