using Interdealer.Tool;

// Told apart here, where nothing of the command line is loaded yet: a worker is started without what only that needs, and a client waits for its kernel.
// Their arguments are between them and the process that started them.
return args switch
{
    ["worker", .. var forWorker] => await KernelChoice.ServeCellsAsync(forWorker),
    ["jupyter", "kernel", .. var forKernel] => await JupyterCommands.ServeAsync(forKernel),
    _ => await CommandLine.RunAsync(args),
};
