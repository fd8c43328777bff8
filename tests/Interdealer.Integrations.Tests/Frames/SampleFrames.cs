using Deedle;

namespace Interdealer.Integrations.Tests.Frames;

/// <summary>Frames written out, with and without faults.</summary>
internal static class SampleFrames
{
    /// <summary>A frame of columns of any types.</summary>
    public static Frame<TRow, string> Of<TRow>(TRow[] rows, params (string Name, object Values)[] columns)
        where TRow : notnull
    {
        var frame = Frame.FromRowKeys(rows);
        foreach (var (name, values) in columns)
        {
            switch (values)
            {
                case double[] numbers: frame.AddColumn(name, new Series<TRow, double>(rows, numbers)); break;
                case int[] numbers: frame.AddColumn(name, new Series<TRow, int>(rows, numbers)); break;
                case string[] texts: frame.AddColumn(name, new Series<TRow, string>(rows, texts)); break;
                case bool[] flags: frame.AddColumn(name, new Series<TRow, bool>(rows, flags)); break;
                case object[] mixed: frame.AddColumn(name, new Series<TRow, object>(rows, mixed)); break;
                default: throw new ArgumentException($"A column of {values.GetType()}.");
            }
        }

        return frame;
    }

    public static Frame<string, string> Institutions { get; } = Of(["Bank A", "Bank B"], ("Cash", new[] { 1.0, 2 }), ("Debt", new[] { 90.0, 80 }));

    public static Frame<string, string> Assets { get; } = Of(["Bonds", "Loans"], ("Depth", new[] { 500.0, double.PositiveInfinity }), ("Sellable", new[] { true, false }));

    public static Frame<string, string> Holdings { get; } = Of(["Bank A", "Bank B"], ("Bonds", new[] { 60.0, 50 }), ("Loans", new[] { 40.0, 40 }));

    /// <summary>The message of the error that an action must end in.</summary>
    public static string Refused(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;

    public static string Refused(Func<object?> action) => Assert.ThrowsAny<ArgumentException>(action).Message;
}
