using System.Text.Json;

namespace Millrace.Models;

/// <summary>Reads the <c>post_processor</c> of <c>tokenizer.json</c>.</summary>
internal static class EncoderTemplateReader
{
    public static EncoderTemplate Read(JsonElement root, string path)
    {
        var source = $"{path}: post_processor";
        var post = new JsonFields(new JsonFields(root, path).Required("post_processor", JsonValueKind.Object, "an object"), source);
        switch (post.OptionalText("type"))
        {
            case "BertProcessing": return EncoderTemplate.Bert(Token(post, "cls", source), Token(post, "sep", source));
            case "RobertaProcessing": return EncoderTemplate.Roberta(Token(post, "cls", source), Token(post, "sep", source));
            case "TemplateProcessing": return new(Pieces(post, "single", source), Pieces(post, "pair", source));
            case var type:
                throw new ModelException(
                    $"{source}: type is \"{type}\", but only \"TemplateProcessing\", \"BertProcessing\" and \"RobertaProcessing\" are "
                    + "supported.");
        }
    }

    // ["[CLS]", 101]
    private static int Token(JsonFields post, string name, string source)
    {
        var pair = post.Required(name, JsonValueKind.Array, "a token and its id");
        return pair.GetArrayLength() == 2 && pair[1].ValueKind == JsonValueKind.Number && pair[1].TryGetInt32(out var id)
            ? id
            : throw new ModelException($"{source}: {name} is {ModelText.Excerpt(pair.GetRawText())}, but it must be a token and its id.");
    }

    private static EncoderTemplate.Piece[] Pieces(JsonFields post, string name, string source) =>
        [.. post.Required(name, JsonValueKind.Array, "a list").EnumerateArray().Select(piece => Read(piece, post, $"{source}: {name}"))];

    private static EncoderTemplate.Piece Read(JsonElement json, JsonFields post, string source)
    {
        var piece = new JsonFields(json, source);
        if (piece.Optional("Sequence") is { } text)
        {
            var fields = new JsonFields(text, source);
            return new(null, fields.RequiredText("id") == "A" ? 0 : 1, fields.Integer(0, "type_id"));
        }

        var special = new JsonFields(piece.Required("SpecialToken", JsonValueKind.Object, "an object"), source);
        var content = special.RequiredText("id");
        var tokens = new JsonFields(post.Required("special_tokens", JsonValueKind.Object, "an object"), source);
        var token = new JsonFields(tokens.Required(content, JsonValueKind.Object, "an object"), source);
        var ids = token.Required("ids", JsonValueKind.Array, "a list of ids").EnumerateArray();
        int[] read = [.. ids.Select(id => TokenIds.RequireId(id.TryGetInt32(out var value) ? value : -1, content, source))];
        return new(read, 0, special.Integer(0, "type_id"));
    }
}
