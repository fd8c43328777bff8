using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Interdealer.Benchmarks;

// In this process: a project generated elsewhere would not find this repository's settings. Arguments are those of BenchmarkDotNet (--filter '*').
BenchmarkSwitcher.FromTypes([typeof(Products), typeof(Operators)])
    .Run(args, DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
