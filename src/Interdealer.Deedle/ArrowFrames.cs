using Deedle;
using Interdealer.Data;
using Interdealer.Data.Columnar;
using Interdealer.Frames.Writing;

namespace Interdealer.Frames;

/// <summary>Frames in and out of Arrow files, which pandas, Polars and R read too. Keys, values and gaps come back as they were.</summary>
public static class ArrowFrames
{
    /// <summary>Writes a frame: the keys of rows first, then every column in its type; a cell without a value is null.</summary>
    /// <typeparam name="TRow">Text, a whole number, a number, a day or a time, or a tuple of these.</typeparam>
    /// <param name="frame">Columns of numbers, text, flags, days or times.</param>
    /// <param name="path">Ends in .arrow.</param>
    /// <param name="key">Name of the column of keys; of keys of several levels a name each, “Bank, Date”.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="ArgumentException">A cell or key cannot be written, the message names row and column; or a column has the name of a key.</exception>
    /// <exception cref="IOException">It cannot be written, or is there and may not be replaced.</exception>
    public static void WriteArrow<TRow>(this Frame<TRow, string> frame, string path, string key = "Key", bool overwrite = false)
        where TRow : notnull => ColumnarFrames.Write(ColumnarFormat.Arrow, frame, path, key, overwrite);

    /// <summary>Reads a frame; a null is a cell without a value.</summary>
    /// <typeparam name="TRow">Type of the keys: text, a whole number, a number, a day or a time, or a tuple of these.</typeparam>
    /// <param name="source">An Arrow file (“Feather, version 2”) of flat columns that are not compressed, whoever wrote it.</param>
    /// <param name="key">Name of the column of keys; of keys of several levels a name each, “Bank, Date”.</param>
    /// <exception cref="DataException">
    /// It is no such file, larger than its limits, lacks the column of keys, or a key is missing, of another type or there twice; the message names row and column.
    /// </exception>
    public static Frame<TRow, string> Read<TRow>(DataSource source, string key = "Key")
        where TRow : notnull => ColumnarFrames.Read<TRow>(ColumnarFormat.Arrow, source, key);
}
