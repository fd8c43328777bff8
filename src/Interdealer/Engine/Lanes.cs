using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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

    /// <summary>The scenario after the last whole vector of those from <paramref name="first"/> on; the first itself where the machine has no registers this wide.</summary>
    static abstract int End(int first, int lanes);

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

    /// <summary>A sum and the product of a weight with scenarios read from a row on, rounded once: read and added by one instruction where there is one.</summary>
    static abstract T AddProduct(T sum, T weight, ref readonly double row, int lane);

    /// <summary>|a|.</summary>
    static abstract T Abs(T a);

    /// <summary>√a.</summary>
    static abstract T SquareRoot(T a);

    /// <summary>a to a power, as the platform computes it.</summary>
    static abstract T Power(T a, double exponent);

    /// <summary>2 to a whole number from −1022 to 1023.</summary>
    static abstract T PowerOfTwo(T whole);

    /// <summary>a where a &lt; b, else b.</summary>
    static abstract T Least(T a, T b);

    /// <summary>a where a &gt; b, else b.</summary>
    static abstract T Most(T a, T b);

    /// <summary>What is taken where a &gt; b, and what elsewhere.</summary>
    static abstract T WhereAbove(T a, T b, T then, T otherwise);

    /// <summary>What is taken where a &gt; b, and 0 elsewhere.</summary>
    static abstract T WhenAbove(T a, T b, T then);

    /// <summary>0 where a &gt; b, and what elsewhere.</summary>
    static abstract T UnlessAbove(T a, T b, T otherwise);

    /// <summary>0 where a = 0, and what elsewhere.</summary>
    static abstract T UnlessZero(T a, T otherwise);

    /// <summary>What is taken where a = b, and what elsewhere.</summary>
    static abstract T WhereEqual(T a, T b, T then, T otherwise);

    /// <summary>What is taken where a ≤ b, and what elsewhere, also where one is not a number.</summary>
    static abstract T WhereAtMost(T a, T b, T then, T otherwise);

    /// <summary>True when a ≤ b in every scenario.</summary>
    static abstract bool AllAtMost(T a, T b);

    /// <summary>True when a &gt; b in every scenario.</summary>
    static abstract bool AllAbove(T a, T b);

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

    public static int End(int first, int lanes) => lanes;

    public static OneLane Of(double value) => new(value);

    public static OneLane Load(ref readonly double row, int lane) => new(Unsafe.Add(ref Unsafe.AsRef(in row), lane));

    public static void Store(OneLane value, ref double row, int lane) => Unsafe.Add(ref row, lane) = value._value;

    public static OneLane operator +(OneLane a, OneLane b) => new(a._value + b._value);

    public static OneLane operator -(OneLane a, OneLane b) => new(a._value - b._value);

    public static OneLane operator *(OneLane a, OneLane b) => new(a._value * b._value);

    public static OneLane operator /(OneLane a, OneLane b) => new(a._value / b._value);

    public static OneLane FusedMultiplyAdd(OneLane a, OneLane b, OneLane c) => new(Math.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane AddProduct(OneLane sum, OneLane weight, ref readonly double row, int lane) =>
        new(Math.FusedMultiplyAdd(weight._value, Unsafe.Add(ref Unsafe.AsRef(in row), lane), sum._value));

    public static OneLane Abs(OneLane a) => new(Math.Abs(a._value));

    public static OneLane SquareRoot(OneLane a) => new(Math.Sqrt(a._value));

    public static OneLane Power(OneLane a, double exponent) => new(Math.Pow(a._value, exponent));

    public static OneLane PowerOfTwo(OneLane whole) => new(BitConverter.Int64BitsToDouble(((long)whole._value + 1023) << 52));

    public static OneLane Least(OneLane a, OneLane b) => a._value < b._value ? a : b;

    public static OneLane Most(OneLane a, OneLane b) => a._value > b._value ? a : b;

    public static OneLane WhereAbove(OneLane a, OneLane b, OneLane then, OneLane otherwise) => a._value > b._value ? then : otherwise;

    public static OneLane WhenAbove(OneLane a, OneLane b, OneLane then) => a._value > b._value ? then : default;

    public static OneLane UnlessAbove(OneLane a, OneLane b, OneLane otherwise) => a._value > b._value ? default : otherwise;

    public static OneLane UnlessZero(OneLane a, OneLane otherwise) => a._value == 0 ? default : otherwise;

    public static OneLane WhereEqual(OneLane a, OneLane b, OneLane then, OneLane otherwise) => a._value == b._value ? then : otherwise;

    public static OneLane WhereAtMost(OneLane a, OneLane b, OneLane then, OneLane otherwise) => a._value <= b._value ? then : otherwise;

    public static bool AllAtMost(OneLane a, OneLane b) => a._value <= b._value;

    public static bool AllAbove(OneLane a, OneLane b) => a._value > b._value;

    public static bool AnyAbove(OneLane a, OneLane b) => a._value > b._value;

    public static bool AllEqual(OneLane a, OneLane b) => a._value == b._value;
}

