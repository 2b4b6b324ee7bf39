namespace Millrace.Cosimulation;

/// <summary>Arrival times in a mapped module, from registers to registers. Nets cost a mean route, but not within a slice: into a
/// multiplexer F7 to F9, along a carry chain, from a table into its carry chain or flip-flop, along a DSP cascade.</summary>
internal sealed class NetlistTiming
{
    private readonly NetlistModule module;
    private readonly Dictionary<int, (NetlistCell Cell, string Pin)> drivers = [];
    private readonly Dictionary<(NetlistCell Cell, string Pin), Arrival> arrivals = [];
    private readonly HashSet<(NetlistCell Cell, string Pin)> open = [];

    private NetlistTiming(NetlistModule module)
    {
        this.module = module;
        foreach (var cell in module.Cells)
        {
            foreach (var (pin, bit) in cell.Outputs)
                drivers[bit] = (cell, pin);
        }
    }

    /// <summary>The longest path of a module; null if it has no register.</summary>
    internal static CriticalPath? Of(NetlistModule module)
    {
        CriticalPath? longest = null;
        // Deep enough a stack for a chain of some thousand cells.
        var thread = new Thread(() => longest = new NetlistTiming(module).Longest(), 256 << 20);
        thread.Start();
        thread.Join();
        return longest;
    }

    private CriticalPath? Longest()
    {
        var (worst, end) = (Arrival.Never, "");
        foreach (var cell in module.Cells)
        {
            foreach (var (pin, bit) in cell.Inputs)
            {
                if (Setup(cell, pin) is not { } setup)
                    continue;
                var arrival = At(bit, cell, pin);
                arrival = arrival with { Time = arrival.Time + setup, Dsps = arrival.Dsps + (cell.Type == "DSP48E2" ? 1 : 0) };
                if (arrival.Time > worst.Time)
                    (worst, end) = (arrival, $"{Label(cell)}.{pin}");
            }
        }

        return worst.From is null
            ? null
            : new CriticalPath(worst.Time + CellDelays.Uncertainty, worst.Tables, worst.CarryBits, worst.Dsps, worst.From, end);
    }

    /// <summary>When a bit is at a pin, with the way to it.</summary>
    private Arrival At(int bit, NetlistCell cell, string pin)
    {
        if (!drivers.TryGetValue(bit, out var driver))
        {
            // Ports of a module come from registers of another; arguments stay through a launch.
            var port = module.Inputs.GetValueOrDefault(bit, "?");
            return port.StartsWith("arg_", StringComparison.Ordinal) || port is "clk"
                ? Arrival.Never
                : new Arrival(CellDelays.FlipFlopOut + CellDelays.Route, 0, 0, 0, port);
        }

        var arrival = Out(driver.Cell, driver.Pin);
        return arrival with { Time = arrival.Time + Route(driver.Cell.Type, driver.Pin, cell.Type, pin) };
    }

    private static double Route(string from, string fromPin, string to, string pin) => (Kind(from), Kind(to)) switch
    {
        (_, Cell.Multiplexer) when pin is "I0" or "I1" => 0,
        (Cell.Carry, Cell.Carry) when pin is "CI" => 0,
        (Cell.Table, Cell.Carry) when pin is "S" or "DI" => 0,
        (Cell.Table or Cell.Carry or Cell.Multiplexer or Cell.TableMemory, Cell.FlipFlop) when pin is "D" => 0,
        (Cell.Dsp, Cell.Dsp) when fromPin.EndsWith("COUT", StringComparison.Ordinal) => 0,
        _ => CellDelays.Route,
    };

    private Arrival Out(NetlistCell cell, string pin)
    {
        if (arrivals.TryGetValue((cell, pin), out var known))
            return known;
        // A loop would be an error of the design, which its check finds; here it must only end.
        if (!open.Add((cell, pin)))
            return Arrival.Never;
        var result = Computed(cell, pin);
        open.Remove((cell, pin));
        return arrivals[(cell, pin)] = result;
    }

    private Arrival Computed(NetlistCell cell, string pin)
    {
        switch (Kind(cell.Type))
        {
            case Cell.FlipFlop:
                return Begin(CellDelays.FlipFlopOut);
            case Cell.ShiftRegister:
                return Begin(CellDelays.ShiftRegisterOut);
            case Cell.Block:
                var register = pin.Contains('A', StringComparison.Ordinal) ? "DOA_REG" : "DOB_REG";
                return Begin(Has(cell, register) ? CellDelays.BlockOutRegistered : CellDelays.BlockOut);
            case Cell.Ultra:
                return Begin(Has(cell, "OREG_A") || Has(cell, "OREG_B") ? CellDelays.UltraOutRegistered : CellDelays.UltraOut);
            case Cell.Dsp:
                return Dsp(cell);
            case Cell.Table:
                var table = Through(_ => CellDelays.Table);
                return table with { Tables = table.Tables + 1 };
            case Cell.TableMemory:
                var read = Through(p => IsAddress(p) ? CellDelays.TableMemory : null);
                return read.From is null ? Begin(CellDelays.ShiftRegisterOut) : read with { Tables = read.Tables + 1 };
            case Cell.Carry:
                var carry = Through(p => p is "CI" ? CellDelays.CarryFourBits : CellDelays.CarryEntry);
                return carry with { CarryBits = carry.CarryBits + (cell.Type == "CARRY8" ? 8 : 4) };
            default:
                return Through(_ => CellDelays.Multiplexer);
        }

        Arrival Begin(double time) => new(time, 0, 0, 0, Label(cell));

        Arrival Through(Func<string, double?> delay)
        {
            var latest = Arrival.Never;
            foreach (var (input, bit) in cell.Inputs)
            {
                if (delay(input) is not { } d)
                    continue;
                var arrival = At(bit, cell, input);
                if (arrival.Time + d > latest.Time)
                    latest = arrival with { Time = arrival.Time + d };
            }

            return latest;
        }
    }

