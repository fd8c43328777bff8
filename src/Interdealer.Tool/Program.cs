using Interdealer.Tool;

// Told apart here, where nothing of the command line is loaded yet: a worker is started without what only that needs. Its arguments are between it
// and the process that started it.
return args is ["worker", .. var forWorker] ? await KernelChoice.ServeCellsAsync(forWorker) : await CommandLine.RunAsync(args);
