// From an output of the network to AXI4-Stream. One element is held back until the next has come or the launch has ended, so that tlast can
// tell the last element of a launch. The network's time stands still in cycles without `step`.
module mr_axis_sink #(
    parameter int WIDTH   = 8,  // bits of an element
    parameter int BYTES   = 1,  // bytes of tdata
    parameter int DEPTH   = 2,  // elements that the network may send ahead
    parameter int LATENCY = 1   // cycles from a write to the earliest read
) (
    input  logic               clk,
    input  logic               rst,
    input  logic               step,
    input  logic               ended,  // the network will not write before the next launch
    input  logic               push,
    input  logic [WIDTH-1:0]   data,
    output logic               credit,
    output logic               tvalid,
    input  logic               tready,
    output logic [8*BYTES-1:0] tdata,
    output logic               tlast,
    output logic               empty
);
  localparam int Bits = $clog2(DEPTH + 1);

  logic waiting, held, takes, sends, unused;
  logic [WIDTH-1:0] head, holding;
  logic [Bits-1:0] owed;  // credits that the network has not seen yet
  logic [3:0] settled;    // cycles since the launch has ended: what was under way has arrived

  mr_fifo #(.WIDTH(WIDTH), .DEPTH(DEPTH), .LATENCY(LATENCY)) channel (
      .clk(clk), .rst(rst), .push(push && step), .data(data), .pop(takes), .valid(waiting), .head(head), .credit(unused));

  assign sends = held && (!tvalid || tready) && (waiting || settled[3]);
  assign takes = waiting && (!held || sends);
  assign credit = owed != '0;
  assign empty = !waiting && !held && !tvalid;

  always_ff @(posedge clk)
    if (rst) begin
      held <= 1'b0;
      tvalid <= 1'b0;
      owed <= '0;
      settled <= '0;
    end else begin
      if (takes) held <= 1'b1;
      else if (sends) held <= 1'b0;
      if (sends) tvalid <= 1'b1;
      else if (tready) tvalid <= 1'b0;
      owed <= owed + Bits'(takes) - Bits'(credit && step);
      settled <= ended ? {settled[2:0], 1'b1} : '0;
    end

  always_ff @(posedge clk) begin
    if (takes) holding <= head;
    if (sends) begin
      tdata <= (8 * BYTES)'(holding);
      tlast <= !waiting;
    end
  end
endmodule
