namespace Millrace.Models;

/// <summary>The encoders of BERT's architecture; they differ in names, in positions and in their heads.</summary>
public enum BertFamily
{
    /// <summary>BERT (Devlin et al. 2018): model type <c>bert</c>.</summary>
    Bert,

    /// <summary>RoBERTa (Liu et al. 2019): model type <c>roberta</c>. Positions begin behind the padding token's id; byte-level
    /// BPE.</summary>
    Roberta,

    /// <summary>DistilBERT (Sanh et al. 2019): model type <c>distilbert</c>. No segments.</summary>
    DistilBert,
}
