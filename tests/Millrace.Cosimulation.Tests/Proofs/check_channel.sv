// A whole channel, mr_credits at one end and mr_fifo at the other, WRITE cycles of pipeline between: under any wish to write and to read,
// - credits, elements on their way, elements waiting and credits on their way back are DEPTH together, so that it never overflows;
// - elements are read in order, none lost, none twice, none changed (one element is followed, any one);
// - the n-th element can be read exactly WRITE + LATENCY cycles after the firing that wrote it, or when those before it are gone;
// - a firing may write exactly when fewer than DEPTH of the elements before have not been read, or were read less than CREDIT cycles ago.
module check_channel #(
    parameter int WIDTH   = 2,
    parameter int DEPTH   = 2,
    parameter int WRITE   = 1,  // cycles from a firing to its write
    parameter int LATENCY = 1,  // a of the contract
    parameter int CREDIT  = 1   // b of the contract
) (
    input logic             clk,
    input logic             rst,
    input logic             fire,
    input logic [WIDTH-1:0] value,
    input logic             read
);
  localparam int Words = DEPTH < 2 ? 2 : DEPTH;
  localparam int AddressBits = $clog2(Words);
  localparam int CountBits = $clog2(DEPTH + 1);
  localparam int Way = WRITE + LATENCY;  // the register of the writing process is the first cycle of LATENCY

  logic ready, sent, valid, credit;
  logic [WIDTH-1:0] data, head;
  mr_credits #(.CREDITS(DEPTH), .INITIAL(DEPTH), .LATENCY(CREDIT)) writer (
      .clk(clk), .rst(rst), .take(fire), .give(credit), .ready(ready));
  mr_pulse #(.CYCLES(WRITE + 1)) pipeline (.clk(clk), .rst(rst), .d(fire), .q(sent));
  mr_delay #(.WIDTH(WIDTH), .CYCLES(WRITE + 1)) values (.clk(clk), .d(value), .q(data));
  mr_fifo #(.WIDTH(WIDTH), .DEPTH(DEPTH), .LATENCY(LATENCY)) reader (
      .clk(clk), .rst(rst), .push(sent), .data(data), .pop(read), .valid(valid), .head(head), .credit(credit));
  (* hierconn *) wire [CountBits-1:0] \writer.count ;
  (* hierconn *) wire [CountBits-1:0] \reader.count ;
  (* hierconn *) wire [AddressBits-1:0] \reader.gen_memory.write_at ;
  (* hierconn *) wire [AddressBits-1:0] \reader.gen_memory.read_at ;
  (* hierconn *) wire [WIDTH-1:0] \reader.gen_memory.gen_words.memory[0] ;
  (* hierconn *) wire [WIDTH-1:0] \reader.gen_memory.gen_words.memory[1] ;
  (* hierconn *) wire [WIDTH-1:0] \reader.gen_memory.gen_words.memory[2] ;
  (* hierconn *) wire [WIDTH-1:0] \reader.gen_memory.gen_words.memory[3] ;
  (* hierconn *) wire [WIDTH-1:0] \reader.gen_register.waiting ;

  function automatic [WIDTH-1:0] stored(input logic [7:0] place);
    if (DEPTH == 1) stored = \reader.gen_register.waiting ;
    else
      stored = place == 0 ? \reader.gen_memory.gen_words.memory[0] : place == 1 ? \reader.gen_memory.gen_words.memory[1]
          : place == 2 ? \reader.gen_memory.gen_words.memory[2] : \reader.gen_memory.gen_words.memory[3] ;
  endfunction

  function automatic [7:0] around(input logic [7:0] place);
    around = place >= 8'(Words) ? place - 8'(Words) : place;
  endfunction

  // The contract, by ages: elements that cannot be read yet, elements that can, places that are not free yet.
  logic [Way-1:0] young;
  logic [CREDIT-1:0] recent;
  logic [7:0] waiting;
  logic [7:0] places;
  logic started = 1'b0;
  always_ff @(posedge clk) begin
    started <= 1'b1;
    young <= rst ? '0 : {young, fire};
    recent <= rst ? '0 : {recent, read};
    waiting <= rst ? '0 : waiting + 8'(young[Way-1]) - 8'(read);
    places <= rst ? 8'(DEPTH) : places - 8'(fire) + 8'(recent[CREDIT-1]);
  end

  logic [7:0] coming, going;
  always_comb begin
    coming = '0;
    going = '0;
    for (int i = 0; i < Way; i++) coming = coming + 8'(young[i]);
    for (int i = 0; i < CREDIT; i++) going = going + 8'(recent[i]);
  end

  (* anyseq *) logic follow;
  logic followed;
  logic [WIDTH-1:0] expected;
  logic [7:0] ahead;
  always_ff @(posedge clk)
    if (rst) followed <= 1'b0;
    else if (followed) begin
      if (read && ahead == '0) followed <= 1'b0;
      if (read) ahead <= ahead - 1'b1;
    end else if (fire && follow) begin
      followed <= 1'b1;
      expected <= value;
      ahead <= coming + waiting - 8'(read);
    end

  always_comb begin
    if (!started) assume (rst);
    else begin
      if (!ready) assume (!fire);
      if (!valid) assume (!read);

      assert (ready == (places != '0 || recent[CREDIT-1]));
      assert (valid == (waiting != '0 || young[Way-1]));
      assert (places + coming + waiting + going == 8'(DEPTH));
      assert (places <= 8'(DEPTH) && waiting <= 8'(DEPTH));
      if (followed) assert (ahead < coming + waiting);
      if (followed && ahead == '0 && valid) assert (head == expected);

      // What makes it so.
      assert (8'(\writer.count ) == places);
      assert (8'(\reader.count ) == waiting);
      if (DEPTH > 1) begin
        assert (8'(\reader.gen_memory.write_at ) < 8'(Words) && 8'(\reader.gen_memory.read_at ) < 8'(Words));
        assert (8'(\reader.gen_memory.write_at ) == around(around(8'(\reader.gen_memory.read_at ) + waiting)));
      end
      if (followed && ahead < waiting)
        assert (stored(DEPTH == 1 ? 8'd0 : around(8'(\reader.gen_memory.read_at ) + ahead)) == expected);

      cover (waiting == 8'(DEPTH));
      cover (places == '0 && ready && fire);
      cover (followed && read && ahead == '0 && expected == '1);
    end
  end
endmodule
