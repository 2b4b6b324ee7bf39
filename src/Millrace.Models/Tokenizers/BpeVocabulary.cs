namespace Millrace.Models;

/// <summary>What byte-pair encoding needs of a vocabulary: the token of each byte, and what each pair of tokens merges to, with its
/// rank.</summary>
internal sealed class BpeVocabulary
{
    private readonly int[] _tokenOfByte = new int[256]; // -1 where there is none
    private readonly Dictionary<long, Merge> _merges = [];
    private readonly int? _unknown;
    private readonly string _source;

    /// <param name="ids">Token ids by their text in GPT-2's byte alphabet.</param>
    /// <param name="merges">Pairs of token texts, the most urgent first.</param>
    /// <param name="unknown">The token for a byte that has none, or null if there is no such token.</param>
    /// <param name="source">The file of the vocabulary, for messages.</param>
    /// <param name="mergesSource">The file, or file and field, of the merges.</param>
    public BpeVocabulary(
        IReadOnlyDictionary<string, int> ids, IReadOnlyList<(string Left, string Right)> merges, int? unknown, string source,
        string mergesSource)
    {
        (_unknown, _source) = (unknown, source);
        for (var b = 0; b < 256; b++)
            _tokenOfByte[b] = ids.TryGetValue(ByteAlphabet.CharacterOf((byte)b).ToString(), out var id) ? id : -1;
        for (var rank = 0; rank < merges.Count; rank++)
        {
            var (left, right) = merges[rank];
            foreach (var part in (ReadOnlySpan<string>)[left, right, left + right])
                if (!ids.ContainsKey(part))
                    throw new ModelException(
                        $"{mergesSource}: merge {rank} joins \"{left}\" and \"{right}\", but \"{part}\" is not in the vocabulary.");
            _merges[Key(ids[left], ids[right])] = new Merge(rank, ids[left + right]);
        }
    }

    /// <summary>What a pair becomes, and how urgent that is: the lowest rank first.</summary>
    public readonly record struct Merge(int Rank, int Token);

    public int TokenOfByte(byte value)
    {
        var token = _tokenOfByte[value];
        return token >= 0
            ? token
            : _unknown ?? throw new ModelException($"{_source}: the text holds the byte 0x{value:X2}, for which there is no token.");
    }

    public bool TryMerge(int left, int right, out Merge merge) => _merges.TryGetValue(Key(left, right), out merge);

    private static long Key(int left, int right) => (long)left << 32 | (uint)right;
}
