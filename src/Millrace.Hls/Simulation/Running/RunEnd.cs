using System.Linq.Expressions;

namespace Millrace.Hls;

/// <summary>One end of a channel in the code of its process.</summary>
internal sealed class RunEnd
{
    private readonly RunChannel channel;
    private readonly ParameterExpression self;
    private readonly ParameterExpression narrow;
    private readonly ParameterExpression wide;

    internal RunEnd(ChannelAccess access, RunChannel channel, int number)
    {
        (Access, this.channel, Number) = (access, channel, number);
        self = Expression.Variable(typeof(RunChannel), "channel_" + number);
        Count = Expression.Variable(typeof(long), "count_" + number);
        narrow = Expression.Variable(typeof(int[]), "narrow_" + number);
        wide = Expression.Variable(typeof(long[]), "wide_" + number);
    }

    internal ChannelAccess Access { get; }

    internal int Number { get; }

    /// <summary>Elements read or written so far.</summary>
    internal ParameterExpression Count { get; }

    internal int Depth => channel.Channel.Depth;

    internal IEnumerable<ParameterExpression> Locals => [self, Count, narrow, wide];

    internal Expression Blocked => Access.IsRead
        ? Expression.Equal(Count, Expression.Field(self, nameof(RunChannel.Written)))
        : Expression.GreaterThanOrEqual(
            Expression.Subtract(Count, Expression.Field(self, nameof(RunChannel.Read))), Expression.Constant(channel.Capacity));

    internal IEnumerable<Expression> Load =>
    [
        Expression.Assign(self, Expression.Constant(channel)),
        Expression.Assign(narrow, Expression.Field(self, nameof(RunChannel.Narrow))),
        Expression.Assign(wide, Expression.Field(self, nameof(RunChannel.Wide))),
        Expression.Assign(Count, Counter),
    ];

    internal Expression Store => Expression.Assign(Counter, Count);

    private MemberExpression Counter => Expression.Field(self, Access.IsRead ? nameof(RunChannel.Read) : nameof(RunChannel.Written));

    /// <summary>The place of the current element.</summary>
    internal Place Slot(HardwareType type)
    {
        var element = Expression.Convert(Expression.And(Count, Expression.Constant(channel.Mask)), typeof(int));
        return new Place(narrow, wide, Expression.Multiply(element, Expression.Constant(type.Lanes)), type.Element.IsNarrow, false);
    }
}
