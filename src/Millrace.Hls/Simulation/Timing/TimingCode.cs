using System.Linq.Expressions;

namespace Millrace.Hls;

/// <summary>
/// Compiles the recurrence of one process: a firing happens at the earliest cycle that is II after the one before, not before any element
/// it reads is there, not before any place it writes is free, and not before its off-chip ports may be used again.
/// </summary>
internal static class TimingCode
{
    internal static Func<int> Compile(
        TimingActor actor, IReadOnlyList<TimingChannel> channels, IReadOnlyDictionary<string, int> argumentSlots)
    {
        var instance = actor.Instance;
        var nest = new LoopNestCode(instance.Process, actor.Loop, argumentSlots);
        var self = Expression.Variable(typeof(TimingActor), "self");
        var time = Expression.Variable(typeof(long), "t");
        var last = Expression.Variable(typeof(long), "last");
        var firings = Expression.Variable(typeof(long), "firings");
        var bound = Expression.Variable(typeof(long), "bound");
        var waiting = Expression.Variable(typeof(int), "waiting");
        var stalling = Expression.Variable(typeof(int), "stalling");
        var blocked = Expression.Label("blocked");
        var ends = instance.Channels.Select((a, k) => new End(a, channels[a.Channel.Number], k)).ToList();
        List<ParameterExpression> locals = [self, time, last, firings, bound, stalling, .. ends.SelectMany(e => e.Locals)];

        var checks = ends.Select(e => Expression.IfThen(
            And(nest.Code(e.Access.When), e.Blocked),
            Expression.Block(Expression.Assign(waiting, Expression.Constant(e.Number)), Expression.Goto(blocked)))).ToList<Expression>();
        var maxima = ends.Select(e => If(And(nest.Code(e.Access.When), e.Bounds), Expression.Block(
            Expression.Assign(bound, e.Bound),
            Expression.IfThen(Expression.GreaterThan(bound, time), Expression.Block(
                Expression.Assign(time, bound),
                Expression.Assign(stalling, Expression.Constant(e.Number))))))).ToList();
        var effects = ends.Select(e => If(nest.Code(e.Access.When), e.Effect(time))).ToList();
        var memory = MemoryCode(instance, actor, nest, time);

        var floor = Expression.Variable(typeof(long), "floor");
        locals.Add(floor);
        var stalls = Expression.IfThen(Expression.GreaterThanOrEqual(stalling, Expression.Constant(0)), Expression.Switch(
            stalling,
            [.. ends.Select(e => Expression.SwitchCase(e.CountStall(Expression.Subtract(time, floor)), Expression.Constant(e.Number)))]));
        List<Expression> firing =
        [
            .. checks,
            Expression.Assign(time, Expression.Condition(
                Expression.Equal(firings, Expression.Constant(0L)),
                Expression.Constant(0L),
                Expression.Add(last, Expression.Constant((long)instance.Schedule.InitiationInterval)))),
            .. memory.Bounds,
            Expression.Assign(floor, time),
            Expression.Assign(stalling, Expression.Constant(-1)),
            .. maxima,
            .. ends.Count > 0 ? new[] { stalls } : [],
            .. effects,
            .. memory.Effects,
            Expression.Assign(last, time),
            Expression.IfThen(
                Expression.Equal(firings, Expression.Constant(0L)),
                Expression.Assign(Expression.Field(self, nameof(TimingActor.First)), time)),
            Expression.PreIncrementAssign(firings),
        ];
        if (actor.Trace is not null)
            firing.Add(Expression.Call(Expression.Constant(actor.Trace), nameof(List<long>.Add), null, time));
        List<Expression> load =
        [
            Expression.Assign(self, Expression.Constant(actor)),
            Expression.Assign(last, Expression.Field(self, nameof(TimingActor.Last))),
            Expression.Assign(firings, Expression.Field(self, nameof(TimingActor.Firings))),
            .. ends.SelectMany(e => e.Load),
        ];
        var store = Expression.Block(
            [
                Expression.Assign(Expression.Field(self, nameof(TimingActor.Last)), last),
                Expression.Assign(Expression.Field(self, nameof(TimingActor.Firings)), firings),
                .. ends.Select(e => e.Store),
            ]);
        return nest.Compile(
            Expression.Block([.. nest.GuardAssignments(), .. firing]), blocked, waiting, locals, Expression.Block(load), store);
    }

    private static Expression And(Expression a, Expression b) => (a, b) switch
    {
        (ConstantExpression { Value: true }, _) => b,
        (_, ConstantExpression { Value: true }) => a,
        _ => Expression.AndAlso(a, b),
    };

    private static Expression If(Expression condition, Expression then) =>
        condition is ConstantExpression { Value: true } ? then : Expression.IfThen(condition, then);

