using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Interdealer.Engine;

/// <summary>
/// One scenario or several next to each other, so that an equation is written once and runs on whatever the machine has registers for.
/// </summary>
/// <remarks>
/// Every operation rounds each scenario as the plain one does, so a scenario gets the same bits whichever width it falls into. A comparison
/// gives a mask: all bits set where it holds, none where it does not; masks join with &amp; and |, and <see cref="Where"/> selects by them.
/// </remarks>
internal interface ILanes<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>Number of scenarios.</summary>
    static abstract int Count { get; }

    /// <summary>The same number in every scenario.</summary>
    static abstract implicit operator T(double value);

    /// <summary>Reads scenarios from a row on.</summary>
    static abstract T Load(ref readonly double row, int scenario);

    /// <summary>Writes scenarios from a row on.</summary>
    static abstract void Store(T value, ref double row, int scenario);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    static abstract T operator >(T a, T b);

    static abstract T operator <(T a, T b);

    static abstract T operator >=(T a, T b);

    static abstract T operator <=(T a, T b);

    static abstract T operator &(T a, T b);

    static abstract T operator |(T a, T b);

    /// <summary>Where two numbers are equal; nowhere for what is not a number.</summary>
    static abstract T AreEqual(T a, T b);

    /// <summary>Where two numbers differ.</summary>
    static abstract T Differ(T a, T b);

    /// <summary>Where a number is none.</summary>
    static abstract T IsNaN(T a);

    /// <summary>Where two numbers have the same bits.</summary>
    static abstract T AreSame(T a, T b);

    /// <summary>What is taken where a mask is set, and what elsewhere.</summary>
    static abstract T Where(T mask, T then, T otherwise);

    /// <summary>What is taken where a mask is not set; 0 where it is.</summary>
    static abstract T Except(T mask, T otherwise);

    /// <summary>True when a mask is set in any scenario.</summary>
    static abstract bool Any(T mask);

    /// <summary>True when a mask is set in every scenario.</summary>
    static abstract bool All(T mask);

    /// <summary>The lesser: a where a &lt; b, else b.</summary>
    static abstract T Min(T a, T b);

    /// <summary>The greater: a where a &gt; b, else b.</summary>
    static abstract T Max(T a, T b);

    /// <summary>|a|.</summary>
    static abstract T Abs(T a);

    /// <summary>√a.</summary>
    static abstract T SquareRoot(T a);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract T FusedMultiplyAdd(T a, T b, T c);

    /// <summary>A sum and the product of a weight with scenarios read from a row on, rounded once: read and added by one instruction where there is one.</summary>
    static abstract T AddProduct(T sum, T weight, ref readonly double row, int scenario);

    /// <summary>2 to a whole number from −1022 to 1023.</summary>
    static abstract T PowerOfTwo(T whole);

    /// <summary>A function applied to each scenario by itself, for what has no vector form.</summary>
    static abstract T Each<TFunction>(TFunction function, T a, T b)
        where TFunction : struct, IScalarFunction;

    /// <summary>The first scenario.</summary>
    static abstract double First(T a);
}

/// <summary>A function of two numbers.</summary>
internal interface IScalarFunction
{
    double Of(double a, double b);
}