    /// <summary>The result of a DSP slice: out of its last register, or through all behind that.</summary>
    private Arrival Dsp(NetlistCell cell)
    {
        if (Has(cell, "PREG"))
            return new(CellDelays.DspOut, 0, 0, 1, Label(cell));
        var latest = Has(cell, "MREG")
            ? new Arrival(CellDelays.DspOut + CellDelays.DspAdd, 0, 0, 1, Label(cell))
            : Has(cell, "AREG") && Has(cell, "BREG")
                ? new Arrival(CellDelays.DspOut + CellDelays.DspMultiply + CellDelays.DspAdd, 0, 0, 1, Label(cell))
                : Arrival.Never;
        foreach (var (pin, bit) in cell.Inputs)
        {
            double? delay = pin switch
            {
                "A" or "B" or "D" when !Has(cell, "MREG") && !Has(cell, pin + "REG") => CellDelays.DspMultiply + CellDelays.DspAdd,
                "C" when !Has(cell, "CREG") => CellDelays.DspAdd,
                "PCIN" => CellDelays.DspAdd,
                _ => null,
            };
            if (delay is null)
                continue;
            var arrival = At(bit, cell, pin);
            if (arrival.Time + delay > latest.Time)
                latest = arrival with { Time = arrival.Time + delay.Value, Dsps = arrival.Dsps + 1 };
        }

        return latest;
    }

    /// <summary>What a path still needs where it ends; null at pins where none ends.</summary>
    private static double? Setup(NetlistCell cell, string pin) => Kind(cell.Type) switch
    {
        _ when IsClock(pin) => null,
        Cell.FlipFlop => CellDelays.FlipFlopSetup,
        Cell.ShiftRegister => pin is "D" or "CE" ? CellDelays.TableMemorySetup : null,
        Cell.TableMemory => CellDelays.TableMemorySetup,
        Cell.Block or Cell.Ultra => CellDelays.BlockSetup,
        Cell.Dsp => pin switch
        {
            "A" or "B" or "D" or "C" when Has(cell, pin + "REG") => CellDelays.DspSetup,
            "A" or "B" or "D" when Has(cell, "MREG") => CellDelays.DspSetup + CellDelays.DspMultiply,
            "A" or "B" or "D" when Has(cell, "PREG") => CellDelays.DspSetup + CellDelays.DspMultiply + CellDelays.DspAdd,
            "C" or "PCIN" when Has(cell, "PREG") => CellDelays.DspSetup + CellDelays.DspAdd,
            "A" or "B" or "C" or "D" or "PCIN" => null,
            _ => CellDelays.DspSetup,
        },
        _ => null,
    };

    private static bool IsAddress(string pin) => pin.StartsWith('A') || pin.StartsWith("DPRA", StringComparison.Ordinal);

    private static bool IsClock(string pin) => pin is "C" or "CLK" or "WCLK" || pin.StartsWith("CLK", StringComparison.Ordinal);

    private static bool Has(NetlistCell cell, string register) => cell.Parameters.GetValueOrDefault(register) > 0;

    private string Label(NetlistCell cell)
    {
        var bit = cell.Outputs.Select(o => o.Bit).FirstOrDefault(b => module.Names.ContainsKey(b), -1);
        return bit >= 0 ? module.Names[bit] : cell.Type;
    }

    private static Cell Kind(string type) => type switch
    {
        "FDRE" or "FDSE" or "FDCE" or "FDPE" or "FDRE_1" or "FDSE_1" => Cell.FlipFlop,
        "SRL16E" or "SRLC16E" or "SRLC32E" => Cell.ShiftRegister,
        "CARRY4" or "CARRY8" => Cell.Carry,
        "MUXF7" or "MUXF8" or "MUXF9" => Cell.Multiplexer,
        "DSP48E2" => Cell.Dsp,
        "RAMB18E2" or "RAMB36E2" => Cell.Block,
        "URAM288" => Cell.Ultra,
        _ => type.StartsWith("RAM", StringComparison.Ordinal) ? Cell.TableMemory : Cell.Table,
    };

    private enum Cell
    {
        Table,
        Carry,
        Multiplexer,
        FlipFlop,
        ShiftRegister,
        TableMemory,
        Block,
        Ultra,
        Dsp,
    }

    /// <summary>When a signal is there, what it came through, and where it began; never, if it does not change in a launch.</summary>
    private readonly record struct Arrival(double Time, int Tables, int CarryBits, int Dsps, string? From)
    {
        internal static Arrival Never { get; } = new(double.NegativeInfinity, 0, 0, 0, null);
    }
}
