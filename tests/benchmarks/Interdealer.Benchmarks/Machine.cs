using System.Runtime.Intrinsics;
using Interdealer.Engine;

namespace Interdealer.Benchmarks;

/// <summary>What times depend on beside the code.</summary>
internal static class Machine
{
    /// <summary>Which vectors the hardware has, which of them are used here, and how many processors there are.</summary>
    public static string Description =>
        $"Vectors in hardware: 512 bits {YesNo(Vector512.IsHardwareAccelerated)}, 256 bits {YesNo(Vector256.IsHardwareAccelerated)}, "
        + $"128 bits {YesNo(Vector128.IsHardwareAccelerated)}; "
        + $"used here: {64 * Widths.Widest} bits, {Widths.Widest} scenarios at a time. Processors: {Environment.ProcessorCount}.";

    private static string YesNo(bool value) => value ? "yes" : "no";
}
