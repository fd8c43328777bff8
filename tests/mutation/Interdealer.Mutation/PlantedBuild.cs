using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Interdealer.Mutation;

/// <summary>The library with every change of one folder in it, each behind its switch: one build for all of them.</summary>
internal static class PlantedBuild
{
    // Current: 0 none, -1 writes down which are reached, else the one that is on. What turns more often than any test lets it will never end.
    private const string Switches = """
        namespace Interdealer;

        using System.Runtime.CompilerServices;

        internal static class Planted
        {
            public static int Current;
            public static long Turns;
            public static long MostTurns = long.MaxValue;
            public static byte[] Reached = [];

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static bool Is(int number) => number == Current || (Current < 0 && Reach(number));

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static void Turn()
            {
                if (++Turns > MostTurns)
                {
                    Stop();
                }
            }

            private static bool Reach(int number)
            {
                Reached[number] = 1;
                return false;
            }

            private static void Stop() => throw new System.InvalidOperationException("A change that never ends was stopped.");
        }
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    /// <summary>Builds it.</summary>
    /// <param name="checkout">The checkout.</param>
    /// <param name="folder">Folder of the library whose files are changed.</param>
    /// <param name="leftOut">Names of files in it that are not.</param>
    /// <returns>The library, the same bytes for the same sources; the changes that compile, and how many do not.</returns>
    public static (byte[] Library, IReadOnlyList<Mutant> Mutants, int DoNotCompile) Make(string checkout, string folder, IReadOnlySet<string> leftOut)
    {
        var library = Path.Combine(checkout, "src", "Interdealer");
        var original = Compile(library, Sources(library, Path.Combine(checkout, "src", "Shared")));
        if (Errors(original) is [var fault, ..])
        {
            throw new InvalidOperationException($"The sources do not compile as they are: {fault}");
        }

        var changed = original.SyntaxTrees
            .Where(tree => IsBelow(Path.Combine(library, folder), tree.FilePath) && !leftOut.Contains(Path.GetFileName(tree.FilePath)))
            .OrderBy(tree => tree.FilePath, StringComparer.Ordinal).ToList();
        var excluded = new HashSet<int>();
        while (true)
        {
            var (planted, mutants) = (original.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Switches, Parsing)), new List<Mutant>());
            var next = 1;
            foreach (var tree in changed)
            {
                var file = Path.GetRelativePath(library, tree.FilePath).Replace('\\', '/');
                var planter = new Planter(file, original.GetSemanticModel(tree), next, excluded);
                var root = (CSharpSyntaxNode)planter.Visit(tree.GetRoot())!;
                planted = planted.ReplaceSyntaxTree(tree, CSharpSyntaxTree.Create(root, Parsing, tree.FilePath));
                mutants.AddRange(planter.Mutants);
                next = planter.Next;
            }

            var errors = Errors(planted);
            if (errors.IsEmpty)
            {
                return (Emit(planted), mutants, excluded.Count);
            }

            var before = excluded.Count;
            excluded.UnionWith(errors.SelectMany(Culprits));
            if (excluded.Count == before)
            {
                throw new InvalidOperationException($"With the changes in it the library does not compile, and no change is at fault: {errors[0]}");
            }
        }
    }

    // The innermost change around an error; where there is none, one further up needs it, such as a local that is not set: all of its member.
    private static IEnumerable<int> Culprits(Diagnostic error)
    {
        var node = error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan);
        return node.AncestorsAndSelf().FirstOrDefault(n => n.HasAnnotations(Planter.Mark)) is { } innermost
            ? [Numbers(innermost).First()]
            : node.FirstAncestorOrSelf<Microsoft.CodeAnalysis.CSharp.Syntax.MemberDeclarationSyntax>()!.GetAnnotatedNodes(Planter.Mark).SelectMany(Numbers);
    }

    private static IEnumerable<int> Numbers(SyntaxNode node) => node.GetAnnotations(Planter.Mark).Select(a => int.Parse(a.Data!, System.Globalization.CultureInfo.InvariantCulture));

    private static CSharpCompilation Compile(string library, IEnumerable<string> sources)
    {
        var trees = sources.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Parsing, file));
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith("Interdealer", StringComparison.Ordinal));
        var compilation = CSharpCompilation.Create(
            "Interdealer", trees, platform.Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, deterministic: true, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(Generator()).WithUpdatedParseOptions(Parsing).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return (CSharpCompilation)generated;
    }

    // The build's own additions, such as the usings that every file has, stand where it left them.
    private static IEnumerable<string> Sources(string library, string shared)
    {
        var build = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;
        return Directory.EnumerateFiles(library, "*.cs", SearchOption.AllDirectories)
            .Where(file => !IsBelow(Path.Combine(library, "obj"), file) && !IsBelow(Path.Combine(library, "bin"), file))
            .Concat(Directory.EnumerateFiles(shared, "*.cs"))
            .Concat(Directory.EnumerateFiles(Path.Combine(library, "obj", build), "*.cs", SearchOption.AllDirectories));
    }

    // The only one that the library needs: its regular expressions.
    private static ISourceGenerator Generator()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var packs = Path.Combine(runtime, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref");
        var pack = Directory.EnumerateDirectories(packs, Environment.Version.Major + ".*").Order(StringComparer.Ordinal).Last();
        var assembly = Assembly.LoadFrom(Path.Combine(pack, "analyzers", "dotnet", "cs", "System.Text.RegularExpressions.Generator.dll"));
        return ((IIncrementalGenerator)Activator.CreateInstance(assembly.GetType("System.Text.RegularExpressions.Generator.RegexGenerator", throwOnError: true)!)!).AsSourceGenerator();
    }

    private static bool IsBelow(string folder, string file) => file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static ImmutableArray<Diagnostic> Errors(CSharpCompilation compilation) => [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];

    private static byte[] Emit(CSharpCompilation compilation)
    {
        using var library = new MemoryStream();
        var result = compilation.Emit(library);
        return result.Success
            ? library.ToArray()
            : throw new InvalidOperationException($"The library with the changes could not be written: {result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error)}");
    }
}
