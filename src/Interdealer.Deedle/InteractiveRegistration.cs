using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Deedle;

namespace Interdealer.Frames;

/// <summary>
/// Tells .NET Interactive how frames and series are shown, without a reference to it: as the tables of this library. It is done when the library is loaded,
/// which the package's <c>extension.dib</c> has .NET Interactive do as soon as a notebook adds the package.
/// </summary>
internal static class InteractiveRegistration
{
    private const string Engine = "Microsoft.DotNet.Interactive.Formatting", Html = "text/html", Core = "FSharp.Core";
    private const int Rows = 100;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A notebook only loads this library; nothing else says that it is there.")]
    internal static void Register()
    {
        if (AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == Engine)?.GetType($"{Engine}.Formatter") is { } formatter)
        {
            AssemblyLoadContext.Default.Resolving += CoreOfPackages;
            Register(formatter);
        }
    }

    // A method of its own: it is compiled when Deedle's types are wanted, after the line above.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Register(Type formatter)
    {
        var register = formatter.GetMethod("Register", [typeof(Type), typeof(Action<object, TextWriter>), typeof(string)]);
        var prefer = formatter.GetMethod("SetPreferredMimeTypesFor", [typeof(Type), typeof(string[])]);
        foreach (var type in (Type[])[typeof(Frame<,>), typeof(Series<,>)])
        {
            register?.Invoke(null, [type, (Action<object, TextWriter>)((value, writer) => writer.Write(ToHtml(value, type))), Html]);
            prefer?.Invoke(null, [type, (string[])[Html]]);
        }
    }

    private static string ToHtml(object value, Type generic)
    {
        var type = value.GetType();
        while (type.BaseType is { } parent && !(type.IsGenericType && type.GetGenericTypeDefinition() == generic))
        {
            type = parent;
        }

        var write = typeof(InteractiveRegistration).GetMethod(generic == typeof(Frame<,>) ? nameof(FrameHtml) : nameof(SeriesHtml), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (string)write.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [value], CultureInfo.InvariantCulture)!;
    }

    private static string FrameHtml<TRow, TColumn>(Frame<TRow, TColumn> frame)
        where TRow : notnull
        where TColumn : notnull
    {
        var shown = frame.RowCount > Rows ? FrameModule.Take(Rows, frame) : frame;
        return shown.IndexColumnsWith(frame.ColumnKeys.Select(key => Convert.ToString(key, CultureInfo.InvariantCulture) ?? ""))
            .ToTable(frame.RowCount > Rows ? FormattableString.Invariant($"The first {Rows} of {frame.RowCount:#,0} rows") : null).ToHtml();
    }

    private static string SeriesHtml<TKey, TValue>(Series<TKey, TValue> series)
        where TKey : notnull =>
        FrameHtml(Frame.FromColumns([KeyValue.Create("Value", series)]));

    // .NET Interactive brings an FSharp.Core of its own, and the runtime refuses Deedle a later one beside it. A context of its own gives Deedle the one it asks for,
    // which was restored with it: packages lie beside each other, each in a folder id/version/lib/framework.
    private static Assembly? CoreOfPackages(AssemblyLoadContext context, AssemblyName wanted)
    {
        var packages = wanted.Name == Core ? Path.GetFullPath(Path.Combine(typeof(InteractiveRegistration).Assembly.Location, "../../../../..", Core.ToLowerInvariant())) : "";
        return Directory.Exists(packages) && Directory.GetFiles(packages, Core + ".dll", SearchOption.AllDirectories)
            .Where(file => AssemblyName.GetAssemblyName(file).Version >= wanted.Version)
            .MaxBy(file => AssemblyName.GetAssemblyName(file).Version) is { } found
                ? (Apart ??= new AssemblyLoadContext(Core)).LoadFromAssemblyPath(found)
                : null;
    }

    private static AssemblyLoadContext? Apart { get; set; }
}
