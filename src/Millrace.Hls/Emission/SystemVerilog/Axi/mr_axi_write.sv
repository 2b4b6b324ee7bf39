// The storing port of an off-chip memory as a writing AXI4 master. The network takes a word for safe LATENCY cycles after its store; if the
// bus has not acknowledged it by then, `late` stops the network's time until it has. At most LATENCY + 1 stores are under way, and there is
// room for all: bready is always high.
module mr_axi_write #(
    parameter int WORD         = 8,   // bits of a word
    parameter int DATA         = 32,  // bits of wdata
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
    output logic                    late,   // a word that the network takes for safe is not
    output logic                    fault,  // a write was answered with an error since reset
    output logic                    quiet,  // every store is acknowledged
    input  logic [63:0]             base,
    input  logic                    store,
    input  logic [ADDRESS_BITS-1:0] store_at,
    input  logic [WORD-1:0]         store_data,
    output logic                    awvalid,
    input  logic                    awready,
    output logic [63:0]             awaddr,
    output logic [7:0]              awlen,
    output logic                    wvalid,
    input  logic                    wready,
    output logic [DATA-1:0]         wdata,
    output logic [DATA/8-1:0]       wstrb,
    output logic                    wlast,
    input  logic                    bvalid,
    output logic                    bready,
    input  logic [1:0]              bresp
);
  localparam int Room = LATENCY + 1;
  localparam int RoomBits = $clog2(Room + MOST + 1);
  localparam int CountBits = $clog2(MOST + 1);
  localparam int BeatBits = BEATS < 2 ? 1 : $clog2(BEATS);

  logic stores, asked, take, issued, there, fetch, begun, begin_burst, answered, acknowledged, due, due_next, delivered;
  logic [ADDRESS_BITS-1:0] at;
  logic [WORD-1:0] head;
  logic [CountBits-1:0] words, to_send, to_acknowledge;
  logic [4:0] unused;

  // Addresses, and the bursts they make; the words of each burst are counted for its data and for its answer.
  assign stores = store && step && !rst;
  mr_fifo #(.WIDTH(ADDRESS_BITS), .DEPTH(Room), .LATENCY(1)) addresses (
      .clk(clk), .rst(rst), .push(stores), .data(store_at), .pop(take), .valid(asked), .head(at), .credit(unused[0]));
  mr_axi_bursts #(
      .ADDRESS_BITS(ADDRESS_BITS), .STRIDE_BITS(STRIDE_BITS), .BEATS(BEATS), .MOST(MOST), .WAIT(WAIT)
  ) bursts (
      .clk(clk), .rst(rst), .base(base), .hurry(late), .valid(asked), .at(at), .take(take), .issued(issued), .words(words),
      .avalid(awvalid), .aready(awready), .aaddr(awaddr), .alen(awlen));
  mr_fifo #(.WIDTH(CountBits), .DEPTH(Room), .LATENCY(1)) sending (
      .clk(clk), .rst(rst), .push(issued), .data(words), .pop(begin_burst), .valid(begun), .head(to_send), .credit(unused[1]));
  mr_fifo #(.WIDTH(CountBits), .DEPTH(Room), .LATENCY(1)) answering (
      .clk(clk), .rst(rst), .push(issued), .data(words), .pop(answered), .valid(acknowledged), .head(to_acknowledge), .credit(unused[2]));

  // Words, and the beats of each.
  mr_fifo #(.WIDTH(WORD), .DEPTH(Room), .LATENCY(1)) words_to_send (
      .clk(clk), .rst(rst), .push(stores), .data(store_data), .pop(fetch), .valid(there), .head(head), .credit(unused[3]));
  logic [CountBits-1:0] left;    // words of the burst that are not fetched yet
  logic [DATA*BEATS-1:0] word;   // the beat that is sent stands lowest
  logic [BeatBits-1:0] number;   // beats of the word behind it
  logic final_word;
  logic word_done;
  assign wdata = word[DATA-1:0];
  assign wstrb = '1;
  assign wlast = final_word && number == '0;
  assign word_done = !wvalid || (wready && number == '0);
  assign fetch = left != '0 && word_done && !rst;
  assign begin_burst = begun && left == '0 && !rst;
  always_ff @(posedge clk) begin
    if (rst) begin
      left <= '0;
      wvalid <= 1'b0;
      number <= '0;
    end else begin
      if (begin_burst) left <= to_send;
      else if (fetch) left <= left - 1'b1;
      if (fetch) wvalid <= 1'b1;
      else if (wready && number == '0) wvalid <= 1'b0;
      if (fetch) number <= BeatBits'(BEATS - 1);
      else if (wvalid && wready && number != '0) number <= number - 1'b1;
    end
    if (fetch) begin
      word <= (DATA * BEATS)'(head);
      final_word <= left == CountBits'(1);
    end else if (wvalid && wready) word <= word >> DATA;
  end

  // Answers, and the words they acknowledge.
  assign bready = 1'b1;
  always_ff @(posedge clk) begin
    answered <= bvalid && !rst;
    if (rst) fault <= 1'b0;
    else if (bvalid && bresp[1]) fault <= 1'b1;
  end
  assign unused[4] = bresp[0] ^ there ^ acknowledged;

  // The stores of the last LATENCY cycles of the network, how many are acknowledged before their time, and how many are not yet.
  logic [LATENCY-1:0] times;
  logic [RoomBits-1:0] safe, open, confirmed;
  assign confirmed = answered ? RoomBits'(to_acknowledge) : '0;
  assign due = times[LATENCY-1];
  assign due_next = step ? (LATENCY == 1 ? store : times[LATENCY>1?LATENCY-2:0]) : due;
  assign delivered = due && step && !rst;
  assign quiet = open == '0;
  always_ff @(posedge clk)
    if (rst) begin
      times <= '0;
      safe <= '0;
      open <= '0;
      late <= 1'b0;
    end else begin
      if (step) times <= LATENCY'({times, store});
      safe <= safe + confirmed - RoomBits'(delivered);
      open <= open + RoomBits'(stores) - confirmed;
      late <= due_next && safe == RoomBits'(delivered);
    end
endmodule
