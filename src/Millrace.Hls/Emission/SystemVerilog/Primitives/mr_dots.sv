// The products of the dot products of every row of a with every column of b, CASCADE neighbours added by the cascade of the DSP slices:
// DEPTH / CASCADE sums, rounded up, of each dot product, row after row. A chain takes three cycles and one for each further slice, whose
// operands wait for it; a shorter last chain waits for the others. Operands of at most 8 bits: a slice makes two products that share an
// operand, the other two 18 bits apart; an offset in the lower half keeps it from borrowing, for up to 7 products.
/* verilator lint_off UNUSEDSIGNAL */  // operands and results are narrower than the ports of slices
/* verilator lint_off PINCONNECTEMPTY */
/* verilator lint_off WIDTHCONCAT */  // of '0 for more than 8,192 bits
module mr_dots #(
    parameter int ROWS = 1,
    parameter int COLUMNS = 1,
    parameter int DEPTH = 1,
    parameter int CASCADE = 2,
    parameter int A_WIDTH = 8,
    parameter bit A_SIGNED = 1,
    parameter int B_WIDTH = 8,
    parameter bit B_SIGNED = 1,
    parameter int SUM_WIDTH = 17,
    parameter int A_COPIES = 1,  // of all of a; each copy serves FAN_OUT columns, or pairs of them
    parameter int B_COPIES = 1,  // of all of b; each copy serves FAN_OUT rows
    parameter int FAN_OUT = 64
) (
    input  logic                                                          clk,
    input  logic [A_COPIES*ROWS*DEPTH*A_WIDTH-1:0]                        a,
    input  logic [B_COPIES*COLUMNS*DEPTH*B_WIDTH-1:0]                     b,
    output logic [ROWS*COLUMNS*((DEPTH+CASCADE-1)/CASCADE)*SUM_WIDTH-1:0] sums
);
  localparam int Links = DEPTH < CASCADE ? DEPTH : CASCADE;  // slices of a chain
  localparam int Full = DEPTH / Links;  // chains of so many
  localparam int Rest = DEPTH % Links;  // slices of the last chain, if it is shorter
  localparam int Sums = Full + (Rest > 0 ? 1 : 0);
  localparam int Dots = ROWS * COLUMNS;
  localparam bit Paired = A_WIDTH + (A_SIGNED ? 0 : 1) <= 8 && B_WIDTH + (B_SIGNED ? 0 : 1) <= 8 && Dots > 1;
  localparam bit BIsWide = B_WIDTH + (B_SIGNED ? 0 : 1) > 18;
  localparam int Groups = Paired ? (Dots + 1) / 2 : Dots;  // dot products that share slices
  localparam int PairsAcross = COLUMNS < 2 ? 1 : COLUMNS / 2;
  localparam int Across = COLUMNS / 2 * ROWS;  // pairs of neighbours in a row; the last column is paired downwards

  localparam int Row = ROWS * DEPTH;  // elements of a copy
  localparam int Column = COLUMNS * DEPTH;

  logic [A_COPIES*Row*A_WIDTH-1:0]    a_late;
  logic [B_COPIES*Column*B_WIDTH-1:0] b_late;

  logic [A_COPIES*Row*27-1:0]    rows;  // all operands, signed
  logic [B_COPIES*Column*27-1:0] columns;
  logic [DEPTH*Groups*27-1:0]    low;  // operands of the slices: the first links of all full chains, then the second, ...; the last chain
  logic [DEPTH*Groups*27-1:0]    high;
  logic [DEPTH*Groups*18-1:0]    shared;
  logic [Sums*Groups*48-1:0]     result;

  // Where the operands of element s of the dot products are: those of a link in all full chains lie behind each other.
  function automatic int place(input int s);
    place = s < Full * Links ? s % Links * Full + s / Links : s;
  endfunction

  // Slices take one cycle of waiting in; the others come before them, once for all slices that share an operand.
  for (genvar s = 0; s < DEPTH; s++) begin : gen_waits
    localparam int Waits = (s < Full * Links ? s % Links : Links - Rest + s - Full * Links) - 1;
    if (Waits > 0) begin : gen_late
      logic [A_COPIES*ROWS*A_WIDTH-1:0]    a_now;
      logic [A_COPIES*ROWS*A_WIDTH-1:0]    a_then;
      logic [B_COPIES*COLUMNS*B_WIDTH-1:0] b_now;
      logic [B_COPIES*COLUMNS*B_WIDTH-1:0] b_then;
      for (genvar i = 0; i < A_COPIES * ROWS; i++) begin : gen_a
        assign a_now[i*A_WIDTH+:A_WIDTH] = a[(i*DEPTH+s)*A_WIDTH+:A_WIDTH];
        assign a_late[(i*DEPTH+s)*A_WIDTH+:A_WIDTH] = a_then[i*A_WIDTH+:A_WIDTH];
      end
      for (genvar i = 0; i < B_COPIES * COLUMNS; i++) begin : gen_b
        assign b_now[i*B_WIDTH+:B_WIDTH] = b[(i*DEPTH+s)*B_WIDTH+:B_WIDTH];
        assign b_late[(i*DEPTH+s)*B_WIDTH+:B_WIDTH] = b_then[i*B_WIDTH+:B_WIDTH];
      end
      mr_delay #(.WIDTH(A_COPIES * ROWS * A_WIDTH), .CYCLES(Waits)) a_wait (.clk(clk), .d(a_now), .q(a_then));
      mr_delay #(.WIDTH(B_COPIES * COLUMNS * B_WIDTH), .CYCLES(Waits)) b_wait (.clk(clk), .d(b_now), .q(b_then));
    end else begin : gen_now
      for (genvar i = 0; i < A_COPIES * ROWS; i++) begin : gen_a
        assign a_late[(i*DEPTH+s)*A_WIDTH+:A_WIDTH] = a[(i*DEPTH+s)*A_WIDTH+:A_WIDTH];
      end
      for (genvar i = 0; i < B_COPIES * COLUMNS; i++) begin : gen_b
        assign b_late[(i*DEPTH+s)*B_WIDTH+:B_WIDTH] = b[(i*DEPTH+s)*B_WIDTH+:B_WIDTH];
      end
    end
  end

  always_comb begin
    for (int i = 0; i < A_COPIES * Row; i++)
      rows[i*27+:27] = A_SIGNED ? 27'($signed(a_late[i*A_WIDTH+:A_WIDTH])) : 27'(a_late[i*A_WIDTH+:A_WIDTH]);
    for (int i = 0; i < B_COPIES * Column; i++)
      columns[i*27+:27] = B_SIGNED ? 27'($signed(b_late[i*B_WIDTH+:B_WIDTH])) : 27'(b_late[i*B_WIDTH+:B_WIDTH]);
  end

  always_comb begin
    high = '0;
    for (int s = 0; s < DEPTH; s++)
      for (int g = 0; g < Groups; g++)
        if (!Paired) begin
          low[((place(s))*Groups+g)*27+:27] = BIsWide ? columns[(g/COLUMNS/FAN_OUT*Column+g%COLUMNS*DEPTH+s)*27+:27]
                                                                : rows[(g%COLUMNS/FAN_OUT*Row+g/COLUMNS*DEPTH+s)*27+:27];
          shared[((place(s))*Groups+g)*18+:18] = BIsWide ? rows[(g%COLUMNS/FAN_OUT*Row+g/COLUMNS*DEPTH+s)*27+:18]
                                                                   : columns[(g/COLUMNS/FAN_OUT*Column+g%COLUMNS*DEPTH+s)*27+:18];
        end else if (g < Across) begin
          low[((place(s))*Groups+g)*27+:27] = columns[(g/PairsAcross/FAN_OUT*Column+g%PairsAcross*2*DEPTH+s)*27+:27];
          high[((place(s))*Groups+g)*27+18+:9] = columns[(g/PairsAcross/FAN_OUT*Column+(g%PairsAcross*2+1)*DEPTH+s)*27+:9];
          shared[((place(s))*Groups+g)*18+:18] = rows[(g%PairsAcross/FAN_OUT*Row+g/PairsAcross*DEPTH+s)*27+:18];
        end else begin
          low[((place(s))*Groups+g)*27+:27] = rows[(COLUMNS/2/FAN_OUT*Row+(g-Across)*2*DEPTH+s)*27+:27];
          if ((g - Across) * 2 + 1 < ROWS)
            high[((place(s))*Groups+g)*27+18+:9] = rows[(COLUMNS/2/FAN_OUT*Row+((g-Across)*2+1)*DEPTH+s)*27+:9];
          shared[((place(s))*Groups+g)*18+:18] = columns[((g-Across)/FAN_OUT*Column+(COLUMNS-1)*DEPTH+s)*27+:18];
        end
  end

  // A sum in the lower half, without the offset.
  function automatic logic [SUM_WIDTH-1:0] lower(input logic [17:0] half);
    lower = SUM_WIDTH'($signed({~half[17], half[16:0]}));
  endfunction

  always_comb
    for (int k = 0; k < Sums; k++)
      for (int g = 0; g < Groups; g++)
        if (!Paired) begin
          sums[(g*Sums+k)*SUM_WIDTH+:SUM_WIDTH] = result[(k*Groups+g)*48+:SUM_WIDTH];
        end else if (g < Across) begin
          sums[((g/PairsAcross*COLUMNS+g%PairsAcross*2)*Sums+k)*SUM_WIDTH+:SUM_WIDTH] = lower(result[(k*Groups+g)*48+:18]);
          sums[((g/PairsAcross*COLUMNS+g%PairsAcross*2+1)*Sums+k)*SUM_WIDTH+:SUM_WIDTH] = result[(k*Groups+g)*48+18+:SUM_WIDTH];
        end else begin
          sums[(((g-Across)*2*COLUMNS+COLUMNS-1)*Sums+k)*SUM_WIDTH+:SUM_WIDTH] = lower(result[(k*Groups+g)*48+:18]);
          if ((g - Across) * 2 + 1 < ROWS)
            sums[((((g-Across)*2+1)*COLUMNS+COLUMNS-1)*Sums+k)*SUM_WIDTH+:SUM_WIDTH] = result[(k*Groups+g)*48+18+:SUM_WIDTH];
        end

  localparam logic [47:0] Offset = Paired ? 48'h20000 : 48'd0;
  localparam int          Chains = Full * Groups;

  logic [Links*Chains*48-1:0] cascade;
  for (genvar j = 0; j < Links; j++) begin : gen_links
    logic [Chains*48-1:0] p;
    mr_dsp #(.COUNT(Chains), .PREADD(Paired), .DELAY(j > 0 ? 1 : 0), .ADD(j > 0 ? "cascade" : "nothing"), .OFFSET(Offset)) slices (
        .clk(clk), .a(low[j*Chains*27+:Chains*27]), .d(high[j*Chains*27+:Chains*27]), .b(shared[j*Chains*18+:Chains*18]),
        .above(j > 0 ? cascade[(j>0?j-1:0)*Chains*48+:Chains*48] : {Chains{48'd0}}), .p(p),
        .cascade(cascade[j*Chains*48+:Chains*48]));
    if (j == Links - 1) begin : gen_sums
      assign result[0+:Chains*48] = p;
    end
  end

  if (Rest > 0) begin : gen_last
    logic [Rest*Groups*48-1:0] rest;
    for (genvar j = 0; j < Rest; j++) begin : gen_links
      logic [Groups*48-1:0] p;
      mr_dsp #(.COUNT(Groups), .PREADD(Paired), .DELAY(1), .ADD(j > 0 ? "cascade" : "nothing"), .OFFSET(Offset)) slices (
          .clk(clk), .a(low[(Links*Chains+j*Groups)*27+:Groups*27]), .d(high[(Links*Chains+j*Groups)*27+:Groups*27]),
          .b(shared[(Links*Chains+j*Groups)*18+:Groups*18]),
          .above(j > 0 ? rest[(j>0?j-1:0)*Groups*48+:Groups*48] : {Groups{48'd0}}), .p(p), .cascade(rest[j*Groups*48+:Groups*48]));
      if (j == Rest - 1) begin : gen_sums
        assign result[Chains*48+:Groups*48] = p;
      end
    end
  end
endmodule
