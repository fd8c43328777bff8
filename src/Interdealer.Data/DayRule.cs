namespace Interdealer.Data;

/// <summary>Which days a publisher's figures are for, so that a date gone wrong is seen.</summary>
internal enum DayRule
{
    /// <summary>Monday to Friday.</summary>
    Weekday,

    /// <summary>Wednesdays.</summary>
    Wednesday,

    /// <summary>Last days of quarters.</summary>
    QuarterEnd,
}
