namespace Millrace.Models;

/// <summary>What stands on the encoder.</summary>
public enum BertHead
{
    /// <summary>Nothing, or a pooler: <c>BertModel</c>.</summary>
    None,

    /// <summary>Labels of the whole text: <c>BertForSequenceClassification</c>.</summary>
    SequenceClassification,

    /// <summary>Scores of the vocabulary for every token: <c>BertForMaskedLM</c>.</summary>
    MaskedLM,

    /// <summary>Scores of every token as the first and as the last of the answer: <c>BertForQuestionAnswering</c>.</summary>
    QuestionAnswering,
}
