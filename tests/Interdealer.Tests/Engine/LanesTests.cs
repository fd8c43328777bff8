using Interdealer.Engine;

namespace Interdealer.Tests.Engine;

/// <summary>Every operation on several scenarios at once gives each the bits that the plain one gives it, whatever the numbers, with or without registers of that width.</summary>
public class LanesTests
{
    private static readonly double[] Numbers =
    [
        0, -0.0, 1, -1, 0.1, -2.5, 3e5, 1e-310, -1e-310, double.MaxValue, double.MinValue, double.Epsilon, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    [Fact]
    public void Two_scenarios_are_each_one() => SameAsOne<TwoLanes>();

    [Fact]
    public void Four_scenarios_are_each_one() => SameAsOne<FourLanes>();

    [Fact]
    public void Eight_scenarios_are_each_one() => SameAsOne<EightLanes>();

    private static void SameAsOne<T>()
        where T : unmanaged, ILanes<T>
    {
        var pairs = Numbers.SelectMany(a => Numbers.Select(b => (A: a, B: b))).ToArray();
        var random = new Random(5);
        for (var first = 0; first < pairs.Length; first++)
        {
            // Neighbours differ from vector to vector, so that no lane answers for another.
            var (a, b) = (Enumerable.Range(0, T.Count).Select(s => pairs[(first + (s * 37)) % pairs.Length].A).ToArray(), Enumerable.Range(0, T.Count).Select(s => pairs[(first + (s * 37)) % pairs.Length].B).ToArray());
            var (c, d) = (Enumerable.Range(0, T.Count).Select(_ => Numbers[random.Next(Numbers.Length)]).ToArray(), Enumerable.Range(0, T.Count).Select(_ => Numbers[random.Next(Numbers.Length)]).ToArray());
            foreach (var (many, one) in Operations<T>().Zip(Operations<OneLane>()))
            {
                var results = new double[T.Count];
                T.Store(many.Apply(T.Load(in a[0], 0), T.Load(in b[0], 0), T.Load(in c[0], 0), T.Load(in d[0], 0)), ref results[0], 0);
                for (var s = 0; s < T.Count; s++)
                {
                    var alone = 0.0;
                    OneLane.Store(one.Apply(a[s], b[s], c[s], d[s]), ref alone, 0);
                    Assert.True(Bits(alone) == Bits(results[s]), $"{many.Name}({a[s]:R}, {b[s]:R}, {c[s]:R}, {d[s]:R}) is {results[s]:R} in lane {s}, {alone:R} alone");
                }
            }

            foreach (var (many, one) in Questions<T>().Zip(Questions<OneLane>()))
            {
                var answers = Enumerable.Range(0, T.Count).Select(s => one.Ask(a[s], b[s])).ToList();
                Assert.True(many.Ask(T.Load(in a[0], 0), T.Load(in b[0], 0)) == (many.Any ? answers.Contains(true) : !answers.Contains(false)), $"{many.Name} of [{string.Join(", ", a)}] and [{string.Join(", ", b)}]");
            }

            for (var s = 0; s < T.Count; s++)
            {
                var (row, alone) = (new double[T.Count + 3], 0.0);
                Array.Fill(row, b[s], 3, T.Count);
                T.Store(T.AddProduct(c[s], a[s], in row[0], 3), ref row[0], 3);
                OneLane.Store(OneLane.AddProduct(c[s], a[s], in b[s], 0), ref alone, 0);
                Assert.All(row[3..], x => Assert.Equal(Bits(alone), Bits(x)));
                Assert.Equal([0, 0, 0], row[..3]);
            }
        }
    }

    /// <summary>What is not a number has many bits, which processors choose differently.</summary>
    private static long Bits(double x) => double.IsNaN(x) ? -1 : BitConverter.DoubleToInt64Bits(x);

    private static IEnumerable<(string Name, Func<T, T, T, T, T> Apply)> Operations<T>()
        where T : unmanaged, ILanes<T> =>
    [
        ("+", (a, b, _, _) => a + b),
        ("-", (a, b, _, _) => a - b),
        ("*", (a, b, _, _) => a * b),
        ("/", (a, b, _, _) => a / b),
        (nameof(T.FusedMultiplyAdd), (a, b, c, _) => T.FusedMultiplyAdd(a, b, c)),
        (nameof(T.Abs), (a, _, _, _) => T.Abs(a)),
        (nameof(T.SquareRoot), (a, _, _, _) => T.SquareRoot(a)),
        (nameof(T.Each), (a, b, _, _) => T.Each(default(Power), a, b)),
        (nameof(T.PowerOfTwo), (_, _, _, _) => T.PowerOfTwo(-37)),
        (nameof(T.Min), (a, b, _, _) => T.Min(a, b)),
        (nameof(T.Max), (a, b, _, _) => T.Max(a, b)),
        (">", (a, b, c, d) => T.Where(a > b, c, d)),
        ("<", (a, b, c, d) => T.Where(a < b, c, d)),
        (">=", (a, b, c, d) => T.Where(a >= b, c, d)),
        ("<=", (a, b, c, d) => T.Where(a <= b, c, d)),
        ("&", (a, b, c, d) => T.Where((a > b) & (c > d), c, d)),
        ("|", (a, b, c, d) => T.Where((a > b) | (c > d), c, d)),
        (nameof(T.AreEqual), (a, b, c, d) => T.Where(T.AreEqual(a, b), c, d)),
        (nameof(T.Differ), (a, b, c, d) => T.Where(T.Differ(a, b), c, d)),
        (nameof(T.IsNaN), (a, _, c, d) => T.Where(T.IsNaN(a), c, d)),
        (nameof(T.AreSame), (a, b, c, d) => T.Where(T.AreSame(a, b), c, d)),
        (nameof(T.Except), (a, b, c, _) => T.Except(a > b, c)),
    ];

    private static IEnumerable<(string Name, bool Any, Func<T, T, bool> Ask)> Questions<T>()
        where T : unmanaged, ILanes<T> =>
    [
        (nameof(T.All), false, (a, b) => T.All(a <= b)),
        (nameof(T.Any), true, (a, b) => T.Any(a > b)),
    ];

    private readonly struct Power : IScalarFunction
    {
        public double Of(double a, double b) => Math.Pow(a, b);
    }
}
