using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>
/// The linear engine with an output-stationary systolic array in place of the broadcast one: activations pass from element to element along
/// a row, weights down a column, and finished sums up a chain of their own, while the next sums begin. No wire is longer than from
/// neighbour to neighbour, and no multiplexer chooses among all sums. That rows and columns come one hop later each is written nowhere: the
/// contract of channels gives it. The same inputs, outputs and bits as <see cref="Linear"/>.
/// </summary>
public static class Systolic
{
    /// <summary>The engine; inputs x, weights, scales; output y.</summary>
    /// <exception cref="KernelParameterException">The shape is wrong.</exception>
    public static Network Define(SystolicShape s) => Network.Define("systolic", n =>
    {
        s.Validate();
        var rows = n.Add(LinearRows.Define(s.Linear), n.In("x", s.Linear.InputWord));
        var x = n.Add(SystolicEdges.Rows(s), rows);
        var weights = n.Add(SystolicEdges.Columns(s), n.In("weights", s.Linear.WeightWord));
        var sums = n.Add(Array(s), [.. Outputs(x, s.Rows), .. Outputs(weights, s.Columns)]);
        n.Out("y", n.Add(Requantize.Define(s.Linear, sumRows: 1), sums, n.In("scales", s.Linear.ScaleWord)));
    });

    /// <summary>The elements and their chains; inputs x_0 ... of the rows, w_0 ... of the columns; output sums, a row of the array each.
    /// </summary>
    private static Network Array(SystolicShape s) => Network.Define("array", n =>
    {
        // The further away from its edge, the later an element is met: what comes for it waits that long.
        var x = Enumerable.Range(0, s.Rows).Select(r => n.In($"x_{r}", SystolicElement.Activations(s)).WithRoom(r)).ToArray();
        var w = Enumerable.Range(0, s.Columns).Select(c => n.In($"w_{c}", SystolicElement.Weights(s)).WithRoom(c)).ToArray();
        var sums = new Wire[s.Rows, s.Columns];
        for (var row = 0; row < s.Rows; row++)
        {
            for (var column = 0; column < s.Columns; column++)
            {
                var (east, south) = (column < s.Columns - 1, row < s.Rows - 1);
                var element = n.Add($"element_{row}_{column}", SystolicElement.Define(s, east, south), x[row], w[column]);
                sums[row, column] = element["sum"];
                x[row] = east ? element["x_on"] : x[row];
                w[column] = south ? element["w_on"] : w[column];
            }
        }

        n.Out("sums", n.Add(SystolicEdges.Top(s), Enumerable.Range(0, s.Columns).Select(Chain).ToArray()));

        // From the last row up; the longest way from sum to chain is that of the first column, which begins first.
        Connection Chain(int column)
        {
            Connection[] below = [];
            for (var row = s.Rows - 1; row >= 0; row--)
                below = [n.Add($"drain_{row}_{column}", SystolicElement.Drain(s, row), [sums[row, column], .. below])["sums"]];
            return below[0];
        }
    });

    private static IEnumerable<Connection> Outputs(Added added, int count) => Enumerable.Range(0, count).Select(i => added[$"to_{i}"]);
}
