// mr_delay, mr_crossing: what comes out is what went in exactly CYCLES cycles before. mr_broadcast: every copy of it.
module check_delay #(
    parameter int WIDTH  = 2,
    parameter int CYCLES = 1,
    parameter bit CROSSING = 0,
    parameter int COPIES = 0,  // of mr_broadcast
    parameter int FAN_OUT = 2
) (
    input logic             clk,
    input logic [WIDTH-1:0] d
);
  logic [WIDTH-1:0] q;
  // One value is watched, any one at any time.
  (* anyseq *) logic watch;
  logic [WIDTH-1:0] watched;
  logic [3:0] age = '0;
  if (COPIES > 0) begin : gen_broadcast
    logic [COPIES*WIDTH-1:0] copies;
    mr_broadcast #(.WIDTH(WIDTH), .COPIES(COPIES), .FAN_OUT(FAN_OUT), .STAGES(CYCLES)) dut (.clk(clk), .d(d), .q(copies));
    assign q = copies[0+:WIDTH];
    always_comb if (age == 4'(CYCLES)) assert (copies == {COPIES{watched}});
  end else if (CROSSING) begin : gen_crossing
    mr_crossing #(.WIDTH(WIDTH), .CYCLES(CYCLES)) dut (.clk(clk), .d(d), .q(q));
  end else begin : gen_delay
    mr_delay #(.WIDTH(WIDTH), .CYCLES(CYCLES)) dut (.clk(clk), .d(d), .q(q));
  end

  always_ff @(posedge clk)
    if (age == '0) begin
      if (watch) begin
        watched <= d;
        age <= 4'd1;
      end
    end else age <= age == 4'(CYCLES) ? '0 : age + 1'b1;

  always_comb begin
    assert (age <= 4'(CYCLES));
    if (age == 4'(CYCLES)) assert (q == watched);
    cover (age == 4'(CYCLES) && q == '1);
  end
endmodule
