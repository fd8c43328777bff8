using Interdealer.Data;

namespace Interdealer.Fuzz.Documents;

/// <summary>Parquet and Arrow files, whose lengths and places are numbers anywhere in them: what is read is a table of finite amounts.</summary>
internal sealed class ColumnarKind : DocumentKind
{
    private readonly byte[][] _sound;

    public ColumnarKind(string name, Action<HoldingsTable, string> write)
    {
        Name = name;
        var folder = Directory.CreateTempSubdirectory("interdealer-fuzz-").FullName;
        try
        {
            var file = Path.Combine(folder, "sound." + name);
            write(HoldingsTable.Read(DataSource.Text("institution,equity,cash,Bunds,Gilts\nAlpha,5,2,60,20\n\"Beta, Gamma & Co\",4,,30,\nδ,1e-3,0,,66.125\n")), file);
            // Beside it what DuckDB wrote in each of its ways, where it knows the format.
            var others = Path.Combine(AppContext.BaseDirectory, "Documents", "Parquet");
            _sound = [File.ReadAllBytes(file), .. Directory.EnumerateFiles(others, "*." + name).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public override string Name { get; }

    public override IReadOnlyList<string> Words { get; } = ["\0\0\0\0", "\u007f", "\u0001\0\0\0", "\b\0", "ARROW1", "PAR1", "institution"];

    public override byte[] Sound(Random random) => _sound[random.Next(_sound.Length)];

    protected override void Read(byte[] document)
    {
        using var stream = new MemoryStream(document, writable: false);
        if (!HoldingsTable.Read(DataSource.Of(stream, "fuzz." + Name)).Holdings.All(holding => double.IsFinite(holding.Amount)))
        {
            throw Broken("an amount that is not finite was read");
        }
    }

    protected override bool IsRefusal(Exception exception) => exception is DataException;
}
