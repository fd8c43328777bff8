using Interdealer.Cascades;
using Interdealer.Contagion;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Storage;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Fuzz.Documents;

/// <summary>Checkpoints: what is read of a damaged one is the beginning of what was written, and nothing else.</summary>
internal sealed class CheckpointKind : DocumentKind, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("interdealer-fuzz-").FullName;
    private readonly byte[] _sound;

    public CheckpointKind()
    {
        var shard = Path.Combine(_folder, "sound.shard");
        var system = new FinancialSystem([new Institution("A") { Cash = 5, Debt = 50 }], [new Asset("bond") { Depth = 400 }], [new Holding("A", "bond", 60)]);
        new Ensemble(
                system,
                new DrawnScenarios(new RandomPoints(64, 3), [new("bond", Marginal.Uniform(0, 0.1))]),
                new Deleverage(Constraints.LeverageRatio.FromMinimum(0.05)).Then(new PriceImpact.Exponential(SellerShare.Half)))
            .Measuring(Output.TotalLoss, () => new Moments()).Keeping(Output.TotalLoss)
            .RunShard(new ScenarioShard(0, 1), shard, new EnsembleOptions { Threads = 1, BlockSize = 8, CheckpointEvery = TimeSpan.FromTicks(1) });
        _sound = File.ReadAllBytes(shard);
    }

    public override string Name => "checkpoint";

    public override IReadOnlyList<string> Words { get; } = ["interdealer ensemble 1\n", "\0\0\0\0", "\u007f", "\"outputs\"", "keptInFull"];

    public override byte[] Sound(Random random) => _sound;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override void Read(byte[] document)
    {
        var file = Path.Combine(_folder, "fuzz.shard");
        File.WriteAllBytes(file, document);
        var report = CheckpointReport.Read(file);
        var whole = document.AsSpan(0, document.Length - (int)report.CutOff);
        if (!_sound.AsSpan().StartsWith(whole))
        {
            throw Broken($"{whole.Length} bytes were taken that were not written so");
        }
    }

    protected override bool IsRefusal(Exception exception) => exception is CheckpointException;
}
