// mr_credits, under any use that the contract allows: there is a credit exactly when one was free at the start or came back LATENCY - 1
// cycles ago or earlier; credits are neither made nor lost: those here, on their way back and with the reader are CREDITS together.
module check_credits #(
    parameter int CREDITS = 2,
    parameter int INITIAL = 2,
    parameter int LATENCY = 1
) (
    input logic clk,
    input logic rst,
    input logic take,
    input logic give
);
  localparam int Bits = $clog2(CREDITS + 1);

  logic ready;
  mr_credits #(.CREDITS(CREDITS), .INITIAL(INITIAL), .LATENCY(LATENCY)) dut (.clk(clk), .rst(rst), .take(take), .give(give), .ready(ready));
  (* hierconn *) wire [Bits-1:0] \dut.count ;

  logic [7:0] held;       // by the reader
  logic [7:0] free;       // here, before what comes back in this cycle
  logic [LATENCY:0] way;  // on their way back, by age
  logic back;
  logic started = 1'b0;
  assign back = LATENCY == 1 ? give : way[LATENCY > 1 ? LATENCY - 2 : 0];

  always_ff @(posedge clk) begin
    started <= 1'b1;
    way <= rst ? '0 : {way, give};
    held <= rst ? 8'(CREDITS - INITIAL) : held + 8'(take) - 8'(give);
    free <= rst ? 8'(INITIAL) : free - 8'(take) + 8'(back);
  end

  logic [7:0] returning;
  always_comb begin
    returning = '0;
    for (int i = 0; i < LATENCY - 1; i++) returning = returning + 8'(way[i]);
    if (!started) assume (rst);
    else begin
      if (!ready) assume (!take);
      if (held == '0) assume (!give);
      assert (ready == (free != '0 || back));
      assert (8'(\dut.count ) == free);
      assert (free + returning + held == 8'(CREDITS));
      assert (free <= 8'(CREDITS) && held <= 8'(CREDITS));
      cover (free == '0 && !ready);
      cover (free == '0 && ready && take);
      cover (free == 8'(CREDITS));
    end
  end
endmodule
