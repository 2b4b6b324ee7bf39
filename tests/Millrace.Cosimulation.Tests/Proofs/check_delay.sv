// mr_delay: what comes out is what went in exactly CYCLES cycles before.
module check_delay #(
    parameter int WIDTH  = 2,
    parameter int CYCLES = 1
) (
    input logic             clk,
    input logic [WIDTH-1:0] d
);
  logic [WIDTH-1:0] q;
  mr_delay #(.WIDTH(WIDTH), .CYCLES(CYCLES)) dut (.clk(clk), .d(d), .q(q));

  // One value is watched, any one at any time.
  (* anyseq *) logic watch;
  logic [WIDTH-1:0] watched;
  logic [3:0] age = '0;
  always_ff @(posedge clk)
    if (age == '0) begin
      if (watch) begin
        watched <= d;
        age <= 4'd1;
      end
    end else age <= age == 4'(CYCLES) ? '0 : age + 1'b1;

  always_comb begin
    assert (age <= 4'(CYCLES));
    if (age == 4'(CYCLES)) assert (q == watched);
    cover (age == 4'(CYCLES) && q == '1);
  end
endmodule
