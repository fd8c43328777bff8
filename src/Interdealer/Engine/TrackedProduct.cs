using System.Runtime.CompilerServices;

namespace Interdealer.Engine;

/// <summary>
/// The product of a matrix with a column, taken again only for those scenarios in which the column is not what it was the last time.
/// </summary>
/// <remarks>Most of the cost of a round are these products. What is compared are bits, so nothing can be out of date.</remarks>
internal sealed class TrackedProduct
{
    private readonly GatherMatrix _matrix;
    private readonly Column _operand;
    private readonly Column _result;
    private readonly bool[] _differs;
    private int _known;

    /// <param name="matrix">The matrix; rows of the result.</param>
    /// <param name="operandRows">Rows of what it is multiplied with.</param>
    /// <param name="scenarioCount">Number of scenarios.</param>
    public TrackedProduct(GatherMatrix matrix, int operandRows, int scenarioCount)
    {
        _matrix = matrix;
        _operand = new Column(operandRows, scenarioCount);
        _result = new Column(matrix.Rows, scenarioCount);
        _differs = new bool[(scenarioCount + Group - 1) / Group];
    }

    // Scenarios that are multiplied together: one vector.
    private static int Group => Widths.Widest;

    /// <summary>The product with a column.</summary>
    /// <param name="operand">The column; trusted to have the shape given.</param>
    /// <param name="active">Scenarios that are asked about, the first so many.</param>
    /// <returns>The product, valid until the next one is taken.</returns>
    public Column With(Column operand, int active)
    {
        Array.Clear(_differs);
        for (var g = _known / Group; g < _differs.Length && g * Group < active; g++)
        {
            _differs[g] |= active > _known;
        }

        Widths.Do(new Comparison(this, operand), 0, active);
        if (_differs.AsSpan().Contains(true))
        {
            MultiplyWhereItDiffers(operand, active);
            _operand.CopyFrom(operand);
            _known = active;
        }

        return _result;
    }

    private void MultiplyWhereItDiffers(Column operand, int active)
    {
        for (var g = 0; g < _differs.Length; g++)
        {
            var first = g;
            while (g < _differs.Length && _differs[g])
            {
                g++;
            }

            if (g > first)
            {
                _matrix.Multiply(operand, _result, first * Group, Math.Min(g * Group, active));
            }
        }
    }

    private readonly struct Comparison(TrackedProduct product, Column operand) : IWork
    {
        public void Do<T>(int first, int end)
            where T : unmanaged, ILanes<T>
        {
            ref readonly var now = ref operand.Place();
            ref readonly var last = ref product._operand.From(0);
            for (var scenario = first; scenario < end; scenario += T.Count)
            {
                product._differs[scenario / Group] |= Differs<T>(in now, in last, scenario, operand.Rows, operand.ScenarioCount);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static bool Differs<T>(ref readonly double now, ref readonly double last, int scenario, int rows, int stride)
            where T : unmanaged, ILanes<T>
        {
            for (var row = 0; row < rows; row++)
            {
                if (!T.All(T.AreSame(T.Load(in now, (row * stride) + scenario), T.Load(in last, (row * stride) + scenario))))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
