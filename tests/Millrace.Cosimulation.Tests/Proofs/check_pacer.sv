// mr_pacer: between access k and k + 1 at least floor(k PERIOD / COUNT) - floor((k - 1) PERIOD / COUNT) cycles, and not one more; from any
// access to the one j later at least floor(j PERIOD / COUNT) cycles, so that the rate is never exceeded.
module check_pacer #(
    parameter int PERIOD = 3,
    parameter int COUNT  = 2
) (
    input logic clk,
    input logic rst,
    input logic take
);
  localparam int WaitBits = $clog2(PERIOD / COUNT + 2);
  localparam int PartBits = $clog2(2 * COUNT + 1);

  logic ready;
  mr_pacer #(.PERIOD(PERIOD), .COUNT(COUNT)) dut (.clk(clk), .rst(rst), .take(take), .ready(ready));
  (* hierconn *) wire [WaitBits-1:0] \dut.wait_cycles ;
  (* hierconn *) wire [PartBits-1:0] \dut.remainder ;

  // The recurrence as the time face has it: what is left of a division, and the cycles until the next access.
  logic [11:0] left, sum, rest;
  assign sum = left + 12'(PERIOD);

  // From any access on: cycles since, accesses since, what was left then.
  (* anyseq *) logic watch;
  logic watching;
  logic [11:0] cycles, accesses, left_then, total;
  assign total = left_then + accesses * 12'(PERIOD);

  logic started = 1'b0;
  always_ff @(posedge clk) begin
    started <= 1'b1;
    if (rst) begin
      left <= '0;
      rest <= '0;
    end else if (take) begin
      left <= sum % 12'(COUNT);
      rest <= sum / 12'(COUNT) - 1'b1;
    end else if (rest != '0) rest <= rest - 1'b1;

    if (rst) watching <= 1'b0;
    else if (watching) begin
      cycles <= cycles + 1'b1;
      if (take) accesses <= accesses + 1'b1;
      if (cycles == 12'd40 || accesses == 12'd8) watching <= 1'b0;
    end else if (take && watch) begin
      watching <= 1'b1;
      cycles <= 12'd1;
      accesses <= 12'd1;
      left_then <= left;
    end
  end

  always_comb begin
    if (!started) assume (rst);
    else begin
      if (!ready) assume (!take);
      assert (ready == (rest == '0));
      assert (rest <= 12'(PERIOD) && left < 12'(COUNT));
      assert (12'(\dut.wait_cycles ) == rest && 12'(\dut.remainder ) == left);
      if (watching) begin
        // The next access is number `accesses` after the watched one.
        assert (cycles <= 12'd40 && accesses <= 12'd8 && accesses != '0 && left_then < 12'(COUNT));
        assert (left == total % 12'(COUNT));
        assert (cycles + rest >= total / 12'(COUNT));
        if (take) assert (cycles >= accesses * 12'(PERIOD) / 12'(COUNT));
        cover (take && accesses == 12'd3 && cycles == total / 12'(COUNT));
      end
    end
  end
endmodule
