// The products of the dot products of every row of a with every column of b, added in twos by the cascade of the DSP slices: DEPTH / 2
// sums, rounded up, of each dot product, row after row. They are there four cycles later, three if DEPTH is 1. Operands of at most 8 bits:
// a slice makes two products that share an operand, the other two 18 bits apart; an offset in the lower half keeps it from borrowing.
/* verilator lint_off UNUSEDSIGNAL */  // operands and results are narrower than the ports of slices
/* verilator lint_off PINCONNECTEMPTY */
/* verilator lint_off WIDTHCONCAT */  // of '0 for more than 8,192 bits
module mr_dots #(
    parameter int ROWS = 1,
    parameter int COLUMNS = 1,
    parameter int DEPTH = 1,
    parameter int A_WIDTH = 8,
    parameter bit A_SIGNED = 1,
    parameter int B_WIDTH = 8,
    parameter bit B_SIGNED = 1,
    parameter int SUM_WIDTH = 17,
    parameter int A_COPIES = 1,  // of all of a; each copy serves FAN_OUT columns, or pairs of them
    parameter int B_COPIES = 1,  // of all of b; each copy serves FAN_OUT rows
    parameter int FAN_OUT = 64
) (
    input  logic                                            clk,
    input  logic [A_COPIES*ROWS*DEPTH*A_WIDTH-1:0]          a,
    input  logic [B_COPIES*COLUMNS*DEPTH*B_WIDTH-1:0]       b,
    output logic [ROWS*COLUMNS*((DEPTH+1)/2)*SUM_WIDTH-1:0] sums
);
  localparam int Sums = (DEPTH + 1) / 2;
  localparam int Dots = ROWS * COLUMNS;
  localparam bit Paired = A_WIDTH + (A_SIGNED ? 0 : 1) <= 8 && B_WIDTH + (B_SIGNED ? 0 : 1) <= 8 && Dots > 1;
  localparam bit BIsWide = B_WIDTH + (B_SIGNED ? 0 : 1) > 18;
  localparam int Groups = Paired ? (Dots + 1) / 2 : Dots;  // dot products that share slices
  localparam int PairsAcross = COLUMNS < 2 ? 1 : COLUMNS / 2;
  localparam int Across = COLUMNS / 2 * ROWS;  // pairs of neighbours in a row; the last column is paired downwards

  localparam int Row = ROWS * DEPTH;  // elements of a copy
  localparam int Column = COLUMNS * DEPTH;

  logic [A_COPIES*Row*27-1:0]    rows;  // all operands, signed
  logic [B_COPIES*Column*27-1:0] columns;
  logic [DEPTH*Groups*27-1:0]    low;  // operands of the slices: the first links of all chains, then the second
  logic [DEPTH*Groups*27-1:0]    high;
  logic [DEPTH*Groups*18-1:0]    shared;
  logic [Sums*Groups*48-1:0]     result;

  always_comb begin
    for (int i = 0; i < A_COPIES * Row; i++)
      rows[i*27+:27] = A_SIGNED ? 27'($signed(a[i*A_WIDTH+:A_WIDTH])) : 27'(a[i*A_WIDTH+:A_WIDTH]);
    for (int i = 0; i < B_COPIES * Column; i++)
      columns[i*27+:27] = B_SIGNED ? 27'($signed(b[i*B_WIDTH+:B_WIDTH])) : 27'(b[i*B_WIDTH+:B_WIDTH]);
  end

  always_comb begin
    high = '0;
    for (int s = 0; s < DEPTH; s++)
      for (int g = 0; g < Groups; g++)
        if (!Paired) begin
          low[((s%2*Sums+s/2)*Groups+g)*27+:27] = BIsWide ? columns[(g/COLUMNS/FAN_OUT*Column+g%COLUMNS*DEPTH+s)*27+:27]
                                                                : rows[(g%COLUMNS/FAN_OUT*Row+g/COLUMNS*DEPTH+s)*27+:27];
          shared[((s%2*Sums+s/2)*Groups+g)*18+:18] = BIsWide ? rows[(g%COLUMNS/FAN_OUT*Row+g/COLUMNS*DEPTH+s)*27+:18]
                                                                   : columns[(g/COLUMNS/FAN_OUT*Column+g%COLUMNS*DEPTH+s)*27+:18];
        end else if (g < Across) begin
          low[((s%2*Sums+s/2)*Groups+g)*27+:27] = columns[(g/PairsAcross/FAN_OUT*Column+g%PairsAcross*2*DEPTH+s)*27+:27];
          high[((s%2*Sums+s/2)*Groups+g)*27+18+:9] = columns[(g/PairsAcross/FAN_OUT*Column+(g%PairsAcross*2+1)*DEPTH+s)*27+:9];
          shared[((s%2*Sums+s/2)*Groups+g)*18+:18] = rows[(g%PairsAcross/FAN_OUT*Row+g/PairsAcross*DEPTH+s)*27+:18];
        end else begin
          low[((s%2*Sums+s/2)*Groups+g)*27+:27] = rows[(COLUMNS/2/FAN_OUT*Row+(g-Across)*2*DEPTH+s)*27+:27];
          if ((g - Across) * 2 + 1 < ROWS)
            high[((s%2*Sums+s/2)*Groups+g)*27+18+:9] = rows[(COLUMNS/2/FAN_OUT*Row+((g-Across)*2+1)*DEPTH+s)*27+:9];
          shared[((s%2*Sums+s/2)*Groups+g)*18+:18] = columns[((g-Across)/FAN_OUT*Column+(COLUMNS-1)*DEPTH+s)*27+:18];
        end
  end

  always_comb
    for (int k = 0; k < Sums; k++)
      for (int g = 0; g < Groups; g++)
        if (!Paired) begin
          sums[(g*Sums+k)*SUM_WIDTH+:SUM_WIDTH] = result[(k*Groups+g)*48+:SUM_WIDTH];
        end else if (g < Across) begin
          sums[((g/PairsAcross*COLUMNS+g%PairsAcross*2)*Sums+k)*SUM_WIDTH+:SUM_WIDTH] = result[(k*Groups+g)*48+:SUM_WIDTH];
          sums[((g/PairsAcross*COLUMNS+g%PairsAcross*2+1)*Sums+k)*SUM_WIDTH+:SUM_WIDTH] = result[(k*Groups+g)*48+18+:SUM_WIDTH];
        end else begin
          sums[(((g-Across)*2*COLUMNS+COLUMNS-1)*Sums+k)*SUM_WIDTH+:SUM_WIDTH] = result[(k*Groups+g)*48+:SUM_WIDTH];
          if ((g - Across) * 2 + 1 < ROWS)
            sums[((((g-Across)*2+1)*COLUMNS+COLUMNS-1)*Sums+k)*SUM_WIDTH+:SUM_WIDTH] = result[(k*Groups+g)*48+18+:SUM_WIDTH];
        end

  localparam logic [47:0] Offset = Paired ? 48'h20000 : 48'd0;
  localparam int          Chains = DEPTH / 2 * Groups;

  if (DEPTH > 1) begin : gen_chains
    logic [Chains*48-1:0] cascade;
    mr_dsp #(.COUNT(Chains), .PREADD(Paired), .OFFSET(Offset)) first (
        .clk(clk), .a(low[0+:Chains*27]), .d(high[0+:Chains*27]), .b(shared[0+:Chains*18]), .above({Chains{48'd0}}), .p(),
        .cascade(cascade));
    mr_dsp #(.COUNT(Chains), .PREADD(Paired), .DELAY(1), .ADD("cascade")) second (
        .clk(clk), .a(low[Sums*Groups*27+:Chains*27]), .d(high[Sums*Groups*27+:Chains*27]),
        .b(shared[Sums*Groups*18+:Chains*18]), .above(cascade), .p(result[0+:Chains*48]), .cascade());
  end
  if (DEPTH % 2 == 1) begin : gen_last
    mr_dsp #(.COUNT(Groups), .PREADD(Paired), .DELAY(DEPTH > 1 ? 1 : 0), .OFFSET(Offset)) alone (
        .clk(clk), .a(low[Chains*27+:Groups*27]), .d(high[Chains*27+:Groups*27]), .b(shared[Chains*18+:Groups*18]),
        .above({Groups{48'd0}}), .p(result[Chains*48+:Groups*48]), .cascade());
  end
endmodule
