using System.Text;
using Interdealer.Data;

namespace Interdealer.Tests.Data.Publishers;

/// <summary>JSON of the Office of Financial Research, in small documents of its layouts.</summary>
public sealed class OfficeOfFinancialResearchTests
{
    [Fact]
    public void A_bare_list_of_pairs_is_one_series_under_the_name_given_or_that_of_the_file()
    {
        const string json = """[["2019-09-16", 2.42], ["2019-09-17", 5.25], ["2019-09-18", null], ["2019-09-15", 1.5e-1]]""";

        var series = OfficeOfFinancialResearch.Read(DataSource.Text(json), "REPO-TRI_AR_OO-P");

        Assert.Equal([new(new(2019, 9, 15), "REPO-TRI_AR_OO-P", 0.15), new(new(2019, 9, 16), "REPO-TRI_AR_OO-P", 2.42), new(new(2019, 9, 17), "REPO-TRI_AR_OO-P", 5.25)], series);
        Assert.Equal([new(new(2019, 9, 18), "REPO-TRI_AR_OO-P", "null")], series.Missing);
        Assert.Equal("REPO-DVP", OfficeOfFinancialResearch.Read(DataSource.Text(json, "REPO-DVP.json"))[0].Series);
    }

    [Fact]
    public void Full_series_by_mnemonic_carry_their_description_and_unit()
    {
        var series = OfficeOfFinancialResearch.Read(DataSource.Text("""
            {
              "REPO-DVP_TV_TOT-P": {
                "timeseries": { "aggregation": [["2020-03-17", 1.2e12], ["2020-03-18", null]], "disclosure_edits": [["2020-03-18", null]] },
                "metadata": {
                  "mnemonic": "REPO-DVP_TV_TOT-P",
                  "description": { "name": "DVP volume", "notes": ["a", {"b": [1]}] },
                  "schedule": { "observation_frequency": "Daily" },
                  "unit": { "name": "USD", "magnitude": 0 }
                }
              },
              "REPO-GCF_AR_OO-P": { "timeseries": { "aggregation": [["2020-03-17", 0.9]] } }
            }
            """));

        Assert.Equal([new(new(2020, 3, 17), "REPO-DVP_TV_TOT-P", 1.2e12), new(new(2020, 3, 17), "REPO-GCF_AR_OO-P", 0.9)], series);
        Assert.Equal([new("REPO-DVP_TV_TOT-P", "DVP volume", "USD"), new SeriesDescription("REPO-GCF_AR_OO-P")], series.Descriptions);
        Assert.Equal([new(new(2020, 3, 18), "REPO-DVP_TV_TOT-P", "null")], series.Missing);
    }

    [Fact]
    public void A_whole_data_set_and_lists_by_mnemonic_are_read()
    {
        var whole = OfficeOfFinancialResearch.Read(DataSource.Text(
            """{ "short_name": "repo", "long_name": "Repo", "timeseries": { "A": { "timeseries": { "aggregation": [["2020-03-17", 1]] }, "metadata": {} }, "B": { "timeseries": { "aggregation": [["2020-03-17", 2]] } } } }"""));
        var lists = OfficeOfFinancialResearch.Read(DataSource.Text("""{ "A": [["2020-03-17", 1]], "B": [["2020-03-17", 2]] }"""));

        Assert.Equal([new(new(2020, 3, 17), "A", 1), new(new(2020, 3, 17), "B", 2)], whole);
        Assert.Equal(whole, lists);
    }

    [Fact]
    public void The_stress_index_counts_milliseconds_since_1970()
    {
        // 10 October 2008 is day 14162 of 86,400,000 ms; the index peaked there at 29.3.
        var series = OfficeOfFinancialResearch.Read(DataSource.Text("""{"OFRFSI":{"name":"OFR FSI","data":[[1223596800000,29.32],[1223510400000,28.1]]},"Credit":{"name":"Credit","data":[[1223596800000,9.1]]}}"""));

        Assert.Equal([new(new(2008, 10, 10), "Credit", 9.1), new(new(2008, 10, 9), "OFRFSI", 28.1), new(new(2008, 10, 10), "OFRFSI", 29.32)], series);
    }

