using System.Collections.Immutable;
using System.Globalization;

namespace Interdealer.Ensembles.Sampling;

/// <summary>Direction numbers of the Sobol sequence: v_j of each dimension as 52-bit fractions, from the polynomials and first numbers of Joe and Kuo (2008).</summary>
internal static class SobolDirections
{
    /// <summary>Bits of a coordinate, and so 2^this points.</summary>
    public const int Bits = 52;

    private static readonly Lazy<ImmutableArray<(uint Polynomial, ImmutableArray<uint> First)>> Table = new(Read);

    /// <summary>Number of dimensions.</summary>
    public static int Dimensions => Table.Value.Length + 1;

    /// <summary>Polynomial and first numbers of a dimension from 1; dimension 0 has none.</summary>
    public static (uint Polynomial, ImmutableArray<uint> First) Of(int dimension) => Table.Value[dimension - 1];

    /// <summary>v_1 to v_52 of a dimension, each a whole number of 2⁻⁵².</summary>
    public static ulong[] Numbers(int dimension)
    {
        var v = new ulong[Bits];
        if (dimension == 0)
        {
            for (var j = 0; j < Bits; j++)
            {
                v[j] = 1UL << (Bits - 1 - j);
            }

            return v;
        }

        var (polynomial, first) = Of(dimension);
        var degree = first.Length;
        for (var j = 0; j < Bits; j++)
        {
            if (j < degree)
            {
                v[j] = (ulong)first[j] << (Bits - 1 - j);
                continue;
            }

            // v_j = a_1 v_{j−1} ⊕ … ⊕ a_{s−1} v_{j−s+1} ⊕ v_{j−s} ⊕ v_{j−s}/2^s.
            v[j] = v[j - degree] ^ (v[j - degree] >> degree);
            for (var k = 1; k < degree; k++)
            {
                v[j] ^= ((polynomial >> (degree - k)) & 1) == 1 ? v[j - k] : 0;
            }
        }

        return v;
    }

    private static ImmutableArray<(uint Polynomial, ImmutableArray<uint> First)> Read()
    {
        using var stream = typeof(SobolDirections).Assembly.GetManifestResourceStream("sobol-directions.txt")!;
        using var reader = new StreamReader(stream);
        var table = ImmutableArray.CreateBuilder<(uint, ImmutableArray<uint>)>();
        while (reader.ReadLine() is { } line)
        {
            if (line[0] != '#')
            {
                var numbers = line.Split(' ').Select(n => uint.Parse(n, CultureInfo.InvariantCulture)).ToList();
                table.Add((numbers[0], [.. numbers[1..]]));
            }
        }

        return table.ToImmutable();
    }
}
