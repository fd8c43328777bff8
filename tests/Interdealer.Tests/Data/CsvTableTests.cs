using System.Text;
using Interdealer.Data;
using Interdealer.Data.Reading;

namespace Interdealer.Tests.Data;

public class CsvTableTests
{
    private static readonly CsvTable<(string Name, decimal Amount)> Table = new(
        ["name", "amount_usd_bn"], ["name"], row => (row.Text("name"), row.Number("amount_usd_bn", "USD bn")));

    private static readonly ReadLimits Small = new() { Bytes = 4000, Rows = 3, Columns = 4, CellLength = 20, RowBytes = 1000 };

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
    [InlineData("name,amount_usd_bn\n\"a,1\nb,2\n", "t.csv, line 2, column name: \"\"a,1\" must close its quotation mark on the same line")]
    [InlineData("name,amount_usd_bn\na,1\nb,\"2", "t.csv, line 3, column amount_usd_bn: \"\"2\" must close its quotation mark on the same line")]
    [InlineData("name,amount_usd_bn\na\"b,1\n", "t.csv, line 2, column name: \"a\"b\" must be within quotation marks, and those inside it doubled, to hold one")]
    [InlineData("name,amount_usd_bn\n\"a\"b,1\n", "t.csv, line 2, column name: \"\"a\"b\" must not go on after its closing quotation mark")]
    [InlineData("\"name,amount_usd_bn\na,1\n", "t.csv, line 1, column number 1: \"\"name,amount_usd_bn\" must close its quotation mark")]
    [InlineData("name,amount_usd_bn\na,1\nb,2\nc,3\nd,4\n", "t.csv, line 5: is beyond the 3 rows that are read")]
    [InlineData("a,b,c,d,e\n", "t.csv, line 1: has 5 columns, more than the 4 columns that are read")]
    [InlineData("name,\n", "t.csv, line 1: column number 2 has no name")]
    [InlineData("name,amount_usd_bn\naaaaaaaaaaaaaaaaaaaaa,1\n", "t.csv, line 2: column name has a cell of 21 characters; at most 20 are read")]
    [InlineData("name,amount_usd_bn\na,1\nb\0,2\n", "t.csv, line 3, column name: \"b<U+0000>\" must not hold NUL characters")]
    [InlineData("name,amount_usd_bn\na\t,1\n", "t.csv, line 2, column name: \"a<U+0009>\" must not hold control characters")]
    [InlineData("name,amount_usd_bn\na\u200B,1\n", "t.csv, line 2, column name: \"a\u200B\" must not hold invisible characters")]
    [InlineData("name,amount_usd_bn\na\u00A0,1\n", "t.csv, line 2, column name: \"a\u00A0\" must be text, without blanks around it")]
    [InlineData("name,amount_usd_bn\na,\"1.234,56\"\n", "t.csv, line 2, column amount_usd_bn: \"1.234,56\" must be a number in USD bn, with a decimal point and no separators")]
    [InlineData("name,amount_usd_bn\na,1.234,56\n", "t.csv, line 2: has 3 cells; expected 2, as in the header")]
    [InlineData("name,amount_usd_bn\na,Infinity\n", "t.csv, line 2, column amount_usd_bn: \"Infinity\" must be a number in USD bn")]
    [InlineData("name,amount_usd_bn\na,1e400\n", "t.csv, line 2, column amount_usd_bn: \"1e400\" must be a number in USD bn")]
    [InlineData("name,amount_usd_bn\na,9999999999999999999\n", "t.csv, line 2, column amount_usd_bn: \"9999999999999999999\" must be between -1e18 and 1e18")]
    [InlineData("name,amount_usd_bn\n\"=HYPERLINK(\"\"x\"\")\",1\n", "t.csv, line 2, column name: \"=HYPERLINK(\"x\")\" must not be a formula: save the spreadsheet's values")]
    public void What_is_not_the_table_is_refused_with_the_place_and_the_expectation(string content, string problem) =>
        Assert.StartsWith(problem, Refused(Encoding.UTF8.GetBytes(content)).Message, StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused_where_they_are() => Assert.StartsWith(
        "t.csv, line 3, column name: \"\uFFFD\" must be UTF-8 text", Refused([.. "name,amount_usd_bn\nb,1\n"u8, 0xC4, .. ",1\n"u8]).Message, StringComparison.Ordinal);

    [Fact]
    public void Text_is_UTF_8_or_has_a_byte_order_mark_that_says_what_it_is_and_lines_end_as_they_like()
    {
        foreach (var newLine in new[] { "\n", "\r\n", "\r" })
        {
            var text = $"name,amount_usd_bn{newLine}Société,1{newLine}";
            foreach (var encoding in new Encoding[] { new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true), new UTF32Encoding(false, true) })
            {
                Assert.Equal([("Société", 1m)], Read([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]));
            }
        }

        Assert.Contains("line 1, column number 1: \"n<U+0000>a<U+0000>m<U+0000>e<U+0000>\" must not hold NUL characters: save the file as UTF-8", Refused(Encoding.Unicode.GetBytes("name,amount_usd_bn\nx,1\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_compared_cell_by_cell_and_numbers_by_value()
    {
        CsvTable<int> pairs = new(["a", "b"], ["a", "b"], row => { row.Text("a"); row.Text("b"); return row.Line; });
        CsvTable<int> numbers = new(["a"], ["a"], row => { row.Number("a", "years"); return row.Line; });

        Assert.Equal([2, 3], pairs.Read(DataSource.Text("a,b\n\"x, y\",z\nx,\"y, z\"\n")));
        Assert.Contains("line 3: repeats the a of line 2: 10", Assert.Throws<DataException>(() => numbers.Read(DataSource.Text("a\n10\n10.0\n"))).Message, StringComparison.Ordinal);
    }

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

    private static IReadOnlyList<(string Name, decimal Amount)> Read(byte[] content) => Table.Read(DataSource.Of(new MemoryStream(content), "t.csv").Within(Small));
}