/// <summary>One scenario: the lower half of a register, so that it takes the same instructions as several.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct OneLane(Vector128<double> value) : ILanes<OneLane>
{
    // 2⁵² + 2⁵¹ + 1023: the exponent of 2 to a whole number added to it stands in the last bits.
    private const double Bias = 6755399441055744.0 + 1023;
    private readonly Vector128<double> _value = value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator OneLane(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Load(ref readonly double row, int scenario) => new(Vector128.CreateScalar(Unsafe.Add(ref Unsafe.AsRef(in row), scenario)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(OneLane value, ref double row, int scenario) => Unsafe.Add(ref row, scenario) = value._value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator +(OneLane a, OneLane b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator -(OneLane a, OneLane b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator *(OneLane a, OneLane b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator /(OneLane a, OneLane b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator >(OneLane a, OneLane b) => new(Vector128.GreaterThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator <(OneLane a, OneLane b) => new(Vector128.LessThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator >=(OneLane a, OneLane b) => new(Vector128.GreaterThanOrEqual(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator <=(OneLane a, OneLane b) => new(Vector128.LessThanOrEqual(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator &(OneLane a, OneLane b) => new(a._value & b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator |(OneLane a, OneLane b) => new(a._value | b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane AreEqual(OneLane a, OneLane b) => new(Vector128.Equals(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Differ(OneLane a, OneLane b) => new(~Vector128.Equals(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane IsNaN(OneLane a) => new(~Vector128.Equals(a._value, a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane AreSame(OneLane a, OneLane b) => new(Vector128.Equals(a._value.AsInt64(), b._value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Where(OneLane mask, OneLane then, OneLane otherwise) =>
        new(Sse41.IsSupported ? Sse41.BlendVariable(otherwise._value, then._value, mask._value) : Vector128.ConditionalSelect(mask._value, then._value, otherwise._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Except(OneLane mask, OneLane otherwise) => new(Vector128.AndNot(otherwise._value, mask._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(OneLane mask) => (mask._value.ExtractMostSignificantBits() & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(OneLane mask) => (mask._value.ExtractMostSignificantBits() & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Min(OneLane a, OneLane b) => Sse2.IsSupported ? new(Sse2.Min(a._value, b._value)) : Where(a < b, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Max(OneLane a, OneLane b) => Sse2.IsSupported ? new(Sse2.Max(a._value, b._value)) : Where(a > b, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Abs(OneLane a) => new(Vector128.Abs(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane SquareRoot(OneLane a) => new(Vector128.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane FusedMultiplyAdd(OneLane a, OneLane b, OneLane c) => new(Vector128.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane AddProduct(OneLane sum, OneLane weight, ref readonly double row, int scenario) =>
        FusedMultiplyAdd(weight, Load(in row, scenario), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double First(OneLane a) => a._value[0];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane PowerOfTwo(OneLane whole) => new(Vector128.ShiftLeft((whole._value + Vector128.Create(Bias)).AsInt64(), 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Each<TFunction>(TFunction function, OneLane a, OneLane b)
        where TFunction : struct, IScalarFunction
    {
        var result = a._value;
        for (var s = 0; s < Count; s++)
        {
            result = result.WithElement(s, function.Of(a._value[s], b._value[s]));
        }

        return new(result);
    }
}

/// <summary>Two scenarios in one register: the widest on Arm, and a remainder elsewhere.</summary>
/// <remarks>The instruction for the lesser (greater) of two numbers is a &lt; b ? a : b (a &gt; b ? a : b) to the bit, also for zeros and for what is not a number.</remarks>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct TwoLanes(Vector128<double> value) : ILanes<TwoLanes>
{
    // 2⁵² + 2⁵¹ + 1023: the exponent of 2 to a whole number added to it stands in the last bits.
    private const double Bias = 6755399441055744.0 + 1023;
    private readonly Vector128<double> _value = value;

    public static int Count => Vector128<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator TwoLanes(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes Load(ref readonly double row, int scenario) => new(Vector128.LoadUnsafe(in row, (nuint)scenario));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TwoLanes value, ref double row, int scenario) => value._value.StoreUnsafe(ref row, (nuint)scenario);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator +(TwoLanes a, TwoLanes b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator -(TwoLanes a, TwoLanes b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator *(TwoLanes a, TwoLanes b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator /(TwoLanes a, TwoLanes b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator >(TwoLanes a, TwoLanes b) => new(Vector128.GreaterThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator <(TwoLanes a, TwoLanes b) => new(Vector128.LessThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator >=(TwoLanes a, TwoLanes b) => new(Vector128.GreaterThanOrEqual(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator <=(TwoLanes a, TwoLanes b) => new(Vector128.LessThanOrEqual(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator &(TwoLanes a, TwoLanes b) => new(a._value & b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator |(TwoLanes a, TwoLanes b) => new(a._value | b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes AreEqual(TwoLanes a, TwoLanes b) => new(Vector128.Equals(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes Differ(TwoLanes a, TwoLanes b) => new(~Vector128.Equals(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes IsNaN(TwoLanes a) => new(~Vector128.Equals(a._value, a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes AreSame(TwoLanes a, TwoLanes b) => new(Vector128.Equals(a._value.AsInt64(), b._value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes Where(TwoLanes mask, TwoLanes then, TwoLanes otherwise) =>
        new(Sse41.IsSupported ? Sse41.BlendVariable(otherwise._value, then._value, mask._value) : Vector128.ConditionalSelect(mask._value, then._value, otherwise._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes Except(TwoLanes mask, TwoLanes otherwise) => new(Vector128.AndNot(otherwise._value, mask._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(TwoLanes mask) => mask._value.ExtractMostSignificantBits() != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(TwoLanes mask) => mask._value.ExtractMostSignificantBits() == 0x3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes Min(TwoLanes a, TwoLanes b) => Sse2.IsSupported ? new(Sse2.Min(a._value, b._value)) : Where(a < b, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes Max(TwoLanes a, TwoLanes b) => Sse2.IsSupported ? new(Sse2.Max(a._value, b._value)) : Where(a > b, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes Abs(TwoLanes a) => new(Vector128.Abs(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes SquareRoot(TwoLanes a) => new(Vector128.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes FusedMultiplyAdd(TwoLanes a, TwoLanes b, TwoLanes c) => new(Vector128.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes AddProduct(TwoLanes sum, TwoLanes weight, ref readonly double row, int scenario) =>
        FusedMultiplyAdd(weight, Load(in row, scenario), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double First(TwoLanes a) => a._value[0];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes PowerOfTwo(TwoLanes whole) => new(Vector128.ShiftLeft((whole._value + Vector128.Create(Bias)).AsInt64(), 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes Each<TFunction>(TFunction function, TwoLanes a, TwoLanes b)
        where TFunction : struct, IScalarFunction
    {
        var result = a._value;
        for (var s = 0; s < Count; s++)
        {
            result = result.WithElement(s, function.Of(a._value[s], b._value[s]));
        }

        return new(result);
    }
}

/// <summary>Four scenarios in one register.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct FourLanes(Vector256<double> value) : ILanes<FourLanes>
{
    // 2⁵² + 2⁵¹ + 1023: the exponent of 2 to a whole number added to it stands in the last bits.
    private const double Bias = 6755399441055744.0 + 1023;
    private readonly Vector256<double> _value = value;

    public static int Count => Vector256<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator FourLanes(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Load(ref readonly double row, int scenario) => new(Vector256.LoadUnsafe(in row, (nuint)scenario));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FourLanes value, ref double row, int scenario) => value._value.StoreUnsafe(ref row, (nuint)scenario);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator +(FourLanes a, FourLanes b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator -(FourLanes a, FourLanes b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator *(FourLanes a, FourLanes b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator /(FourLanes a, FourLanes b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator >(FourLanes a, FourLanes b) => new(Vector256.GreaterThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator <(FourLanes a, FourLanes b) => new(Vector256.LessThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator >=(FourLanes a, FourLanes b) => new(Vector256.GreaterThanOrEqual(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator <=(FourLanes a, FourLanes b) => new(Vector256.LessThanOrEqual(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator &(FourLanes a, FourLanes b) => new(a._value & b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator |(FourLanes a, FourLanes b) => new(a._value | b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes AreEqual(FourLanes a, FourLanes b) => new(Vector256.Equals(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Differ(FourLanes a, FourLanes b) => new(~Vector256.Equals(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes IsNaN(FourLanes a) => new(~Vector256.Equals(a._value, a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes AreSame(FourLanes a, FourLanes b) => new(Vector256.Equals(a._value.AsInt64(), b._value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Where(FourLanes mask, FourLanes then, FourLanes otherwise) =>
        new(Avx.IsSupported ? Avx.BlendVariable(otherwise._value, then._value, mask._value) : Vector256.ConditionalSelect(mask._value, then._value, otherwise._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Except(FourLanes mask, FourLanes otherwise) => new(Vector256.AndNot(otherwise._value, mask._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(FourLanes mask) => mask._value.ExtractMostSignificantBits() != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(FourLanes mask) => mask._value.ExtractMostSignificantBits() == 0xF;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Min(FourLanes a, FourLanes b) => Avx.IsSupported ? new(Avx.Min(a._value, b._value)) : Where(a < b, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Max(FourLanes a, FourLanes b) => Avx.IsSupported ? new(Avx.Max(a._value, b._value)) : Where(a > b, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Abs(FourLanes a) => new(Vector256.Abs(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes SquareRoot(FourLanes a) => new(Vector256.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes FusedMultiplyAdd(FourLanes a, FourLanes b, FourLanes c) => new(Vector256.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes AddProduct(FourLanes sum, FourLanes weight, ref readonly double row, int scenario) =>
        FusedMultiplyAdd(weight, Load(in row, scenario), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double First(FourLanes a) => a._value[0];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes PowerOfTwo(FourLanes whole) => new(Vector256.ShiftLeft((whole._value + Vector256.Create(Bias)).AsInt64(), 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Each<TFunction>(TFunction function, FourLanes a, FourLanes b)
        where TFunction : struct, IScalarFunction
    {
        var result = a._value;
        for (var s = 0; s < Count; s++)
        {
            result = result.WithElement(s, function.Of(a._value[s], b._value[s]));
        }

        return new(result);
    }
}

/// <summary>Eight scenarios in one register.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct EightLanes(Vector512<double> value) : ILanes<EightLanes>
{
    // 2⁵² + 2⁵¹ + 1023: the exponent of 2 to a whole number added to it stands in the last bits.
    private const double Bias = 6755399441055744.0 + 1023;
    private readonly Vector512<double> _value = value;

    public static int Count => Vector512<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator EightLanes(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Load(ref readonly double row, int scenario) => new(Vector512.LoadUnsafe(in row, (nuint)scenario));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(EightLanes value, ref double row, int scenario) => value._value.StoreUnsafe(ref row, (nuint)scenario);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator +(EightLanes a, EightLanes b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator -(EightLanes a, EightLanes b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator *(EightLanes a, EightLanes b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator /(EightLanes a, EightLanes b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator >(EightLanes a, EightLanes b) => new(Vector512.GreaterThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator <(EightLanes a, EightLanes b) => new(Vector512.LessThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator >=(EightLanes a, EightLanes b) => new(Vector512.GreaterThanOrEqual(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator <=(EightLanes a, EightLanes b) => new(Vector512.LessThanOrEqual(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator &(EightLanes a, EightLanes b) => new(a._value & b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator |(EightLanes a, EightLanes b) => new(a._value | b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes AreEqual(EightLanes a, EightLanes b) => new(Vector512.Equals(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Differ(EightLanes a, EightLanes b) => new(~Vector512.Equals(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes IsNaN(EightLanes a) => new(~Vector512.Equals(a._value, a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes AreSame(EightLanes a, EightLanes b) => new(Vector512.Equals(a._value.AsInt64(), b._value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Where(EightLanes mask, EightLanes then, EightLanes otherwise) => new(Vector512.ConditionalSelect(mask._value, then._value, otherwise._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Except(EightLanes mask, EightLanes otherwise) => new(Vector512.AndNot(otherwise._value, mask._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(EightLanes mask) => mask._value.ExtractMostSignificantBits() != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(EightLanes mask) => mask._value.ExtractMostSignificantBits() == 0xFF;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Min(EightLanes a, EightLanes b) => Avx512F.IsSupported ? new(Avx512F.Min(a._value, b._value)) : Where(a < b, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Max(EightLanes a, EightLanes b) => Avx512F.IsSupported ? new(Avx512F.Max(a._value, b._value)) : Where(a > b, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Abs(EightLanes a) => new(Vector512.Abs(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes SquareRoot(EightLanes a) => new(Vector512.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes FusedMultiplyAdd(EightLanes a, EightLanes b, EightLanes c) => new(Vector512.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes AddProduct(EightLanes sum, EightLanes weight, ref readonly double row, int scenario) =>
        FusedMultiplyAdd(weight, Load(in row, scenario), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double First(EightLanes a) => a._value[0];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes PowerOfTwo(EightLanes whole) => new(Vector512.ShiftLeft((whole._value + Vector512.Create(Bias)).AsInt64(), 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Each<TFunction>(TFunction function, EightLanes a, EightLanes b)
        where TFunction : struct, IScalarFunction
    {
        var result = a._value;
        for (var s = 0; s < Count; s++)
        {
            result = result.WithElement(s, function.Of(a._value[s], b._value[s]));
        }

        return new(result);
    }
}
