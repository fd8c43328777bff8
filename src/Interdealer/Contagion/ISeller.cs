namespace Interdealer.Contagion;

/// <summary>An operator that orders sales and can settle them in the same pass over the balance sheets.</summary>
internal interface ISeller : IOperator
{
    /// <summary>
    /// Orders sales and settles them at the present marks, to the same bits as if a market that pays the marks had done it next; the orders stay for
    /// the market to move prices by.
    /// </summary>
    /// <returns>False where that cannot be done in one pass and nothing was done.</returns>
    bool SellAtMarks(State state);
}
