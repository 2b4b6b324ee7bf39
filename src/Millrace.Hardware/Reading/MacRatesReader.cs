namespace Millrace.Hardware;

/// <summary>Reads the field <c>rates</c>: how many products a slice or block makes, by operand widths.</summary>
internal static class MacRatesReader
{
    public static MacRates Read(DeviceObject json, FigureSources sources)
    {
        var rates = json.Objects("rates").ConvertAll(Rate);
        if (rates.Count == 0) throw sources.Error($"{json.At("rates")} is empty, but there is at least one");
        return new MacRates(rates);
    }

    private static MacRate Rate(DeviceObject json)
    {
        var rate = new MacRate(
            (int)json.Count("weight_bits", least: 1, most: 64), (int)json.Count("activation_bits", least: 1, most: 64),
            (int)json.Count("macs", least: 1, most: 1 << 20));
        json.Finish();
        return rate;
    }
}
