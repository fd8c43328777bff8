using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Interdealer.Mutation;

/// <summary>The tests, by method, run in this process one after the other.</summary>
internal sealed class TestSet
{
    private static readonly Assembly Tests = Assembly.Load("Interdealer.Tests");
    private readonly TestAssembly _assembly = new(Reflector.Wrap(Tests));
    private readonly Dictionary<string, List<IXunitTestCase>> _methods;

    public TestSet()
    {
        // What classes set up when first used is set up without any change.
        foreach (var type in Tests.GetReferencedAssemblies().Where(a => a.Name!.StartsWith("Interdealer", StringComparison.Ordinal)).Select(Assembly.Load).Append(Tests).SelectMany(a => a.GetTypes()))
        {
            if (!type.ContainsGenericParameters)
            {
                SetUp(type);
            }
        }

        var found = new Found();
        using var framework = new XunitTestFramework(new Silent());
        framework.GetDiscoverer(Reflector.Wrap(Tests)).Find(includeSourceInformation: false, found, new Options());
        found.Completed.WaitOne();
        _methods = found.Cases.OfType<IXunitTestCase>()
            .GroupBy(c => $"{c.TestMethod.TestClass.Class.Name}.{c.TestMethod.Method.Name}", StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
    }

    /// <summary>Names of all, with their classes.</summary>
    public IEnumerable<string> Names => _methods.Keys.Order(StringComparer.Ordinal);

    /// <summary>Runs one up to its first failure.</summary>
    /// <returns>Whether it passed, and the time it took in seconds.</returns>
    public async Task<(bool Passed, double Seconds)> RunAsync(string name)
    {
        var watch = Stopwatch.StartNew();
        using var runner = new XunitTestAssemblyRunner(_assembly, _methods[name], new Silent(), new UpToFailure(), new Options());
        var summary = await runner.RunAsync();
        return (summary.Failed == 0 && summary.Total > 0, watch.Elapsed.TotalSeconds);
    }

    private static void SetUp(Type type)
    {
        try
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
        catch (TypeInitializationException)
        {
            // Its tests fail, also without any change, and are not used.
        }
    }

    private sealed class Found : LongLivedMarshalByRefObject, IMessageSink
    {
        public ConcurrentQueue<ITestCase> Cases { get; } = new();

        public ManualResetEvent Completed { get; } = new(initialState: false);

        public bool OnMessage(IMessageSinkMessage message)
        {
            switch (message)
            {
                case ITestCaseDiscoveryMessage discovered:
                    Cases.Enqueue(discovered.TestCase);
                    break;
                case IDiscoveryCompleteMessage:
                    Completed.Set();
                    break;
            }

            return true;
        }
    }

    private sealed class Silent : LongLivedMarshalByRefObject, IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message) => true;
    }

    private sealed class UpToFailure : LongLivedMarshalByRefObject, IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message) => message is not (ITestFailed or IErrorMessage);
    }

    /// <summary>One test at a time, and theories as one.</summary>
    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal)
        {
            ["xunit.discovery.PreEnumerateTheories"] = false,
            ["xunit.execution.DisableParallelization"] = true,
            ["xunit.execution.SynchronousMessageReporting"] = true,
        };

        public TValue GetValue<TValue>(string name) => _values.GetValueOrDefault(name) is TValue value ? value : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
    }
}
