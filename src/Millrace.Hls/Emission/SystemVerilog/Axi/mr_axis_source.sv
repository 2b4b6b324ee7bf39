// From AXI4-Stream into an input of the network. The network's time stands still in cycles without `step`.
module mr_axis_source #(
    parameter int WIDTH   = 8,  // bits of an element
    parameter int BYTES   = 1,  // bytes of tdata
    parameter int DEPTH   = 2,  // elements that the network's channel has room for
    parameter int LATENCY = 1   // cycles from a read until its credit counts
) (
    input  logic               clk,
    input  logic               rst,
    input  logic               step,
    input  logic               tvalid,
    output logic               tready,
    input  logic [8*BYTES-1:0] tdata,
    output logic               push,
    output logic [WIDTH-1:0]   data,
    input  logic               credit
);
  logic [1:0] level;
  logic arrives, waiting, room, moves, unused;
  logic [WIDTH-1:0] head;

  // What has been accepted waits here; two places are enough for one element a cycle.
  assign tready = level != 2'd2;
  assign arrives = tvalid && tready && !rst;
  assign moves = waiting && room && step && !rst;

  mr_fifo #(.WIDTH(WIDTH), .DEPTH(2), .LATENCY(1)) skid (
      .clk(clk), .rst(rst), .push(arrives), .data(tdata[WIDTH-1:0]), .pop(moves), .valid(waiting), .head(head), .credit(unused));
  mr_credits #(.CREDITS(DEPTH), .INITIAL(DEPTH), .LATENCY(LATENCY)) credits (
      .clk(clk), .rst(rst), .take(moves), .give(credit && step), .ready(room));

  always_ff @(posedge clk) begin
    if (rst) begin
      level <= '0;
      push <= 1'b0;
    end else begin
      level <= level + 2'(arrives) - 2'(moves);
      if (step) push <= moves;
    end
    if (step) data <= head;
  end
endmodule
