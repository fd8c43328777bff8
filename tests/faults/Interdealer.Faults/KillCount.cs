using System.Diagnostics;
using System.Globalization;

namespace Interdealer.Faults;

/// <summary>The kills of one trial so far, printed every ten: a long trial shows that it moves.</summary>
internal sealed class KillCount(string trial, int wanted)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public int Done { get; private set; }

    public bool IsEnough => Done >= wanted;

    public void Add()
    {
        Done++;
        if (Done % 10 == 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{trial}: {Done} of {wanted} kills ({_watch.Elapsed.TotalSeconds:0} s)"));
        }
    }
}
