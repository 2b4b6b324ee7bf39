// Offers the words of a file, with gaps at random.
module mr_test_axis_source #(
    parameter int BYTES = 1,
    parameter     NAME  = ""
) (
    input  logic               clk,
    input  logic               rst,
    input  int                 stall,  // percent of the cycles
    output logic               tvalid,
    input  logic               tready,
    output logic [8*BYTES-1:0] tdata
);
  int file = 0;
  logic [8*BYTES-1:0] word;

  always @(posedge clk)
    if (rst) begin
      tvalid <= 1'b0;
      if (file == 0) file = $fopen({NAME, ".in"}, "r");
    end else if (!tvalid || tready) begin
      tvalid <= 1'b0;
      // Both conditions in one would read a word even in a gap.
      if (int'($urandom_range(99)) >= stall)
        if ($fscanf(file, "%h", word) == 1) begin
          tvalid <= 1'b1;
          tdata <= word;
        end
    end
endmodule
