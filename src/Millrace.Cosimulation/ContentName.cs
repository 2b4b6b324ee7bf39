using System.Security.Cryptography;
using System.Text;

namespace Millrace.Cosimulation;

/// <summary>A short name that says all that something is made of.</summary>
internal static class ContentName
{
    /// <summary>The beginning of the SHA-256 of texts, each with its length.</summary>
    internal static string Of(IEnumerable<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}
