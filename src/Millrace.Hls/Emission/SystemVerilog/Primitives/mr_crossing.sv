// A value some cycles later, 1 or more, through registers that can stand far apart: a shift register in tables could not.
module mr_crossing #(
    parameter int WIDTH  = 1,
    parameter int CYCLES = 1
) (
    input  logic             clk,
    input  logic [WIDTH-1:0] d,
    output logic [WIDTH-1:0] q
);
  (* shreg_extract = "no", keep *) logic [CYCLES*WIDTH-1:0] stages;

  if (CYCLES == 1) begin : gen_one
    always_ff @(posedge clk) stages <= d;
  end else begin : gen_more
    always_ff @(posedge clk) stages <= {stages[(CYCLES-1)*WIDTH-1:0], d};
  end

  assign q = stages[(CYCLES-1)*WIDTH+:WIDTH];
endmodule
