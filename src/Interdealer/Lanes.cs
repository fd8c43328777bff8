using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Interdealer;

/// <summary>
/// One scenario or several next to each other, so that a formula is written once and run on vectors and on what is left over.
/// </summary>
/// <remarks>Every operation rounds lane by lane as the plain one does: a scenario gets the same bits whichever it falls into.</remarks>
internal interface ILanes<T>
    where T : struct, ILanes<T>
{
    /// <summary>Number of scenarios.</summary>
    static abstract int Count { get; }

    /// <summary>The same number in every scenario.</summary>
    static abstract T Of(double value);

    /// <summary>Reads scenarios from a row on.</summary>
    static abstract T Load(ref readonly double row, int lane);

    /// <summary>Writes scenarios from a row on.</summary>
    static abstract void Store(T value, ref double row, int lane);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract T FusedMultiplyAdd(T a, T b, T c);

    /// <summary>a where a &lt; b, else b.</summary>
    static abstract T Least(T a, T b);

    /// <summary>a where a &gt; b, else b.</summary>
    static abstract T Most(T a, T b);

    /// <summary>What is taken where a &gt; b, and what elsewhere.</summary>
    static abstract T WhereAbove(T a, T b, T then, T otherwise);

    /// <summary>What is taken where a = b, and what elsewhere.</summary>
    static abstract T WhereEqual(T a, T b, T then, T otherwise);

    /// <summary>True when a &gt; b in any scenario.</summary>
    static abstract bool AnyAbove(T a, T b);

    /// <summary>True when a = b in every scenario.</summary>
    static abstract bool AllEqual(T a, T b);
}

/// <summary>One scenario.</summary>
internal readonly struct OneLane(double value) : ILanes<OneLane>
{
    private readonly double _value = value;

    public static int Count => 1;

    public static OneLane Of(double value) => new(value);

    public static OneLane Load(ref readonly double row, int lane) => new(Unsafe.Add(ref Unsafe.AsRef(in row), lane));

    public static void Store(OneLane value, ref double row, int lane) => Unsafe.Add(ref row, lane) = value._value;

    public static OneLane operator +(OneLane a, OneLane b) => new(a._value + b._value);

    public static OneLane operator -(OneLane a, OneLane b) => new(a._value - b._value);

    public static OneLane operator *(OneLane a, OneLane b) => new(a._value * b._value);

    public static OneLane operator /(OneLane a, OneLane b) => new(a._value / b._value);

    public static OneLane FusedMultiplyAdd(OneLane a, OneLane b, OneLane c) => new(Math.FusedMultiplyAdd(a._value, b._value, c._value));

    public static OneLane Least(OneLane a, OneLane b) => a._value < b._value ? a : b;

    public static OneLane Most(OneLane a, OneLane b) => a._value > b._value ? a : b;

    public static OneLane WhereAbove(OneLane a, OneLane b, OneLane then, OneLane otherwise) => a._value > b._value ? then : otherwise;

    public static OneLane WhereEqual(OneLane a, OneLane b, OneLane then, OneLane otherwise) => a._value == b._value ? then : otherwise;

    public static bool AnyAbove(OneLane a, OneLane b) => a._value > b._value;

    public static bool AllEqual(OneLane a, OneLane b) => a._value == b._value;
}

/// <summary>Eight scenarios, in one register where the machine has such wide ones.</summary>
internal readonly struct EightLanes(Vector512<double> value) : ILanes<EightLanes>
{
    private readonly Vector512<double> _value = value;

    public static int Count => Vector512<double>.Count;

    public static EightLanes Of(double value) => new(Vector512.Create(value));

    public static EightLanes Load(ref readonly double row, int lane) => new(Vector512.LoadUnsafe(in row, (nuint)lane));

    public static void Store(EightLanes value, ref double row, int lane) => value._value.StoreUnsafe(ref row, (nuint)lane);

    public static EightLanes operator +(EightLanes a, EightLanes b) => new(a._value + b._value);

    public static EightLanes operator -(EightLanes a, EightLanes b) => new(a._value - b._value);

    public static EightLanes operator *(EightLanes a, EightLanes b) => new(a._value * b._value);

    public static EightLanes operator /(EightLanes a, EightLanes b) => new(a._value / b._value);

    public static EightLanes FusedMultiplyAdd(EightLanes a, EightLanes b, EightLanes c) => new(Vector512.FusedMultiplyAdd(a._value, b._value, c._value));

    public static EightLanes Least(EightLanes a, EightLanes b) => WhereAbove(b, a, a, b);

    public static EightLanes Most(EightLanes a, EightLanes b) => WhereAbove(a, b, a, b);

    public static EightLanes WhereAbove(EightLanes a, EightLanes b, EightLanes then, EightLanes otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(a._value, b._value), then._value, otherwise._value));

    public static EightLanes WhereEqual(EightLanes a, EightLanes b, EightLanes then, EightLanes otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a._value, b._value), then._value, otherwise._value));

    public static bool AnyAbove(EightLanes a, EightLanes b) => Vector512.GreaterThanAny(a._value, b._value);

    public static bool AllEqual(EightLanes a, EightLanes b) => Vector512.EqualsAll(a._value, b._value);
}
