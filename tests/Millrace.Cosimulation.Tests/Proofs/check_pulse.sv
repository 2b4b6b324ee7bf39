// mr_pulse: a pulse comes out exactly CYCLES cycles after it went in, unless a reset came between; nothing else ever comes out.
module check_pulse #(
    parameter int CYCLES = 1
) (
    input logic clk,
    input logic rst,
    input logic d
);
  logic q;
  mr_pulse #(.CYCLES(CYCLES)) dut (.clk(clk), .rst(rst), .d(d), .q(q));

  // What went in, by age; one more bit than needed, so that CYCLES can be 0.
  logic [CYCLES:0] gone;
  logic started = 1'b0;
  always_ff @(posedge clk) begin
    started <= 1'b1;
    gone <= rst ? '0 : {gone, d};
  end

  always_comb begin
    if (!started) assume (rst);
    else begin
      if (CYCLES == 0) assert (q == d);
      else assert (q == gone[CYCLES > 0 ? CYCLES - 1 : 0]);
      cover (q);
    end
  end
endmodule
