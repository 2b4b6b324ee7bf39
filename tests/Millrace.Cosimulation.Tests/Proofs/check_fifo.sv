// mr_fifo, under any pushes that find room and any pops of what is there: an element can be read exactly LATENCY - 1 cycles after it
// came in, or when those before it are gone; elements come out in order, none lost, none twice, none changed (one element is followed,
// any one); it never holds more than DEPTH; each pop gives one credit, in the next cycle.
module check_fifo #(
    parameter int WIDTH   = 2,
    parameter int DEPTH   = 2,
    parameter int LATENCY = 1,
    parameter bit BLOCK   = 0  // in block memory and not in tables
) (
    input logic             clk,
    input logic             rst,
    input logic             push,
    input logic [WIDTH-1:0] data,
    input logic             pop
);
  localparam int Words = DEPTH < 2 ? 2 : DEPTH;
  localparam int AddressBits = $clog2(Words);
  localparam int CountBits = $clog2(DEPTH + 1);

  logic valid, credit;
  logic [WIDTH-1:0] head;
  mr_fifo #(.WIDTH(WIDTH), .DEPTH(DEPTH), .LATENCY(LATENCY), .KIND(BLOCK ? "block" : "table")) dut (
      .clk(clk), .rst(rst), .push(push), .data(data), .pop(pop), .valid(valid), .head(head), .credit(credit));
  (* hierconn *) wire [CountBits-1:0] \dut.count ;
  (* hierconn *) wire [AddressBits-1:0] \dut.gen_memory.write_at ;
  (* hierconn *) wire [AddressBits-1:0] \dut.gen_memory.read_at ;
  (* hierconn *) wire [WIDTH-1:0] \dut.gen_memory.gen_words.from_memory ;
  (* hierconn *) wire [WIDTH-1:0] \dut.gen_memory.gen_words.from_input ;
  (* hierconn *) wire \dut.gen_memory.gen_words.use_input ;
  (* hierconn *) wire [WIDTH-1:0] \dut.gen_memory.gen_words.memory[0] ;
  (* hierconn *) wire [WIDTH-1:0] \dut.gen_memory.gen_words.memory[1] ;
  (* hierconn *) wire [WIDTH-1:0] \dut.gen_memory.gen_words.memory[2] ;
  (* hierconn *) wire [WIDTH-1:0] \dut.gen_memory.gen_words.memory[3] ;
  (* hierconn *) wire [WIDTH-1:0] \dut.gen_memory.gen_words.words.genblk1.gen_words.memory[0] ;
  (* hierconn *) wire [WIDTH-1:0] \dut.gen_memory.gen_words.words.genblk1.gen_words.memory[1] ;
  (* hierconn *) wire [WIDTH-1:0] \dut.gen_memory.gen_words.words.genblk1.gen_words.memory[2] ;
  (* hierconn *) wire [WIDTH-1:0] \dut.gen_memory.gen_words.words.genblk1.gen_words.memory[3] ;
  (* hierconn *) wire [WIDTH-1:0] \dut.gen_register.waiting ;

  function automatic [WIDTH-1:0] stored(input logic [7:0] place);
    if (DEPTH == 1) stored = \dut.gen_register.waiting ;
    else if (BLOCK)
      stored = place == 0 ? \dut.gen_memory.gen_words.words.genblk1.gen_words.memory[0]
          : place == 1 ? \dut.gen_memory.gen_words.words.genblk1.gen_words.memory[1]
          : place == 2 ? \dut.gen_memory.gen_words.words.genblk1.gen_words.memory[2]
          : \dut.gen_memory.gen_words.words.genblk1.gen_words.memory[3] ;
    else
      stored = place == 0 ? \dut.gen_memory.gen_words.memory[0] : place == 1 ? \dut.gen_memory.gen_words.memory[1]
          : place == 2 ? \dut.gen_memory.gen_words.memory[2] : \dut.gen_memory.gen_words.memory[3] ;
  endfunction

  function automatic [7:0] around(input logic [7:0] place);
    around = place >= 8'(Words) ? place - 8'(Words) : place;
  endfunction

  // Elements by where they are.
  logic [LATENCY:0] way;  // on their way, by age
  logic [7:0] waiting;    // arrived before this cycle
  logic arrives, popped;
  logic started = 1'b0;
  assign arrives = LATENCY == 1 ? push : way[LATENCY > 1 ? LATENCY - 2 : 0];

  logic [7:0] level;
  always_comb begin
    level = waiting;
    for (int i = 0; i < LATENCY - 1; i++) level = level + 8'(way[i]);
  end

  // The element that is followed, and how many are before it.
  (* anyseq *) logic follow;
  logic followed;
  logic [WIDTH-1:0] value;
  logic [7:0] ahead;
  always_ff @(posedge clk) begin
    started <= 1'b1;
    popped <= pop && !rst;
    way <= rst ? '0 : {way, push};
    waiting <= rst ? '0 : waiting + 8'(arrives) - 8'(pop);
    if (rst) followed <= 1'b0;
    else if (followed) begin
      if (pop && ahead == '0) followed <= 1'b0;
      if (pop) ahead <= ahead - 1'b1;
    end else if (push && follow && !(pop && level == '0)) begin
      followed <= 1'b1;
      value <= data;
      ahead <= level - 8'(pop);
    end
  end

  always_comb begin
    if (!started) assume (rst);
    else begin
      if (level >= 8'(DEPTH)) assume (!push);
      if (!valid) assume (!pop);

      assert (valid == (waiting != '0 || arrives));
      assert (level <= 8'(DEPTH));
      assert (credit == popped);
      if (followed) assert (ahead < level);
      if (followed && ahead == '0 && valid) assert (head == value);
      if (waiting == '0 && arrives && LATENCY == 1) assert (head == data);

      // What makes it so.
      assert (8'(\dut.count ) == waiting);
      if (DEPTH > 1) begin
        assert (8'(\dut.gen_memory.write_at ) < 8'(Words) && 8'(\dut.gen_memory.read_at ) < 8'(Words));
        assert (8'(\dut.gen_memory.write_at ) == around(around(8'(\dut.gen_memory.read_at ) + waiting)));
        if (waiting != '0 && BLOCK)
          assert ((\dut.gen_memory.gen_words.use_input ? \dut.gen_memory.gen_words.from_input : \dut.gen_memory.gen_words.from_memory )
              == stored(8'(\dut.gen_memory.read_at )));
      end
      if (followed && ahead < waiting)
        assert (stored(DEPTH == 1 ? 8'd0 : around(8'(\dut.gen_memory.read_at ) + ahead)) == value);

      cover (waiting == 8'(DEPTH));
      cover (followed && pop && ahead == '0 && value == '1);
      cover (waiting == '0 && pop);
      cover (credit && !pop);
    end
  end
endmodule
