using System.Reflection;

namespace Interdealer.Mutation;

/// <summary>The switches in the library that this process has loaded.</summary>
internal static class Switches
{
    private static readonly Type Planted = Assembly.Load("Interdealer").GetType("Interdealer.Planted")
        ?? throw new InvalidOperationException("The library in this folder has no changes planted in it.");

    /// <summary>Switches one change on; 0 none, -1 writes down which are reached.</summary>
    public static void Set(int current) => Field("Current").SetValue(null, current);

    /// <summary>Turns of loops since they were last counted from 0.</summary>
    public static long Turns => (long)Field("Turns").GetValue(null)!;

    /// <summary>Counts turns from 0, and stops whatever takes more than so many.</summary>
    public static void Count(long most = long.MaxValue)
    {
        Field("Turns").SetValue(null, 0L);
        Field("MostTurns").SetValue(null, most);
    }

    /// <summary>A place for what is reached.</summary>
    public static byte[] WriteDown(int numbers)
    {
        var reached = new byte[numbers + 1];
        Field("Reached").SetValue(null, reached);
        return reached;
    }

    private static FieldInfo Field(string name) => Planted.GetField(name) ?? throw new InvalidOperationException($"Interdealer.Planted has no {name}.");
}
