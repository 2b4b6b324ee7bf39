// How often a port of an off-chip memory may be used: PERIOD cycles for COUNT words, kept exactly; time not used is not saved up.
module mr_pacer #(
    parameter int PERIOD = 1,
    parameter int COUNT  = 1
) (
    input  logic clk,
    input  logic rst,  // at every launch too
    input  logic take,
    output logic ready
);
  localparam int Whole = PERIOD / COUNT;
  localparam int Part = PERIOD % COUNT;
  localparam int WaitBits = $clog2(Whole + 2);
  localparam int PartBits = $clog2(2 * COUNT + 1);

  logic [WaitBits-1:0] wait_cycles;
  logic [PartBits-1:0] remainder;
  logic [PartBits-1:0] sum;
  logic carry;

  assign ready = wait_cycles == '0;
  assign sum   = remainder + PartBits'(Part);
  assign carry = sum >= PartBits'(COUNT);

  always_ff @(posedge clk)
    if (rst) begin
      wait_cycles <= '0;
      remainder   <= '0;
    end else if (take) begin
      remainder   <= carry ? sum - PartBits'(COUNT) : sum;
      wait_cycles <= WaitBits'(Whole - 1) + WaitBits'(carry);
    end else if (!ready) wait_cycles <= wait_cycles - 1'b1;
endmodule
