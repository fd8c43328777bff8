using Interdealer.Notebooks.Kernels;

if (args is ["worker", ..])
{
    return await WorkerHost.RunAsync(args[1..]);
}

return 0;
