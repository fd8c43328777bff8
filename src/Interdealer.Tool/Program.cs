using Interdealer.Tool;
using Spectre.Console;

return await CommandLine.RunAsync(args, AnsiConsole.Console, Console.Error, KernelChoice.Create);
