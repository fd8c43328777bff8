using System.Collections.Immutable;
using Interdealer.Notebooks.Kernels.Engines;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Interdealer.Jupyter.Tests;

public sealed class SharedReferenceTests
{
    [Fact]
    public async Task A_type_is_the_same_one_to_every_compilation_that_read_its_assembly_also_at_the_same_time()
    {
        for (int i = 0; i < 5; i++)
        {
            // References nobody has read yet, as in a worker whose first cell comes while its compiler warms up.
            ImmutableArray<MetadataReference> references = [.. FrameworkReferences.Files.Values.Select(FrameworkReferences.To)];
            using var together = new Barrier(2);
            ITypeSymbol[] found = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    var compilation = CSharpCompilation.CreateScriptCompilation("cell", references: references);
                    together.SignalAndWait();
                    FrameworkReferences.Bind(compilation);
                    return (ITypeSymbol)compilation.GetTypeByMetadataName("System.Text.StringBuilder")!;
                },
                TaskCreationOptions.LongRunning)));

            Assert.Equal(found[0], found[1], SymbolEqualityComparer.Default);
        }
    }
}
