using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Interdealer.Display;
using Plotly.NET;

namespace Interdealer.Charts;

/// <summary>
/// Tells .NET Interactive how charts are shown, without a reference to it: Plotly.NET names a formatter of its own on the type, which writes a page with a new
/// identity each time and a script from the network, and only a registered formatter goes before that one.
/// </summary>
internal static class InteractiveRegistration
{
    private const string Engine = "Microsoft.DotNet.Interactive.Formatting";

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A notebook only loads this library; nothing else says that it is there.")]
    internal static void Register()
    {
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => RegisterWith(loaded.LoadedAssembly);
        Array.ForEach(AppDomain.CurrentDomain.GetAssemblies(), RegisterWith);
    }

    private static void RegisterWith(Assembly assembly)
    {
        if (assembly.GetName().Name != Engine || assembly.GetType($"{Engine}.Formatter") is not { } formatter)
        {
            return;
        }
        var register = formatter.GetMethod("Register", [typeof(Type), typeof(Action<object, TextWriter>), typeof(string)]);
        var prefer = formatter.GetMethod("SetPreferredMimeTypesFor", [typeof(Type), typeof(string[])]);
        var formatters = new ChartFormatterSource().CreateTypeFormatters().Cast<ConventionalFormatter>().ToArray();
        foreach (var one in formatters)
        {
            register?.Invoke(null, [typeof(GenericChart), (Action<object, TextWriter>)((value, writer) => one.Format(value, writer)), one.MimeType]);
        }
        prefer?.Invoke(null, [typeof(GenericChart), formatters.Select(one => one.MimeType).ToArray()]);
    }
}
