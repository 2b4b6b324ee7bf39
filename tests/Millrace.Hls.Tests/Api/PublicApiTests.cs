using System.Reflection;
using System.Text;

namespace Millrace.Hls.Tests;

/// <summary>
/// The public face of the library as a text, so that a change of it is a decision. After a wanted change run the tests once with
/// <c>MILLRACE_UPDATE_SNAPSHOTS=1</c> and read the difference.
/// </summary>
public class PublicApiTests
{
    [Fact]
    public void IsWhatIsWrittenDown()
    {
        var file = Path.Combine(Repository.Tests, "Api", "PublicApi.txt");
        var actual = Describe(typeof(Value).Assembly);
        if (Environment.GetEnvironmentVariable("MILLRACE_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(file, actual);
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), actual);
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            var parent = type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum) ? $" : {Name(b)}" : "";
            text.Append($"{Kind(type)} {Name(type)}{parent}\n");
            if (type.IsEnum)
            {
                text.Append($"    {string.Join(", ", type.GetEnumNames())}\n");
                continue;
            }

            const BindingFlags Flags = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            foreach (var member in type.GetMembers(Flags).Where(m => !IsGenerated(m)).Select(Describe).Where(m => m.Length > 0).Order(StringComparer.Ordinal))
                text.Append($"    {member}\n");
        }

        return text.ToString();
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsInterface: true } => "interface",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    /// <summary>What records bring with them.</summary>
    private static bool IsGenerated(MemberInfo member) =>
        member.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is not null && member is MethodInfo { IsSpecialName: false } or MethodInfo { Name: "op_Equality" or "op_Inequality" }
        || member is { Name: "Equals" or "GetHashCode" or "ToString" or "<Clone>$" or "PrintMembers" };

    private static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo c => $"new({Parameters(c)})",
        PropertyInfo p => $"{Static(p.GetMethod!)}{Name(p.PropertyType)} {p.Name}{(p.GetIndexParameters() is { Length: > 0 } i ? $"[{string.Join(", ", i.Select(a => Name(a.ParameterType)))}]" : "")}{(p.SetMethod is { IsPublic: true } ? " { get; set/init; }" : "")}",
        MethodInfo { IsSpecialName: true, Name: var n } when n.StartsWith("get_", StringComparison.Ordinal) || n.StartsWith("set_", StringComparison.Ordinal) => "",
        MethodInfo m => $"{Static(m)}{Name(m.ReturnType)} {m.Name}({Parameters(m)})",
        FieldInfo f => $"{(f.IsStatic ? "static " : "")}{Name(f.FieldType)} {f.Name}",
        _ => "",
    };

    private static string Static(MethodInfo method) => method.IsStatic ? "static " : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{(p.IsOut ? "out " : "")}{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? $" = {p.DefaultValue ?? "null"}" : "")}"));

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (!type.IsGenericType)
            return type.Name;
        return $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
