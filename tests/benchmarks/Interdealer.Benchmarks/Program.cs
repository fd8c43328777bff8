using System.Globalization;
using Interdealer.Benchmarks;

// side-by-side [program] [cases]: batches, in turn with a Python program that runs the same ones. One that offers --case runs rounds of several mechanisms
// (cases three, haircuts, prorata), any other leverage targeting (cases by number). All cases unless some are named.
if (args is ["side-by-side", .. var given])
{
    var numbers = given.Where(a => int.TryParse(a, CultureInfo.InvariantCulture, out _)).ToList();
    var words = given.Except(numbers).ToList();
    var python = words.Count > 0 ? new PythonProgram(words[0]) : null;
    return Beside(() => python?.Offers("--case") == true
        ? MechanismsSideBySide.Run(python, [.. words.Skip(1), .. numbers])
        : SideBySide.Run(python, [.. numbers.Select(a => int.Parse(a, CultureInfo.InvariantCulture))]));
}

// roofline: the machine's ceilings, and what fraction of them each kernel reaches.
if (args is ["roofline"])
{
    Roofline.Run();
    return 0;
}

// operators: what one application of each operator of the library takes and allocates.
if (args is ["operators"])
{
    return OperatorCosts.Run() ? 0 : 1;
}

// growth: time and memory as each size of a batch grows.
if (args is ["growth"])
{
    Growth.Run();
    return 0;
}

// single [naive_cascade.py]: one cascade after warm-up, in turn with a plain NumPy loop.
if (args is ["single", .. var script])
{
    return Beside(() => SingleCascade.Run(script.Length > 0 ? new PythonProgram(script[0]) : null));
}

// frames: a frame of 1,000 × 1,000 in and out, next to a bare copy of the array and to a read of every cell.
if (args is ["frames"])
{
    return FrameCopies.Run() ? 0 : 1;
}

// ensemble [scenarios] [kills]: 51 banks under many scenarios, with progress and memory, without a break and killed at random moments.
if (args is ["ensemble", .. var size])
{
    return EnsembleCheck.Run(size.Length > 0 ? long.Parse(size[0], CultureInfo.InvariantCulture) : 1_000_000, size.Length > 1 ? int.Parse(size[1], CultureInfo.InvariantCulture) : 24) ? 0 : 1;
}

// ensemble-parts [scenarios]: what drawing and summarising cost beside the cascades.
if (args is ["ensemble-parts", .. var many])
{
    EnsembleParts.Run(many.Length > 0 ? int.Parse(many[0], CultureInfo.InvariantCulture) : 50_000);
    return 0;
}

// ensemble-cost [holdings]: what a scenario costs as systems grow, and what 10⁹ would take; systems with more holdings are left out.
if (args is ["ensemble-cost", .. var most])
{
    EnsembleCost.Run(most.Length > 0 ? int.Parse(most[0], CultureInfo.InvariantCulture) : 10_000_000);
    return 0;
}

if (EnsembleCheck.IsChild(args))
{
    return EnsembleCheck.RunChild(args[1..]);
}

// Nothing: cascades of 90 institutions and 40 assets to rest, alone and in batches.
return ToRest.Run() ? 0 : 1;

// 0 where results agree, 1 where they do not, 2 where Python could not be compared with.
static int Beside(Func<bool> compare)
{
    try
    {
        return compare() ? 0 : 1;
    }
    catch (PythonException cause)
    {
        Console.Error.WriteLine(cause.Message);
        return 2;
    }
}
