// The reading end of a channel. An element that was sent in cycle c, and came through the sender's register, can be read in cycle
// c + LATENCY, at once if nothing waits before it. The memory is read synchronously, so that it can be a block memory; the element that
// is read next stands in its output register or, if it has just come, in one beside it.
module mr_fifo #(
    parameter int WIDTH   = 8,
    parameter int DEPTH   = 2,
    parameter int LATENCY = 1
) (
    input  logic             clk,
    input  logic             rst,
    input  logic             push,
    input  logic [WIDTH-1:0] data,
    input  logic             pop,
    output logic             valid,
    output logic [WIDTH-1:0] head,
    output logic             credit
);
  localparam int Words = DEPTH < 2 ? 2 : DEPTH;
  localparam int AddressBits = $clog2(Words);
  localparam int CountBits = $clog2(DEPTH + 1);

  logic                   arrived;
  logic [WIDTH-1:0]       arriving;
  logic [WIDTH-1:0]       memory[Words];
  logic [WIDTH-1:0]       from_memory;
  logic [WIDTH-1:0]       from_input;
  logic                   use_input;
  logic [AddressBits-1:0] write_at;
  logic [AddressBits-1:0] read_at;
  logic [AddressBits-1:0] next_at;
  logic [CountBits-1:0]   count;
  logic                   store;

  mr_pulse #(.CYCLES(LATENCY - 1)) path (.clk(clk), .rst(rst), .d(push), .q(arrived));
  if (LATENCY > 1) begin : gen_path
    mr_delay #(.WIDTH(WIDTH), .CYCLES(LATENCY - 1)) data_path (.clk(clk), .d(data), .q(arriving));
  end else begin : gen_direct
    assign arriving = data;
  end

  assign valid = count != '0 || arrived;
  assign head = count == '0 ? arriving : use_input ? from_input : from_memory;

  // What passes straight through is not stored.
  assign store = arrived && !(count == '0 && pop);
  assign next_at = pop && count != '0 ? following(read_at) : read_at;

  function automatic logic [AddressBits-1:0] following(input logic [AddressBits-1:0] at);
    following = at == AddressBits'(Words - 1) ? '0 : at + 1'b1;
  endfunction

  always_ff @(posedge clk) begin
    if (store) memory[write_at] <= arriving;
    from_memory <= memory[next_at];
    from_input <= arriving;
    use_input <= store && write_at == next_at;
  end

  always_ff @(posedge clk) begin
    credit <= pop && !rst;
    if (rst) begin
      write_at <= '0;
      read_at <= '0;
      count <= '0;
    end else begin
      if (store) write_at <= following(write_at);
      read_at <= next_at;
      if (arrived && !pop) count <= count + 1'b1;
      else if (pop && !arrived) count <= count - 1'b1;
    end
  end
endmodule
