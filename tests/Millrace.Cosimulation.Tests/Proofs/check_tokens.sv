// mr_tokens, under any pushes that find room and any pops of what is there: a token can be taken exactly LATENCY - 1 cycles after it came
// in; tokens are neither made nor lost, never more than TOKENS; each pop gives one credit, in the next cycle.
module check_tokens #(
    parameter int TOKENS  = 2,
    parameter int INITIAL = 0,
    parameter int LATENCY = 1
) (
    input logic clk,
    input logic rst,
    input logic push,
    input logic pop
);
  localparam int Bits = $clog2(TOKENS + 1);

  logic valid, credit;
  mr_tokens #(.TOKENS(TOKENS), .INITIAL(INITIAL), .LATENCY(LATENCY)) dut (
      .clk(clk), .rst(rst), .push(push), .pop(pop), .valid(valid), .credit(credit));
  (* hierconn *) wire [Bits-1:0] \dut.count ;

  logic [LATENCY:0] way;  // on their way, by age
  logic [7:0] waiting;    // arrived before this cycle
  logic [7:0] level;
  logic arrives, popped;
  logic started = 1'b0;
  assign arrives = LATENCY == 1 ? push : way[LATENCY > 1 ? LATENCY - 2 : 0];

  always_ff @(posedge clk) begin
    started <= 1'b1;
    popped <= pop && !rst;
    way <= rst ? '0 : {way, push};
    waiting <= rst ? 8'(INITIAL) : waiting + 8'(arrives) - 8'(pop);
  end

  always_comb begin
    level = waiting;
    for (int i = 0; i < LATENCY - 1; i++) level = level + 8'(way[i]);
    if (!started) assume (rst);
    else begin
      if (level >= 8'(TOKENS)) assume (!push);
      if (!valid) assume (!pop);
      assert (valid == (waiting != '0 || arrives));
      assert (level <= 8'(TOKENS));
      assert (8'(\dut.count ) == waiting);
      assert (credit == popped);
      cover (waiting == 8'(TOKENS));
      cover (waiting == '0 && pop);
      cover (credit);
    end
  end
endmodule
