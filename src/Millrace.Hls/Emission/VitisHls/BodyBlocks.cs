namespace Millrace.Hls;

/// <summary>A run of variables: lanes that one loop computes, or a single one.</summary>
/// <param name="Lanes">Lanes of the loop; 1 for a variable by itself.</param>
/// <param name="Values">The variables, operands before users.</param>
internal sealed record BodyBlock(int Lanes, IReadOnlyList<Value> Values);

/// <summary>Puts the variables of a process in order, those that are computed lane by lane together: one loop instead of many.</summary>
internal static class BodyBlocks
{
    internal static IReadOnlyList<BodyBlock> Of(BodyPlan plan)
    {
        var waiting = plan.Variables.ToList();
        var blocks = new List<BodyBlock>();
        while (waiting.Count > 0)
        {
            var first = waiting[0];
            waiting.RemoveAt(0);
            if (!IsLoop(first))
            {
                blocks.Add(new(1, [first]));
                continue;
            }

            var block = new List<Value> { first };
            for (var next = Next(); next is not null; next = Next())
            {
                block.Add(next);
                waiting.Remove(next);
            }

            blocks.Add(new(first.Lanes, block));

            Value? Next() => waiting.FirstOrDefault(v => v.Lanes == first.Lanes && IsLoop(v) && plan.Named(v).All(n =>
                !waiting.Contains(n.Value) && (n.SameLane || !block.Contains(n.Value)) && IsStillOld(n.Value, n.SameLane)));

            // A register that this loop sets is old in the lanes to come only.
            bool IsStillOld(Value value, bool sameLane) =>
                sameLane || value is not Register || block.All(b => !plan.InPlace.TryGetValue(b, out var set) || set.Register != value);
        }

        return blocks;

        bool IsLoop(Value value) => value.Lanes > 1 && BodyPlan.IsLanewise(value) && plan.HeldRead(value) is null;
    }
}
