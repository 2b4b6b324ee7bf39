// The writing end of a channel: may one more element be sent? Credits are taken when a process fires and come back LATENCY cycles after
// the reader took an element; the last of them arrive through a register of the reader's.
module mr_credits #(
    parameter int CREDITS = 2,  // elements that the channel has room for
    parameter int INITIAL = 2,  // credits at the start
    parameter int LATENCY = 1   // cycles from a read until its credit counts, one of them in the reader
) (
    input  logic clk,
    input  logic rst,
    input  logic take,
    input  logic give,
    output logic ready
);
  localparam int Bits = $clog2(CREDITS + 1);

  logic [Bits-1:0] count;
  logic given;

  mr_pulse #(.CYCLES(LATENCY - 1)) return_path (.clk(clk), .rst(rst), .d(give), .q(given));

  assign ready = count != '0 || given;

  always_ff @(posedge clk)
    if (rst) count <= Bits'(INITIAL);
    else if (take && !given) count <= count - 1'b1;
    else if (given && !take) count <= count + 1'b1;
endmodule
