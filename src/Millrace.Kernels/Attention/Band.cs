using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>Rows of a tile that meet a key at a time.</summary>
/// <param name="Number">Its number in the tile.</param>
/// <param name="FirstRow">Its first row, of all rows of a pass.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="IsFirst">Whether it is the tile's first.</param>
/// <param name="IsLast">Whether it is the tile's last.</param>
internal readonly record struct Band(IndexExpression Number, IndexExpression FirstRow, IndexExpression Rows, Guard IsFirst, Guard IsLast);
