// The loading port of an off-chip memory as a reading AXI4 master. The network expects a word LATENCY cycles after its load; if the bus is
// slower, `late` stops the network's time until the word is there, so that the network never sees another memory than the one it was
// timed with. At most LATENCY loads are under way, and there is room for all: rready is always high.
module mr_axi_read #(
    parameter int WORD         = 8,   // bits of a word
    parameter int DATA         = 32,  // bits of rdata
    parameter int BEATS        = 1,   // beats of a word: a power of two
    parameter int STRIDE_BITS  = 2,   // a word takes 2^STRIDE_BITS bytes
    parameter int ADDRESS_BITS = 1,
    parameter int LATENCY      = 1,
    parameter int MOST         = 16,  // words of a burst
    parameter int WAIT         = 16   // cycles that a burst waits for more words
) (
    input  logic                    clk,
    input  logic                    rst,
    input  logic                    step,
    output logic                    late,   // a word that the network needs in this cycle is not there
    output logic                    fault,  // a read was answered with an error since reset
    input  logic [63:0]             base,
    input  logic                    load,
    input  logic [ADDRESS_BITS-1:0] load_at,
    output logic [WORD-1:0]         load_data,
    output logic                    arvalid,
    input  logic                    arready,
    output logic [63:0]             araddr,
    output logic [7:0]              arlen,
    input  logic                    rvalid,
    output logic                    rready,
    input  logic [DATA-1:0]         rdata,
    input  logic [1:0]              rresp
);
  localparam int Room = LATENCY + 1;
  localparam int RoomBits = $clog2(Room + 1);
  localparam int BeatBits = BEATS < 2 ? 1 : $clog2(BEATS);

  logic asked, take, issued, there, complete, delivered, due, due_next;
  logic [ADDRESS_BITS-1:0] at;
  logic [$clog2(MOST+1)-1:0] words;
  logic [2:0] unused;

  // Addresses, and the bursts they make.
  mr_fifo #(.WIDTH(ADDRESS_BITS), .DEPTH(Room), .LATENCY(1)) addresses (
      .clk(clk), .rst(rst), .push(load && step), .data(load_at), .pop(take), .valid(asked), .head(at), .credit(unused[0]));
  mr_axi_bursts #(
      .ADDRESS_BITS(ADDRESS_BITS), .STRIDE_BITS(STRIDE_BITS), .BEATS(BEATS), .MOST(MOST), .WAIT(WAIT)
  ) bursts (
      .clk(clk), .rst(rst), .base(base), .hurry(late), .valid(asked), .at(at), .take(take), .issued(issued), .words(words),
      .avalid(arvalid), .aready(arready), .aaddr(araddr), .alen(arlen));
  assign unused[1] = issued ^ (^words);

  // Beats, and the words they make.
  logic beat;
  logic [DATA-1:0] beat_data;
  logic [BeatBits-1:0] number;
  logic [DATA*BEATS-1:0] word;
  assign rready = 1'b1;
  always_ff @(posedge clk) begin
    beat <= rvalid && !rst;
    beat_data <= rdata;
    if (rst) fault <= 1'b0;
    else if (rvalid && rresp[1]) fault <= 1'b1;
    if (rst) number <= '0;
    else if (beat) number <= number == BeatBits'(BEATS - 1) ? '0 : number + 1'b1;
  end
  assign unused[2] = rresp[0];
  assign complete = beat && number == BeatBits'(BEATS - 1);
  if (BEATS == 1) begin : gen_beat
    assign word = beat_data;
  end else begin : gen_beats
    logic [DATA*(BEATS-1)-1:0] earlier;
    assign word = {beat_data, earlier};
    always_ff @(posedge clk) if (beat) earlier <= word[DATA*BEATS-1:DATA];
  end

  logic unused_credit;
  mr_fifo #(.WIDTH(WORD), .DEPTH(Room), .LATENCY(1)) answers (
      .clk(clk), .rst(rst), .push(complete), .data(word[WORD-1:0]), .pop(delivered), .valid(there), .head(load_data),
      .credit(unused_credit));
  if (DATA * BEATS > WORD) begin : gen_padding
    logic unused_padding;
    assign unused_padding = ^word[DATA*BEATS-1:WORD];
  end

  // The loads of the last LATENCY cycles of the network, and the words that have come for them.
  logic [LATENCY-1:0] loads;
  logic [RoomBits-1:0] ready;
  assign due = loads[LATENCY-1];
  assign due_next = step ? (LATENCY == 1 ? load : loads[LATENCY>1?LATENCY-2:0]) : due;
  assign delivered = due && step && !rst;
  always_ff @(posedge clk)
    if (rst) begin
      loads <= '0;
      ready <= '0;
      late <= 1'b0;
    end else begin
      if (step) loads <= LATENCY'({loads, load});
      ready <= ready + RoomBits'(complete) - RoomBits'(delivered);
      late <= due_next && ready == RoomBits'(delivered);
    end

  logic unused_there;
  assign unused_there = there;
endmodule
