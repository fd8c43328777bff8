using Deedle;
using Interdealer.Frames;
using Interdealer.Risk;
using static Interdealer.Integrations.Tests.Frames.SampleFrames;

namespace Interdealer.Integrations.Tests.Frames;

public sealed class MatrixFramesTests
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_matrix_comes_back_from_its_frame_with_every_gap_and_infinity(int seed)
    {
        var random = new Random(seed);
        var (rows, columns) = (random.Next(0, 70), random.Next(0, 70));
        var matrix = new double[rows, columns];
        var gaps = seed % 4 * 0.2;
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                matrix[r, c] = random.NextDouble() < gaps ? double.NaN
                    : random.Next(20) switch { 0 => double.PositiveInfinity, 1 => double.NegativeInfinity, 2 => -0.0, 3 => double.Epsilon, _ => random.NextDouble() - 0.5 };
            }
        }

        var days = Enumerable.Range(0, rows).Select(r => new DateTime(2020, 1, 1).AddDays(r)).ToArray();
        var names = Enumerable.Range(0, columns).Select(c => $"asset {c}").ToArray();
        var frame = matrix.ToFrame(days, names);
        Assert.Equal(days, frame.RowKeys);
        Assert.Equal(names, frame.ColumnKeys);
        Assert.Equal(matrix, frame.ToMatrix());
        Assert.Equal(matrix, frame.ToColumns().ToFrame(days, names).ToMatrix());
        // Against Deedle's own way to every cell.
        Assert.All(Enumerable.Range(0, columns), c => Assert.Equal(
            Enumerable.Range(0, rows).Select(r => matrix[r, c]),
            days.Select(day => frame.GetColumn<double>(names[c]).TryGet(day) is { HasValue: true } cell ? cell.Value : double.NaN)));
    }

    [Fact]
    public void A_frame_large_enough_to_be_made_on_every_core_has_every_column_in_its_place_and_storage_of_its_own()
    {
        const int Size = 400;
        var random = new Random(5);
        var matrix = new double[Size, Size];
        double[][] arrays = [.. Enumerable.Range(0, Size).Select(c => Enumerable.Range(0, Size).Select(r => matrix[r, c] = random.Next(9) == 0 && c % 2 == 0 ? double.NaN : random.NextDouble()).ToArray())];
        var (rows, columns) = (Enumerable.Range(0, Size).ToArray(), Enumerable.Range(0, Size).Select(c => $"c{c}").ToArray());
        var frames = new[] { matrix.ToFrame(rows, columns), arrays.ToFrame(rows, columns) };
        var expected = (double[,])matrix.Clone();
        Array.Clear(matrix);
        Array.ForEach(arrays, Array.Clear);
        Assert.All(frames, frame =>
        {
            Assert.Equal(columns, frame.ColumnKeys);
            Assert.Equal(expected, frame.ToArray2D<double>());
        });
    }

    [Fact]
    public void Neither_side_sees_what_the_other_writes_later()
    {
        double[] stored = [1, 2], gaps = [double.NaN, 4];
        var frame = Of(["x", "y"], ("a", stored), ("b", gaps));
        var columns = frame.ToColumns();
        columns[0][0] = 99;
        columns[1][1] = 99;
        frame.ToMatrix()[0, 0] = 99;
        Assert.Equal([1, 2], frame.GetColumn<double>("a").Values);
        Assert.Equal([1, 2], stored);

        double[][] given = [[1, 2], [3, 4]];
        var made = given.ToFrame(["x", "y"], ["a", "b"]);
        given[0][0] = 99;
        Assert.Equal([1, 2], made.GetColumn<double>("a").Values);
        var shared = made.ToColumns();
        shared[1][0] = 99;
        Assert.Equal([3, 4], made.GetColumn<double>("b").Values);
        // Filling gaps fills copies.
        _ = Of([1, 2], ("a", gaps)).ToReturnHistory(Missing.As(0));
        Assert.Equal([double.NaN, 4], gaps);
    }

    [Fact]
    public void Numbers_of_every_type_are_numbers_and_nothing_else_is()
    {
        var frame = Of(["x", "y"], ("int", new[] { 1, 2 }), ("mixed", new object[] { 3L, 4.5m }), ("gap", new object[] { (byte)5, null! }));
        Assert.Equal(new double[,] { { 1, 3, 5 }, { 2, 4.5, double.NaN } }, frame.ToMatrix());
        Assert.Contains("row \"y\", column \"day\" holds 2020-03-16", Refused(() => Of(["x", "y"], ("day", new object[] { 1, new DateTime(2020, 3, 16) })).ToMatrix()), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_numbers_of_keys_and_repeated_keys_are_refused()
    {
        Assert.Contains("rows has 1 keys; expected 2", Refused(() => new double[2, 1].ToFrame(["x"], ["a"])), StringComparison.Ordinal);
        Assert.Contains("columns: \"a\" is there twice", Refused(() => new double[1, 2].ToFrame(["x"], ["a", "a"])), StringComparison.Ordinal);
        Assert.Contains("the column \"b\" has 1 values; expected 2", Refused(() => new double[][] { [1, 2], [3] }.ToFrame(["x", "y"], ["a", "b"])), StringComparison.Ordinal);
        Assert.Contains("a column is called \" \"", Refused(() => Of(["x"], (" ", new[] { 1.0 })).ToMatrix()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_series_is_put_into_the_order_asked_for_by_key()
    {
        var series = new Series<string, double>(["Loans", "Bonds", "Gold"], [1, 2, double.NaN]);
        Assert.Equal([2, 1], series.AlignedTo(["Bonds", "Loans"]));
        Assert.Contains("row \"Gold\"", Refused(() => series.AlignedTo(["Gold"])), StringComparison.Ordinal);
        Assert.Contains("row \"Silver\"", Refused(() => series.AlignedTo(["Bonds", "Silver"])), StringComparison.Ordinal);
        Assert.Equal([2, 0], series.AlignedTo(["Bonds", "Silver"], Missing.As(0)));
    }

    [Fact]
    public void A_correlation_matrix_comes_back_by_name_in_any_order()
    {
        var correlation = Correlation.Of(new double[,] { { 1, 0.5, 0.1 }, { 0.5, 1, -0.2 }, { 0.1, -0.2, 1 } });
        var frame = correlation.ToFrame(["a", "b", "c"]);
        var turned = frame.ToCorrelation(["c", "a", "b"]);
        Assert.Equal((0.1, -0.2, 0.5), (turned[0, 1], turned[0, 2], turned[1, 2]));
        Assert.Contains("row \"a\", column \"d\"", Refused(() => frame.ToCorrelation(["a", "d"])), StringComparison.Ordinal);
        Assert.Contains("holds 1.5", Refused(() => Of(["a"], ("a", new[] { 1.5 })).ToCorrelation()), StringComparison.Ordinal);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];
}
