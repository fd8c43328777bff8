using System.Reflection;
using Deedle;

namespace Interdealer.Integrations.Tests.Frames;

public sealed class NamespaceTests
{
    [Fact]
    public void No_namespace_of_ours_hides_Deedle_inside_Interdealer()
    {
        Assert.DoesNotContain(Assembly.Load("Interdealer.Deedle").GetTypes(), type => type.Namespace?.StartsWith("Interdealer.Deedle", StringComparison.Ordinal) == true);
        Assert.Equal("Deedle", typeof(Frame<string, string>).Namespace);
    }
}
