// SPDX-License-Identifier: Apache-2.0
// Writes wordpiece.json: what Hugging Face's tokenizers make of some texts with a small vocabulary.
//     npm install tokenizers@0.23.2 && node make_wordpiece_golden.js > wordpiece.json
const { Tokenizer } = require("tokenizers");

const words = "[PAD] [UNK] [CLS] [SEP] [MASK] the mill stood where river bent un ##want ##ed runn ##ing , . ! ? ' \" - ( ) $ + = ^ ` | ~ "
  + "a b c d e f g h i j k l m n o p q r s t u v w x y z A B É İ ##a ##b ##c ##d ##e ##f ##g ##h ##i ##j ##k ##l ##m ##n ##o ##p ##q ##r "
  + "##s ##t ##u ##v ##w ##x ##y ##z ##é ##É ß ##ß é 中 国 人 ##国 日 本 ё е ##е и ##и й σ ς ##σ ##ς Σ α ##α ᄒ ##ᅡ ##ᆫ 한 👍 ##👍 « » — “ ” 1 2 ##1 ##2 "
  + "caf ##fe The Mill 𠀀 ## ##, i̇";
const pieces = [...new Set(words.split(" "))];
const texts = [
  "The mill stood where the river bent.", "UNWANTED running", "  blanks\tand\nlines \r\n here  ", "", " ", "café CAFÉ cafe\u0301 É", "İstanbul İ ı I",
  "中国人 is 日本x", "𠀀a", "[MASK] the [MASK]mill[SEP] [mask] [CLS]", "a\u0000b\ufffdc\u200bd\u00ade\u0007f", "ΣΑΣ ς", "한 한국", "👍👍 x", "«the»—“mill”",
  "a+b=c $1 ^ ` | ~", "don't un-wanted (the)", "\u00a0nbsp\u2028line\u3000wide\u0085x", "x".repeat(100), "x".repeat(101), "thé ё й ß ẞ", "ﬁ Å ǆ ½",
  "the ##mill ## #", "a,b,,c..", "\u0301alone", "e\u0301\u0323 x", "zzz9 the", "\ue000private \u0378unassigned", "中\u0301", "豈",
];

async function cases(lowercase, strip_accents, handle_chinese_chars) {
  const options = { type: "BertNormalizer", clean_text: true, handle_chinese_chars, strip_accents, lowercase };
  const special = (id) => ({ id, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true, content: pieces[id] });
  const json = {
    version: "1.0", truncation: null, padding: null, added_tokens: [0, 1, 2, 3, 4].map(special), normalizer: options,
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing",
      single: [{ SpecialToken: { id: "[CLS]", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }, { SpecialToken: { id: "[SEP]", type_id: 0 } }],
      pair: [
        { SpecialToken: { id: "[CLS]", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }, { SpecialToken: { id: "[SEP]", type_id: 0 } },
        { Sequence: { id: "B", type_id: 1 } }, { SpecialToken: { id: "[SEP]", type_id: 1 } },
      ],
      special_tokens: {
        "[CLS]": { id: "[CLS]", ids: [2], tokens: ["[CLS]"] }, "[SEP]": { id: "[SEP]", ids: [3], tokens: ["[SEP]"] },
      },
    },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "WordPiece", unk_token: "[UNK]", continuing_subword_prefix: "##", max_input_chars_per_word: 100,
      vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])),
    },
  };
  const tokenizer = Tokenizer.fromString(JSON.stringify(json));
  const encoded = [];
  for (const [i, text] of texts.entries())
    for (const pair of i % 5 ? [null] : [null, texts[(i + 7) % texts.length]]) {
      const e = await tokenizer.encode(text, pair);
      encoded.push({ text, pair, tokens: [...e.getIds()], segments: [...e.getTypeIds()] });
    }
  return { tokenizer: json, encoded };
}

(async () => {
  const all = [await cases(true, null, true), await cases(false, null, true), await cases(true, false, true), await cases(false, true, false)];
  console.log(JSON.stringify(all).replaceAll('{"text"', '\n{"text"').replaceAll('{"tokenizer"', '\n{"tokenizer"'));
})();
