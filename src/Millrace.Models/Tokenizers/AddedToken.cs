namespace Millrace.Models;

/// <summary>A token that is recognised in the text as it stands, before words are cut.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">Its text, not empty.</param>
/// <param name="TakesLeft">Whether it swallows blanks before it (<c>lstrip</c>).</param>
/// <param name="TakesRight">Whether it swallows blanks behind it (<c>rstrip</c>).</param>
internal sealed record AddedToken(int Id, string Content, bool TakesLeft = false, bool TakesRight = false);