/// <summary>Four scenarios in one register.</summary>
/// <remarks>The instruction for the lesser (greater) of two numbers is a &lt; b ? a : b (a &gt; b ? a : b) to the bit, also for zeros and for what is not a number.</remarks>
internal readonly struct FourLanes(Vector256<double> value) : ILanes<FourLanes>
{
    // 2⁵² + 2⁵¹ + 1023: the exponent of 2 to a whole number added to it stands in the last bits.
    private const double Bias = 6755399441055744.0 + 1023;
    private readonly Vector256<double> _value = value;

    public static int Count => Vector256<double>.Count;

    public static int End(int first, int lanes) => first + ((lanes - first) / Count * Count);

    public static FourLanes Of(double value) => new(Vector256.Create(value));

    public static FourLanes Load(ref readonly double row, int lane) => new(Vector256.LoadUnsafe(in row, (nuint)lane));

    public static void Store(FourLanes value, ref double row, int lane) => value._value.StoreUnsafe(ref row, (nuint)lane);

    public static FourLanes operator +(FourLanes a, FourLanes b) => new(a._value + b._value);

    public static FourLanes operator -(FourLanes a, FourLanes b) => new(a._value - b._value);

    public static FourLanes operator *(FourLanes a, FourLanes b) => new(a._value * b._value);

    public static FourLanes operator /(FourLanes a, FourLanes b) => new(a._value / b._value);

    public static FourLanes FusedMultiplyAdd(FourLanes a, FourLanes b, FourLanes c) => new(Vector256.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes AddProduct(FourLanes sum, FourLanes weight, ref readonly double row, int lane) =>
        new(Vector256.FusedMultiplyAdd(weight._value, Vector256.LoadUnsafe(in row, (nuint)lane), sum._value));

    public static FourLanes Abs(FourLanes a) => new(Vector256.Abs(a._value));

    public static FourLanes SquareRoot(FourLanes a) => new(Vector256.Sqrt(a._value));

    public static FourLanes Power(FourLanes a, double exponent)
    {
        Span<double> powers = stackalloc double[Count];
        for (var s = 0; s < powers.Length; s++)
        {
            powers[s] = Math.Pow(a._value[s], exponent);
        }

        return new(Vector256.Create<double>(powers));
    }

    public static FourLanes PowerOfTwo(FourLanes whole) => new(Vector256.ShiftLeft((whole._value + Vector256.Create(Bias)).AsInt64(), 52).AsDouble());

    public static FourLanes Least(FourLanes a, FourLanes b) => Avx.IsSupported ? new(Avx.Min(a._value, b._value)) : WhereAbove(b, a, a, b);

    public static FourLanes Most(FourLanes a, FourLanes b) => Avx.IsSupported ? new(Avx.Max(a._value, b._value)) : WhereAbove(a, b, a, b);

    public static FourLanes WhereAbove(FourLanes a, FourLanes b, FourLanes then, FourLanes otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(a._value, b._value), then._value, otherwise._value));

    public static FourLanes WhenAbove(FourLanes a, FourLanes b, FourLanes then) => new(Vector256.GreaterThan(a._value, b._value) & then._value);

    public static FourLanes UnlessAbove(FourLanes a, FourLanes b, FourLanes otherwise) => new(Vector256.AndNot(otherwise._value, Vector256.GreaterThan(a._value, b._value)));

    public static FourLanes UnlessZero(FourLanes a, FourLanes otherwise) => new(Vector256.AndNot(otherwise._value, Vector256.Equals(a._value, Vector256<double>.Zero)));

    public static FourLanes WhereEqual(FourLanes a, FourLanes b, FourLanes then, FourLanes otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a._value, b._value), then._value, otherwise._value));

    public static FourLanes WhereAtMost(FourLanes a, FourLanes b, FourLanes then, FourLanes otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThanOrEqual(a._value, b._value), then._value, otherwise._value));

    public static bool AllAtMost(FourLanes a, FourLanes b) => Vector256.LessThanOrEqualAll(a._value, b._value);

    public static bool AllAbove(FourLanes a, FourLanes b) => Vector256.GreaterThanAll(a._value, b._value);

    public static bool AnyAbove(FourLanes a, FourLanes b) => Vector256.GreaterThanAny(a._value, b._value);

    public static bool AllEqual(FourLanes a, FourLanes b) => Vector256.EqualsAll(a._value, b._value);
}