    [Theory]
    [InlineData("", "f.json: must be JSON", true)]
    [InlineData("[[\"2020-01-02\", 1]", "f.json, line 1: must be JSON in UTF-8, whole and without comments", false)]
    [InlineData("7", "f.json, line 1, column $: \"7\" must be a list of pairs [date, value] or an object of series", false)]
    [InlineData("{}", "f.json: has no series; expected pairs [date, value]", false)]
    [InlineData("[7]", "f.json, line 1, column $[0]: \"7\" must be a pair [date, value]", false)]
    [InlineData("[\n[\"2020-01-02\", 1],\n[\"2020-13-02\", 1]]", "f.json, line 3, column $[1][0]: \"2020-13-02\" must be a date written year-month-day", false)]
    [InlineData("[[1223596800001, 1]]", "f.json, line 1, column $[0][0]: \"1223596800001\" must be a date", false)]
    [InlineData("[[1e99, 1]]", "f.json, line 1, column $[0][0]: \"1e99\" must be a date", false)]
    [InlineData("[[\"2020-01-02\", \"1\"]]", "f.json, line 1, column $[0][1]: \"1\" must be a number between -1e18 and 1e18, or null for none", false)]
    [InlineData("[[\"2020-01-02\", 1e400]]", "f.json, line 1, column $[0][1]: \"1e400\" must be a number between -1e18 and 1e18", false)]
    [InlineData("[[\"2020-01-02\", true]]", "f.json, line 1, column $[0][1]: \"true\" must be a number", false)]
    [InlineData("[[\"2020-01-02\", NaN]]", "f.json, line 1: must be JSON", false)]
    [InlineData("[[\"2020-01-02\", 1, 2]]", "f.json, line 1, column $[0]: \"2\" must be a pair [date, value] of two", false)]
    [InlineData("[[\"2020-01-02\"]]", "f.json, line 1, column $[0][1]: \"]\" must be a number", false)]
    [InlineData("[[\"2020-01-02\", 1], [\"2020-01-02\", 2]]", "f.json, line 1: $[1] repeats the date of $[0]: 2020-01-02", false)]
    [InlineData("{\"A\":[], \"A\":[]}", "f.json, line 1: has the series \"A\" twice; the second is at $.A", false)]
    [InlineData("{\"A\":{\"data\":[[\"2020-01-02\", {}]]}}", "f.json, line 1, column $.A.data[0][1]: \"{\" must be a number", false)]
    [InlineData("[[\"2020-01-02\", 1]] []", "f.json, line 1: must be JSON", false)]
    public void A_damaged_document_is_refused_where_it_is_damaged(string json, string problem, bool anyLine)
    {
        var message = Assert.Throws<DataException>(() => OfficeOfFinancialResearch.Read(DataSource.Text(json, "f.json"))).Message;

        Assert.StartsWith(problem, anyLine ? message.Replace(", line 1", "", StringComparison.Ordinal) : message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_endless_and_mistaken_documents_are_refused_in_bounded_memory()
    {
        const long oneMebibyte = 1 << 20;
        Assert.Equal("deep.json, line 1, column $[0][0]: \"[\" must be a date written year-month-day (\"2020-03-31\") or milliseconds since 1970 at midnight UTC", Refused(new EndlessStream("", "["), "deep.json"));
        Assert.Equal("deep.json, line 1: has more than 16 levels inside each other; expected at most that many", Refused(new EndlessStream("{\"a\":{\"b\":", "["), "deep.json"));
        Assert.Equal("deep.json, line 1: has more than 16 levels inside each other; expected at most that many", Refused(new EndlessStream("", "{\"timeseries\":"), "deep.json"));
        Assert.StartsWith("long.json, line 1: has a text, number or blank of more than 1048576 bytes", Refused(new EndlessStream("[[\"", "x"), "long.json"), StringComparison.Ordinal);
        Assert.StartsWith("digits.json, line 1: has a text, number or blank of more than 1048576 bytes", Refused(new EndlessStream("[[\"2020-01-02\", 1", "0"), "digits.json"), StringComparison.Ordinal);
        Assert.StartsWith("utf16.json, line 1: must be JSON in UTF-8", Refused(new MemoryStream([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("[]")]), "utf16.json"), StringComparison.Ordinal);
        Assert.StartsWith("bytes.json, line 1: has text that is not valid UTF-8", Refused(new MemoryStream([.. "[[\""u8, 0xC4, .. "\", 1]]"u8]), "bytes.json"), StringComparison.Ordinal);

        string Refused(Stream stream, string name)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var message = Assert.Throws<DataException>(() => OfficeOfFinancialResearch.Read(DataSource.Of(stream, name))).Message;
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * oneMebibyte);
            return message;
        }
    }

    [Fact]
    public void Endless_blanks_and_endless_pairs_end_at_the_limits()
    {
        var limits = ReadLimits.Default with { Bytes = 8 << 20, Rows = 1000 };

        Assert.Contains("is longer than the 8388608 bytes", Assert.Throws<DataException>(() => OfficeOfFinancialResearch.Read(DataSource.Of(new EndlessStream("[", " \n"), "b.json").Within(limits))).Message, StringComparison.Ordinal);
        var pairs = string.Join(",\n", Enumerable.Range(0, 1001).Select(i => $"[{i * 86_400_000L}, 1]"));
        Assert.Equal("p.json, line 1001: is beyond the 1000 figures that are read; a longer document needs larger limits (DataSource.Within, ReadLimits.Rows)", Assert.Throws<DataException>(() => OfficeOfFinancialResearch.Read(DataSource.Text($"[{pairs}]", "p.json").Within(limits))).Message);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over_and_bytes_may_come_one_by_one() => Assert.Single(OfficeOfFinancialResearch.Read(
        DataSource.Of(new DrippingStream([0xEF, 0xBB, 0xBF, .. "[[\"2020-01-02\", 1.25]]"u8]), "drip.json")));

    private sealed class DrippingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);
    }
}
