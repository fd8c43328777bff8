namespace Interdealer.Tool;

/// <summary>What the command answers to whoever called it.</summary>
internal static class ExitCode
{
    internal const int Success = 0;
    internal const int NotebookFailed = 1;
    internal const int Unusable = 2;
    internal const int Interrupted = 130;

    internal const string Help =
        "Exit codes: 0 every notebook ran (check: and gave its stored outputs); 1 a notebook failed or differs; 2 wrong usage or unreadable input; 130 interrupted.";
}