/// <summary>Eight scenarios in one register; left out where the machine has none so wide.</summary>
internal readonly struct EightLanes(Vector512<double> value) : ILanes<EightLanes>
{
    // 2⁵² + 2⁵¹ + 1023: the exponent of 2 to a whole number added to it stands in the last bits.
    private const double Bias = 6755399441055744.0 + 1023;
    private readonly Vector512<double> _value = value;

    public static int Count => Vector512<double>.Count;

    public static int End(int first, int lanes) => Vector512.IsHardwareAccelerated ? first + ((lanes - first) / Count * Count) : first;

    public static EightLanes Of(double value) => new(Vector512.Create(value));

    public static EightLanes Load(ref readonly double row, int lane) => new(Vector512.LoadUnsafe(in row, (nuint)lane));

    public static void Store(EightLanes value, ref double row, int lane) => value._value.StoreUnsafe(ref row, (nuint)lane);

    public static EightLanes operator +(EightLanes a, EightLanes b) => new(a._value + b._value);

    public static EightLanes operator -(EightLanes a, EightLanes b) => new(a._value - b._value);

    public static EightLanes operator *(EightLanes a, EightLanes b) => new(a._value * b._value);

    public static EightLanes operator /(EightLanes a, EightLanes b) => new(a._value / b._value);

    public static EightLanes FusedMultiplyAdd(EightLanes a, EightLanes b, EightLanes c) => new(Vector512.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes AddProduct(EightLanes sum, EightLanes weight, ref readonly double row, int lane) =>
        new(Vector512.FusedMultiplyAdd(weight._value, Vector512.LoadUnsafe(in row, (nuint)lane), sum._value));

    public static EightLanes Abs(EightLanes a) => new(Vector512.Abs(a._value));

    public static EightLanes SquareRoot(EightLanes a) => new(Vector512.Sqrt(a._value));

    public static EightLanes Power(EightLanes a, double exponent)
    {
        Span<double> powers = stackalloc double[Count];
        for (var s = 0; s < powers.Length; s++)
        {
            powers[s] = Math.Pow(a._value[s], exponent);
        }

        return new(Vector512.Create<double>(powers));
    }

    public static EightLanes PowerOfTwo(EightLanes whole) => new(Vector512.ShiftLeft((whole._value + Vector512.Create(Bias)).AsInt64(), 52).AsDouble());

    public static EightLanes Least(EightLanes a, EightLanes b) => Avx512F.IsSupported ? new(Avx512F.Min(a._value, b._value)) : WhereAbove(b, a, a, b);

    public static EightLanes Most(EightLanes a, EightLanes b) => Avx512F.IsSupported ? new(Avx512F.Max(a._value, b._value)) : WhereAbove(a, b, a, b);

    public static EightLanes WhereAbove(EightLanes a, EightLanes b, EightLanes then, EightLanes otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(a._value, b._value), then._value, otherwise._value));

    public static EightLanes WhenAbove(EightLanes a, EightLanes b, EightLanes then) => new(Vector512.GreaterThan(a._value, b._value) & then._value);

    public static EightLanes UnlessAbove(EightLanes a, EightLanes b, EightLanes otherwise) => new(Vector512.AndNot(otherwise._value, Vector512.GreaterThan(a._value, b._value)));

    public static EightLanes UnlessZero(EightLanes a, EightLanes otherwise) => new(Vector512.AndNot(otherwise._value, Vector512.Equals(a._value, Vector512<double>.Zero)));

    public static EightLanes WhereEqual(EightLanes a, EightLanes b, EightLanes then, EightLanes otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a._value, b._value), then._value, otherwise._value));

    public static EightLanes WhereAtMost(EightLanes a, EightLanes b, EightLanes then, EightLanes otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThanOrEqual(a._value, b._value), then._value, otherwise._value));

    public static bool AllAtMost(EightLanes a, EightLanes b) => Vector512.LessThanOrEqualAll(a._value, b._value);

    public static bool AllAbove(EightLanes a, EightLanes b) => Vector512.GreaterThanAll(a._value, b._value);

    public static bool AnyAbove(EightLanes a, EightLanes b) => Vector512.GreaterThanAny(a._value, b._value);

    public static bool AllEqual(EightLanes a, EightLanes b) => Vector512.EqualsAll(a._value, b._value);
}
