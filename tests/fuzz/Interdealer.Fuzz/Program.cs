using System.Globalization;
using Interdealer.Fuzz.Systems;

// systems [count] [seed]: random systems through random compositions of operators; every case is checked against the laws. Seeds follow each other.
if (args is ["systems", ..] && args.Skip(1).All(a => int.TryParse(a, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) && args.Length <= 3)
{
    var numbers = args.Skip(1).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToList();
    return new SystemsRun().Run(numbers.ElementAtOrDefault(0) is > 0 and var count ? count : 100_000, numbers.ElementAtOrDefault(1)) == 0 ? 0 : 1;
}

Console.Error.WriteLine("systems [count] [seed]   random systems through random compositions; prints what broke a law; 100,000 cases from seed 0 unless said otherwise");
return 2;
