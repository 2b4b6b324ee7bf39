// Random operands through modules of arithmetic, against the operators of SystemVerilog, each in its own cycle.
module arithmetic (
    input logic clk
);
  check_dots #(.ROWS(1), .COLUMNS(1), .DEPTH(1)) dot_1 (.clk);
  check_dots #(.ROWS(1), .COLUMNS(1), .DEPTH(5)) dot_5 (.clk);
  check_dots #(.ROWS(1), .COLUMNS(2), .DEPTH(1)) two_columns (.clk);
  check_dots #(.ROWS(2), .COLUMNS(1), .DEPTH(2)) two_rows (.clk);
  check_dots #(.ROWS(3), .COLUMNS(3), .DEPTH(3)) odd (.clk);
  check_dots #(.ROWS(2), .COLUMNS(5), .DEPTH(8)) odd_columns (.clk);
  check_dots #(.ROWS(5), .COLUMNS(4), .DEPTH(7), .A_WIDTH(4)) w4 (.clk);
  check_dots #(.ROWS(2), .COLUMNS(3), .DEPTH(4), .A_WIDTH(7), .A_SIGNED(0), .B_WIDTH(7), .B_SIGNED(0)) unsigned_pairs (.clk);
  check_dots #(.ROWS(2), .COLUMNS(3), .DEPTH(4), .A_WIDTH(16), .A_SIGNED(0)) probabilities (.clk);
  check_dots #(.ROWS(2), .COLUMNS(2), .DEPTH(3), .A_WIDTH(8), .B_WIDTH(27)) wide_columns (.clk);
  check_dots #(.ROWS(1), .COLUMNS(2), .DEPTH(2), .A_WIDTH(27), .B_WIDTH(18)) whole_ports (.clk);
  check_dots #(.ROWS(2), .COLUMNS(3), .DEPTH(8), .CASCADE(4)) four_links (.clk);
  check_dots #(.ROWS(3), .COLUMNS(3), .DEPTH(7), .CASCADE(4)) shorter_last_chain (.clk);
  check_dots #(.ROWS(1), .COLUMNS(2), .DEPTH(7), .CASCADE(3)) last_slice_alone (.clk);
  check_dots #(.ROWS(2), .COLUMNS(2), .DEPTH(14), .CASCADE(7)) seven_links (.clk);
  check_dots #(.ROWS(1), .COLUMNS(4), .DEPTH(3), .CASCADE(7), .A_WIDTH(7), .A_SIGNED(0)) one_chain (.clk);
  check_dots #(.ROWS(2), .COLUMNS(1), .DEPTH(11), .CASCADE(5), .A_WIDTH(16), .B_WIDTH(12)) wide_links (.clk);

  check_product #(.A_WIDTH(8), .B_WIDTH(8)) narrow (.clk);
  check_product #(.A_WIDTH(27), .B_WIDTH(18)) whole_slice (.clk);
  check_product #(.A_WIDTH(16), .A_SIGNED(0), .B_WIDTH(17), .B_SIGNED(0)) unsigned_slice (.clk);
  check_product #(.A_WIDTH(27), .B_WIDTH(35), .LATENCY(4)) two_narrow (.clk);
  check_product #(.A_WIDTH(26), .A_SIGNED(0), .B_WIDTH(34), .B_SIGNED(0), .LATENCY(4)) two_narrow_unsigned (.clk);
  check_product #(.A_WIDTH(32), .B_WIDTH(32), .LATENCY(5)) four (.clk);
  check_product #(.A_WIDTH(46), .B_WIDTH(18), .LATENCY(4)) two_wide (.clk);
  check_product #(.A_WIDTH(58), .B_WIDTH(6), .LATENCY(5)) three_wide (.clk);
  check_product #(.A_WIDTH(12), .B_WIDTH(52), .LATENCY(5)) three_narrow (.clk);
  check_product #(.A_WIDTH(32), .A_SIGNED(0), .B_WIDTH(32), .B_SIGNED(0), .LATENCY(5)) four_unsigned (.clk);
  check_product #(.A_WIDTH(3), .B_WIDTH(2), .TABLES(1), .LATENCY(1)) tables (.clk);
  check_product #(.A_WIDTH(2), .A_SIGNED(0), .B_WIDTH(3), .TABLES(1), .LATENCY(1)) tables_unsigned (.clk);

  int cycle = 0;
  always_ff @(posedge clk) begin
    cycle <= cycle + 1;
    if (cycle == 2000) begin
      $display("equal");
      $finish;
    end
  end
endmodule

