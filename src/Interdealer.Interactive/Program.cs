using Interdealer.Interactive;
using Interdealer.Notebooks.Kernels;

// A terminal's Ctrl-C reaches every process at once; what it means for a cell is for the process that started this one to say.
using var interruption = System.Runtime.InteropServices.PosixSignalRegistration.Create(
    System.Runtime.InteropServices.PosixSignal.SIGINT, signal => signal.Cancel = true);
return await WorkerHost.RunAsync(args is ["worker", .. var connection] ? connection : args, new InteractiveEngine());
