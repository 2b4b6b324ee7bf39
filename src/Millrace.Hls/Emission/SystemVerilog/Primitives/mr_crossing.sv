// A value some cycles later, 1 or more, through registers that can stand far apart: a shift register in tables could not.
module mr_crossing #(
    parameter int WIDTH  = 1,
    parameter int CYCLES = 1
) (
    input  logic             clk,
    input  logic [WIDTH-1:0] d,
    output logic [WIDTH-1:0] q
);
  (* shreg_extract = "no", keep *) logic [WIDTH-1:0] stages[CYCLES];

  always_ff @(posedge clk) begin
    stages[0] <= d;
    for (int i = 1; i < CYCLES; i++) stages[i] <= stages[i-1];
  end

  assign q = stages[CYCLES-1];
endmodule
