namespace Interdealer.Data;

/// <summary>What one file of the data folder holds and where its figures come from, as <c>datasets.json</c> states it.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Title">What it is.</param>
/// <param name="Publisher">Who published the figures.</param>
/// <param name="Series">Which of the publisher's series.</param>
/// <param name="Licence">On what terms they are reproduced.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Rows below the header.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hexadecimal.</param>
public sealed record Dataset(
    string File, string Title, string Publisher, string Series, string Licence, IReadOnlyList<DatasetColumn> Columns, int Rows, string Sha256);
