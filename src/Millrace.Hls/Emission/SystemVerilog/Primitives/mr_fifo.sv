// The reading end of a channel. An element that was sent in cycle c, and came through the sender's register, can be read in cycle
// c + LATENCY, at once if nothing waits before it. A block memory or UltraRAM is read synchronously: the element that is read next stands
// in its output register or, if it has just come, in one beside it.
module mr_fifo #(
    parameter int WIDTH   = 8,
    parameter int DEPTH   = 2,
    parameter int LATENCY = 1,
    parameter     KIND    = "table"  // or "block", "ultra"; of DEPTH 1, a register
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
  logic [CountBits-1:0]   count;
  logic                   store;

  mr_pulse #(.CYCLES(LATENCY - 1)) path (.clk(clk), .rst(rst), .d(push), .q(arrived));
  if (LATENCY > 1) begin : gen_path
    mr_crossing #(.WIDTH(WIDTH), .CYCLES(LATENCY - 1)) data_path (.clk(clk), .d(data), .q(arriving));
  end else begin : gen_direct
    assign arriving = data;
  end

  assign valid = count != '0 || arrived;

  // What passes straight through is not stored.
  assign store = arrived && !(count == '0 && pop);

  always_ff @(posedge clk) begin
    credit <= pop && !rst;
    if (rst) count <= '0;
    else if (arrived && !pop) count <= count + 1'b1;
    else if (pop && !arrived) count <= count - 1'b1;
  end

  if (DEPTH == 1) begin : gen_register
    logic [WIDTH-1:0] waiting;
    always_ff @(posedge clk) if (store) waiting <= arriving;
    assign head = count == '0 ? arriving : waiting;
  end else begin : gen_memory
    logic [AddressBits-1:0] write_at;
    logic [AddressBits-1:0] read_at;
    logic [AddressBits-1:0] next_at;

    assign next_at = pop && count != '0 ? following(read_at) : read_at;

    function automatic logic [AddressBits-1:0] following(input logic [AddressBits-1:0] at);
      following = at == AddressBits'(Words - 1) ? '0 : at + 1'b1;
    endfunction

    always_ff @(posedge clk) begin
      if (rst) begin
        write_at <= '0;
        read_at <= '0;
      end else begin
        if (store) write_at <= following(write_at);
        read_at <= next_at;
      end
    end

    if (KIND == "table") begin : gen_words
      (* ram_style = "distributed" *) logic [WIDTH-1:0] memory[Words];
      always_ff @(posedge clk) if (store) memory[write_at] <= arriving;
      assign head = count == '0 ? arriving : memory[read_at];
    end else begin : gen_words
      logic [WIDTH-1:0] from_memory;
      logic [WIDTH-1:0] from_input;
      logic             use_input;

      mr_words #(.WIDTH(WIDTH), .WORDS(Words), .ADDRESS_BITS(AddressBits), .KIND(KIND)) words (
          .clk(clk), .write(store), .write_at(write_at), .write_data(arriving), .read_at(next_at), .read_data(from_memory));

      assign head = count == '0 ? arriving : use_input ? from_input : from_memory;

      always_ff @(posedge clk) begin
        from_input <= arriving;
        use_input <= store && write_at == next_at;
      end
    end
  end
endmodule