module check_dots #(
    parameter int ROWS, parameter int COLUMNS, parameter int DEPTH, parameter int A_WIDTH = 8, parameter bit A_SIGNED = 1,
    parameter int B_WIDTH = 8, parameter bit B_SIGNED = 1, parameter int CASCADE = 2
) (
    input logic clk
);
  localparam int Links = DEPTH < CASCADE ? DEPTH : CASCADE;
  localparam int Sums = (DEPTH + CASCADE - 1) / CASCADE;
  localparam int Width = A_WIDTH + B_WIDTH + $clog2(Links) + (A_SIGNED == B_SIGNED ? 0 : 1);
  localparam int Latency = 2 + Links;
  logic [ROWS*DEPTH*A_WIDTH-1:0] a;
  logic [COLUMNS*DEPTH*B_WIDTH-1:0] b;
  logic [ROWS*COLUMNS*Sums*Width-1:0] sums, expected, delayed;

  mr_dots #(.ROWS(ROWS), .COLUMNS(COLUMNS), .DEPTH(DEPTH), .CASCADE(CASCADE), .A_WIDTH(A_WIDTH), .A_SIGNED(A_SIGNED), .B_WIDTH(B_WIDTH),
      .B_SIGNED(B_SIGNED), .SUM_WIDTH(Width)) dots (.clk, .a, .b, .sums);
  mr_delay #(.WIDTH(ROWS*COLUMNS*Sums*Width), .CYCLES(Latency)) waits (.clk, .d(expected), .q(delayed));

  function automatic logic signed [63:0] x(input int i);
    x = A_SIGNED ? 64'($signed(a[i*A_WIDTH+:A_WIDTH])) : 64'(a[i*A_WIDTH+:A_WIDTH]);
  endfunction
  function automatic logic signed [63:0] y(input int i);
    y = B_SIGNED ? 64'($signed(b[i*B_WIDTH+:B_WIDTH])) : 64'(b[i*B_WIDTH+:B_WIDTH]);
  endfunction

  logic signed [63:0] sum;
  always_comb
    for (int r = 0; r < ROWS; r++)
      for (int c = 0; c < COLUMNS; c++)
        for (int k = 0; k < Sums; k++) begin
          sum = 0;
          for (int s = k * CASCADE; s < (k + 1) * CASCADE && s < DEPTH; s++) sum += x(r * DEPTH + s) * y(c * DEPTH + s);
          expected[((r*COLUMNS+c)*Sums+k)*Width+:Width] = Width'(sum);
        end

  int cycle = 0;
  always_ff @(posedge clk) begin
    cycle <= cycle + 1;
    // Extremes as often as anything else.
    for (int i = 0; i < ROWS * DEPTH; i++)
      a[i*A_WIDTH+:A_WIDTH] <= $urandom % 4 == 0 ? {1'b1, {(A_WIDTH-1){1'b0}}} : $urandom % 4 == 0 ? '1 : A_WIDTH'($urandom);
    for (int i = 0; i < COLUMNS * DEPTH; i++)
      b[i*B_WIDTH+:B_WIDTH] <= $urandom % 4 == 0 ? {1'b1, {(B_WIDTH-1){1'b0}}} : $urandom % 4 == 0 ? '1 : B_WIDTH'($urandom);
    if (cycle > 20 && sums != delayed) $fatal(1, "dots %m: %h instead of %h", sums, delayed);
  end
endmodule

module check_product #(
    parameter int A_WIDTH, parameter int B_WIDTH, parameter bit A_SIGNED = 1, parameter bit B_SIGNED = 1, parameter int LATENCY = 3,
    parameter bit TABLES = 0
) (
    input logic clk
);
  localparam int Width = A_WIDTH + B_WIDTH;
  logic [2*A_WIDTH-1:0] a;
  logic [B_WIDTH-1:0] b;
  logic [2*Width-1:0] product, expected, delayed;

  mr_multiply #(.LANES(2), .A_WIDTH(A_WIDTH), .A_SIGNED(A_SIGNED), .A_LANES(2), .B_WIDTH(B_WIDTH), .B_SIGNED(B_SIGNED), .B_LANES(1),
      .WIDTH(Width), .TABLES(TABLES)) multiply (.clk, .a, .b, .product);
  mr_delay #(.WIDTH(2*Width), .CYCLES(LATENCY)) waits (.clk, .d(expected), .q(delayed));

  always_comb
    for (int l = 0; l < 2; l++)
      expected[l*Width+:Width] = Width'((A_SIGNED ? 64'($signed(a[l*A_WIDTH+:A_WIDTH])) : 64'(a[l*A_WIDTH+:A_WIDTH]))
          * (B_SIGNED ? 64'($signed(b)) : 64'(b)));

  int cycle = 0;
  always_ff @(posedge clk) begin
    cycle <= cycle + 1;
    for (int l = 0; l < 2; l++)
      a[l*A_WIDTH+:A_WIDTH] <= $urandom % 4 == 0 ? {1'b1, {(A_WIDTH-1){1'b0}}} : A_WIDTH'({$urandom, $urandom});
    b <= $urandom % 4 == 0 ? {1'b1, {(B_WIDTH-1){1'b0}}} : B_WIDTH'({$urandom, $urandom});
    if (cycle > 10 && product != delayed) $fatal(1, "product %m: %h instead of %h", product, delayed);
  end
endmodule
