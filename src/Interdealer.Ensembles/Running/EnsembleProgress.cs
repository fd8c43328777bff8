using System.Globalization;

namespace Interdealer.Ensembles.Running;

/// <summary>How far a run is.</summary>
/// <param name="Done">Scenarios that have ended, those of earlier runs included.</param>
/// <param name="Total">Scenarios to be run.</param>
/// <param name="Resumed">Scenarios that earlier runs had ended.</param>
/// <param name="Elapsed">Time since this run began.</param>
public sealed record EnsembleProgress(long Done, long Total, long Resumed, TimeSpan Elapsed)
{
    /// <summary>Scenarios a second in this run; 0 before the first.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? (Done - Resumed) / Elapsed.TotalSeconds : 0;

    /// <summary>Time until the end at that rate; null before the first scenario.</summary>
    public TimeSpan? TimeLeft => Rate > 0 && (Total - Done) / Rate < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds((Total - Done) / Rate) : null;

    /// <summary>A line: done, share, rate, time left.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Done:#,0} of {Total:#,0} scenarios ({100.0 * Done / Total:0.0} %), {Rate:#,0} a second, {(TimeLeft is { } left ? $"{Words(left)} left" : "time left unknown")}");

    private static string Words(TimeSpan time) => time.TotalSeconds < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : time.TotalMinutes < 100
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h");
}
