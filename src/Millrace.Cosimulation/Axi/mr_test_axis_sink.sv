// Takes what comes, with gaps at random, and writes it down with tlast.
module mr_test_axis_sink #(
    parameter int BYTES = 1,
    parameter     NAME  = ""
) (
    input  logic               clk,
    input  logic               rst,
    input  int                 stall,  // percent of the cycles
    input  logic               tvalid,
    output logic               tready,
    input  logic [8*BYTES-1:0] tdata,
    input  logic               tlast
);
  int file = 0;
  logic was;
  logic [8*BYTES:0] offered;

  always @(posedge clk) begin
    if (rst && file == 0) file = $fopen({NAME, ".out"}, "w");
    tready <= !rst && int'($urandom_range(99)) >= stall;
    if (!rst && tvalid && tready) $fdisplay(file, "%0d %h", tlast, tdata);
    if (!rst && was && (!tvalid || offered != {tlast, tdata})) $fatal(1, "%s: an element changed while it was offered", NAME);
    was <= tvalid && !tready && !rst;
    offered <= {tlast, tdata};
  end
endmodule
