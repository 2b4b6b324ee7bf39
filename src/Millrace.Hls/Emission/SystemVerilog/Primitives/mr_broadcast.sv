// Copies of a value in registers, each to drive a part of those that need it: a tree of STAGES levels, of which no register drives more
// than FAN_OUT of the next. Copy 0 is lowest.
module mr_broadcast #(
    parameter int WIDTH   = 8,
    parameter int COPIES  = 2,
    parameter int FAN_OUT = 64,
    parameter int STAGES  = 1
) (
    input  logic                    clk,
    input  logic [WIDTH-1:0]        d,
    output logic [COPIES*WIDTH-1:0] q
);
  localparam int Above = (COPIES + FAN_OUT - 1) / FAN_OUT;  // registers of the level before the last

  logic [Above*WIDTH-1:0] from;

  if (STAGES > 1) begin : gen_above
    mr_broadcast #(.WIDTH(WIDTH), .COPIES(Above), .FAN_OUT(FAN_OUT), .STAGES(STAGES - 1)) above (.clk(clk), .d(d), .q(from));
  end else begin : gen_first
    assign from = d;
  end

  for (genvar i = 0; i < COPIES; i++) begin : gen_copy
    mr_copy #(.WIDTH(WIDTH)) register (.clk(clk), .d(from[i/FAN_OUT*WIDTH+:WIDTH]), .q(q[i*WIDTH+:WIDTH]));
  end
endmodule
