using System.Text;
using Interdealer.Data;

namespace Interdealer.Tests.Data;

public class CsvTableTests
{
    private static readonly CsvTable<(string Name, decimal Amount)> Table = new(
        ["name", "amount_usd_bn"], ["name"], row => (row.Text("name"), row.Number("amount_usd_bn", "USD bn")));

    private static readonly CsvLimits Small = new(Bytes: 4000, Rows: 3, Columns: 4, FieldLength: 20);

    [Theory]
    [InlineData("", "t.csv: is empty; expected the columns name, amount_usd_bn")]
    [InlineData("name\na\n", "t.csv, line 1: lacks the column amount_usd_bn; expected name, amount_usd_bn")]
    [InlineData("name,amount_usd_bn,note\na,1,b\n", "t.csv, line 1: has the column \"note\"; expected name, amount_usd_bn, separated by commas")]
    [InlineData("Name,amount_usd_bn\na,1\n", "t.csv, line 1: has the column \"Name\"; expected")]
    [InlineData("name;amount_usd_bn\na;1\n", "t.csv, line 1: has the column \"name;amount_usd_bn\"; expected name, amount_usd_bn, separated by commas")]
    [InlineData("name,amount_usd_bn,name\na,1,b\n", "t.csv, line 1: has the column name twice")]
    [InlineData("name,amount_usd_bn\na,1\nb\n", "t.csv, line 3: has 1 cells; expected 2, as in the header")]
    [InlineData("name,amount_usd_bn\na,1,5\n", "t.csv, line 2: has 3 cells; expected 2")]
    [InlineData("name,amount_usd_bn\na,1\nb,2\na,3\n", "t.csv, line 4: repeats the name of line 2: a")]
    [InlineData("name,amount_usd_bn\n\"a,1\nb,2\n", "t.csv, line 2: must be comma-separated text, with every quotation mark closed")]
    [InlineData("name,amount_usd_bn\na\"b,1\n", "t.csv, line 2: must be comma-separated text")]
    [InlineData("name,amount_usd_bn\n\"a\"b,1\n", "t.csv, line 2: must be comma-separated text")]
    [InlineData("\"name,amount_usd_bn\na,1\n", "t.csv, line 1: must be comma-separated text")]
    [InlineData("name,amount_usd_bn\na,1\nb,2\nc,3\nd,4\n", "t.csv, line 5: is beyond the 3 rows that are read")]
    [InlineData("a,b,c,d,e\n", "t.csv, line 1: has more than the 4 columns that are read")]
    [InlineData("name,amount_usd_bn\naaaaaaaaaaaaaaaaaaaaa,1\n", "t.csv, line 2: has a cell of 21 characters; at most 20 are read")]
    [InlineData("name,amount_usd_bn\n\"two\nlines\",1\nb,x\n", "t.csv, line 4, column amount_usd_bn: \"x\" must be a number in USD bn")]
    public void What_is_not_the_table_is_refused_with_the_place_and_the_expectation(string content, string problem) =>
        Assert.StartsWith(problem, Refused(Encoding.UTF8.GetBytes(content)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_over_the_size_limit_is_refused_before_it_is_read() =>
        Assert.Equal("t.csv: is 4001 bytes long; at most 4000 are read", Refused(new byte[4001]).Message);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused() =>
        Assert.StartsWith("t.csv: must be UTF-8 text", Refused([.. "name,amount_usd_bn\n"u8, 0xC4, .. ",1\n"u8]).Message, StringComparison.Ordinal);

    [Fact]
    public void Long_and_unprintable_text_is_shortened_in_the_message()
    {
        var error = new DataException("t.csv", 2, "name", new string('x', 100) + "\n", "must be short");

        Assert.Equal($"t.csv, line 2, column name: \"{new string('x', 60)}…\" must be short", error.Message);
    }

    [Fact]
    public void Rows_up_to_the_limit_are_read_in_their_order_and_a_blank_last_line_is_none()
    {
        var rows = Read("name,amount_usd_bn\nb,-1.50\na,2\nc,0\n\n"u8.ToArray());

        Assert.Equal([("b", -1.5m), ("a", 2m), ("c", 0m)], rows);
    }

    private static DataException Refused(byte[] content) => Assert.Throws<DataException>(() => Read(content));

    private static IReadOnlyList<(string Name, decimal Amount)> Read(byte[] content) => Table.Read(new MemoryStream(content), "t.csv", Small);
}
