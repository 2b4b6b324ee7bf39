// The reading end of a channel without data: blocks of a ping-pong buffer. A token that was sent in cycle c, and came through the sender's
// register, can be taken in cycle c + LATENCY.
module mr_tokens #(
    parameter int TOKENS  = 2,  // the most that can wait
    parameter int INITIAL = 0,  // tokens at the start
    parameter int LATENCY = 1
) (
    input  logic clk,
    input  logic rst,
    input  logic push,
    input  logic pop,
    output logic valid,
    output logic credit
);
  localparam int Bits = $clog2(TOKENS + 1);

  logic [Bits-1:0] count;
  logic arrived;

  mr_pulse #(.CYCLES(LATENCY - 1)) path (.clk(clk), .rst(rst), .d(push), .q(arrived));

  assign valid = count != '0 || arrived;

  always_ff @(posedge clk) begin
    credit <= pop && !rst;
    if (rst) count <= Bits'(INITIAL);
    else if (arrived && !pop) count <= count + 1'b1;
    else if (pop && !arrived) count <= count - 1'b1;
  end
endmodule
