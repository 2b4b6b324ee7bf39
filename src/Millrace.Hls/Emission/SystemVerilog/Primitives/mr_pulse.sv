// Pulses some cycles later, 0 or more; reset clears those under way.
module mr_pulse #(
    parameter int CYCLES = 1
) (
    input  logic clk,
    input  logic rst,
    input  logic d,
    output logic q
);
  if (CYCLES == 0) begin : gen_wire
    logic unused;
    assign unused = clk ^ rst;
    assign q = d;
  end else begin : gen_stages
    logic [CYCLES-1:0] stage;
    always_ff @(posedge clk)
      if (rst) stage <= '0;
      else stage <= CYCLES'({stage, d});
    assign q = stage[CYCLES-1];
  end
endmodule
