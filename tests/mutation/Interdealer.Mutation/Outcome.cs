namespace Interdealer.Mutation;

/// <summary>What became of a change.</summary>
internal enum Outcome
{
    /// <summary>A test failed that passes without it.</summary>
    Killed,

    /// <summary>A test did not end with it.</summary>
    Endless,

    /// <summary>The process of the tests ended with it.</summary>
    Crashed,

    /// <summary>Every test that reaches it passed.</summary>
    Survived,

    /// <summary>The tests that were tried in its time passed; others reach it too.</summary>
    Unfinished,

    /// <summary>No test reaches it.</summary>
    NotReached,

    /// <summary>No test can tell it from the original; why is written down.</summary>
    Explained,

    /// <summary>It fails a test that fails without it afterwards too.</summary>
    Spoilt,

    /// <summary>Nothing was heard for long.</summary>
    Stalled,
}
