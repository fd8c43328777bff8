using System.Text;
using Interdealer.Data;

namespace Interdealer.Fuzz.Documents;

/// <summary>Tables and publishers' files: what is read is finite, and anything else is refused with its place.</summary>
internal sealed class TableKind : DocumentKind
{
    private static readonly (string Sound, Func<DataSource, IEnumerable<double>> Read)[] Readers =
    [
        ("institution,equity,other_assets,Bunds,Gilts\nAlpha,5,20,60,20\n\"Beta, Gamma & Co\",4,30,,66\n", s => HoldingsTable.Read(s).ToSystem().Institutions.Select(i => i.Cash)),
        ("institution,asset,amount\nAlpha,Bunds,5\nBeta,Gilts,6.5\n", s => [.. HoldingsTable.Read(s).Assets.Select(_ => 0.0)]),
        ("debtor,creditor,amount\nAlpha,Beta,1.5\n", s => [ClaimsTable.Read(s).ToString()!.Length]),
        ("date,DE,IT\n1,0.1,-0.2\n2,1e-3,0\n", s => NumberTable.Read(s, "date") is var t ? Enumerable.Range(0, t.Columns.Length).SelectMany(c => t.Values(c).ToArray()) : []),
        ("date,series,rate_pct\n2020-01-02,SOFR,1.54\n2020-01-03,EFFR,1.55\n", s => Datasets.MoneyMarketRates(s).Select(o => o.Value)),
        ("date,series,amount_usd_bn\n2020-01-01,All Treasuries,-5.5\n2020-01-08,Bills,10\n", s => Datasets.PrimaryDealers(s).Select(o => o.Value)),
        ("observation_date,DGS10,DGS2\n2020-01-02,1.88,1.58\n2020-01-03,.,1.53\n", s => Fred.Read(s).Select(o => o.Value)),
        ("Effective Date,Rate Type,Rate (%)\n01/02/2020,SOFR,1.54\n", s => ReferenceRates.Read(s).Select(r => r.Rate ?? 0)),
        ("As Of Date,Time Series,Value (millions)\n2020-01-01,PDPOSGST-TOT,100\n2020-01-01,PDPOSGSC-L2,*\n", s => PrimaryDealerStatistics.Read(s).Select(f => f.Value ?? 0)),
        ("""{"timeseries":{"A":{"aggregation":[["2020-01-02",1.5],["2020-01-03",null]],"metadata":{"description":"a"}}}}""", s => OfficeOfFinancialResearch.Read(s).Select(o => o.Value)),
        ("""[["2020-01-02",1.5],["2020-01-03",2]]""", s => OfficeOfFinancialResearch.Read(s, "A").Select(o => o.Value)),
        ("\"Series Description\",\"A\"\n\"Unit:\",\"Percent\"\n\"Multiplier:\",\"1\"\n\"Unique Identifier: \",\"H15/H15/A\"\n\"Time Period\",\"A\"\n2020-01-02,1.5\n", s => FederalReserveDownload.Read(s).Select(o => o.Value)),
        ("RSSD9001^RSSD9999^RSSD9017^BHCK2170\n1039502^20200331^JPM^3139431000\n", s => FrY9C.Read(s, "BHCK2170").Select(_ => 0.0)),
    ];

    private int _reader;

    public override string Name => "table";

    public override IReadOnlyList<string> Words { get; } =
    [
        ",", ",,", "\n", "\"", "\"a\nb\"", "date", "series", "institution", "asset", "amount", "2020-13-01", "0001-01-01", "9999-12-31", "2020-01-05", "SOFR", "*", ".", "ND", "^", "[", "]", "{\"a\":", "null", "1.", ".5", "1e5", "--1", "¼", "١",
    ];

    public override byte[] Sound(Random random) => Encoding.UTF8.GetBytes(Readers[_reader = random.Next(Readers.Length)].Sound);

    protected override void Read(byte[] document)
    {
        using var stream = new MemoryStream(document, writable: false);
        if (!Readers[_reader].Read(DataSource.Of(stream, "fuzz.csv")).All(double.IsFinite))
        {
            throw Broken("a figure that is not finite was read");
        }
    }

    // A system's own checks speak of names and amounts that each were read right.
    protected override bool IsRefusal(Exception exception) => exception is DataException || (_reader == 0 && exception is ArgumentException);
}
