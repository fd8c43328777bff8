using Deedle;
using Interdealer.Frames.Reading;
using Interdealer.Models;

namespace Interdealer.Frames;

/// <summary>A debt network as two frames, joined by their keys.</summary>
/// <param name="Institutions">A row an institution; columns External assets and, where there are any, External liabilities, in currency.</param>
/// <param name="Claims">n × n: what the institution of the row owes that of the column, in currency.</param>
public sealed record NetworkFrames(Frame<string, string> Institutions, Frame<string, string> Claims)
{
    private static readonly FigureTable<NetworkInstitution> Table = new(
        name => new NetworkInstitution(name, 0),
        Figure<NetworkInstitution>.Number(nameof(NetworkInstitution.ExternalAssets), "currency", i => i.ExternalAssets, (i, x) => i with { ExternalAssets = x }),
        Figure<NetworkInstitution>.Number(nameof(NetworkInstitution.ExternalLiabilities), "currency", i => i.ExternalLiabilities, (i, x) => i with { ExternalLiabilities = x }));

    /// <summary>The frames of a network; a pair without a claim is a cell without a value.</summary>
    /// <param name="network">The network.</param>
    public static NetworkFrames Of(DebtNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        string[] names = [.. network.Institutions.Select(i => i.Name)];
        return new(
            Table.ToFrame(names, network.Institutions),
            PairTable.ToFrame(names, names, network.Claims.Select(c => (c.Debtor, c.Creditor, c.Amount))));
    }

    /// <summary>The network of these frames.</summary>
    /// <param name="amounts">What a gap among claims means: refused when left out, <see cref="Missing.LeftOut"/> for no claim.</param>
    /// <exception cref="ArgumentException">A key stands in one frame only, or a cell is no amount; the message names row and column.</exception>
    public DebtNetwork ToNetwork(Missing? amounts = null)
    {
        var institutions = Table.Read(Institutions, nameof(Institutions), null, name => name);
        return new DebtNetwork(institutions, PairTable.ReadClaims(Claims, nameof(Claims), PairTable.Names(institutions, i => i.Name), amounts));
    }
}
