namespace Millrace.Hls;

/// <summary>A process's body while its text is made.</summary>
/// <param name="Instance">The process.</param>
/// <param name="Plan">What becomes a variable.</param>
/// <param name="Code">Lanes of values as expressions.</param>
/// <param name="Index">Index expressions and guards.</param>
/// <param name="Names">Names of ports, registers, memories, tables and variables.</param>
/// <param name="Taken">All names in use.</param>
/// <param name="Lane">The index of a loop over lanes.</param>
/// <param name="Text">The text.</param>
internal sealed record HlsBody(
    ProcessInstance Instance, BodyPlan Plan, CppExpressions Code, CppIndex Index, Dictionary<object, string> Names, Identifiers Taken,
    string Lane, CppText Text)
{
    /// <summary>A name for a value: the register's that it is written into, the author's, or what it is.</summary>
    internal string Name(Value value)
    {
        if (Names.TryGetValue(value, out var known))
            return known;
        if (Plan.InPlace.TryGetValue(value, out var set))
            return Names[value] = Names[set.Register];
        return Names[value] = Taken.Take(HlsNames.Given(Instance.Process, value) ?? HlsNames.Written(Instance.Process, value) ?? HlsNames.Of(value));
    }

    /// <summary>The type of a variable: that of the port it leaves through, if that is all it does.</summary>
    internal string Declared(Value value)
    {
        var goal = Plan.UsesOf(value) != 1 ? null : Instance.Process.Statements.FirstOrDefault(s => s.Operands.Contains(value)) switch
        {
            WriteStatement w => w.Port.Type,
            RegisterStatement r => r.Register.Type,
            _ => null,
        };
        if (goal is null || goal.Lanes != value.Lanes)
            return CppTypes.Of(value.Type);
        Code.SetType(value, goal.Element);
        return CppTypes.Of(goal);
    }
}