    private static (List<Expression> Bounds, List<Expression> Effects) MemoryCode(
        ProcessInstance instance, TimingActor actor, LoopNestCode nest, Expression time)
    {
        var (bounds, effects) = (new List<Expression>(), new List<Expression>());
        var times = Expression.Constant(actor.MemoryTimes);
        var slot = 0;
        foreach (var access in instance.Process.Accesses)
        {
            var (port, when) = access switch
            {
                LoadValue l => ((Port)l.Port, l.When),
                StoreValue s => (s.Port, s.When),
                _ => (null!, Guard.Never),
            };
            if (port is null)
                continue;
            var timing = instance.Memories[port].Timing;
            if (timing.CyclesNumerator > timing.CyclesDenominator)
            {
                var next = Expression.ArrayAccess(times, Expression.Constant(slot));
                var remainder = Expression.ArrayAccess(times, Expression.Constant(slot + 1));
                var denominator = Expression.Constant(timing.CyclesDenominator);
                bounds.Add(If(nest.Code(when), Expression.IfThen(Expression.GreaterThan(next, time), Expression.Assign(time, next))));
                effects.Add(If(nest.Code(when), Expression.Block(
                    Expression.AddAssign(remainder, Expression.Constant(timing.CyclesNumerator)),
                    Expression.Assign(next, Expression.Add(time, Expression.Divide(remainder, denominator))),
                    Expression.Assign(remainder, Expression.Modulo(remainder, denominator)))));
            }

            slot += 2;
        }

        return (bounds, effects);
    }

    /// <summary>One end of a channel in the code of its process: counters and rings in locals.</summary>
    private sealed class End
    {
        private readonly TimingChannel channel;
        private readonly ParameterExpression self;
        private readonly ParameterExpression count;
        private readonly ParameterExpression available;
        private readonly ParameterExpression freed;
        private readonly ParameterExpression mask;
        private readonly ParameterExpression depth;

        internal End(ChannelAccess access, TimingChannel channel, int number)
        {
            (Access, this.channel, Number) = (access, channel, number);
            self = Expression.Variable(typeof(TimingChannel), "channel_" + number);
            count = Expression.Variable(typeof(long), "count_" + number);
            available = Expression.Variable(typeof(long[]), "available_" + number);
            freed = Expression.Variable(typeof(long[]), "freed_" + number);
            mask = Expression.Variable(typeof(long), "mask_" + number);
            depth = Expression.Variable(typeof(long), "depth_" + number);
        }

        internal ChannelAccess Access { get; }

        internal int Number { get; }

        internal IEnumerable<ParameterExpression> Locals => [self, count, available, freed, mask, depth];

        /// <summary>Empty or full, as far as the simulation has come.</summary>
        internal Expression Blocked => Access.IsRead
            ? Expression.Equal(count, Expression.Field(self, nameof(TimingChannel.Written)))
            : Expression.GreaterThanOrEqual(
                Expression.Subtract(count, Expression.Field(self, nameof(TimingChannel.Read))),
                Expression.Field(self, nameof(TimingChannel.Capacity)));

        /// <summary>True if the channel can bound the firing at all: the first D writes find a free place.</summary>
        internal Expression Bounds => Access.IsRead ? Expression.Constant(true) : Expression.GreaterThanOrEqual(count, depth);

        internal Expression Bound => Access.IsRead ? At(available, count) : At(freed, Expression.Subtract(count, depth));

        internal IEnumerable<Expression> Load =>
        [
            Expression.Assign(self, Expression.Constant(channel)),
            Expression.Assign(available, Expression.Field(self, nameof(TimingChannel.AvailableAt))),
            Expression.Assign(freed, Expression.Field(self, nameof(TimingChannel.FreedAt))),
            Expression.Assign(mask, Expression.Field(self, nameof(TimingChannel.Mask))),
            Expression.Assign(depth, Expression.Field(self, nameof(TimingChannel.Depth))),
            Expression.Assign(count, Counter),
        ];

        internal Expression Store => Expression.Assign(Counter, count);

        private MemberExpression Counter =>
            Expression.Field(self, Access.IsRead ? nameof(TimingChannel.Read) : nameof(TimingChannel.Written));

        internal Expression Effect(Expression time)
        {
            var later = Access.IsRead ? channel.Channel.CreditLatency : Access.Latency + channel.Channel.Latency;
            return Expression.Block(
                Expression.Assign(At(Access.IsRead ? freed : available, count), Expression.Add(time, Expression.Constant((long)later))),
                Expression.PreIncrementAssign(count));
        }

        internal Expression CountStall(Expression cycles)
        {
            var field = Expression.Field(self, Access.IsRead ? nameof(TimingChannel.EmptyStall) : nameof(TimingChannel.FullStall));
            return Expression.Block(typeof(void), Expression.AddAssign(field, cycles));
        }

        private Expression At(Expression ring, Expression number) =>
            Expression.ArrayAccess(ring, Expression.Convert(Expression.And(number, mask), typeof(int)));
    }
}
